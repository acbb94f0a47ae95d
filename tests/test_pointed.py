"""The list that a draft points to."""

from __future__ import annotations

import pytest

from assistant.pointed import list_pointed_to
from assistant.question import read
from tests.shelf import Shelf

KIT = """The sailmaker's handbook

Leaving the loft
The apprentice is given:
- a palm and two needles;
- a spool of waxed thread;
- a card with the rates.

Flags of the loft
- Long white: the loft is open.
- Long green: a sail is being cut.
- Long red: keep out.

Ranks of the loft
- Master: cuts the cloth and signs the book.
- Mate: sews the seams.
- Hand: oils the shears.
- Boy: sweeps the floor.

The loft is closed on Mondays.
"""
GIVEN = ["a palm and two needles;", "a spool of waxed thread;", "a card with the rates."]
RANKS = 4


def pointed(question: str, *drafted: str) -> list[str] | None:
    shelf = Shelf(kit=KIT)
    found = list_pointed_to(read(question), drafted, shelf.gathered(question), shelf.passages)
    return [item.said for item in found.items] if found else None


@pytest.mark.parametrize(
    ("question", "draft"),
    [
        ("What things does one get on the last day?", "One gets a palm and two needles."),
        ("What things does one get on the last day?", "A palm, needles, a spool of thread and a card."),
        (
            "Tell me of the last day",
            "The apprentice gets a palm and needles, a spool of waxed thread, a card of rates.",
        ),
    ],
)
def test_a_list_of_which_the_draft_names_items_is_quoted_whole(question: str, draft: str) -> None:
    assert pointed(question, draft) == GIVEN


def test_an_item_is_named_by_what_stands_before_its_colon() -> None:
    found = pointed("Name the ranks", "There are four ranks: Master, Mate, Hand, and Boy.")
    assert found is not None and len(found) == RANKS


@pytest.mark.parametrize("question", ["How many ranks does the loft have?", "number of ranks in the loft?"])
def test_a_count_points_to_the_list_of_so_many_items_with_such_a_label(question: str) -> None:
    found = pointed(question, "The loft has four ranks.")
    assert found is not None and len(found) == RANKS


@pytest.mark.parametrize(
    ("question", "draft"),
    [
        ("How many ranks does the loft have?", "The loft has five ranks."),
        ("How many windows are broken?", "There are four broken windows."),
        ("When is the loft closed?", "The loft is closed on Mondays."),
        ("Who sews the seams?", "The mate sews the seams."),
        ("What things are sold there?", "Cloth, ropes, tar and anchors are sold."),
        ("What things are sold there?", ""),
        ("What does long red mean, and who hangs it out?", "Long red means keep out. The loft is open."),
        ("When does one get the palm?", "One gets a palm and two needles, a spool of waxed thread, a card of rates."),
        ("Which is the third thing one gets?", "A palm and two needles, a spool of waxed thread, a card of rates."),
        ("What must one see to at night?", "The hand oils the shears."),
        (
            "Does one get needles or thread?",
            "One gets a palm and two needles, a spool of waxed thread, a card of rates.",
        ),
    ],
)
def test_a_draft_of_other_things_points_to_no_list(question: str, draft: str) -> None:
    assert pointed(question, draft) is None
