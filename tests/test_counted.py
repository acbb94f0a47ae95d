"""Counts that one sentence shows by naming all."""

from __future__ import annotations

import pytest

from assistant.counted import count_named
from assistant.lists import find_list
from assistant.question import read
from assistant.quote import quote_list
from tests.shelf import Shelf

SAILS = "The race of Endelby has sailors from the Netherlands, France and Norway."
LABS = "The tests on eels are run by: Bruno Lab (Norway); Carla Lab (Sweden); Dora Lab (Ribe); Egon Lab (Finland)."
TOWNS = "In Jutland, Ribe and Varde are the towns that run a night ferry."


def count(text: str, sentence: str) -> tuple[str, ...] | None:
    question = read(text)
    counted = count_named(question, Shelf(a=f"Endelby\n\n{sentence}\n").gathered(question))
    return counted.parts if counted else None


SHOWN = [
    ("From how many countries does the race of Endelby have sailors?", SAILS, 3),
    ("How many labs are there for tests on eels?", LABS, 4),
    ("How many foreign labs are there for tests on eels?", LABS, 4),
    ("How many towns run a night ferry in Jutland?", TOWNS, 2),
    ("How many towns have a night ferry?", "A night ferry calls at the towns Ribe, Varde and Esbjerg.", 3),
]


@pytest.mark.parametrize(("text", "sentence", "expected"), SHOWN)
def test_what_a_sentence_names_is_counted(text: str, sentence: str, expected: int) -> None:
    assert len(count(text, sentence) or ()) == expected


NOT_SHOWN = [
    ("How many towns run a night ferry in all?", TOWNS),
    ("How many sailors are in the race of Endelby?", SAILS),
    ("How many Swedish labs are there for tests on eels?", LABS),
    ("How many labs are there for tests on birds and boats?", LABS),
    ("How many towns have a night ferry?", "A night ferry calls at towns such as Ribe, Varde and Esbjerg."),
    ("How many towns have a night ferry?", "The towns Ribe, Varde and Esbjerg have no night ferry."),
    ("How many towns have a night ferry?", "Of 7 towns with a night ferry, the towns Ribe and Varde are oldest."),
    ("Which towns have a night ferry?", "A night ferry calls at the towns Ribe, Varde and Esbjerg."),
]


@pytest.mark.parametrize(("text", "sentence"), NOT_SHOWN)
def test_what_is_not_surely_enumerated_is_not_counted(text: str, sentence: str) -> None:
    assert count(text, sentence) is None


def test_the_count_stands_before_the_sentence_and_the_names_after_it() -> None:
    question = read("From how many countries does the race of Endelby have sailors?")
    shelf = Shelf(a=f"Endelby\n\n{SAILS}\n")
    found = find_list(question, shelf.gathered(question), shelf.passages)
    assert found is not None
    answer = quote_list(question, found)
    assert answer.text == f"3: {SAILS} [1]\n- Netherlands [1]\n- France [1]\n- Norway [1]"
    assert [citation.quote for citation in answer.citations] == [SAILS]
