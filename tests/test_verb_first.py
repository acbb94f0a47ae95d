"""What asks is put first, whatever else the question begins with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat import Assistant
from assistant.question import Kind, read
from assistant.settings import Settings
from assistant.verb_first import verb_first
from ingest.index import PassageIndex

TURNED = [
    ("If I lose my card, can I get a new one?", "Can I get a new one if I lose my card?"),
    ("When the alarm rings, must everyone leave?", "Must everyone leave when the alarm rings?"),
    ("When the alarm rings, what should I do?", "What should I do when the alarm rings?"),
    ("Suppose I am late, do I pay a fine?", "Do I pay a fine if I am late?"),
    ("For boats, rafts, and canoes, is there a fee?", "Is there a fee for boats, rafts, and canoes?"),
    ("I'd like to know if the hall is heated.", "Is the hall heated?"),
    ("Hello, could you check whether visitors may park here?", "May visitors park here?"),
    ("Whether the pool is open on Sundays", "Is the pool open on Sundays?"),
    ("The pool is open on Sundays, right?", "Is the pool open on Sundays?"),
    ("You are open on Sundays, aren't you?", "Are you open on Sundays?"),
    ("It was founded in 1990?", "Was it founded in 1990?"),
    ("The hall was sold in May. Is that right?", "Was the hall sold in May?"),
    ("Is it true that Anna Berg has sold the hall?", "Has Anna Berg sold the hall?"),
    ("Is the hall heated or not?", "Is the hall heated?"),
    ("The hall: is it heated?", "Is the hall heated?"),
    ("two boats at once, does that work?", "Does two boats at once work?"),
    ("Hall B - what does it cost?", "What does Hall B cost?"),
    ("My son is 12. Can he join?", "Can he join, given that my son is 12?"),
    ("i lost my card, can i get a new one", "Can i get a new one, given that i lost my card?"),
]
KEPT = [
    "Is the pool open on Sundays?",
    "Are dogs allowed in the hall, or only guide dogs?",
    "What is the fee?",
    "The name of the director?",
    "The fee is how much?",
    "Members must pay what fee?",
    "Guests can stay how long in the hut?",
    "And the fee for members is?",
    "When was it founded, and by whom?",
    "By when, at the latest, must I pay?",
    "On which day, if any, is it closed?",
    "In the north, who sweeps the yard and who pays?",
    "My card was stolen. What do I do?",
    "Anna Berg, when was she elected?",
    "for whom is it, is it for me?",
    "The members who have paid are listed?",
    "List the tools that are needed",
    "",
]


@pytest.mark.parametrize(("text", "turned"), TURNED)
def test_what_asks_is_put_first(text: str, turned: str) -> None:
    assert verb_first(text) == turned


@pytest.mark.parametrize("text", KEPT)
def test_what_asks_first_already_or_in_no_known_way_is_kept(text: str) -> None:
    assert verb_first(text) == text


@pytest.mark.parametrize("text", [text for text, turned in TURNED if not turned.startswith("What")])
def test_each_asks_for_a_yes_or_a_no(text: str) -> None:
    assert read(verb_first(text)).kind is Kind.YES_NO


@given(st.text(max_size=200))
def test_any_text_is_taken(text: str) -> None:
    assert isinstance(verb_first(text), str)


@pytest.mark.parametrize("word", ["a", "a ", "if a, ", "the hall, ", "i can, ", "is "])
def test_a_long_message_takes_no_longer_than_its_length_warrants(word: str) -> None:
    """A pattern that tries all ways to part a text would not end."""
    assert verb_first(word * 2_000)


def test_the_reader_is_shown_the_question_as_it_was_worded(index: PassageIndex) -> None:
    asked = "If I keep geese, may they swim in the harbor?"
    with Assistant(index, None, Settings()) as assistant:
        answer = assistant.ask(asked)
    assert not answer.answered
    assert answer.standalone == asked
    assert asked in answer.text
