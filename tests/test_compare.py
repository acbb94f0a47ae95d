"""Comparisons of two runs, case by case."""

from __future__ import annotations

from pathlib import Path

from evals.compare import Change, compare
from tests.scripted import CASES, RIGHT, found


def test_a_comparison_says_case_by_case_what_changed(tmp_path: Path) -> None:
    before = found(tmp_path / "a", {"When did it open?": "On 3 May 2021 [1].", "Who owns it?": "Ann [1]."})
    after = found(tmp_path / "b", {"When did it open?": "It opened on 3 May 2021 [1].", "And when?": "3 May 2021 [1]."})
    compared = compare(before, after)
    assert [(d.case_id, d.change) for d in compared.differences] == [
        ("opened", Change.REWORDED),
        ("follow", Change.GAINED),
        ("near", Change.GAINED),
    ]
    assert "2 became right" in str(compared)
    assert "shop: 2 gained, 0 lost of 3" in str(compared)
    assert [d.change for d in compare(after, before).differences] == [Change.REWORDED, Change.LOST, Change.LOST]
    assert {d.change for d in compare(after, after).differences} == {Change.SAME}


def test_cases_that_are_in_one_run_only_are_named(tmp_path: Path) -> None:
    compared = compare(found(tmp_path / "a", RIGHT), found(tmp_path / "b", RIGHT, CASES[:1]))
    assert (len(compared.differences), compared.only_before, compared.only_after) == (1, ("follow", "near"), ())
