"""Which list answers, and which of its items."""

from __future__ import annotations

import pytest

from assistant.lists import find_list
from assistant.question import read
from tests.shelf import Shelf, mill

RULES = ["1. No smoking in the loft.", "2. Children hold the rail.", "3. Dogs stay outside."]
TASKS = ["oil the shaft", "sweep the loft", "mend the sails", "count the sacks"]
ORDERS = """Orders on the harbour

Orders in force:
- Order no. 11 of 1 June 2004 on mooring.
- Order no. 12 of 1 June 2004 on fishing.
- Order no. 13 of 5 May 2009 on diving.

The orders of the weir (2 orders)
- Order no. 21 of 9 July 2001 on eels.
- Order no. 22 of 9 July 2001 on sluices.
"""


def found(shelf: Shelf, text: str) -> tuple[list[str], int] | None:
    question = read(text)
    answer = find_list(question, shelf.gathered(question), shelf.passages)
    return ([item.text for item in answer.items], answer.of) if answer else None


WHOLE = [
    ("Which rules apply to visitors?", RULES),
    ("What are the rules for visitors?", RULES),
    ("What are the three rules for visitors?", RULES),
    ("How many rules apply in the loft?", RULES),
    ("Which tasks are done in spring?", TASKS),
    ("How many tasks are there in spring?", TASKS),
]


@pytest.mark.parametrize(("text", "items"), WHOLE)
def test_a_list_whose_label_covers_the_question_is_taken_whole(text: str, items: list[str]) -> None:
    assert found(mill(), text) == (items, len(items))


PLACED = [
    ("What is the first rule for visitors?", RULES[:1]),
    ("What is the third rule for visitors?", RULES[2:]),
    ("What is the last rule for visitors?", RULES[2:]),
    ("What is the 2nd rule for visitors?", RULES[1:2]),
]


@pytest.mark.parametrize(("text", "items"), PLACED)
def test_an_ordinal_takes_the_item_in_that_place(text: str, items: list[str]) -> None:
    assert found(mill(), text) == (items, 3)


def test_words_that_only_some_items_have_choose_among_them() -> None:
    shelf = Shelf(orders=ORDERS)
    assert found(shelf, "Which orders are of 1 June 2004?") == (
        ["Order no. 11 of 1 June 2004 on mooring.", "Order no. 12 of 1 June 2004 on fishing."], 3,
    )  # fmt: skip


NOTHING = [
    "What is the fourth rule for visitors?",
    "What is the ninth rule for visitors?",
    "Which rules apply to visitors of 1999?",
    "Which rules apply to visitors in Norway?",
    "Which rules does Anna Holm set for visitors?",
    "How many dogs are there in spring?",
    "How many sails are there?",
    "Which lighthouses are lit?",
    "How many are there?",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_list_answers_what_none_is_about(text: str) -> None:
    assert found(mill(), text) is None


def test_a_label_that_counts_otherwise_than_it_has_items_is_no_answer_to_how_many() -> None:
    shelf = Shelf(a="Rules\n\nFour rules apply in the loft:\n- No smoking.\n- No dogs.\n- No boots.\n")
    assert found(shelf, "How many rules apply in the loft?") is None
    assert found(shelf, "Which rules apply in the loft?") == (["No smoking.", "No dogs.", "No boots."], 3)


def test_one_item_alone_is_no_list() -> None:
    shelf = Shelf(a="Rules\n\nRules that apply in the loft:\n- No smoking.\n")
    assert found(shelf, "Which rules apply in the loft?") is None


def test_a_list_that_runs_over_several_passages_is_whole() -> None:
    items = [f"- berth {n} on the north quay{' with water and light' * 3}" for n in range(60)]
    shelf = Shelf(a="Berths\n\nThe harbour has these berths:\n" + "\n".join(items) + "\n")
    answer = found(shelf, "Which berths does the harbour have?")
    assert answer is not None
    assert answer == ([item[2:] for item in items], 60)
    assert len(shelf.passages("a.txt")) > 3
