"""Many scores to few numbers. Pure: what does not apply is left out, every share comes with its interval.

Intervals are Wilson's at 95 %. For a metric that is itself a share (facts, items, quotations) the mean takes the place
of the proportion, which makes the interval wider than need be, never narrower.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import sqrt
from statistics import median
from typing import Any

from evals.cases import Case, CaseType
from evals.score import METRICS, Score

_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of a metric over the cases that it applies to; None when there are none."""

    value: float | None
    cases: int
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        if self.value is None or self.low is None or self.high is None:
            return "-"
        return f"{self.value:.0%} ({self.low:.0%}-{self.high:.0%})"


def wilson(share: float, cases: int) -> tuple[float, float]:
    """Interval of a proportion (Wilson 1927), which stays within 0 and 1 and holds for few cases."""
    square = _Z**2 / cases
    middle = (share + square / 2) / (1 + square)
    half = _Z * sqrt(share * (1 - share) / cases + square / (4 * cases)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def mean(values: Iterable[float | None]) -> Mean:
    """The mean of those that are not None."""
    known = [value for value in values if value is not None]
    if not known:
        return Mean(None, 0)
    share = sum(known) / len(known)
    return Mean(share, len(known), *wilson(share, len(known)))


@dataclass(frozen=True, slots=True)
class Totals:
    """The numbers of a set of scores."""

    cases: int
    metrics: Mapping[str, Mean]
    median_seconds: float | None
    slowest_seconds: float | None
    """The 95th percentile."""
    median_words: float | None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types only."""
        return asdict(self)


def totals(scores: Sequence[Score]) -> Totals:
    """The means of all metrics, and time and length."""
    metrics = {name: mean(score.value(name) for score in scores) for name in METRICS}
    if not scores:
        return Totals(0, metrics, None, None, None)
    seconds = sorted(score.seconds for score in scores)
    slowest = seconds[min(len(seconds) - 1, int(0.95 * len(seconds)))]
    return Totals(len(scores), metrics, median(seconds), slowest, median(score.words for score in scores))


def by_type(scores: Sequence[Score]) -> dict[CaseType, Totals]:
    """The totals of every type that there is a score of, in the order of the types."""
    grouped = {type_: [score for score in scores if score.type is type_] for type_ in CaseType}
    return {type_: totals(of_type) for type_, of_type in grouped.items() if of_type}


@dataclass(frozen=True, slots=True)
class Abstention:
    """Not answering, as a classifier of questions that the documents do not answer."""

    precision: Mean
    """Of the questions not answered: how many had no answer."""
    recall: Mean
    """Of the questions without an answer: how many were not answered."""
    f1: float | None
    over_refusal: Mean
    """Of the questions with an answer: how many were not answered."""

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types only."""
        return asdict(self)


def abstention(cases: Sequence[Case], scores: Sequence[Score]) -> Abstention:
    """Over the cases where it matters: small talk and false premises are left out."""
    judged = [
        (case.answerable, (value == 1) == case.answerable)
        for case, score in zip(cases, scores, strict=True)
        if (value := score.value("abstention")) is not None
    ]
    precision = mean(float(not answerable) for answerable, answered in judged if not answered)
    recall = mean(float(not answered) for answerable, answered in judged if not answerable)
    refused = mean(float(not answered) for answerable, answered in judged if answerable)
    return Abstention(precision, recall, f1(precision.value, recall.value), refused)


def f1(precision: float | None, recall: float | None) -> float | None:
    """Their harmonic mean; None when the recall is not known."""
    if recall is None:
        return None
    precision = precision or 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
