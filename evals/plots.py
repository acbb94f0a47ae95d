"""Plots as inline SVG, for a page without scripts. Pure.

The shapes stretch with the page; words and numbers stand beside them as HTML, so that they stay readable on a phone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any

from evals.markup import mean, seconds, spoken, text
from evals.versus import Row, shown

_BINS = 24


def intervals(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> str:
    """One bar for each (name, mean), with a whisker for its interval."""
    lines = [
        f"<div class='name'>{spoken(name)}</div>{_bar(found)}<div class='value'>{mean(found)}</div>"
        for name, found in rows
    ]
    return f"<div class='plot'>{''.join(lines)}</div>"


def _bar(found: Mapping[str, Any]) -> str:
    if found["value"] is None:
        return "<div></div>"
    value, low, high = (round(100 * float(found[name]), 2) for name in ("value", "low", "high"))
    return _svg(
        12,
        "<rect width='100' height='12' class='ground'/>"
        f"<rect y='1' width='{value}' height='10' class='kilde'/>"
        f"<path d='M{low} 6H{high}M{low} 3V9M{high} 3V9' class='whisker'/>",
        f"{found['value']:.0%}",
    )


def pairs(rows: Iterable[Row]) -> str:
    """Two bars for each row, Kilde above the baseline; seconds are drawn against the slower of the two."""
    return f"<div class='plot'>{''.join(_pair(row) for row in rows)}</div>"


def _pair(row: Row) -> str:
    most = 1.0 if row.is_share else max(row.kilde or 0, row.baseline or 0, 1e-9)
    ours, theirs = (round(100 * (value or 0) / most, 2) for value in (row.kilde, row.baseline))
    bars = (
        "<rect width='100' height='16' class='ground'/>"
        f"<rect y='1' width='{ours}' height='7' class='kilde'/>"
        f"<rect y='9' width='{theirs}' height='6' class='baseline'/>"
    )
    unit = "" if row.is_share else " s"
    values = " / ".join(shown(value, row.is_share) for value in (row.kilde, row.baseline))
    times = f" <span class='dim'>{row.times:.1f}x</span>" if row.times else ""
    drawn = _svg(16, bars, values)
    return f"<div class='name'>{spoken(row.name)}</div>{drawn}<div class='value'>{values}{unit}{times}</div>"


def distribution(times: Sequence[float]) -> str:
    """How many answers took how long, in seconds; the dashed line is the median. The slowest stand in the last bin."""
    if not times:
        return ""
    ordered = sorted(times)
    longest = max(ordered[min(len(ordered) - 1, int(0.98 * len(ordered)))], 1e-3)
    counts = [0] * _BINS
    for time in ordered:
        counts[min(_BINS - 1, int(_BINS * time / longest))] += 1
    width, most = 100 / _BINS, max(counts)
    bars = "".join(
        f"<rect x='{number * width:.2f}' y='{40 - 38 * count / most:.2f}' width='{width * 0.9:.2f}' "
        f"height='{38 * count / most:.2f}' class='kilde'/>"
        for number, count in enumerate(counts)
        if count
    )
    middle = min(100 * median(ordered) / longest, 100)
    line = f"<path d='M{middle:.2f} 0V40' class='median'/>"
    ticks = "".join(f"<span>{seconds(longest * part)}</span>" for part in (0, 0.25, 0.5, 0.75, 1))
    drawn = _svg(40, f"<rect width='100' height='40' class='ground'/>{bars}{line}", "seconds to the answer")
    return f"<figure class='times'>{drawn}<div class='ticks'>{ticks}</div></figure>"


def two_by_two(answerable: Mapping[bool, Mapping[bool, int]]) -> str:
    """`answerable[whether the documents say it][whether it was answered]`: how many; good cells are tinted."""
    rows = []
    for says, name in ((True, "the documents say it"), (False, "they do not")):
        counts = answerable[says]
        every = max(sum(counts.values()), 1)
        cells = "".join(
            f"<td class='{'good' if says is did else 'bad'}-cell'><b>{counts[did]}</b> "
            f"<span class='dim'>{counts[did] / every:.0%}</span></td>"
            for did in (True, False)
        )
        rows.append(f"<tr><th>{name}</th>{cells}</tr>")
    return f"<table class='square'><tr><th></th><th>answered</th><th>abstained</th></tr>{''.join(rows)}</table>"


def _svg(height: int, shapes: str, label: str) -> str:
    return (
        f"<svg viewBox='0 0 100 {height}' preserveAspectRatio='none' style='height:{max(height, 12)}px' role='img' "
        f"aria-label='{text(label)}'>{shapes}</svg>"
    )
