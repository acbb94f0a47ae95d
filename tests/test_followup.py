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
    ("Is it possible to swim in the basin?", False),
    ("How long does it take to reach the island?", False),
    ("Does the valve close when it is hot?", False),
    ("Which rules for bathing are in these documents?", False),
    ("Who looks after IT on the island?", False),
    ("What happens to those who swim in the basin?", False),
    ("When does this apply to boats?", True),
    ("Which one is the oldest?", True),
    ("Hvornår mødte de ham?", True),
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
    (
        "There are three: a) the Alma, from the old wharf of the town; b) the Berta; and c) the Cora. [1]",
        "What is “the Berta” for?",
    ),
    ("They are: 1. Alma 2. Berta 3. Cora", "What is “Berta” for?"),
    ("See (2) the Alma, and 1) the Berta. [1]", ""),
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
    ("Who pays for the tunnel?", "And the bridge?", "Who pays for the bridge?"),
    ("Who pays for the lift in Aarhus?", "What about Odense", "Who pays for the lift in Odense?"),
    ("Hvem ejer skolen i Ribe?", "Hvad med Varde?", "Hvem ejer skolen i Varde?"),
    ("When was Hill School opened?", "No, I meant the Lake School.", "When was the Lake School opened?"),
    ("When was Hill School opened?", "Nej, jeg mente Lake School", "When was Lake School opened?"),
    ("When was the Hill School opened?", "And the Lake School?", "When was the Lake School opened?"),
    ("What is the Icelandic ferry called?", "what about Sweden?", "What is the Sweden ferry called?"),
    ("Does Norway or Iceland pay?", "And Sweden?", "Does Norway or Sweden pay?"),
    ("What is the ferry called?", "What about Sweden?", "What is the ferry called, Sweden?"),
    ("Which act covers ferries?", "No, I meant the order, not the act", "Which order covers ferries?"),
    ("What does Act no. 12 say?", "No, I meant Order no. 15, not the act.", "What does Order no. 15 say?"),
    ("When was Hill School opened?", "No, I meant Lake School and not Hill School", "When was Lake School opened?"),
    ("What did the fund cost in 2012?", "And in 2014?", "What did the fund cost in 2014?"),
    ("How long may a dog stay in the yard?", "What about a cat?", "How long may a cat stay in the yard?"),
    ("Who runs the pool in the old town?", "And in the new town?", "Who runs the pool in the new town?"),
    ("How long is the lease of a boat bought in May?", "No, I meant for a car.", "How long is the lease for a car?"),
    ("Hvad koster en plads i havnen?", "Og i gården?", "Hvad koster en plads i gården?"),
    ("Are dogs allowed?", "And cats?", "Are cats allowed?"),
    ("When was a Hill School opened?", "What about the Lake School?", "When was the Lake School opened?"),
]


@pytest.mark.parametrize(("before", "text", "resolved"), ABOUT)
def test_and_x_asks_the_question_before_of_x(before: str, text: str, resolved: str) -> None:
    assert stand_alone(text, said(before, "It says so. [1]")) == resolved


PRONOUNS = [
    ("Who founded Hill School?", "The monks did. [1]", "When was it opened?", "When was Hill School opened?"),
    ("Who keeps the wooden ferry?", "The monks do. [1]", "When was it built?", "When was the wooden ferry built?"),
    ("When does the pool open?", "At nine. [1]", "What does it cost?", "What does the pool cost?"),
    ("Hvem grundlagde Ribe Skole?", "Munkene. [1]", "Hvornår åbnede den?", "Hvornår åbnede Ribe Skole?"),
    ("Hvem ejer færgen?", "Byen. [1]", "Hvornår blev den bygget?", "Hvornår blev færgen bygget?"),
    ("Which rule covers bees?", "Rule no. 713. [1]", "When does it apply?", "When does Rule no. 713 apply?"),
    ("Which fees apply to boats?", "Two fees. [1]", "When are they due?", "When are the fees due?"),
    ("How often must the boilers be swept?", "Yearly. [1]", "Who sweeps them?", "Who sweeps the boilers?"),
    ("Are dogs allowed?", "Yes. [1]", "Must they be on a lead?", "Must dogs be on a lead?"),
    ("Which ferries sail?", "Three. [1]", "Who owns them?", "Who owns the ferries?"),
    ("What is sold?", "There are two passes: A and B. [1]", "How long do they run?", "How long do the two passes run?"),
    ("Who is the chair?", "Anna Holm. [1]", "And her deputy?", "What is Anna Holm's deputy?"),
    ("Who founded Hill School?", "Two monks. [1]", "And its motto?", "What is Hill School's motto?"),
    ("Hvem ejer Ribe Skole?", "Byen. [1]", "Og dens motto?", "Hvad er Ribe Skoles motto?"),
    ("Name a ferry in Lyng.", "The Alma. [1]", "Which other ones are there?", "Which other ferries are there in Lyng?"),
]


@pytest.mark.parametrize(("before", "answer", "text", "resolved"), PRONOUNS)
def test_a_pronoun_becomes_what_it_stands_for(before: str, answer: str, text: str, resolved: str) -> None:
    assert stand_alone(text, said(before, answer)) == resolved


ANSWERED = [
    ("Who is the chair?", "The chair is Anna Holm. [1]", "When was she elected?", "When was Anna Holm elected?"),
    ("Who founded Hill School?", "Anna Holm founded it. [1]", "Where was she born?", "Where was Anna Holm born?"),
    ("Who keeps the keys?", "The keeper is Peter Lund. [1]", "What is his trade?", "What is Peter Lund's trade?"),
    ("Which ferry sails at noon?", "The Alma sails at noon. [1]", "When was it built?", "When was Alma built?"),
    ("What is the largest boat?", "The largest boat is the Alma. [1]", "Who built it?", "Who built Alma?"),
    ("Who runs Hill School?", "Anna Holm runs it. [1]", "When was it opened?", "When was Hill School opened?"),
    ("Which ferry sails to Lyng?", "The Alma does. [1]", "When was it built?", "When was Alma built?"),
    ("When was Hill School opened?", "Anna Holm opened it in 1967. [1]", "Who was she?", "Who was Anna Holm?"),
]


@pytest.mark.parametrize(("before", "answer", "text", "resolved"), ANSWERED)
def test_she_or_it_is_what_the_answer_named_where_a_person_or_thing_was_asked_for(
    before: str, answer: str, text: str, resolved: str
) -> None:
    assert stand_alone(text, said(before, answer)) == resolved


def test_a_person_the_talk_is_about_stays_who_is_meant_and_is_named_in_full() -> None:
    told = said(
        "Anna Holm", "A pilot. [1]", "When did Holm retire?", "In 1967. [1]", "Who did she fly with?", "Bo Lind. [1]"
    )
    assert stand_alone("Where did she live?", told) == "Where did Anna Holm live?"


def test_a_name_deep_in_a_long_answer_is_not_what_is_meant() -> None:
    told = said("Which ferry sails at noon?", f"It sails at noon {'and again ' * 8}from the pier of the Alma. [1]")
    assert "Alma" not in stand_alone("When was it built?", told)


UNSURE = [
    ("Who keeps Hill School?", "What happened after that?", "What happened after that, regarding Hill School?"),
    ("Does this gate close?", "Why did this film end?", "Why did this film end, regarding the gate?"),
    ("Must a member pass the test?", "How long is it valid?", "How long is it valid, regarding member pass test?"),
    ("Who keeps bees?", "When does it rain?", "When does it rain, regarding keeps bees?"),
    ("Hvem ejer Ribe Skole?", "Hvad med det samme?", "Hvem ejer Ribe Skole, det samme?"),
]


@pytest.mark.parametrize(("before", "text", "resolved"), UNSURE)
def test_where_no_rule_is_sure_the_words_stay_and_the_topic_is_told(before: str, text: str, resolved: str) -> None:
    assert stand_alone(text, said(before, "Yes. [1]")) == resolved


def test_an_answer_that_was_none_names_nothing() -> None:
    told = said("Who is the chair?", "The documents do not say this. Searched for: “Who is Bo Lind?”.")
    assert "Lind" not in stand_alone("When was she elected?", told)
    assert (
        stand_alone("Where was it?", said("When was Hill School built?", "I don't know.")) == "Where was Hill School?"
    )


def test_thanks_in_between_do_not_change_the_topic() -> None:
    told = said("Who founded Hill School?", "Two monks. [1]", "Thanks a lot!", "You are welcome.")
    assert stand_alone("When was it opened?", told) == "When was Hill School opened?"


ANOTHER_WAY = [
    ("When was Hill School opened?", "Where?", "Where was Hill School opened?"),
    ("When was Hill School opened?", "And by whom?", "By whom was Hill School opened?"),
    ("Are dogs allowed?", "Why not?", "Why are dogs allowed?"),
    ("Is the harbour closed?", "Since when?", "Since when is the harbour closed?"),
    ("Who founded Hill School?", "When?", "When was Hill School founded?"),
    ("Hvornår blev Ribe Skole bygget?", "Hvorfor?", "Hvorfor blev Ribe Skole bygget?"),
    ("Which school is oldest?", "Why?", "Why, regarding school oldest?"),
]


@pytest.mark.parametrize(("before", "text", "resolved"), ANOTHER_WAY)
def test_a_bare_word_of_asking_asks_the_question_before_in_that_way(before: str, text: str, resolved: str) -> None:
    assert stand_alone(text, said(before, "In 1967. [1]")) == resolved


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
        ("When was it opened?", "When was Hill School opened?", "In 1967. [1]"),
        ("And Lake School?", "When was Lake School opened?", "In 1971. [1]"),
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
