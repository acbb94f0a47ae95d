"""Two runs, question by question: what became right, what became wrong, what else reads differently. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_NAMED = 10
"""Cases of one run alone that are named one by one."""


class Change(StrEnum):
    """What happened to an answer between two runs."""

    GAINED = "became right"
    LOST = "became wrong"
    REWORDED = "reads differently, judged the same"
    SAME = "unchanged"


@dataclass(frozen=True, slots=True)
class Difference:
    """One case in both runs."""

    case_id: str
    type: str
    suite: str
    question: str
    change: Change
    before: str
    after: str
    why_before: str
    why_after: str

    def __str__(self) -> str:
        lines = [f"{self.case_id} ({self.type}) {self.change}: {self.question}"]
        if self.change is not Change.SAME:
            lines += [
                f"  A: {_line(self.before)}  <- {self.why_before}",
                f"  B: {_line(self.after)}  <- {self.why_after}",
            ]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All cases of two runs."""

    differences: tuple[Difference, ...]
    """Of the cases that are in both, in the order of the first."""
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]

    def changed(self, change: Change) -> tuple[Difference, ...]:
        """The differences of one kind."""
        return tuple(d for d in self.differences if d.change is change)

    @property
    def suites(self) -> tuple[str, ...]:
        """Those that have cases in both, in the order of the first."""
        return tuple(dict.fromkeys(d.suite for d in self.differences))

    def __str__(self) -> str:
        shown = [str(d) for change in (Change.LOST, Change.GAINED, Change.REWORDED) for d in self.changed(change)]
        counts = ", ".join(f"{len(self.changed(change))} {change}" for change in Change)
        shown += [_net(suite, [d for d in self.differences if d.suite == suite]) for suite in self.suites]
        shown.append(f"{len(self.differences)} cases in both: {counts}")
        for name, ids in (("A", self.only_before), ("B", self.only_after)):
            if ids:
                more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
                shown.append(f"only in {name}: {', '.join(ids[:_NAMED])}{more}")
        return "\n".join(shown)


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> Comparison:
    """Compare two results as `results.load` reads them."""
    first, second = ({c["case"]["id"]: c for c in run["cases"]} for run in (before, after))
    both = [_difference(first[case_id], second[case_id]) for case_id in first if case_id in second]
    return Comparison(
        tuple(both), tuple(i for i in first if i not in second), tuple(i for i in second if i not in first)
    )


def _difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> Difference:
    was, now = before["score"]["correct"], after["score"]["correct"]
    texts = before["answer"]["text"], after["answer"]["text"]
    if was != now:
        change = Change.GAINED if now else Change.LOST
    else:
        change = Change.SAME if texts[0] == texts[1] else Change.REWORDED
    why = tuple(str(run["score"]["metrics"]["correct"]["why"]) for run in (before, after))
    case = after["case"]
    return Difference(case["id"], case["type"], case.get("suite", ""), case["question"], change, *texts, *why)


def _net(suite: str, differences: Sequence[Difference]) -> str:
    gained, lost = (sum(d.change is change for d in differences) for change in (Change.GAINED, Change.LOST))
    return f"{suite}: {gained} gained, {lost} lost of {len(differences)}"


def _line(text: str, longest: int = 160) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[: longest - 1] + "…"
