"""The best evidence read together with the question: which pieces answer it, and which words of a passage. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.evidence import Evidence, answering
from ingest.documents import Document
from ingest.passages import SECTION_JOINT, Passage

MOST_JUDGED = 16
"""Pieces that are read together with a question: half a second on two cores without bfloat16."""
MOST_READ = 4
"""Passages that are read in full after that: half a second again."""
_JUDGED_WEIGHT = 0.3
_SENTENCE_WEIGHT = 0.1
_LEAST, _MOST = -4.0, 4.0
"""Log odds of a sentence beyond which nothing more is lost or gained."""
_LONGEST_PART, _LONGEST_LEAD = 80, 120
"""Characters of a title or heading, and of all before a passage."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a passage says to a question: the words that answer best, by their characters in the passage; the log odds
    that it answers; and of each of its sentences the log odds that it is evidence.
    """

    start: int
    end: int
    odds: float
    sentences: tuple[float, ...]


class Judge(Protocol):
    """Reads pieces and passages together with a question."""

    def log_odds(self, question: str, pieces: Sequence[Evidence]) -> list[float]:
        """Of each piece that it answers the question; 0 is even."""

    def readings(self, question: str, passages: Sequence[Passage], leads: Sequence[str]) -> list[Reading]:
        """Of each passage, read after what it stands under (`lead_of`)."""


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
    """A piece of a passage that was read knows how likely the passage answers and how likely it is evidence itself;
    one with the words that answer best knows that it has them.
    """
    passages = {(piece.document.id, piece.passage.position): piece for piece in pieces}
    read = list(passages)[:MOST_READ]
    whole = [passages[key].passage for key in read]
    leads = [lead_of(passages[key].document, passages[key].passage) for key in read]
    found = dict(zip(read, judge.readings(question, whole, leads), strict=True))
    return _best_first([_with(found.get((piece.document.id, piece.passage.position)), piece) for piece in pieces])


def lead_of(document: Document, passage: Passage) -> str:
    """Where a passage stands, in front of its words: the title and headings that it does not have itself."""
    named = (" ".join(part.split())[:_LONGEST_PART] for part in (document.title, *passage.heading_path[-2:]))
    parts = dict.fromkeys(part for part in named if part and part not in passage.text[:_LONGEST_LEAD])
    return f"{SECTION_JOINT.join(parts)[:_LONGEST_LEAD]}: " if parts else ""


def _with(reading: Reading | None, piece: Evidence) -> Evidence:
    if reading is None:
        return piece
    likely = reading.sentences[piece.passage.sentences.index(piece.sentence)]
    bounded = min(max(likely, _LEAST), _MOST)
    score = piece.score + _SENTENCE_WEIGHT * (bounded - _LEAST)
    read = replace(piece, score=score, sentence_odds=likely, passage_odds=reading.odds)
    start, end = (place - piece.passage.start for place in (piece.sentence.start, piece.sentence.end))
    points = reading.start < end and start < reading.end
    return replace(read, span_odds=reading.odds) if points else read


def _best_first(pieces: Sequence[Evidence]) -> list[Evidence]:
    return sorted(pieces, key=lambda piece: (-piece.score, piece.document.id, piece.sentence.start))
