"""Kilde and the baseline side by side."""

from __future__ import annotations

from pathlib import Path

from evals.versus import Row, same_cases, side_by_side
from tests.scripted import RIGHT, found


def test_totals_types_suites_and_times_stand_side_by_side(tmp_path: Path) -> None:
    ours, theirs = found(tmp_path / "a", RIGHT), found(tmp_path / "b", {"Who owns it?": "Ann [1]."})
    versus = side_by_side(ours, theirs)
    rows = {row.name: row for row in (*versus.totals, *versus.types, *versus.suites)}
    assert (rows["right answers"].kilde, rows["right answers"].baseline) == (1, 0)
    assert (rows["abstention F1"].kilde, rows["abstention F1"].baseline) == (1, 0)
    assert (rows["over-refusal"].kilde, rows["over-refusal"].baseline) == (0, 1)
    assert (rows["date"].kilde, rows["unanswerable_near"].baseline, rows["shop"].baseline) == (1, 0, 0)
    assert {"median seconds to evidence", "median seconds to first word", "median seconds to whole answer"} <= set(rows)
    assert same_cases(ours, theirs)
    assert str(versus).splitlines()[1].split() == ["right", "answers", "100%", "0%"]


def test_the_ratio_of_medians_says_how_many_times_faster() -> None:
    assert Row("seconds", 0.5, 40.0, is_share=False).times == 80
    assert [Row("s", None, 4.0, is_share=False).times, Row("share", 0.5, 0.25).times] == [None, None]
