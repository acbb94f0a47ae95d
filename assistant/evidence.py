"""From hits to evidence: the sentences and items that may answer the question, and how well they cover it. Pure.

A piece of evidence is one sentence with its surroundings: headings, the line that introduces it, the title. Its score
is the cosine of the sentence (embedded with its heading and introduction) with the question, plus how many of the
question's words stand in the sentence, and in it or its introduction or nearest heading; plus a little when it has
the form that is asked for (a date, a number of just that thing).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from assistant.akin import coverage
from assistant.answer import Citation
from assistant.form import asks_for_form, has_form
from assistant.orders import heeded
from assistant.question import Question, content_stems
from assistant.tables import Cell, as_line, cells, readings, said_by
from assistant.visible import visible
from ingest.documents import Document
from ingest.index import Hit
from ingest.passages import Passage, Sentence, SentenceKind

_ALL_WEIGHT = 0.2
_OWN_WEIGHT = 0.2
_FORM_BONUS = 0.15
_HEADING_PENALTY = 0.25
T = TypeVar("T")
MOST_LINES = 12
LONGEST = 800
"""Evidence lines and characters shown to the model: on two cores a hundred characters take a quarter of a second."""
_MARK = re.compile(r"^(?:[•◦▪‣·∙●○■*+–—-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+")
_POINTS_BACK = re.compile(r"(?:it|its|this|these|they|their|he|she|such|rather|however|den|det|de|disse)\b", re.I)


@dataclass(frozen=True)
class Evidence:
    """One sentence or item of a passage that was found. `score` is comparable within one question."""

    document: Document
    passage: Passage
    sentence: Sentence
    score: float = 0.0
    cosine: float = 0.0
    relevance: float = 0.0
    """Log odds that it answers the question, by `relevance`; 0 when it was not read with it."""
    passage_odds: float | None = None
    """Log odds that its passage answers, by `reader`; None where the passage was not read."""
    span_odds: float | None = None
    """The same where the words that answer best are of this piece; None where they are not."""
    sentence_odds: float | None = None
    """Log odds that it is evidence, read within its passage; None where the passage was not read."""
    reading: str = ""
    """Of a row of a table that is read for one column: what it says there."""

    @property
    def text(self) -> str:
        return self.document.text[self.sentence.start : self.sentence.end]

    @property
    def said(self) -> str:
        """Its words on one line and without a list mark: the 7 of "7. Study ..." counts nothing."""
        return self.reading or without_mark(self.text)

    @cached_property
    def line(self) -> str:
        """Its words as they are told: a row of a table with its head, anything else as `said`."""
        return visible(as_line(self.intro, self.text)) or self.said

    @cached_property
    def readings(self) -> tuple[str, ...]:
        """What it says, each by itself: a row of a table says one thing for each column."""
        return tuple(map(visible, readings(self.intro, self.text))) or (self.said,)

    def by_column(self) -> list[Evidence]:
        """Itself, or a row of a table once for each column: what stands in one column is not said of another."""
        return [replace(self, reading=one) for one in self.readings] if self.is_row else [self]

    def cells(self, question: Question) -> list[Cell]:
        """Of a row of a table, the one cell that the question names the column of, or all."""
        said = said_by(self.intro, self.text)
        told = self.told(question)
        return [cell for cell, reading in zip(said, self.readings, strict=False) if reading == told] or said

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table with a head."""
        return bool(readings(self.intro, self.text))

    def told(self, question: Question) -> str:
        """Its words for an answer: of a row, the one cell that the question names the column of, or all."""
        covered = [coverage(question.words, frozenset(content_stems(one))) for one in self.readings]
        best = max(covered)
        return self.readings[covered.index(best)] if covered.count(best) == 1 else self.line

    @property
    def intro(self) -> str:
        """The line that introduces it, or nothing."""
        return self.document.text[slice(*self.sentence.intro)] if self.sentence.intro else ""

    @property
    def heading(self) -> str:
        return self.passage.heading_path[-1] if self.passage.heading_path else ""

    @property
    def context(self) -> tuple[str, ...]:
        """What a reader sees around it: title, headings, introducing line; a cell has the head of its column in it."""
        return (self.document.title, *self.passage.heading_path, "" if self.reading else self.intro)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of the sentence, its introduction and its nearest heading."""
        around = self.heading if self.reading else f"{self.intro} {self.heading}"
        return frozenset(content_stems(f"{self.said} {around}"))

    @property
    def list_key(self) -> tuple[str, int] | None:
        """Identifies the list it is an item of."""
        start = self.sentence.list_start
        return None if start is None else (self.document.id, start)

    def introducing(self) -> Evidence | None:
        """The line that introduces it, as evidence of its own."""
        if self.sentence.intro is None:
            return None
        return Evidence(self.document, self.passage, Sentence(*self.sentence.intro), self.score, self.cosine)

    def cite(self, number: int) -> Citation:
        """The citation of exactly these words."""
        path = [heading for heading in self.passage.heading_path if heading not in self.document.title]
        return Citation(number, self.document, self.sentence.start, self.sentence.end, " › ".join(path[-2:]))


def without_mark(text: str) -> str:
    """A sentence or item on one line, without its own bullet or number and without signs that nobody sees."""
    return _MARK.sub("", " ".join(visible(text).split()))


def gather(
    question: Question,
    hits: Sequence[Hit],
    cosines: Mapping[tuple[str, int], float],
    document: Callable[[str], Document],
) -> list[Evidence]:
    """All sentences of the hits as evidence, best first; none that speaks to a model, and none that goes with it."""
    found = []
    for rank, hit in enumerate(hits):
        source = document(hit.passage.document_id)
        trusted = heeded(hit.passage)
        for sentence in filter(trusted.__contains__, hit.passage.sentences):
            cosine = cosines.get((source.id, sentence.start), 0.0)
            piece = Evidence(source, hit.passage, sentence)
            score = cosine - 0.01 * rank
            score += _ALL_WEIGHT * coverage(question.words, piece.stems)
            score += _OWN_WEIGHT * max(
                coverage(question.words, frozenset(content_stems(one))) for one in piece.readings
            )
            if sentence.kind in {SentenceKind.HEADING, SentenceKind.QUESTION}:
                score -= _HEADING_PENALTY
            elif asks_for_form(question) and has_form(question, piece.line):
                score += _FORM_BONUS
            found.append(Evidence(source, hit.passage, sentence, score, cosine))
    return sorted(found, key=lambda piece: (-piece.score, piece.document.id, piece.sentence.start))


def in_turn(rankings: Sequence[Sequence[T]], key: Callable[[T], Hashable]) -> list[T]:
    """Several rankings as one: the best of each, then the second of each, and so on, nothing twice."""
    merged: dict[Hashable, T] = {}
    for rank in range(max(map(len, rankings), default=0)):
        for ranking in rankings:
            if rank < len(ranking):
                merged.setdefault(key(ranking[rank]), ranking[rank])
    return list(merged.values())


def answering(pieces: Sequence[Evidence], most: int) -> list[Evidence]:
    """The best pieces that say something: no headings, no bare "Yes.", no words said twice."""
    kept: dict[str, Evidence] = {}
    for piece in pieces:
        speaks = piece.sentence.kind in {SentenceKind.SENTENCE, SentenceKind.ITEM}
        is_head = bool(cells(piece.text)) and not piece.is_row
        if speaks and not is_head and len(piece.text.split()) > 2:
            kept.setdefault(" ".join(piece.text.lower().split()), piece)
        if len(kept) == most:
            break
    return list(kept.values())


def worth_showing(pieces: Sequence[Evidence], passages: Callable[[str], Sequence[Passage]]) -> list[Evidence]:
    """What the model is shown, as it is read: the best pieces within LONGEST characters, best document first.

    A sentence that begins by pointing back ("It is also ...") brings the one before it along; the best brings the one
    after it.
    """
    shown: list[Evidence] = []
    for rank, piece in enumerate(answering(pieces, MOST_LINES)):
        around = passages(piece.document.id)
        before = _beside(piece, around, -1) if points_back(piece) else None
        after = _beside(piece, around, 1) if rank == 0 else None
        more = [one for one in (before, piece, after) if one and all(one.sentence != other.sentence for other in shown)]
        if shown and sum(len(one.text) for one in [*shown, *more]) > LONGEST:
            break
        shown += more
    return as_read(shown)


def points_back(piece: Evidence) -> bool:
    """Whether it begins with a word for what the sentence before it names."""
    return bool(_POINTS_BACK.match(piece.text))


def as_read(shown: Sequence[Evidence]) -> list[Evidence]:
    """In the order of the documents, those of the best piece's document first."""
    order: dict[str, float] = {}
    for piece in shown:
        order[piece.document.id] = max(piece.score, order.get(piece.document.id, piece.score))
    return sorted(shown, key=lambda piece: (-order[piece.document.id], piece.document.id, piece.sentence.start))


def _beside(piece: Evidence, passages: Sequence[Passage], step: int) -> Evidence | None:
    """The sentence right before or after it in its passage."""
    passage = passages[piece.passage.position]
    place = passage.sentences.index(piece.sentence) + step
    if not 0 <= place < len(passage.sentences):
        return None
    beside = passage.sentences[place]
    if beside.kind is not SentenceKind.SENTENCE or beside not in heeded(passage):
        return None
    return Evidence(piece.document, piece.passage, beside, piece.score, piece.cosine)


def whole_list(piece: Evidence, passages: Sequence[Passage]) -> list[Evidence]:
    """All items of the list that the piece belongs to, in order, from the passages of its document."""
    return [
        Evidence(piece.document, passage, sentence, piece.score, piece.cosine)
        for passage in passages
        for sentence in passage.sentences
        if sentence.list_start == piece.sentence.list_start
        and sentence.kind is SentenceKind.ITEM
        and sentence in heeded(passage)
    ]
