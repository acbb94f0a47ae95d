"""The best evidence read together with the question: which pieces answer it, and which words of a passage. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.evidence import Evidence, answering

MOST_JUDGED = 16
"""Pieces that are read together with a question: half a second on two cores without bfloat16."""
MOST_READ = 4
"""Passages that are read in full after that: half a second again."""
_JUDGED_WEIGHT = 0.3
_SPAN_WEIGHT = 0.05
_LEAST, _MOST = -4.0, 4.0
"""Odds of a span beyond which nothing more is gained."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a text by their characters, and the log odds that they answer, against that the text does not."""

    start: int
    end: int
    odds: float


class Judge(Protocol):
    """Reads pieces and passages together with a question."""

    def log_odds(self, question: str, pieces: Sequence[Evidence]) -> list[float]:
        """Of each piece that it answers the question; 0 is even."""

    def spans(self, question: str, texts: Sequence[str]) -> list[Span]:
        """Of each text the words that answer best."""


def judged(question: str, pieces: Sequence[Evidence], judge: Judge | None) -> list[Evidence]:
    """The pieces in their new order, after those that were nearest were read together with the question, and then the
    passages of the best in full.
    """
    if judge is None:
        return list(pieces)
    return _pointed_to(question, _weighed(question, pieces, judge), judge)


def _weighed(question: str, pieces: Sequence[Evidence], judge: Judge) -> list[Evidence]:
    read = answering(pieces, MOST_JUDGED)
    odds = judge.log_odds(question, read)
    found = {
        (piece.document.id, piece.sentence): replace(piece, score=piece.score + _JUDGED_WEIGHT * value, relevance=value)
        for piece, value in zip(read, odds, strict=True)
    }
    least = min(odds, default=0.0)
    rest = (replace(piece, score=piece.score + _JUDGED_WEIGHT * least) for piece in pieces)
    return _best_first([found.get((piece.document.id, piece.sentence), piece) for piece in rest])


def _pointed_to(question: str, pieces: Sequence[Evidence], judge: Judge) -> list[Evidence]:
    """A piece with the words that answer best in its passage has their odds."""
    passages = {(piece.document.id, piece.passage.position): piece.passage for piece in pieces}
    read = list(passages)[:MOST_READ]
    spans = judge.spans(question, [passages[key].text for key in read])
    found = dict(zip(read, spans, strict=True))
    return _best_first([_with(found.get((piece.document.id, piece.passage.position)), piece) for piece in pieces])


def _with(span: Span | None, piece: Evidence) -> Evidence:
    start, end = (place - piece.passage.start for place in (piece.sentence.start, piece.sentence.end))
    if span is None or span.start >= end or start >= span.end:
        return piece
    bounded = min(max(span.odds, _LEAST), _MOST)
    return replace(piece, score=piece.score + _SPAN_WEIGHT * (bounded - _LEAST), span_odds=span.odds)


def _best_first(pieces: Sequence[Evidence]) -> list[Evidence]:
    return sorted(pieces, key=lambda piece: (-piece.score, piece.document.id, piece.sentence.start))
