"""Whether the evidence answers the question at all: a decision of its own, made before anything is written.

Near-miss questions retrieve well and still have no answer, so closeness alone says little. Looked at are the words of
the question that the best evidence does not cover, above all names and numbers; the cosine of the best sentence; and,
where there is a model, how likely it finds a yes to "does the text state the answer to exactly this question?".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.akin import coverage
from assistant.draft import ask_for_check
from assistant.evidence import Evidence, as_read
from assistant.model import Model
from assistant.parts import parts
from assistant.question import Kind, Question, content_stems, proper_stems, read
from assistant.statements import statements

EVEN = 0.5
"""Likelihood from which lines are answered from."""
HOPELESS = 0.1
"""Likelihood below which passages are not read in full either."""
_SPOKEN_OF = 0.6
_LEAST, _NEITHER, _MOST = -4.0, -0.5, 4.0
"""Log odds of a passage beyond which nothing more is told, and those that speak neither for nor against."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What the decision is made from; each lies between 0 and 1 but for the relevance."""

    cosine: float
    """Of the best sentence with the question."""
    coverage: float
    """Share of the question's words in the best sentence and its surroundings."""
    union: float
    """The same in all the evidence that would be shown."""
    names: float
    """Share of the question's names, numbers and dates in the evidence that would be shown; 1 when it has none."""
    thing: float
    """Share of X in "what is the X of Y" in the best sentence and its surroundings; 1 for other questions."""
    relevance: float
    """Greatest log odds of a piece that it answers, between -4 and 4; 0 when none was judged."""
    yes: float | None
    """What the model says; None without one."""
    passage: float | None = None
    """Greatest log odds that a passage answers, read in full; None when none was."""

    def __str__(self) -> str:
        told = {name: getattr(self, name) for name in self.__slots__}
        return ", ".join(f"{name} {value:.2f}" for name, value in told.items() if value is not None)


def signals(question: Question, pieces: Sequence[Evidence], model: Model | None) -> Signals:
    """Look at the evidence that would be shown."""
    pieces = sorted(pieces, key=lambda piece: -piece.score)
    asked = [read(text) for text in parts(question.text)]
    stems = [piece.stems | frozenset(content_stems(" ".join(piece.context))) for piece in pieces]
    union = frozenset[str]().union(*stems)
    proper = proper_stems(question.text)
    return Signals(
        cosine=max((piece.cosine for piece in pieces), default=0.0),
        coverage=max((coverage(part.words, own) for own in stems for part in asked), default=0.0),
        union=max(coverage(part.words, union) for part in asked),
        names=coverage(proper, union) if proper else 1.0,
        thing=max((coverage(question.thing, own) for own in stems[:3]), default=0.0) if question.thing else 1.0,
        relevance=max((min(max(piece.relevance, -4.0), 4.0) for piece in pieces), default=0.0),
        yes=_model_says(question, pieces, model) if model and pieces else None,
        passage=_passage(pieces),
    )


def _passage(pieces: Sequence[Evidence]) -> float | None:
    return max((piece.passage_odds for piece in pieces if piece.passage_odds is not None), default=None)


def _model_says(question: Question, pieces: Sequence[Evidence], model: Model) -> float:
    yes = model.weigh(ask_for_check(question, as_read(pieces)), ["yes", "no"])["yes"]
    # Where the answer is a no, the model takes it for the answer to whether there is one.
    denied = question.kind is Kind.YES_NO and _is_denied(question, pieces)
    return max(yes, EVEN) if denied else yes


def _is_denied(question: Question, pieces: Sequence[Evidence]) -> bool:
    best = sorted(pieces, key=lambda piece: -piece.score)[:3]
    near = [piece for piece in best if coverage(question.words, piece.stems) >= _SPOKEN_OF]
    return any(one.denials for piece in near for one in statements(piece.text))


def probability(found: Signals) -> float:
    """How likely the evidence answers, from 0 to 1: a logistic of the signals (docs/decisions/003-abstention.md)."""
    weights = ALONE if found.yes is None else WITH_MODEL
    values = [found.cosine, found.coverage, found.union, found.names, found.thing, found.relevance, _logit(found.yes)]
    values += [0.0 if found.passage is None else min(max(found.passage, _LEAST), _MOST) - _NEITHER]
    total = weights[0] + sum(weight * value for weight, value in zip(weights[1:], values, strict=True))
    return 1 / (1 + math.exp(-total))


def is_answered(found: Signals) -> bool:
    """Whether to answer from the lines that were looked at."""
    return probability(found) >= EVEN


def _logit(share: float | None) -> float:
    if share is None:
        return 0.0
    bounded = min(max(share, 0.01), 0.99)
    return math.log(bounded / (1 - bounded))


ALONE = (-5.8, 2.0, 2.0, 1.0, 2.5, 1.0, 0.35, 0.0, 1.5)
WITH_MODEL = (-2.0, 0.6, 0.8, 0.4, 0.8, 1.1, 0.1, 2.5, 1.0)
"""Constant, then the signals in order (the model's as log odds: its "yes" is poorly calibrated)."""
