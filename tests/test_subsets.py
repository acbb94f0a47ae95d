"""Some of a set."""

from __future__ import annotations

import pytest

from assistant.lists import find_list
from assistant.question import read
from assistant.quote import quote_list
from assistant.subsets import Subset, subset
from tests.shelf import Shelf

HARBOUR = """Plans

Plans for the quay (3 plans)
1. Survey of the sea wall.
2. New lamps on the mole.
3. Survey regarding eels in the basin.

Plans for the town (2 plans)
1. Field survey of the dunes.
2. A path that follows the survey of 1901.

Places to see
- the mole
- the dunes
"""
SHAPES = [
    ("How many of the plans are surveys?", Subset("plans", "surveys", True, None)),
    ("How many of the 5 plans are surveys?", Subset("plans", "surveys", True, 5)),
    ("How many surveys are among the five plans?", Subset("plans", "surveys", True, 5)),
    ("Which of the plans concern eels?", Subset("plans", "eels", False, None)),
    ("Which of the plans are about the dunes?", Subset("plans", "dunes", False, None)),
    ("How many plans are there?", None),
    ("Which plans concern eels?", None),
]


@pytest.mark.parametrize(("text", "expected"), SHAPES)
def test_a_question_for_some_of_a_set_names_both(text: str, expected: Subset | None) -> None:
    assert subset(text) == expected


def found(text: str) -> list[str] | None:
    shelf, question = Shelf(plans=HARBOUR), read(text)
    answer = find_list(question, shelf.gathered(question), shelf.passages)
    return [item.said for item in answer.items] if answer else None


SURVEYS = ["Survey of the sea wall.", "Survey regarding eels in the basin.", "Field survey of the dunes."]


def test_the_items_that_are_the_thing_are_counted_not_those_that_mention_it() -> None:
    assert found("How many surveys are among the 5 plans?") == SURVEYS
    assert found("How many of the five plans are surveys?") == SURVEYS


def test_the_items_that_concern_a_thing_mention_it() -> None:
    assert found("Which of the 5 plans concern eels?") == ["Survey regarding eels in the basin."]


@pytest.mark.parametrize(
    "text",
    [
        "How many surveys are among the 9 plans?",
        "Which of the 5 plans concern Norway?",
        "Which of the 5 laws concern eels?",
    ],
)
def test_another_set_or_nothing_of_it_is_no_answer(text: str) -> None:
    assert found(text) is None


def test_items_of_several_lists_stand_under_their_number() -> None:
    shelf, question = Shelf(plans=HARBOUR), read("How many surveys are among the 5 plans?")
    answer = find_list(question, shelf.gathered(question), shelf.passages)
    assert answer is not None
    assert quote_list(question, answer).text == (
        "3:\n- Survey of the sea wall. [1]\n- Survey regarding eels in the basin. [2]\n- Field survey of the dunes. [3]"
    )
