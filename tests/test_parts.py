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
    ("When was Old Mill built and by whom?", ("When was Old Mill built?", "by whom was Old Mill built?")),
    ("When and by whom was Old Mill built?", ("When was Old Mill built?", "by whom was Old Mill built?")),
    (
        "For guests: which rooms are open, and between which hours is the bar shut?",
        ("For guests: which rooms are open?", "For guests: between which hours is the bar shut?"),
    ),
    (
        "How loud may bands be, and from what hour must it be dark in the hall?",
        ("How loud may bands be?", "from what hour must it be dark in the hall?"),
    ),
    (
        "Give the dates of the pool act and of the park act.",
        ("Give the dates of the pool act?", "Give the dates of the park act?"),
    ),
    ("Hvad koster det for børn og for voksne?", ("Hvad koster det for børn?", "Hvad koster det for voksne?")),
    ("Who owns the mill and the weir?", ("Who owns the mill?", "Who owns the weir?")),
    (
        "What are the tasks of the chair and the clerk?",
        ("What are the tasks of the chair?", "What are the tasks of the clerk?"),
    ),
    ("What do RX-1 and RX-2 cost?", ("What do RX-1 cost?", "What do RX-2 cost?")),
    ("Who pays the PTA and the NHB?", ("Who pays the PTA?", "Who pays the NHB?")),
    (
        "How do the blue pass and the red pass differ?",
        ("What is said about the blue pass?", "What is said about the red pass?"),
    ),
    (
        "How do the blue pass and the red pass differ in price?",
        ("What is said about the blue pass, regarding price?", "What is said about the red pass, regarding price?"),
    ),
    (
        "How does the blue pass differ from the red pass?",
        ("What is said about the blue pass?", "What is said about the red pass?"),
    ),
    (
        "Compare the blue pass with the red pass.",
        ("What is said about the blue pass?", "What is said about the red pass?"),
    ),
    (
        "What is the difference between the blue pass and the red pass?",
        ("What is said about the blue pass?", "What is said about the red pass?"),
    ),
    (
        "How are guests fed, according to the leaflet and according to the rules?",
        ("How are guests fed, according to the leaflet?", "How are guests fed, according to the rules?"),
    ),
    (
        "According to the leaflet and according to the rules, how are guests fed?",
        ("how are guests fed, according to the leaflet?", "how are guests fed, according to the rules?"),
    ),
    (
        "What is the lease for: the mill, or only the weir?",
        ("What is the lease for, the mill?", "What is the lease for, only the weir?"),
    ),
    ("Is the quay open or closed at night?", ("Is the quay open at night?", "Is the quay closed at night?")),
    (
        "Are the gates locked up or left open?",
        ("Are the gates locked up?", "Are the gates left open?"),
    ),
]
WHOLE = [
    "Who chairs the Law and Order Committee?",
    "What is the agreement between the mill and the town?",
    "What is the agreement of the mill and of the town?",
    "What does the contract of the PTA and the NHB say?",
    "Are the fees of members and of guests high?",
    "Is it open or not?",
    "Do I pay a fee or is it free?",
    "Who sells bread and butter?",
    "What is told of research and development?",
    "Which?",
]


@pytest.mark.parametrize("text", WHOLE)
def test_names_pairs_and_single_questions_are_left_whole(text: str) -> None:
    assert parts(text) == (text,)


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
