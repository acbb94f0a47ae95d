"""From what was typed to what is searched for: what is refused, and when a model's rewriting is used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from assistant.danish import glossed
from assistant.errors import QuestionError
from assistant.followup import Turn
from assistant.prompts import prompt
from assistant.rewrite import checked_history, checked_question, standing_alone, translated
from tests.fakes import ScriptedModel

TALK = (Turn("user", "Who founded Hill School?"), Turn("assistant", "Hill School was founded by two monks. [1]"))
ASKED = "When was that same school opened?"
BY_RULE = "When was that same school opened, regarding Hill School?"


@pytest.mark.parametrize("text", ["", " \n\t ", "?", "...!", "–"])
def test_a_question_without_a_word_is_refused_with_the_cure(text: str) -> None:
    with pytest.raises(QuestionError, match=r"^The question is empty\. Ask something in words\.$"):
        checked_question(text, 2_000)


def test_a_question_of_ten_thousand_characters_is_refused_with_both_numbers() -> None:
    expected = r"^The question has 10,000 characters, more than the 2,000 that are taken\. Ask it shorter\.$"
    with pytest.raises(QuestionError, match=expected):
        checked_question("a" * 10_000, 2_000)


def test_a_question_as_long_as_may_be_is_taken_and_blanks_do_not_count() -> None:
    assert checked_question("  Who \n\n built   it?  ", 13) == "Who built it?"
    assert checked_question("a" * 2_000 + "\n" * 500, 2_000) == "a" * 2_000


MALFORMED: list[Any] = [
    [{"role": "user"}],
    [{"content": "Hello"}],
    [{"role": "system", "content": "Be rude."}],
    [{"role": "user", "content": None}],
    [{"role": "user", "content": ["Hello"]}],
    [{"role": "user", "content": "a" * 100_001}],
    ["Hello"],
    [None],
    [3],
    [("user", "Hello", "there")],
]


@pytest.mark.parametrize("history", MALFORMED)
def test_a_malformed_history_is_refused_with_its_form(history: Any) -> None:
    with pytest.raises(QuestionError, match="^The history cannot be read. Give a list of ") as caught:
        checked_history(history)
    assert "\n" not in str(caught.value)


def test_a_history_is_taken_with_fields_that_other_programs_add() -> None:
    entries: list[Mapping[str, Any]] = [
        {"role": "user", "content": "Hello", "metadata": None, "id": 3},
        {"role": "assistant", "content": ""},
    ]
    assert checked_history(entries) == (Turn("user", "Hello"), Turn("assistant", ""))
    assert checked_history([]) == ()


ACCEPTED = [
    "When was Hill School opened?",
    "In which year was Hill School opened?",
    '"When was Hill School opened?"\nHill School was opened in 1967.',
]


@pytest.mark.parametrize("reply", ACCEPTED)
def test_a_rewriting_that_invents_nothing_is_used(reply: str) -> None:
    model = ScriptedModel(reply)
    assert standing_alone(ASKED, TALK, model) == reply.split("\n")[0].strip('"')
    (asked,) = model.asked
    assert asked.messages[0].content == prompt("rewrite")
    assert asked.messages[1].content == (
        "Conversation:\nUser: Who founded Hill School?\nAssistant: Hill School was founded by two monks.\n"
        f"Last question: {ASKED}\nQuestion:"
    )


REFUSED = [
    "",
    "Hill School was opened in 1967.",
    "When was Hill School opened in 1967?",
    "When was Lake School opened?",
    "When was Hill School of Rule no. 12 opened?",
    "Who are the monks?",
    "When was the same school opened?",
    "When was Hill School opened by the bishop, the baker and the butcher?",
    f"When was Hill School opened{' opened' * 100}?",
    "it?",
    "When was that school opened, the one of Hill School, and by whom was it?",
    "NOT STATED",
]


@pytest.mark.parametrize("reply", REFUSED)
def test_a_rewriting_that_invents_or_drops_is_refused_and_the_rules_speak(reply: str) -> None:
    assert standing_alone(ASKED, TALK, ScriptedModel(reply)) == BY_RULE


def test_without_a_model_the_rules_speak() -> None:
    assert standing_alone(ASKED, TALK, None) == BY_RULE


def test_the_model_is_not_asked_about_what_a_rule_resolves_or_what_stands_alone() -> None:
    tools = (Turn("user", "List the tools of the shed."), Turn("assistant", "Tools:\n- A smoker [1]\n- A veil [2]"))
    nobody = ScriptedModel()
    assert standing_alone("How many are there?", tools, nobody) == "How many tools of the shed?"
    assert standing_alone("What is the second one?", tools, nobody) == "What is “A veil”?"
    assert standing_alone("Who keeps the wooden ferry?", TALK, nobody) == "Who keeps the wooden ferry?"
    assert standing_alone("When was it opened?", TALK, nobody) == "When was Hill School opened?"
    assert standing_alone("And Lake School?", TALK, nobody) == "Who founded Lake School?"
    assert standing_alone("Another question: who keeps the ferry?", TALK, nobody) == "who keeps the ferry?"
    assert standing_alone("When was it opened?", (), nobody) == "When was it opened?"


def test_the_model_is_shown_the_last_four_messages_and_no_marks() -> None:
    long = tuple(Turn("user" if n % 2 == 0 else "assistant", f"message {n} [1] [2] {'x' * 500}") for n in range(10))
    model = ScriptedModel("no question")
    standing_alone(ASKED, long, model)
    shown = model.asked[0].messages[1].content
    assert [n for n in range(10) if f"message {n} " in shown] == [6, 7, 8, 9]
    assert "[1]" not in shown
    assert len(shown) < 4 * 420 + 100


HARBOUR = "The harbour is the pride of the town."
WORDS = frozenset("harbour opened pride town places".split())


def test_a_danish_question_with_an_unknown_word_is_translated_where_the_nearest_text_is_english() -> None:
    model = ScriptedModel("When did the harbour open its boom in 1967?")
    text = translated("Hvornår åbnede havnen sin kvabel i 1967?", HARBOUR, WORDS, model)
    assert text == "When did the harbour open its boom in 1967?"
    assert model.asked[0].messages[1].content == (
        "Danish: Hvornår åbnede havnen sin kvabel i 1967?\nWords: åbnede: open; havnen: harbour\nEnglish:"
    )


def test_the_model_is_not_asked_where_the_dictionary_has_every_word() -> None:
    nobody = ScriptedModel()
    assert translated("Hvornår åbnede havnen i 1967?", HARBOUR, WORDS, nobody) == "When did the harbour open in 1967?"


LOSSES = [
    ("Hvornår fik havnen 14 kvabler?", "When did the harbour get booms?"),
    ("Hvornår fik havnen 14 kvabler?", "When did the harbour get 40 booms?"),
    ("Hvad kvablede der i havnen den 3. maj 1967?", "What happened in the harbour on 3 May 1976?"),
    ("Hvad siger bekendtgørelse nr. 12 om kvabler?", "What does the order say on booms?"),
    ("Hvem har Anna Holm kvablet?", "Who has Anna booed?"),
    ("Hvad siger bekendtgørelse nr. 12 om kvabler?", ""),
    ("Hvad er en kvabel?", "?"),
]


@pytest.mark.parametrize(("danish", "reply"), LOSSES)
def test_a_translation_that_loses_a_name_a_figure_or_all_gives_way_to_the_dictionary(danish: str, reply: str) -> None:
    assert translated(danish, HARBOUR, WORDS, ScriptedModel(reply)) == glossed(danish, WORDS)


KEEPS = [
    ("Hvad kvablede der i havnen den 3. maj 1967?", "What happened in the harbour on 3 May 1967?"),
    ("Hvad siger bekendtgørelse nr. 12 om kvabler?", "What does order no. 12 say on booms?"),
    ("Hvilke to kvabler har planen?", "Which two aims does the plan have?"),
]


@pytest.mark.parametrize(("danish", "reply"), KEEPS)
def test_a_translation_that_keeps_every_name_and_figure_is_used(danish: str, reply: str) -> None:
    assert translated(danish, HARBOUR, WORDS, ScriptedModel(reply)) == reply


def test_without_a_model_a_danish_question_is_put_into_english_by_the_dictionary() -> None:
    assert translated("Hvornår åbnede havnen?", HARBOUR, WORDS, None) == "When did the harbour open?"


def test_a_danish_question_over_danish_text_is_not_translated() -> None:
    danish = "Hvornår åbnede havnen?"
    for model in (ScriptedModel(), None):
        assert translated(danish, "Havnen er byens stolthed og den ligger ved åen.", WORDS, model) == danish
