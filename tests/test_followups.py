"""Follow-ups of CANARD: read, and how near the rewriting is to a person's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.errors import EvalError
from evals.followups import measure_rewriting, read_followups
from tests.fakes import ScriptedModel

DIALOG = ["Anna Holm", "The dam", "What did Anna Holm build?", "Anna Holm built a dam."]


def entry(number: int, history: list[str], question: str, rewrite: str) -> dict[str, object]:
    named = {"History": history, "Question": question, "Rewrite": rewrite}
    return {**named, "QuAC_dialog_id": "d", "Question_no": number}


def write(folder: Path, *entries: object) -> Path:
    path = folder / "dev.json"
    path.write_text(json.dumps(entries), encoding="utf-8")
    return path


def test_questions_are_rewritten_and_compared_with_the_persons(tmp_path: Path) -> None:
    asked = read_followups(
        write(
            tmp_path,
            entry(1, DIALOG[:2], "What did she build?", "What did Anna Holm build?"),
            entry(2, DIALOG, "When was this same thing built?", "When was the dam of Anna Holm built?"),
            entry(3, DIALOG, "Which mill is the oldest in Denmark?", "Which mill is the oldest in Denmark?"),
        )
    )
    assert [one.Question_no for one in asked] == [2, 3]
    found = measure_rewriting(asked, ScriptedModel("When was the dam of Anna Holm built?"), 10)
    assert (found.changed, found.unchanged, found.left_alone) == (1, 1, 1)
    assert found.asked.token_f1 < found.rewritten.token_f1 == found.rewritten.rouge_l == found.rewritten.exact == 1
    assert "1 that a person rewrote" in str(found)


@pytest.mark.parametrize("entries", [(), (1,), (entry(1, DIALOG[:2], "What?", "What?"),)])
def test_what_is_not_canards_is_refused(tmp_path: Path, entries: tuple[object, ...]) -> None:
    with pytest.raises(EvalError):
        read_followups(write(tmp_path, *entries))
