"""Sets of characters of documents, compared by their letters and digits. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Span = tuple[str, int, int]
"""Document id, start, end."""


@dataclass(frozen=True, slots=True)
class Spans:
    """Spans that neither overlap nor touch, in order."""

    parts: tuple[Span, ...]

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Spans:
        """From spans in any order, overlapping or not; empty ones are left out."""
        merged: list[Span] = []
        for source, start, end in sorted(spans):
            if end <= start:
                continue
            if merged and merged[-1][0] == source and start <= merged[-1][2]:
                merged[-1] = (source, merged[-1][1], max(end, merged[-1][2]))
            else:
                merged.append((source, start, end))
        return cls(tuple(merged))

    def size(self, texts: Mapping[str, str]) -> int:
        """How many letters and digits: list marks and blanks prove nothing."""
        shown = (texts.get(source, "")[start:end] for source, start, end in self.parts)
        return sum(character.isalnum() for part in shown for character in part)


def overlap(some: Spans, others: Spans) -> Spans:
    """What is in both."""
    return Spans.of(
        (source, max(start, start2), min(end, end2))
        for source, start, end in some.parts
        for source2, start2, end2 in others.parts
        if source == source2
    )


def find_all(text: str, words: str) -> Sequence[tuple[int, int]]:
    """Every place where the words stand, letter by letter."""
    found, place = [], text.find(words)
    while place >= 0:
        found.append((place, place + len(words)))
        place = text.find(words, place + 1)
    return found
