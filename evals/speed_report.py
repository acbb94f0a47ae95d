"""The speed table as one HTML page that needs nothing else. Pure but for the style, which is that of the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.markup import table, text
from evals.speed import Measured, number

_STYLE = Path(__file__).with_name("report.css")
_WIDEST = 3.0
"""A bar ends at so many times the goal."""
_WORDS = {True: "met", False: "missed", None: "not measured"}


def speed_html(found: Sequence[Measured], made: Mapping[str, Any]) -> str:
    """Plot, table, and what it was measured with."""
    about = ", ".join(f"{name} {value}" for name, value in made.items())
    parts = [
        "<!doctype html><html lang='en'><meta charset='utf-8'>",
        "<meta name='viewport' content='width=device-width,initial-scale=1'><title>Kilde: speed</title>",
        f"<style>{_STYLE.read_text(encoding='utf-8')}</style><h1>Kilde: speed</h1>",
        f"<p class='dim'>{text(about)}. Medians, Kilde and its reference in turn, after a warm-up.</p>",
        "<h2>Against the goal</h2>",
        "<p class='dim'>How much of the goal's allowance is used: the line is the goal, left of it it is met.</p>",
        f"<div class='plot'>{''.join(map(_bar, found))}</div>",
        "<h2>All numbers</h2>",
        table(("", "Kilde", "reference", "", "ratio", "goal", "", "measured against"), map(_cells, found)),
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def used(one: Measured) -> float | None:
    """Share of what the goal allows that is used; 1 is just met. The worst of a row's goals."""
    if one.kilde is None or one.reference is None:
        return None
    shares = []
    if one.row.ratio is not None and one.ratio:
        shares.append(one.row.ratio / one.ratio if one.row.at_least else one.ratio / one.row.ratio)
    if one.row.above is not None:
        shares.append((one.kilde - one.reference) / one.row.above)
    return max(shares, default=None)


def _bar(one: Measured) -> str:
    name, share = f"<div class='name'>{text(one.row.name)}</div>", used(one)
    if share is None:
        return f"{name}<div></div><div class='value dim'>not measured</div>"
    width, goal = round(100 * min(max(share, 0.0), _WIDEST) / _WIDEST, 2), round(100 / _WIDEST, 2)
    kind = "kilde" if one.met else "baseline"
    drawn = (
        f"<svg viewBox='0 0 100 12' preserveAspectRatio='none' style='height:12px' role='img' "
        f"aria-label='{share:.0%} of the goal'><rect width='100' height='12' class='ground'/>"
        f"<rect y='1' width='{width}' height='10' class='{kind}'/><path d='M{goal} 0V12' class='median'/></svg>"
    )
    return f"{name}{drawn}<div class='value'>{share:.0%} <span class='dim'>{_WORDS[one.met]}</span></div>"


def _cells(one: Measured) -> list[str]:
    mark = {True: "right-mark", False: "wrong-mark", None: "dim"}[one.met]
    against = one.row.reference + (f"<br><span class='dim'>{text(one.note)}</span>" if one.note else "")
    return [
        text(one.row.name),
        number(one.kilde),
        number(one.reference),
        text(one.row.unit),
        number(one.ratio),
        text(one.row.goal),
        f"<span class='{mark}'>{_WORDS[one.met]}</span>",
        against,
    ]
