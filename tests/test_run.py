"""Runs: asked once, in turn, and gone on with after an interruption."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from assistant.answer import Event, EvidenceFound
from evals.errors import EvalError
from evals.run import ANSWERS, Answers, System, ask, run
from tests.scripted import CASES, RIGHT, TEXTS, Scripted, judged


def test_every_case_is_asked_with_its_history_and_judged_in_order(tmp_path: Path) -> None:
    scripted = Scripted(RIGHT)
    done = judged(tmp_path, scripted)
    assert [(one.case.id, one.score.correct) for one in done] == [("opened", True), ("follow", True), ("near", True)]
    assert scripted.asked[1] == ("And when?", [m.model_dump() for m in CASES[1].history])
    assert [one.asking.evidence_seconds is None for one in done] == [False, False, True]


def test_the_first_evidence_is_what_a_person_sees_also_when_a_draft_is_given_up_and_more_follows() -> None:
    class GivingUp(Scripted):
        def stream(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Iterator[Event]:
            began = time.perf_counter()
            for event in super().stream(question, history):
                yield event
                if isinstance(event, EvidenceFound):
                    self.seen = time.perf_counter() - began
                    time.sleep(0.02)
                    yield event

    scripted = GivingUp(RIGHT)
    told = ask("When did it open?", [], scripted).evidence_seconds
    assert told is not None and told < scripted.seen + 0.01


def test_several_systems_are_asked_in_turn_case_by_case(tmp_path: Path) -> None:
    order: list[str] = []

    class Noting(Scripted):
        def stream(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Iterator[Event]:
            order.append(f"{'first' if self.texts else 'second'}: {question}")
            return super().stream(question, history)

    systems = [System(one, Answers(tmp_path / name), name) for name, one in (("a", Noting(RIGHT)), ("b", Noting({})))]
    advanced: list[int] = []
    first, second = run(CASES, TEXTS, systems, lambda: advanced.append(1))
    assert order[:3] == ["first: When did it open?", "second: When did it open?", "first: And when?"]
    assert ([one.score.correct for one in first], [one.score.correct for one in second]) == (
        [True, True, True],
        [False, False, True],
    )
    assert len(advanced) == 3


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    first = Scripted(RIGHT)
    first.breaks_at = "Who owns it?"
    with pytest.raises(KeyboardInterrupt):
        judged(tmp_path, first)
    second = Scripted(RIGHT)
    done = judged(tmp_path, second)
    assert [question for question, _ in second.asked] == ["Who owns it?"]
    assert [one.case.id for one in done] == ["opened", "follow", "near"]


@pytest.mark.parametrize("torn", ['{"case": "near", "ask', "null\n", '{"case": "near"}\n', "[]\n"])
def test_a_torn_line_is_asked_again_and_taken_out(tmp_path: Path, torn: str) -> None:
    judged(tmp_path, Scripted(RIGHT))
    path = tmp_path / ANSWERS
    whole = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(whole[:2]) + torn, encoding="utf-8")
    again = Scripted(RIGHT)
    judged(tmp_path, again)
    assert [question for question, _ in again.asked] == ["Who owns it?"]
    assert [json.loads(line)["case"] for line in path.read_text(encoding="utf-8").splitlines()] == [c.id for c in CASES]


def test_other_settings_or_another_question_are_asked_again(tmp_path: Path) -> None:
    judged(tmp_path, Scripted(RIGHT))
    other = Scripted(RIGHT)
    judged(tmp_path, other, settings={"model": "other"})
    assert len(other.asked) == 3
    changed = CASES[0].model_copy(update={"question": "When was it opened?"})
    other = Scripted(RIGHT)
    judged(tmp_path, other, (changed, *CASES[1:]), {"model": "other"})
    assert [question for question, _ in other.asked] == ["When was it opened?"]


def test_a_run_over_a_few_cases_keeps_the_answers_to_the_others(tmp_path: Path) -> None:
    judged(tmp_path, Scripted(RIGHT))
    judged(tmp_path, Scripted(RIGHT), CASES[:1])
    again = Scripted(RIGHT)
    judged(tmp_path, again)
    assert again.asked == []


def test_a_corrected_expectation_counts_without_asking_again(tmp_path: Path) -> None:
    judged(tmp_path, Scripted(RIGHT))
    corrected = CASES[0].model_copy(update={"facts": (("4 May 2021",),)})
    again = Scripted(RIGHT)
    done = judged(tmp_path, again, (corrected, *CASES[1:]))
    assert (again.asked, [one.score.correct for one in done]) == ([], [False, True, True])


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(EvalError, match="cannot be written"):
        Answers(tmp_path / "file" / "out")
