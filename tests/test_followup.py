"""Questions that lean on the conversation, resolved by rule. The conversations were written for this file."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.followup import Turn, leans, resolved_by_form, stand_alone, without_preamble

STEPS = "Oil the spindle:\n- wipe off the dust [1]\n- add two drops of oil; [2]\n- turn the spindle by hand. [3]"
NUMBERED = "3 under “Tools”:\n- 1. A smoker, to calm the colony [1]\n- 2. A veil [2]\n- 3. A hive tool [3]"


def said(*contents: str) -> tuple[Turn, ...]:
    """Messages in turn, the person first."""
    roles: tuple[Literal["user", "assistant"], ...] = ("user", "assistant")
    return tuple(Turn(roles[place % 2], content) for place, content in enumerate(contents))


LEANING = [
    ("And the veil?", True),
    ("What about the veil?", True),
    ("How many are there?", True),
    ("Why?", True),
    ("What is required?", True),
    ("Who is Petrov?", False),
    ("And who is the chair of Lake School?", False),
    ("And when did she leave Lake School?", True),
    ("And which fees apply?", True),
    ("And in Lake School?", True),
    ("What is the NHB?", False),
    ("When was it built?", True),
    ("Who founded them?", True),
    ("What is the second one?", True),
    ("Hvad med sløret?", True),
    ("Hvornår blev den bygget?", True),
    ("No, I meant the veil", True),
    ("When was the mill built by the monks?", False),
    ("Is there a ferry to the island?", False),
    ("Which ferry goes to the island first?", False),
    ("Something else: when was it built?", False),
]


@pytest.mark.parametrize(("text", "expected"), LEANING)
def test_a_question_leans_when_it_points_back_or_has_no_thing_of_its_own(text: str, expected: bool) -> None:
    assert leans(text) is expected


ORDINALS = [
    ("What is the second one for?", STEPS, "What is “add two drops of oil” for?"),
    ("Explain the last", STEPS, "Explain “turn the spindle by hand”"),
    ("Why the 1st of them?", STEPS, "Why “wipe off the dust”?"),
    ("What is the third of them for?", NUMBERED, "What is “A hive tool” for?"),
    ("Hvad er den tredje?", STEPS, "Hvad er “turn the spindle by hand”?"),
    ("What is the fourth one for?", STEPS, ""),
    ("What is the second one for?", "It opens at nine. [1]", ""),
    ("What is the best one?", STEPS, ""),
]


@pytest.mark.parametrize(("text", "answer", "resolved"), ORDINALS)
def test_an_ordinal_becomes_the_item_of_the_list_before(text: str, answer: str, resolved: str) -> None:
    assert resolved_by_form(text, said("How is it done?", answer)) == resolved


ENUMERATED = [
    ("The ferries are: the Alma, the Berta and the Cora. [1]", "What is “the Berta” for?"),
    ("Three ferries sail: the Alma; the Berta; and the Cora. [1]", "What is “the Berta” for?"),
    ("The Alma, the Berta, and the Cora. [1][2]", "What is “the Berta” for?"),
    ("The Alma and the Berta. [1]", "What is “the Berta” for?"),
    ("Færgerne er: Alma, Berta og Cora. [1]", "What is “Berta” for?"),
    ("There are ferries. [1] They are: the Alma, the Berta and the Cora. [2]", "What is “the Berta” for?"),
    ("The ferry sails at noon. [1]", ""),
    ("The Alma, which was built on the eastern wharf of the town, and the Berta. [1]", ""),
]


@pytest.mark.parametrize(("answer", "resolved"), ENUMERATED)
def test_what_a_sentence_enumerates_is_a_list_too(answer: str, resolved: str) -> None:
    assert resolved_by_form("What is the second one for?", said("Which ferries sail?", answer)) == resolved


def test_of_an_enumeration_the_last_and_the_next_are_found() -> None:
    told = said("Which ferries sail?", "They are: the Alma, the Berta and the Cora. [1]")
    assert resolved_by_form("Who owns the last one?", told) == "Who owns “the Cora”?"
    later = (*told, *said("Who owns the Alma?", "The town owns the Alma. [1]"))
    assert resolved_by_form("And the next one?", later) == "And “the Berta”?"


NEXT = [
    (("How is it done?", STEPS), "What is the next one?", ""),
    (("How is it done?", STEPS, "Why wipe off the dust?", "It is grit."), "And the next one?", "add two drops of oil"),
    (("How is it done?", STEPS, "Why add two drops of oil?", "So."), "And the next?", "turn the spindle by hand"),
    (("How is it done?", STEPS, "What is turn the spindle by hand?", "So."), "And the next one?", ""),
]


@pytest.mark.parametrize(("contents", "text", "item"), NEXT)
def test_the_next_one_is_the_item_after_the_one_spoken_of(contents: tuple[str, ...], text: str, item: str) -> None:
    before = text.split("the next")[0]
    assert resolved_by_form(text, said(*contents)) == (f"{before}“{item}”?" if item else "")


ABOUT = [
    ("When was Hill School opened?", "And Lake School?", "When was Lake School opened?"),
    ("What did the fund cost in 2012?", "and 2014?", "What did the fund cost in 2014?"),
    ("Which fee does Rule no. 12 set?", "What about Rule no. 15?", "Which fee does Rule no. 15 set?"),
    ("Who pays for the tunnel?", "And the bridge?", "Who pays for the tunnel, the bridge?"),
    ("Who pays for the lift in Aarhus?", "What about Odense", "Who pays for the lift in Odense?"),
    ("Hvem ejer skolen i Ribe?", "Hvad med Varde?", "Hvem ejer skolen i Varde?"),
    ("When was Hill School opened?", "No, I meant the Lake School.", "When was Lake School opened?"),
    ("When was Hill School opened?", "Nej, jeg mente Lake School", "When was Lake School opened?"),
    ("When was the Hill School opened?", "And the Lake School?", "When was the Lake School opened?"),
    ("What is the Icelandic ferry called?", "what about Sweden?", "What is the Sweden ferry called?"),
    ("Does Norway or Iceland pay?", "And Sweden?", "Does Norway or Sweden pay?"),
    ("What is the ferry called?", "What about Sweden?", "What is the ferry called, Sweden?"),
    ("Which act covers ferries?", "No, I meant the order, not the act", "Which act covers ferries, order?"),
    ("What does Act no. 12 say?", "No, I meant Order no. 15, not the act.", "What does Order no. 15 say?"),
    ("When was Hill School opened?", "No, I meant Lake School and not Hill School", "When was Lake School opened?"),
    ("When was a Hill School opened?", "What about the Lake School?", "When was the Lake School opened?"),
]


@pytest.mark.parametrize(("before", "text", "resolved"), ABOUT)
def test_and_x_asks_the_question_before_of_x(before: str, text: str, resolved: str) -> None:
    assert stand_alone(text, said(before, "It says so. [1]")) == resolved


PRONOUNS = [
    ("Who founded Hill School?", "When was it opened?", "When was it opened, regarding Hill School?"),
    ("Who keeps the wooden ferry?", "When was it built?", "When was it built, regarding keeps wooden ferry?"),
    ("Hvem grundlagde Ribe Skole?", "Hvornår åbnede den?", "Hvornår åbnede den, om Ribe Skole?"),
]


@pytest.mark.parametrize(("before", "text", "resolved"), PRONOUNS)
def test_a_pronoun_is_told_what_the_talk_is_about(before: str, text: str, resolved: str) -> None:
    assert stand_alone(text, said(before, "The monks did. [1]")) == resolved


def test_it_is_the_identifier_that_was_the_answer() -> None:
    told = said("Which rule covers bees in gardens?", "Rule no. 713 covers bees. [1]")
    assert stand_alone("When does it apply?", told) == "When does it apply, regarding Rule no. 713?"


ANSWERED = [
    ("Who is the chair?", "The chair is Anna Holm. [1]", "When was she elected?", "Anna Holm"),
    ("Who founded Hill School?", "Anna Holm founded Hill School. [1]", "Where was she born?", "Anna Holm"),
    ("Who keeps the keys of the hall?", "The keeper is Peter Lund. [1]", "What is his trade?", "Peter Lund"),
    ("Which ferry sails at noon?", "The Alma sails at noon. [1]", "When was it built?", "Alma"),
    ("What is the largest boat of all?", "The largest boat is the Alma. [1]", "Who built it?", "Alma"),
    ("Who runs Hill School?", "Anna Holm runs it. [1]", "When was it opened?", "Hill School"),
    ("Which ferry sails to Lyng?", "The Alma does. [1]", "When was it built?", "Lyng"),
    ("When was Hill School opened?", "Anna Holm opened it in 1967. [1]", "Who was she?", "Hill School"),
]


@pytest.mark.parametrize(("before", "answer", "text", "topic"), ANSWERED)
def test_she_or_it_is_what_the_answer_named_where_a_person_or_thing_was_asked_for(
    before: str, answer: str, text: str, topic: str
) -> None:
    assert stand_alone(text, said(before, answer)) == f"{text.rstrip('?')}, regarding {topic}?"


def test_a_long_answer_names_too_much_to_be_what_it_is() -> None:
    told = said("Which ferry sails at noon?", f"The Alma sails at noon {'and again ' * 8}from the pier. [1]")
    assert "Alma" not in stand_alone("When was it built?", told)


def test_what_about_x_with_a_question_of_its_own_asks_that_of_x() -> None:
    told = said("When was Hill School opened?", "In 1967. [1]")
    assert stand_alone("What about Lake School, who founded it?", told) == "who founded Lake School?"


HOW_MANY = [
    ("How many are there?", "How many tools for the hive?"),
    ("And how many of them?", "How many tools for the hive?"),
    ("How many in total?", "How many tools for the hive?"),
    ("Hvor mange er der?", "Hvor mange tools for the hive?"),
    ("How many of these are sharp?", ""),
]


@pytest.mark.parametrize(("text", "resolved"), HOW_MANY)
def test_how_many_counts_the_list_that_was_asked_for(text: str, resolved: str) -> None:
    assert resolved_by_form(text, said("List the tools for the hive.", NUMBERED)) == resolved


def test_how_many_counts_the_list_also_when_another_of_its_questions_came_between() -> None:
    told = said("What are the tools for the hive?", NUMBERED, "What is the second one for?", "It closes. [1]")
    assert resolved_by_form("How many are there?", told) == "How many tools for the hive?"


TOPICS = [
    ("Another question: who runs the pool?", "who runs the pool?"),
    ("OK, thanks. New topic: who runs the pool?", "who runs the pool?"),
    ("Noget andet: hvem driver badet?", "hvem driver badet?"),
    ("Who runs the pool?", "Who runs the pool?"),
]


@pytest.mark.parametrize(("text", "bare"), TOPICS)
def test_the_announcement_of_another_topic_is_taken_off(text: str, bare: str) -> None:
    assert without_preamble(text) == bare


def test_a_question_that_stands_alone_is_left_as_it_is() -> None:
    told = said("Who founded Hill School?", "The monks. [1]")
    assert stand_alone("Which ferry goes to the island?", told) == "Which ferry goes to the island?"


def test_without_a_conversation_nothing_is_put_in() -> None:
    assert stand_alone("When was it built?", ()) == "When was it built?"
    assert resolved_by_form("How many are there?", ()) == ""
    assert stand_alone("And it?", [Turn("assistant", "Hello!")]) == "And it?"


def test_a_conversation_of_six_turns_keeps_its_thread() -> None:
    talk = [
        ("Who founded Hill School?", "Who founded Hill School?", "The monks. [1]"),
        ("When was it opened?", "When was it opened, regarding Hill School?", "In 1967. [1]"),
        ("And Lake School?", "When was it opened, regarding Lake School?", "In 1971. [1]"),
        ("What tools are kept in the shed?", "What tools are kept in the shed?", STEPS),
        ("What about the last one?", "What about “turn the spindle by hand”?", "By hand. [1]"),
        ("How many are there?", "How many tools are kept in the shed?", "3"),
    ]
    history: tuple[Turn, ...] = ()
    for text, resolved, answer in talk:
        assert (resolved_by_form(text, history) or stand_alone(text, history)) == resolved
        history = (*history, Turn("user", text), Turn("assistant", answer))


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=4))
def test_any_conversation_resolves_to_the_same_text_twice(text: str, contents: list[str]) -> None:
    history = said(*contents)
    assert stand_alone(text, history) == stand_alone(text, history)
    assert isinstance(resolved_by_form(text, history), str)
