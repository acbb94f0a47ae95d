"""The headline: each number with its goal, met or missed."""

from __future__ import annotations

from pathlib import Path

from evals.headline import Goal, headline
from tests.scripted import RIGHT, found


def test_a_goal_is_met_from_below_or_above() -> None:
    least = Goal("right", lambda _: None, 0.8)
    most = Goal("seconds", lambda _: None, 8.0, at_most=True, in_seconds=True)
    assert [least.met(value) for value in (0.8, 0.79, None)] == [True, False, None]
    assert [most.met(value) for value in (8.0, 8.1, None)] == [True, False, None]


def test_every_goal_has_a_tile(tmp_path: Path) -> None:
    drawn = headline(found(tmp_path, RIGHT))
    assert "<div class='tile met'><b>100%</b>right answers" in drawn
    assert "goal: at least 90%" in drawn
    assert "<b>100%</b>recall@5" in drawn
