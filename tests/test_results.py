"""Results: totals over all, by type and by suite, as plain JSON; and reading them again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.errors import ResultError
from evals.results import load, over, save
from evals.retrieval import Retrieval
from tests.scripted import CASES, RIGHT, case, found


def test_results_hold_totals_and_every_case_as_plain_json(tmp_path: Path) -> None:
    summary = found(tmp_path, RIGHT)
    assert json.loads(json.dumps(summary))["totals"] == json.loads(json.dumps(summary["totals"]))
    assert summary["totals"]["metrics"]["correct"]["value"] == 1
    assert summary["abstention"]["f1"] == 1
    assert [entry["case"]["id"] for entry in summary["cases"]] == ["opened", "follow", "near"]
    assert load(save(summary, tmp_path))["cases"][0]["case"]["suite"] == "shop"


def test_every_suite_has_its_own_numbers(tmp_path: Path) -> None:
    other = case("other", "When did it close?", suite="museum")
    summary = found(tmp_path, RIGHT, (*CASES, other))
    right = {name: part["totals"]["metrics"]["correct"]["value"] for name, part in summary["suites"].items()}
    assert (right, summary["totals"]["metrics"]["correct"]["value"]) == ({"shop": 1, "museum": 0}, 0.75)
    assert (summary["suites"]["museum"]["retrieval"], summary["suites"]["museum"]["totals"]["cases"]) == (None, 1)


def test_retrieval_over_suites_weighs_every_question_the_same() -> None:
    joined = over([Retrieval(3, {"MRR": 1.0}), Retrieval(1, {"MRR": 0.0})])
    assert joined == Retrieval(4, {"MRR": 0.75})
    assert over([]) is None


@pytest.mark.parametrize("content", ["", "[]", '{"format": 1}'])
def test_what_is_no_result_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "results.json").write_text(content, encoding="utf-8")
    with pytest.raises(ResultError):
        load(tmp_path)
