"""From question to evidence: what the index finds for each part of a question, and how well it answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.akin import akin
from assistant.amendments import replaces, replaces_words, sections_of
from assistant.evidence import Evidence, answering, gather, in_turn
from assistant.judge import Judge, judged
from assistant.orders import heeded
from assistant.parts import parts
from assistant.question import Question, read, stem
from assistant.trace import Trace
from ingest.index import Hit, PassageIndex

_HITS = 8
_MOST_HITS = 64
"""Among which so many are looked for when some of the first are nothing but orders to a model."""
_AMENDED = 2
"""Pieces whose amendments are looked for."""
_NOUNS = {
    "weigh": "weight", "weighs": "weight", "heavy": "weight", "cost": "price fee", "costs": "price fee",
    "deep": "depth", "tall": "height", "wide": "width", "fast": "speed", "far": "distance range", "old": "age",
    "hot": "temperature", "cold": "temperature", "strong": "strength",
}  # fmt: skip
"""What stemming does not bring together."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found for each part of a question, best first."""

    parts: tuple[str, ...]
    hits_of: tuple[Sequence[Hit], ...]
    pieces_of: tuple[Sequence[Evidence], ...]

    @property
    def hits(self) -> list[Hit]:
        """The passages; of a question that asks twice, for each part in turn."""
        return in_turn(self.hits_of, lambda hit: hit.passage)

    @property
    def pieces(self) -> list[Evidence]:
        """The evidence; of a question that asks twice, for each part in turn."""
        return in_turn(self.pieces_of, lambda piece: (piece.document.id, piece.sentence))


def look(question: Question, index: PassageIndex, trace: Trace) -> Looked:
    """Search for each part of the question."""
    with trace.step("retrieve") as said:
        asked = [question if text == question.text else read(text) for text in parts(question.text)]
        found = [_look_for(part, index) for part in asked]
        looked = Looked(
            tuple(part.text for part in asked), tuple(hits for hits, _ in found), tuple(pieces for _, pieces in found)
        )
        said(", ".join(f"{hit.passage.document_id}:{hit.passage.start} {hit.score:.4f}" for hit in looked.hits))
    return looked


def _look_for(question: Question, index: PassageIndex) -> tuple[list[Hit], list[Evidence]]:
    vector = index.embed(question.text)
    words = with_known(with_nouns(question.text), index.vocabulary)
    hits = index.search(words, _HITS, vector=vector)
    if not all(heeded(hit.passage) for hit in hits):  # passages of orders take no other's place
        hits = [hit for hit in index.search(words, _MOST_HITS, vector=vector) if heeded(hit.passage)][:_HITS]
    pieces = gather(question, hits, index.cosines(vector, hits), index.document)
    return hits, [*pieces, *_amending(question, pieces, index)]


def _amending(question: Question, pieces: Sequence[Evidence], index: PassageIndex) -> list[Evidence]:
    """What replaces words of the best evidence: it has no word of the question, only the section's number."""
    best = answering(pieces, _AMENDED)
    numbers = dict.fromkeys(number for piece in best for number in sections_of(piece))
    found: list[Evidence] = []
    for number in numbers:
        hits = index.search(f"In § {number} is replaced by", _HITS)
        own = {(piece.document.id, piece.sentence) for piece in [*pieces, *found]}
        others = [piece for piece in gather(question, hits, {}, index.document) if replaces_words(piece)]
        found += [
            replace(piece, score=pieces[-1].score)
            for piece in others
            if (piece.document.id, piece.sentence) not in own and any(replaces(piece, old) for old in best)
        ]
    return found


def with_nouns(text: str) -> str:
    """The question for the search by words: what it asks by a verb or adjective, also by its noun ("weigh", weight)."""
    words = frozenset(re.findall(r"[a-z]+", text.lower()))
    nouns = [noun for word, noun in _NOUNS.items() if word in words]
    return f"{text} {' '.join(nouns)}" if nouns else text


@lru_cache(maxsize=8)
def stems_of(vocabulary: frozenset[str]) -> dict[str, str]:
    """A word of the vocabulary for each stem."""
    return {stem(word): word for word in sorted(vocabulary)}


def with_known(text: str, vocabulary: frozenset[str]) -> str:
    """The same with words of the documents for those that they do not have: "children" for "kids"."""
    absent = [word for word in re.findall(r"[^\W\d_]{4,}", text.lower()) if word not in vocabulary]
    known = stems_of(vocabulary)
    more = [word for one in absent if stem(one) not in known for word in sorted(akin(stem(one)) & known.keys())]
    return " ".join([text, *dict.fromkeys(known[word] for word in more)])


def read_again(looked: Looked, judge: Judge | None, trace: Trace) -> Looked:
    """The same, the nearest evidence read together with the part of the question it was found for."""
    with trace.step("relevance") as said:
        pieces = [judged(part, own, judge) for part, own in zip(looked.parts, looked.pieces_of, strict=True)]
        again = replace(looked, pieces_of=tuple(pieces))
        nearest = again.pieces[:8]
        said(", ".join(f"{piece.document.id}:{piece.sentence.start} {piece.relevance:.1f}" for piece in nearest))
    return again
