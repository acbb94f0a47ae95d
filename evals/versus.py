"""Kilde and the baseline side by side, over the same cases. Pure: from two results as `results.load` reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

_MOMENTS = {"evidence": "evidence", "first_word": "first word", "answer": "whole answer"}


@dataclass(frozen=True, slots=True)
class Row:
    """One number of both; None where it does not apply."""

    name: str
    kilde: float | None
    baseline: float | None
    is_share: bool = True
    """A share of 1; otherwise seconds."""

    @property
    def times(self) -> float | None:
        """How many times Kilde's number the baseline's is; for seconds only."""
        return self.baseline / self.kilde if not self.is_share and self.kilde and self.baseline is not None else None


@dataclass(frozen=True, slots=True)
class Versus:
    """The totals, and the accuracy by type and by suite."""

    cases: int
    baseline: str
    """The model of the baseline."""
    totals: tuple[Row, ...]
    types: tuple[Row, ...]
    suites: tuple[Row, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types only."""
        return asdict(self)

    def __str__(self) -> str:
        lines = [f"{f'Kilde and baseline, {self.cases} cases':<36}{'Kilde':>9}{'baseline':>10}{'ratio':>8}"]
        for title, rows in (("", self.totals), ("right answers by type", self.types), ("by suite", self.suites)):
            lines += [title] if title else []
            lines += [
                f"{'  ' * bool(title) + row.name:<36}{shown(row.kilde, row.is_share):>9}"
                f"{shown(row.baseline, row.is_share):>10}{f'{row.times:.1f}x' if row.times else '':>8}"
                for row in rows
            ]
        return "\n".join(lines)


def shown(value: float | None, is_share: bool) -> str:
    """A share in percent, seconds with two or three figures."""
    if value is None:
        return "-"
    return f"{value:.0%}" if is_share else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def same_cases(kilde: Mapping[str, Any], baseline: Mapping[str, Any]) -> bool:
    """Whether both were asked and judged by the very same cases."""
    return bool(kilde["selection"]["cases_sha256"] == baseline["selection"]["cases_sha256"])


def side_by_side(kilde: Mapping[str, Any], baseline: Mapping[str, Any]) -> Versus:
    """The rows of two results over the same cases."""
    return Versus(
        kilde["totals"]["cases"],
        baseline["circumstances"]["model"],
        (*_shares(kilde, baseline), *_seconds(kilde, baseline)),
        tuple(Row(name, _correct(kilde["types"][name]), _correct(baseline["types"][name])) for name in kilde["types"]),
        tuple(
            Row(name, _correct(part["totals"]), _correct(baseline["suites"][name]["totals"]))
            for name, part in kilde["suites"].items()
        ),
    )


def _correct(total: Mapping[str, Any]) -> float | None:
    value: float | None = total["metrics"]["correct"]["value"]
    return value


def _shares(kilde: Mapping[str, Any], baseline: Mapping[str, Any]) -> list[Row]:
    ours, theirs = kilde["totals"]["metrics"], baseline["totals"]["metrics"]
    metrics = {
        "right answers": "correct",
        "quotations verbatim": "verbatim",
        "quotation precision": "quote_precision",
        "quotation recall": "quote_recall",
        "all facts quoted": "grounded",
    }
    rows = [Row(name, ours[metric]["value"], theirs[metric]["value"]) for name, metric in metrics.items()]
    mine, other = kilde["abstention"], baseline["abstention"]
    rows.insert(1, Row("abstention F1", mine["f1"], other["f1"]))
    rows.insert(2, Row("over-refusal", mine["over_refusal"]["value"], other["over_refusal"]["value"]))
    for depth in ("recall@5", "MRR"):
        if kilde["retrieval"] and baseline["retrieval"]:
            rows.append(Row(f"retrieval {depth}", kilde["retrieval"][depth], baseline["retrieval"][depth]))
    return rows


def _seconds(kilde: Mapping[str, Any], baseline: Mapping[str, Any]) -> list[Row]:
    return [
        Row(f"median seconds to {name}", kilde["latency"][moment], baseline["latency"][moment], is_share=False)
        for moment, name in _MOMENTS.items()
    ]
