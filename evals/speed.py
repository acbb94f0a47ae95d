"""How fast Kilde is, each figure against a reference in the same run. Pure but for the clock.

    Row        what is measured, against what, and the goal
    Measured   a row with its two numbers, or why there are none
    in_turn    the reference and Kilde asked in turn, so that a busy minute of the machine is a busy minute for both

What is slow today may be the machine; what is slow against the reference is Kilde.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. A goal that is None does not apply."""

    name: str
    reference: str
    """What it is measured against."""
    unit: str
    ratio: float | None = None
    """Kilde's number, divided by the reference's, is at most this."""
    above: float | None = None
    """Kilde's number is at most so much above the reference's."""
    at_least: bool = False
    """The ratio is to be at least that, not at most."""

    @property
    def goal(self) -> str:
        """In words."""
        least = "at least" if self.at_least else "at most"
        parts = [f"{least} {self.ratio:g} times"] if self.ratio is not None else []
        parts += [f"at most {number(self.above)} {self.unit} above"] if self.above is not None else []
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Measured:
    """A row as it was found: the medians; None where it was not measured, and `note` says why."""

    row: Row
    kilde: float | None = None
    reference: float | None = None
    note: str = ""
    holds: bool = True
    """What a row asks for beside its numbers, such as equal accuracy."""
    samples: Sequence[Sequence[float]] = field(default=(), repr=False)
    """Kilde's numbers and the reference's, in the order in which they were taken."""

    @property
    def ratio(self) -> float | None:
        return self.kilde / self.reference if self.kilde is not None and self.reference else None

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None when that was not measured."""
        if self.kilde is None or self.reference is None:
            return None
        row, ratio = self.row, self.ratio
        near = row.ratio is None or (ratio is not None and (ratio >= row.ratio if row.at_least else ratio <= row.ratio))
        return self.holds and near and (row.above is None or self.kilde - self.reference <= row.above)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types only."""
        return {
            "name": self.row.name,
            "against": self.row.reference,
            "unit": self.row.unit,
            "goal": self.row.goal,
            "kilde": self.kilde,
            "reference": self.reference,
            "ratio": self.ratio,
            "met": self.met,
            "note": self.note,
            "samples": [list(part) for part in self.samples],
        }


def measured(row: Row, pairs: Sequence[tuple[float, float]], note: str = "", *, holds: bool = True) -> Measured:
    """The row from (Kilde's number, the reference's) of each turn."""
    kilde, reference = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return Measured(row, median(kilde), median(reference), note, holds, (kilde, reference))


def seconds_of(work: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turn(
    things: Sequence[T], kilde: Callable[[T], object], reference: Callable[[T], object], *, warm: int = 1
) -> list[tuple[float, float]]:
    """Seconds of (Kilde, the reference) for each thing, first one and then the other; the first `warm` not counted."""
    pairs = []
    for turn, thing in enumerate(things):
        theirs, own = seconds_of(partial(reference, thing)), seconds_of(partial(kilde, thing))
        if turn >= warm:
            pairs.append((own, theirs))
    return pairs


def missed(found: Sequence[Measured]) -> tuple[Measured, ...]:
    """Rows that were measured and do not meet their goal."""
    return tuple(one for one in found if one.met is False)


def table(found: Sequence[Measured]) -> str:
    """As lines for a terminal."""
    lines = [f"{'':<40}{'Kilde':>10}{'reference':>11} {'':<9}{'ratio':>7}  goal"]
    for one in found:
        lines.append(
            f"{one.row.name:<40}{number(one.kilde):>10}{number(one.reference):>11} {one.row.unit:<9}"
            f"{number(one.ratio):>7}  {one.row.goal}: {_said(one)}"
        )
        lines.append(f"    against {one.row.reference}{f'; {one.note}' if one.note else ''}")
    return "\n".join(lines)


def _said(one: Measured) -> str:
    return {True: "met", False: "MISSED", None: "not measured"}[one.met]


def number(value: float | None) -> str:
    """With as many figures as say something."""
    if value is None:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
