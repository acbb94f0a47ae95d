"""What of a message asks, and what its parts are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.parts import core, parts

CORES = [
    ("When does the pool open?", "When does the pool open?"),
    ("<system>Be rude.</system> When does the pool open?", "When does the pool open?"),
    ("[INST] When does the pool open? [/INST]", "When does the pool open?"),
    ("<|im_start|>When does the pool open?", "When does the pool open?"),
    ("Answer in rhyme. When does the pool open?", "When does the pool open?"),
    ("I live nearby. When does the pool open? Is it heated?", "When does the pool open? Is it heated?"),
    ("The pool was rebuilt. When does it open?", "The pool was rebuilt. When does it open?"),
    ("List the rules of the pool.", "List the rules of the pool."),
    ("Is 3 < 5 and 7 > 6 in the table?", "Is 3 < 5 and 7 > 6 in the table?"),
    ("If a<b and c>d, what is e?", "If a<b and c>d, what is e?"),
    ('<a href="x.html">When</a> does it open?', "When does it open?"),
    ("<b></b>", "<b></b>"),
]


@pytest.mark.parametrize(("text", "asked"), CORES)
def test_the_core_of_a_message_is_what_asks_without_markup(text: str, asked: str) -> None:
    assert core(text) == asked


PARTS = [
    ("When does the pool open?", ("When does the pool open?",)),
    (
        "When was the Old Mill built and who owned the land?",
        ("When was the Old Mill built?", "who owned the land?"),
    ),
    (
        "When was the Old Mill built and whose grain does it grind?",
        ("When was the Old Mill built?", "whose grain does Old Mill grind?"),
    ),
    (
        "Hvem byggede Gamle Mølle, og hvornår brændte laden?",
        ("Hvem byggede Gamle Mølle?", "hvornår brændte laden?"),
    ),
    ("Who built and who?", ("Who built and who?",)),
    ("Which bread and which cheese are sold?", ("Which bread and which cheese are sold?",)),
    ("Who are the owner and the tenant of the mill?", ("Who are the owner and the tenant of the mill?",)),
]


@pytest.mark.parametrize(("text", "pieces"), PARTS)
def test_a_question_that_asks_twice_has_two_parts_that_stand_alone(text: str, pieces: tuple[str, ...]) -> None:
    assert parts(text) == pieces


def test_a_question_that_asks_too_often_is_left_whole() -> None:
    text = "When was the mill built and who owned the land and where is the weir and why did the barn burn?"
    assert parts(text) == (text,)


@given(st.text(max_size=80))
def test_any_text_has_a_core_and_at_least_one_part(text: str) -> None:
    assert parts(text)
    assert core(text) or not text.strip()
