"""The report: everything there, everything escaped, nothing from elsewhere, filters without a script."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from evals.errors import ResultError
from evals.report import Shown, read, report_html, save
from evals.results import results
from evals.results import save as save_results
from evals.retrieval import Retrieval
from tests.scripted import OPENED, RIGHT, Scripted, case, found, judged

HOSTILE = "<script>alert('x')</script><img src=x onerror=\"y\">&amp;"


def test_everything_is_escaped_and_nothing_comes_from_elsewhere(tmp_path: Path) -> None:
    nasty = case(
        "nasty",
        HOSTILE,
        suite=HOSTILE,
        history=[{"role": "user", "content": HOSTILE}, {"role": "assistant", "content": HOSTILE}],
        facts=[[HOSTILE]],
        forbidden=[HOSTILE],
    )
    done = judged(tmp_path, Scripted({HOSTILE: HOSTILE}), [nasty])
    found = results(done, {"model": HOSTILE, HOSTILE: HOSTILE}, {"split": HOSTILE}, {HOSTILE: Retrieval(1, {"MRR": 1})})
    page = report_html(Shown(found))
    assert not re.search(r"<(?:script|img|link|iframe|object)|\b(?:src|href)=['\"]?https?:|url\(|@import", page)
    assert 'onerror="' not in page
    assert html.escape(HOSTILE) in page
    assert OPENED in page


def test_question_expectation_answer_quotation_and_reason_are_shown(tmp_path: Path) -> None:
    page = html.unescape(report_html(Shown(found(tmp_path, {"When did it open?": "On 4 May 2021 [1]."}))))
    for shown in ("When did it open?", "3 May 2021", "On 4 May 2021 ", OPENED, "missing: 3 May 2021", "<svg", "goal"):
        assert shown in page
    assert "<a href='#opened-1'>[1]</a>" in page
    assert "id='opened-1'" in page


def test_cases_can_be_filtered_by_outcome_suite_and_type_without_a_script(tmp_path: Path) -> None:
    page = report_html(Shown(found(tmp_path, RIGHT)))
    assert "class='case right type-date suite-shop'" in page
    for rule in ("outcome-wrong:checked) .case:not(.wrong)", "type-date:checked) .case:not(.type-date)"):
        assert f"body:has(#show-{rule}{{display:none}}" in page
    for field in ("outcome-wrong", "type-date", "suite-shop"):
        assert f"id='show-{field}'" in page


def test_a_baseline_over_the_same_cases_is_shown_beside_and_another_is_not(tmp_path: Path) -> None:
    save_results(found(tmp_path, RIGHT), tmp_path)
    assert read(tmp_path).versus is None
    other = found(tmp_path / "baseline", {"When did it open?": "In spring, says the baseline [1]."})
    save_results(other, tmp_path / "baseline")
    shown = read(tmp_path)
    assert shown.versus is not None
    page = save(shown, tmp_path).read_text(encoding="utf-8")
    assert "Side by side" in page
    assert "says the baseline" in page
    save_results(other | {"selection": {"cases_sha256": "others"}}, tmp_path / "baseline")
    assert read(tmp_path).versus is None


def test_the_verification_is_shown_when_it_is_of_the_same_code(tmp_path: Path) -> None:
    summary = found(tmp_path, RIGHT) | {"circumstances": {"code_sha256": "abc"}}
    save_results(summary, tmp_path)
    share = {"value": 0.5, "cases": 2, "low": 0.1, "high": 0.9}
    kinds = [{"kind": "number", "is_true": False, "right": share}]
    figures = dict.fromkeys(("recall", "precision", "wrongly_refused"), share)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    planted = {
        "code_sha256": "abc",
        "changed": 2,
        "goals": {"recall": 0.9, "precision": 0.9},
        "kinds": kinds,
        **figures,
    }
    (elsewhere / "verification.json").write_text(json.dumps(planted), encoding="utf-8")
    assert "Verification of planted sentences" in report_html(read(tmp_path, elsewhere))
    (tmp_path / "verification.json").write_text(json.dumps(planted | {"code_sha256": "old"}), encoding="utf-8")
    assert read(tmp_path).verification is None
    (tmp_path / "verification.json").write_text("{", encoding="utf-8")
    with pytest.raises(ResultError, match="kilde eval --verification"):
        read(tmp_path)
