"""A piece of a printed line: words and where they stand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row on one line of the page; y grows upwards, as in a PDF."""

    words: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool = False
    cells: tuple[Piece, ...] = ()
    """What it is made of when it is a whole line with wide gaps in it."""

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2
