"""The list that the best evidence stands in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.evidence import Evidence
from assistant.list_around import list_around
from assistant.question import read
from tests.shelf import Shelf

KIT = """The sailmaker's handbook

Leaving the loft
The apprentice is given:
- a palm and two needles;
- a spool of waxed thread;
- a card with the rates.

The loft is closed on Mondays.

Before work
- Sweep the floor.
- Oil the shears.
"""


def near(words: str, *others: str) -> tuple[Shelf, list[Evidence]]:
    """The pieces, those with the given words first."""
    shelf = Shelf(kit=KIT)
    first = [shelf.piece(one) for one in (words, *others)]
    rest = [piece for piece in shelf.gathered("What is it?") if piece not in first]
    return shelf, [replace(piece, score=9.0 - n) for n, piece in enumerate(first)] + rest


def listed(question: str, words: str, *others: str) -> list[str] | None:
    shelf, pieces = near(words, *others)
    found = list_around(read(question), pieces, shelf.passages)
    return [item.said for item in found.items] if found else None


ITEMS = ["a palm and two needles;", "a spool of waxed thread;", "a card with the rates."]


def test_a_line_that_introduces_a_list_is_answered_by_the_list() -> None:
    assert listed("What do they put in my bag?", "apprentice") == ITEMS


def test_half_a_sentence_that_introduces_a_list_is_no_answer_without_it() -> None:
    assert listed("What are the tools?", "apprentice") == ITEMS


def test_evidence_that_is_mostly_items_of_one_list_is_answered_by_the_list() -> None:
    assert listed("What will you send home with me?", "spool", "palm", "card") == ITEMS


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What is the colour of the thread?", ("spool", "palm", "card")),
        ("Who gives out the thread?", ("spool", "palm", "card")),
        ("What does the card cost?", ("card", "spool", "palm")),
        ("When should I come?", ("spool", "palm", "card")),
        ("What do they put in my bag?", ("closed", "spool", "palm", "card")),
        ("What should Mr Holt be given?", ("apprentice",)),
    ],
)
def test_a_question_for_one_thing_is_not_answered_by_a_list(question: str, words: tuple[str, ...]) -> None:
    assert listed(question, *words) is None
