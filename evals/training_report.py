"""What came of training the cross-encoder, on documents that were held out, beside the cosine. Pure.

Two numbers for each set: how well the log odds of the best sentence tell questions that have an answer among the
sentences read from others (AUC), and, of the former, how often the best sentence answers (precision at 1).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

from evals.foreign import drawn
from evals.totals import Mean, mean
from evals.training_pairs import Example

_MEASURED, _READ = 400, 12
"""Questions of a set, and candidates of a question, that are measured."""
Judge = Callable[[str, Sequence[str]], list[float]]
"""Gives, for a question and texts, the log odds of each that it answers."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured on one set; an AUC is None where all questions have an answer, or none has."""

    name: str
    questions: int
    auc: float | None
    cosine_auc: float | None
    first: Mean
    cosine_first: Mean

    def __str__(self) -> str:
        aucs = ["-" if value is None else f"{value:.3f}" for value in (self.auc, self.cosine_auc)]
        return (
            f"{self.name}: {self.questions} questions; AUC {aucs[0]}, cosine {aucs[1]}; "
            f"precision at 1 {self.first}, cosine {self.cosine_first}"
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What was trained on, the loss of each step, and what came of it."""

    questions: int
    pairs: int
    losses: tuple[float, ...]
    sets: tuple[Measured, ...]

    def __str__(self) -> str:
        last = self.losses[-100:]
        head = f"{self.questions} questions, {self.pairs} pairs, {len(self.losses)} steps, loss {fmean(last):.3f}"
        return "\n".join([head, *map(str, self.sets)])


def measure(judge: Judge, held_out: Sequence[Example]) -> tuple[Measured, ...]:
    """The judge beside the cosine, set by set, on questions drawn by hash."""
    return tuple(
        _measured(name, judge, [example for example in held_out if example.set == name])
        for name in sorted({example.set for example in held_out})
    )


def _measured(name: str, judge: Judge, known: Sequence[Example]) -> Measured:
    asked = sorted(known, key=lambda example: drawn(example.question))[:_MEASURED]
    answered, best, cosines = list[bool](), list[float](), list[float]()
    first, nearest = list[float](), list[float]()
    for example in asked:
        read = example.candidates[:_READ]
        odds = judge(example.question, [candidate.text for candidate in read])
        answered.append(example.answerable and any(candidate.answers for candidate in read))
        best.append(max(odds))
        cosines.append(read[0].cosine)
        if answered[-1]:
            first.append(float(bool(read[odds.index(max(odds))].answers)))
            nearest.append(float(bool(read[0].answers)))
    return Measured(name, len(asked), auc(best, answered), auc(cosines, answered), mean(first), mean(nearest))


def auc(scores: Sequence[float], positive: Sequence[bool]) -> float | None:
    """How often a positive scores above a negative, equal ones half (Hanley and McNeil 1982); None without both."""
    above = [score for score, is_ in zip(scores, positive, strict=True) if is_]
    below = [score for score, is_ in zip(scores, positive, strict=True) if not is_]
    if not above or not below:
        return None
    return fmean([(a > b) + 0.5 * (a == b) for a in above for b in below])
