"""What is asked within a sentence is taken out of it."""

from __future__ import annotations

import pytest

from assistant.asked_within import asked_within, stated_within
from assistant.question import Kind, read
from assistant.verb_first import verb_first

ASKED = [
    ("Can you tell me when the hall was built?", "When was the hall built?", Kind.WHEN),
    ("Do you know who owns the hall?", "Who owns the hall?", Kind.OPEN),
    ("please tell me how many boats there are", "How many boats are there?", Kind.COUNT),
    ("I'd like to know how much the hall costs", "How much the hall costs?", Kind.AMOUNT),
    ("could you explain how the Old Mill was saved", "How was the Old Mill saved?", Kind.OPEN),
    ("wondering which boats are for sale", "Which boats are for sale?", Kind.LIST),
    ("Can you explain what a berth is?", "What is a berth?", Kind.OPEN),
    ("Can you list the goals?", "List the goals", Kind.LIST),
    ("I need a list of all goals", "List all goals", Kind.LIST),
    ("Could you give me the rules for the sauna?", "What are the rules for the sauna?", Kind.LIST),
    ("I am looking for the fee for guests", "What is the fee for guests?", Kind.OPEN),
    ("Tell me what happens when the alarm rings", "What happens when the alarm rings?", Kind.OPEN),
]
STATED = [
    ("Do you know if dogs are allowed?", "dogs are allowed"),
    ("Can you tell me whether or not dogs are allowed?", "dogs are allowed"),
    ("Please confirm that the hall is heated.", "the hall is heated"),
    ("I was wondering if the hall is heated or not", "the hall is heated"),
]
NEITHER = [
    "When was the hall built?",
    "What do you know about the hall?",
    "Can you swim in the harbour?",
    "I need a new card, where do I get one?",
    "Does the plan say when the hall was built?",
    "List the goals",
    "",
]


@pytest.mark.parametrize(("text", "asked", "kind"), ASKED)
def test_a_question_within_a_sentence_stands_alone(text: str, asked: str, kind: Kind) -> None:
    assert asked_within(text) == asked
    assert read(verb_first(text)).kind is kind


@pytest.mark.parametrize(("text", "stated"), STATED)
def test_what_somebody_wants_to_know_whether_it_is_so_is_a_statement(text: str, stated: str) -> None:
    assert stated_within(text) == stated
    assert read(verb_first(text)).kind is Kind.YES_NO


@pytest.mark.parametrize("text", NEITHER)
def test_nothing_is_taken_out_where_nothing_is_within(text: str) -> None:
    assert not asked_within(text)
    assert not stated_within(text)


@pytest.mark.parametrize("word", ["a ", "tell me ", "i wonder who ", "do you know if a ", "what the a "])
def test_a_long_message_takes_no_longer_than_its_length_warrants(word: str) -> None:
    """A pattern that tries all ways to part a text would not end."""
    assert asked_within(word * 1_000) is not None
