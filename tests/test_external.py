"""Foreign sets asked of Kilde: retrieval over all passages, answers and refusals with the gold passage given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.settings import Settings
from evals.bench import Bench
from evals.errors import EvalError
from evals.external import measured, read_external
from tests.fakes import HashEmbedder
from tests.foreign_set import write_set


def bench() -> Bench:
    return Bench(HashEmbedder(), None, Settings(model="none"))


def test_retrieval_and_replies_are_measured_and_kept(tmp_path: Path) -> None:
    folder, out = write_set(tmp_path), tmp_path / "out"
    found = measured(read_external(folder), "tiny", bench(), out, 10)
    assert found.retrieval is not None and found.replies is not None
    assert (found.retrieval.questions, found.retrieval.indexed, found.retrieval.passages) == (2, 3, 3)
    assert found.retrieval.means["recall@5"] == 1
    assert (found.replies.questions, found.replies.contains.cases) == (3, 2)
    assert found.replies.abstention.recall.value == 1
    assert json.loads(found.save(out).read_text(encoding="utf-8"))["name"] == "tiny"
    for part in ("tiny, model none", "retrieval: 2 questions, 3 of 3 passages", "answering: 3 questions", "abstention"):
        assert part in str(found)


def test_answers_are_kept_and_not_asked_again(tmp_path: Path) -> None:
    known = read_external(write_set(tmp_path))
    first = measured(known, "tiny", bench(), tmp_path / "out", 10)
    lines = (tmp_path / "out" / "answers.jsonl").read_text(encoding="utf-8")
    assert measured(known, "tiny", bench(), tmp_path / "out", 10) == first
    assert (tmp_path / "out" / "answers.jsonl").read_text(encoding="utf-8") == lines


def test_a_folder_without_a_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="Name a folder with corpus.jsonl and questions.jsonl"):
        read_external(tmp_path)
    (tmp_path / "dev.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(EvalError, match="is not a file of CANARD"):
        read_external(tmp_path)


def test_an_out_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    known = read_external(write_set(tmp_path))
    with pytest.raises(EvalError, match="cannot be written"):
        measured(known, "tiny", bench(), tmp_path / "corpus.jsonl" / "out", 10)
