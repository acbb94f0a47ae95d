"""A question and all that was found for it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answer import EvidenceFound
from assistant.each import Part
from assistant.evidence import Evidence, worth_showing
from assistant.look import Looked
from assistant.polarity import Polarity, polarity
from assistant.question import Question, read
from ingest.index import Hit
from ingest.passages import Passage


@dataclass(frozen=True, slots=True)
class Seen:
    """What an answer is made from."""

    question: Question
    evidence: EvidenceFound
    """What was told of it first."""
    hits: Sequence[Hit]
    pieces: Sequence[Evidence]
    shown: Sequence[Evidence]
    """The best lines: what the model sees of the pieces at first."""
    decided: Polarity | None
    """The yes or no that the evidence gives by itself."""
    parts: Sequence[Part]
    """The questions it consists of, each with its own evidence."""

    @classmethod
    def of(
        cls,
        question: Question,
        evidence: EvidenceFound,
        looked: Looked,
        passages: Callable[[str], Sequence[Passage]],
    ) -> Seen:
        """What was found, in the order of how well it answers; `passages` are those of a document."""
        shown = worth_showing(looked.pieces, passages)
        parts = [Part(read(text), own) for text, own in zip(looked.parts, looked.pieces_of, strict=True)]
        return cls(question, evidence, looked.hits, looked.pieces, shown, polarity(question, shown), parts)


def first_seen(question: Question, looked: Looked, passages: Callable[[str], Sequence[Passage]]) -> EvidenceFound:
    """What can be shown at once, before it is read together with the question."""
    first = worth_showing(looked.pieces, passages)
    return EvidenceFound(question.text, tuple(piece.cite(n) for n, piece in enumerate(first, start=1)))
