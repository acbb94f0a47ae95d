"""Sentence borders. The only door of syntok, wrapped so that spans hold and nothing is lost.

syntok knows abbreviations such as "no." and "e.g.", gives the offset of every token, and is five times as fast as
pysbd, which also tore numbered items from their numbers (docs/decisions/002-sentence-borders.md).
"""

from __future__ import annotations

from collections.abc import Iterator

from syntok import segmenter

LONGEST = 700
"""Characters after which a sentence is cut at a space all the same: 256 word pieces hold about 1,000."""


def sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of `text[start:end]`, without surrounding blanks, in order, none longer than LONGEST."""
    for piece_start, piece_end in _hard_cuts(text, start, end, LONGEST * 8):
        borders = _borders(text[piece_start:piece_end])
        for left, right in zip(borders, borders[1:], strict=False):
            for span in _hard_cuts(text, piece_start + left, piece_start + right, LONGEST):
                stripped = strip_span(text, *span)
                if stripped is not None:
                    yield stripped


def strip_span(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without blanks at either end, or None when nothing is left."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return (start + left, start + right) if left < right else None


def _borders(piece: str) -> list[int]:
    """Offsets in `piece` between which sentences lie, from 0 to its length."""
    borders = [0]
    for paragraph in segmenter.analyze(piece):
        for sentence in paragraph:
            offset = sentence[0].offset
            before = piece[:offset].rstrip()
            # syntok ends sentences at semicolons, and after a lone "A." or "5." at the start of a line.
            if offset > borders[-1] and before and before[-1] != ";" and len(before) - borders[-1] > 3:
                borders.append(offset)
    return [*borders, len(piece)]


def _hard_cuts(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    while end - start > longest:
        space = max(text.rfind(" ", start + longest // 2, start + longest), text.rfind("\n", start, start + longest))
        cut = space + 1 if space > start else start + longest
        yield start, cut
        start = cut
    if start < end:
        yield start, end
