"""The whole assistant on a real store: what is streamed, what reaches the answer, and what never does."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer, EvidenceFound, TextDelta
from assistant.chat import Assistant
from assistant.errors import ModelStuck, QuestionError
from assistant.model import Message, Model
from assistant.settings import Settings
from ingest.errors import KildeError
from ingest.index import PassageIndex
from tests.fakes import ScriptedModel

Open = Callable[..., Assistant]
INSPECTION = "The first inspection is on 12 April, provided that the temperature is above 14 degrees."
RULE = "Rule no. 713 on animal health applies."
WHEN = "When is the first inspection?"
THINGS = "Which things must be in the shed before the first colony arrives?"
SURE = {"yes": 0.9, "no": 0.1}


@pytest.fixture
def opened(index: PassageIndex) -> Open:
    """An assistant on the tiny corpus whose model says these replies; without any it has no model."""

    def make(*replies: str, model: Model | None = None) -> Assistant:
        scripted = ScriptedModel(*replies, weights=[SURE] * 9) if replies else None
        return Assistant(index, model or scripted, Settings())

    return make


def holds(answer: Answer, folder: Path) -> None:
    """Every citation is in its file, letter by letter, and the text refers to all of them and to no other."""
    for citation in answer.citations:
        text = (folder / citation.source).read_bytes().decode()
        assert text[citation.start : citation.end] == citation.quote
    marked = {int(number) for number in re.findall(r"\[(\d+)\]", answer.text)}
    assert marked == {citation.number for citation in answer.citations}
    assert answer.answered == bool(answer.citations)


def steady(answer: Answer) -> Answer:
    """The answer without what the clock decides."""
    return replace(answer, seconds=0.0, trace=tuple(replace(step, seconds=0.0) for step in answer.trace))


QUESTIONS = [
    (WHEN, f"{INSPECTION} [1]"),
    ("Who is the chair?", "The chair is Anna Holm. [1]"),
    ("When is the workshop open?", "The workshop is open from 9 to 17, and closed on Sundays. [1]"),
    ("Must a single hive be registered?", "No. There is no duty to register a single hive. [1]"),
    (
        THINGS,
        "Before the first colony arrives, three things must be in the shed: [1]\n"
        "- A smoker, to calm the colony before the hive is opened. [2]\n"
        "- A veil that closes at the neck. [3]\n- A hive tool of hardened steel. [4]",
    ),
    (
        "Which is the third thing that must be in the shed?",
        "Before the first colony arrives, three things must be in the shed: A hive tool of hardened steel. [1]",
    ),
]


@pytest.mark.parametrize(("question", "text"), QUESTIONS)
def test_without_a_model_it_answers_by_quoting(opened: Open, corpus: Path, question: str, text: str) -> None:
    answer = opened().ask(question)
    assert (answer.text, answer.answered, answer.model) == (text, True, "none")
    holds(answer, corpus)


def test_the_evidence_comes_first_then_the_draft_and_the_verified_answer_last(opened: Open, corpus: Path) -> None:
    first, *deltas, last = opened(
        "The first inspection is on 12 April, provided that it is above 14 degrees [7]."
    ).stream(WHEN)
    assert isinstance(first, EvidenceFound)
    assert first.question == WHEN
    assert INSPECTION in [citation.quote for citation in first.quotations]
    assert [citation.number for citation in first.quotations] == list(range(1, len(first.quotations) + 1))
    assert "".join(delta.text for delta in deltas if isinstance(delta, TextDelta)) == (
        "The first inspection is on 12 April, provided that it is above 14 degrees [7]."
    )
    assert all(isinstance(delta, TextDelta) for delta in deltas)
    assert isinstance(last, Answer)
    assert last.text == "The first inspection is on 12 April, provided that it is above 14 degrees. [1]"
    assert [citation.quote for citation in last.citations] == [INSPECTION]
    assert [step.name for step in last.trace] == [
        "understand", "retrieve", "relevance", "answerable", "draft", "verify",
    ]  # fmt: skip
    holds(last, corpus)


@pytest.mark.parametrize("replies", [(), ("The first inspection is on 12 April.",) * 2])
def test_ask_is_the_last_event_of_stream_and_asked_again_the_same(opened: Open, replies: tuple[str, ...]) -> None:
    assistant = opened(*replies)
    *_, last = assistant.stream(WHEN)
    assert isinstance(last, Answer)
    assert steady(assistant.ask(WHEN)) == steady(last)
    assert last.seconds > 0


@pytest.mark.parametrize("reply", ["NOT STATED", "not stated.", ""])
def test_a_model_that_refuses_twice_abstains_with_what_came_nearest(opened: Open, reply: str) -> None:
    model = ScriptedModel(reply, reply, weights=[SURE])
    answer = opened(model=model).ask("Who is the chair?")
    assert (answer.answered, answer.citations) == (False, ())
    assert answer.text == "The documents do not say this. Searched for: “Who is the chair?”."
    assert "minutes/2021-05.txt" in [hit.passage.document_id for hit in answer.nearest]
    assert len(answer.nearest) == 3


ABSENT = [
    "What is the budget of the society in Norway?",
    "How fast is the lathe in 1999?",
    "Why was the hive painted purple by the king of Spain?",
    "Who won the world cup?",
]


@pytest.mark.parametrize("question", ABSENT)
def test_what_is_far_from_the_documents_is_not_drafted(opened: Open, question: str) -> None:
    model = ScriptedModel(weights=[{"yes": 0.01, "no": 0.99}])
    answer = opened(model=model).ask(question)
    assert answer.text == f"The documents do not say this. Searched for: “{question}”."
    assert (answer.answered, answer.citations, answer.standalone) == (False, (), question)
    assert len(answer.nearest) == 3
    assert model.asked == []


def test_a_list_is_quoted_without_the_model(opened: Open) -> None:
    model = ScriptedModel()
    assert opened(model=model).ask(THINGS).text == opened().ask(THINGS).text
    assert (model.asked, model.weighed) == ([], [])


def test_small_talk_is_answered_alone_without_search_or_model(opened: Open, index: PassageIndex) -> None:
    model = ScriptedModel()
    (only,) = opened(model=model).stream("Hej!")
    assert isinstance(only, Answer)
    assert (only.small_talk, only.answered, only.citations, only.trace) == (True, False, (), ())
    assert only.text.startswith("Hej! Spørg mig")
    assert (model.asked, model.weighed) == ([], [])


def test_a_yes_that_the_evidence_denies_is_a_no(opened: Open, corpus: Path) -> None:
    answer = opened("Yes, there is a duty to register a single hive.").ask("Is there a duty to register a single hive?")
    assert answer.text == "No. There is no duty to register a single hive. [1]"
    holds(answer, corpus)


def test_a_danish_question_is_searched_in_english_and_answered_by_quotation(opened: Open, corpus: Path) -> None:
    answer = opened("The first inspection is on 12 April.").ask("Hvornår er den første inspektion?")
    assert answer.standalone == WHEN
    assert answer.text == f"Dokumenterne siger: “{INSPECTION}” [1]"
    holds(answer, corpus)


def test_without_a_model_a_danish_question_is_answered_through_the_dictionary(opened: Open, corpus: Path) -> None:
    answer = opened().ask("Hvornår er den første inspektion?")
    assert answer.standalone == WHEN
    assert answer.text == f"Dokumenterne siger: “{INSPECTION}” [1]"
    holds(answer, corpus)


def test_a_danish_question_without_an_answer_is_told_so_in_danish(opened: Open) -> None:
    answer = opened("NOT STATED", "NOT STATED").ask("Hvad er budgettet for Norges konge?")
    assert answer.text.startswith(
        "Det siger dokumenterne ikke. Der er søgt efter: “What is the budget for Norway's king"
    )


def test_a_follow_up_is_searched_for_as_a_question_that_stands_alone(opened: Open, corpus: Path) -> None:
    assistant = opened()
    history: list[Mapping[str, str]] = []
    for question, standalone, text in (
        ("Who is the chair of the Society?", "Who is the chair of the Society?", "The chair is Anna Holm. [1]"),
        ("Which rule on animal health applies?", "Which rule on animal health applies?", f"{RULE} [1]"),
        ("What does it apply to?", "What does Rule no. 713 apply to?", f"{RULE} [1]"),
    ):
        answer = assistant.ask(question, history)
        assert (answer.question, answer.standalone, answer.text) == (question, standalone, text)
        holds(answer, corpus)
        history += [{"role": "user", "content": question}, {"role": "assistant", "content": answer.text}]


def test_a_misspelled_question_is_searched_for_as_meant(opened: Open) -> None:
    assert opened().ask("When is the first inspecton?").standalone == WHEN


@pytest.mark.parametrize("question", ["", "  \n", "?", "a" * 10_000])
def test_an_empty_or_endless_question_is_refused(opened: Open, question: str) -> None:
    assistant = opened()
    with pytest.raises(QuestionError):
        assistant.ask(question)
    with pytest.raises(QuestionError):
        assistant.retrieve(question)
    with pytest.raises(QuestionError):
        assistant.ask("Who?", [{"role": "king", "content": "x"}])


class Stuck(ScriptedModel):
    """Begins to write and falls silent."""

    def write(
        self, messages: Sequence[Message], *, max_tokens: int, schema: Mapping[str, Any] | None = None
    ) -> Generator[str, None, None]:
        yield "The"
        raise ModelStuck("stuck did not finish its reply within 1 second: try again")


def test_a_model_that_gets_stuck_is_one_error_with_the_cure(opened: Open) -> None:
    with pytest.raises(KildeError, match="^stuck did not finish") as caught:
        opened(model=Stuck(weights=[SURE])).ask("Who is the chair?")
    assert type(caught.value) is ModelStuck


def test_closing_the_assistant_closes_the_model_and_a_reader_may_leave_early(opened: Open) -> None:
    model = ScriptedModel("The chair is Anna Holm.", weights=[SURE])
    with opened(model=model) as assistant:
        events = assistant.stream("Who is the chair?")
        assert [type(next(events)) for _ in range(2)] == [EvidenceFound, TextDelta]
        del events
        assert model.stopped
    assert model.closed
