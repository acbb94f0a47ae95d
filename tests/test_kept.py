"""What of a draft is kept, without a model to look again."""

from __future__ import annotations

import pytest

from assistant.kept import kept_of
from assistant.question import read
from tests.shelf import Shelf

YARD = """Rules of the yard

The least age for swimming is 12 years, told by the pool. The roof is of slate and tile.
The gate is shut at 10 pm.
"""


def kept(question: str, draft: str) -> list[str]:
    shelf = Shelf(yard=YARD)
    return [text for text, _ in kept_of([draft], read(question), None, shelf.gathered(question), None).kept]


@pytest.mark.parametrize(
    ("question", "draft"),
    [
        ("Is the roof of slate?", "The slate roof is popular among harmless painters."),
        (
            "What is the least age for riding a pony on the common?",
            "The age for riding a pony on the common is 12 years.",
        ),
    ],
)
def test_what_only_the_draft_says_is_dropped(question: str, draft: str) -> None:
    assert kept(question, draft) == []


@pytest.mark.parametrize(
    ("question", "draft"),
    [
        ("What is the least age for swimming?", "The least age for swimming is 12 years."),
        ("When is the gate shut?", "The gate is shut at 10 pm."),
        ("What is the roof made of?", "The roof is of slate and tile."),
    ],
)
def test_what_is_quoted_is_kept(question: str, draft: str) -> None:
    assert kept(question, draft) == [draft]
