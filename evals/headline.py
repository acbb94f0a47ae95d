"""What a reader wants to know first: a few numbers, each with what it should be. Pure.

The goals are what Kilde is meant to reach, not what it reaches; floors, below which no change may fall, are in
`floors.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from evals.markup import seconds, share, text


@dataclass(frozen=True, slots=True)
class Goal:
    """A number and what it should be."""

    name: str
    value: Callable[[Mapping[str, Any]], float | None]
    """From results, or a part of them with the same keys."""
    aim: float
    at_most: bool = False
    in_seconds: bool = False

    def met(self, value: float | None) -> bool | None:
        """None where the number does not apply."""
        if value is None:
            return None
        return value <= self.aim if self.at_most else value >= self.aim


def _metric(name: str) -> Callable[[Mapping[str, Any]], float | None]:
    return lambda results: results["totals"]["metrics"][name]["value"]


GOALS = (
    Goal("right answers", _metric("correct"), 0.9),
    Goal("abstention F1", lambda results: results["abstention"]["f1"], 0.92),
    Goal("answerable questions refused", lambda results: results["abstention"]["over_refusal"]["value"], 0.04, True),
    Goal("quotations verbatim", _metric("verbatim"), 1.0),
    Goal("quotation precision", _metric("quote_precision"), 0.95),
    Goal("quotation recall", _metric("quote_recall"), 0.9),
    Goal("answers with all facts quoted", _metric("grounded"), 1.0),
    Goal("recall@5", lambda results: (results["retrieval"] or {}).get("recall@5"), 0.95),
    Goal("median to the evidence", lambda results: results["latency"]["evidence"], 0.5, True, True),
    Goal("median to the answer", lambda results: results["latency"]["answer"], 8.0, True, True),
)


def headline(results: Mapping[str, Any]) -> str:
    """One tile for each goal."""
    return f"<div class='tiles'>{''.join(_tile(goal, goal.value(results)) for goal in GOALS)}</div>"


def _tile(goal: Goal, value: float | None) -> str:
    said = seconds if goal.in_seconds else share
    state = {None: "", True: " met", False: " missed"}[goal.met(value)]
    aim = f"goal: {'at most' if goal.at_most else 'at least'} {said(goal.aim)}"
    return f"<div class='tile{state}'><b>{said(value)}</b>{text(goal.name)}<br><span class='dim'>{aim}</span></div>"
