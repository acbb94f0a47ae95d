"""Which questions are answered by quoting before a model is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import EvidenceFound
from assistant.each import Part
from assistant.question import read
from assistant.quoted_first import is_quoted_first
from assistant.seen import Seen
from tests.shelf import mill


def seen(asked: str, *odds: float | None, parts: int = 1) -> Seen:
    question = read(asked)
    pieces = [replace(piece, span_odds=own) for piece, own in zip(mill().gathered(asked), odds, strict=False)]
    evidence = EvidenceFound(asked, ())
    return Seen(question, evidence, [], pieces, pieces, None, [Part(question, pieces)] * parts)


@pytest.mark.parametrize(
    ("asked", "odds", "first"),
    [
        ("Was the mill built in 1731?", (None,), True),
        ("Hvornår blev møllen bygget?", (None,), True),
        ("When was the mill built?", (-5.0, 1.6), True),
        ("Who built the mill?", (3.0, None), True),
        ("When was the mill built?", (-5.0, 1.4), False),
        ("When was the mill built?", (None, None), False),
        ("When was the mill built?", (), False),
        ("Which tools are needed?", (3.0,), False),
        ("How many sails has the mill?", (3.0,), False),
        ("How do I grind rye?", (3.0,), False),
    ],
)
def test_what_is_said_in_so_many_words_in_one_place_and_a_yes_or_no_are(
    asked: str, odds: tuple[float | None, ...], first: bool
) -> None:
    assert is_quoted_first(seen(asked, *odds)) is first


def test_a_question_that_asks_twice_is_left_to_the_model() -> None:
    assert not is_quoted_first(seen("When was the mill built, and who built it?", 3.0, parts=2))
