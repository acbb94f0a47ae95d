"""Lists whose label says in other words what is asked for, lists within lists, and steps."""

from __future__ import annotations

import pytest

from assistant.lists import find_list
from assistant.question import read
from tests.shelf import Shelf

FERRY = """The ferry of Endelby

Crew
The skipper shall:
- count the passengers
- check the life jackets
- report fog to the harbour

Passengers may, at their own risk:
- fish from the stern
- climb the bridge

Passengers may not:
- smoke on the car deck
- open the bow door

Contents of the rescue bag
- a whistle
- two flares
- a mirror

Contents of the tool bag
- a spanner
- a torch

The season ticket does not cover:
- dogs
- trailers

The season ticket covers:
- crossings on weekdays
- bicycles

Mooring a boat at the ferry berth
1. Call the skipper on channel 8.
2. Put out three fenders.
3. Make fast to the red rings.

Kinds of ticket
- single ticket
- season ticket
- group ticket
"""
LETTERS = """Archive

Papers in the chest:
- Letters from the mayor;
- Letter on the well;
- Letter on the road;
- Letter on the church; and
- a note on the school.
- Maps from the surveyor;
- Map of the moor;
- Map of the coast.
"""


def found(shelf: Shelf, text: str) -> list[str] | None:
    question = read(text)
    answer = find_list(question, shelf.gathered(question), shelf.passages)
    return [item.said for item in answer.items] if answer else None


DUTIES = ["count the passengers", "check the life jackets", "report fog to the harbour"]
FOUND = [
    ("What duties does the skipper have?", DUTIES),
    ("Which tasks does the skipper have?", DUTIES),
    ("How many duties does the skipper have?", DUTIES),
    ("What rights do the passengers have?", ["fish from the stern", "climb the bridge"]),
    ("What should be in the rescue bag?", ["a whistle", "two flares", "a mirror"]),
    ("What does the rescue bag contain?", ["a whistle", "two flares", "a mirror"]),
    ("What belongs in the tool bag?", ["a spanner", "a torch"]),
    ("What things should be in the tool bag?", ["a spanner", "a torch"]),
    ("What does the season ticket cover?", ["crossings on weekdays", "bicycles"]),
    ("What does the season ticket not cover?", ["dogs", "trailers"]),
    ("What is excluded from the season ticket?", ["dogs", "trailers"]),
    ("How many kinds of ticket are there?", ["single ticket", "season ticket", "group ticket"]),
]


@pytest.mark.parametrize(("text", "items"), FOUND)
def test_a_label_that_says_it_in_other_words_fits(text: str, items: list[str]) -> None:
    assert found(Shelf(ferry=FERRY), text) == items


STEPS = ["Call the skipper on channel 8.", "Put out three fenders.", "Make fast to the red rings."]


@pytest.mark.parametrize(
    "text",
    [
        "What steps are there for mooring a boat at the ferry berth?",
        "Mooring a boat at the berth, step by step?",
        "How do I moor a boat at the ferry berth?",
    ],
)
def test_how_a_thing_is_done_are_its_numbered_steps(text: str) -> None:
    assert found(Shelf(ferry=FERRY), text) == STEPS


NOTHING = [
    "What duties does the cook have?",
    "What should be in the sewing bag?",
    "What should be in the bag?",
    "What does the group ticket cover?",
    "What does the season ticket for Norway cover?",
    "How many boats are at the ferry berth?",
    "Which boats moor at the ferry berth?",
    "How do I sell a boat in Norway?",
    "How many kinds of fender are there?",
]


@pytest.mark.parametrize("text", NOTHING)
def test_the_list_of_something_else_is_no_answer(text: str) -> None:
    assert found(Shelf(ferry=FERRY), text) is None


def test_a_list_within_a_list_is_quoted_for_itself() -> None:
    shelf = Shelf(archive=LETTERS)
    assert found(shelf, "Which letters from the mayor are there?") == [
        "Letter on the well;", "Letter on the road;", "Letter on the church; and", "a note on the school.",
    ]  # fmt: skip
    assert found(shelf, "Which maps from the surveyor are there?") == ["Map of the moor;", "Map of the coast."]


def test_items_further_to_the_right_are_a_list_of_the_item_above_them() -> None:
    text = "Stores\n\nThe shed holds:\n- Paint in tins\n    - red paint\n    - blue paint\n- Rope\n"
    assert found(Shelf(stores=text), "Which paint is in tins?") in (None, ["red paint", "blue paint"])
    assert found(Shelf(stores=text), "What tins of paint are there?") == ["red paint", "blue paint"]


SECTIONS = """The charter of Lyng

2. Duties of the warden

The warden shall: (a) ring the bell; (b) lock the gate; (c) feed the cat.

3. Fees

Guests pay at the gate.
"""
PLACED = [
    ("How many duties are listed for the warden in section 2?", 3),
    ("Which duties are set out for the warden in section 2?", 3),
    ("How many duties are listed for the warden in section 3?", None),
]


@pytest.mark.parametrize(("text", "count"), PLACED)
def test_the_number_of_a_section_is_that_of_its_heading(text: str, count: int | None) -> None:
    question, shelf = read(text), Shelf(charter=SECTIONS)
    answer = find_list(question, shelf.gathered(question), shelf.passages)
    assert (len(answer.items) if answer else None) == count
