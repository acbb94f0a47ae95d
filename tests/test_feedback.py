"""Thumbs as evaluation cases: approved answers load and score as right, the rest is a draft for a person."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from assistant.answer import Answer, Citation
from evals.cases import CaseType, load_cases
from evals.score import score
from ingest.documents import Document
from ui.feedback import case_lines, draft_lines
from ui.history import KeptTurn, Thumb

DOCUMENT = Document("act.txt", "Act no. 713 set up the Centre. It applies from 1 July 2014.\n", "The Act")
ACT, DATE = Citation(1, DOCUMENT, 0, 30), Citation(2, DOCUMENT, 31, 59)
FACT = Answer("Which act?", "Act no. 713 set up the Centre [1]. It applies from 1 July 2014 [2].", True, (ACT, DATE))
LISTED = Answer("Which steps?", "Two steps:\n1. an act [1]\n2. a date [2]", True, (ACT, DATE))
ABSENT = Answer("What did it cost?", "The documents do not say this.", False)
THANKS = Answer("Thanks", "You are welcome.", False, small_talk=True)
REGEX = Answer("What was it about?", "re: the act", True, (ACT,))


def up(*answers: Answer) -> list[KeptTurn]:
    return [KeptTurn(n, answer, 0.0, Thumb.UP) for n, answer in enumerate(answers, start=1)]


def test_approved_answers_are_cases_that_load_and_that_the_same_answer_passes(tmp_path: Path) -> None:
    answers = {a.question: a for a in (FACT, LISTED, ABSENT, THANKS)}
    path = tmp_path / "feedback.jsonl"
    path.write_text(case_lines([up(answer) for answer in answers.values()]), encoding="utf-8")
    cases = load_cases(path)
    assert [c.type for c in cases] == [
        CaseType.FACT,
        CaseType.LIST,
        CaseType.UNANSWERABLE_NEAR,
        CaseType.SMALL_TALK,
    ]
    assert all(score(case, answers[case.question], {DOCUMENT.id: DOCUMENT.text}).correct for case in cases)
    assert not score(cases[0], replace(FACT, text="It was an act [1]."), {DOCUMENT.id: DOCUMENT.text}).correct
    assert draft_lines([up(answer) for answer in answers.values()]) == ""


def test_what_was_said_before_is_the_history_of_a_follow_up(tmp_path: Path) -> None:
    first, second = up(FACT, replace(LISTED, question="And the steps?"))
    path = tmp_path / "feedback.jsonl"
    path.write_text(case_lines([[replace(first, thumb=Thumb.NONE), second]]), encoding="utf-8")
    [case] = load_cases(path)
    assert case.type is CaseType.FOLLOW_UP
    assert [message.model_dump() for message in case.history] == [
        {"role": "user", "content": FACT.question},
        {"role": "assistant", "content": FACT.text},
    ]


def test_a_disapproved_answer_is_a_draft_with_its_reason() -> None:
    [turn] = up(FACT)
    turns = [replace(turn, thumb=Thumb.DOWN, reason="Wrong act.")]
    assert case_lines([turns]) == ""
    [draft] = map(json.loads, draft_lines([turns]).splitlines())
    assert (draft["question"], draft["thumb"], draft["reason"]) == (FACT.question, "down", "Wrong act.")
    assert draft["answer"] == FACT.text
    assert draft["quotes"][0] == [{"source": "act.txt", "text": ACT.quote}]


def test_an_approved_answer_that_lacks_something_is_a_draft() -> None:
    unquoted = replace(FACT, citations=())
    for answer in (unquoted, REGEX):
        assert case_lines([up(answer)]) == ""
        assert json.loads(draft_lines([up(answer)]))["thumb"] == "up"


def test_of_a_question_that_was_rated_twice_the_last_rating_counts() -> None:
    again = up(replace(FACT, text="Act no. 713 set up the Centre [1]."))
    [line] = case_lines([up(FACT), again]).splitlines()
    assert json.loads(line)["facts"] == [["Act no. 713 set up the Centre."]]
    disapproved = [replace(turn, thumb=Thumb.DOWN) for turn in again]
    assert case_lines([up(FACT), disapproved]) == ""


def test_what_nobody_rated_is_nothing() -> None:
    assert case_lines([[replace(turn, thumb=Thumb.NONE) for turn in up(FACT, ABSENT)]]) == ""
