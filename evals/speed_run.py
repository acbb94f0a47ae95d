"""The rows of the speed table, in groups that can be measured by themselves: `kilde eval --speed [GROUP ...]`."""

from __future__ import annotations

import importlib
import json
import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.circumstances import KILDE, code_checksum
from evals.errors import EvalError
from evals.speed import Measured, Row, missed, table
from evals.speed_report import speed_html
from ingest.errors import KildeError

RESULTS, REPORT = "speed.json", "speed.html"


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are measured together. Its module is loaded when it is measured, so that memory is not shared."""

    name: str
    module: str
    function: str
    rows: tuple[str, ...]
    """Names of the rows in the module."""

    def measure(self) -> list[Measured]:
        """The rows; with the reason in place of numbers where this machine cannot measure them."""
        module = importlib.import_module(self.module)
        try:
            found: list[Measured] = getattr(module, self.function)()
        except (KildeError, MemoryError, OSError) as error:
            return self.unmeasured(" ".join(str(error).split()) or type(error).__name__)
        return found

    def unmeasured(self, why: str) -> list[Measured]:
        """The rows without numbers."""
        module = importlib.import_module(self.module)
        rows: list[Row] = [getattr(module, name) for name in self.rows]
        return [Measured(row, note=why) for row in rows]


LARGE = "large"
GROUPS = (
    Group("cold", "evals.speed_processes", "cold", ("COLD", "HELP")),
    Group("memory", "evals.speed_processes", "memory", ("MEMORY",)),
    Group("evidence", "evals.speed_search", "evidence", ("EVIDENCE",)),
    Group(LARGE, "evals.speed_search", "large", ("LARGE",)),
    Group("embedding", "evals.speed_ingest", "embedding", ("EMBEDDING", "NATIVE")),
    Group("ingest", "evals.speed_ingest", "whole", ("WHOLE",)),
    Group("answer", "evals.speed_answers", "answers", ("FIRST_WORD", "ANSWER", "MODEL", "PROMPT")),
    Group("eight", "evals.speed_answers", "eight", ("EIGHT", "EIGHT_EVIDENCE")),
)
"""Whole processes first, while nothing is loaded here."""


def measure_groups(
    chosen: Sequence[str], groups: Sequence[Group] = GROUPS, told: Callable[[str], object] = lambda line: None
) -> list[Measured]:
    """The rows of the groups with these names; of all without names, but 100,000 passages only when they are indexed.

    Raises EvalError for a name that is none.
    """
    if unknown := sorted(set(chosen) - {group.name for group in groups}):
        raise EvalError(f"{', '.join(unknown)} is no row. Choose from {', '.join(group.name for group in groups)}.")
    found: list[Measured] = []
    for group in groups:
        if chosen and group.name not in chosen:
            continue
        told(f"measuring {group.name}")
        found += group.measure() if chosen or group.name != LARGE or _large_is_there() else group.unmeasured(_HOW)
    return found


_HOW = "its index is not here: `kilde eval --speed large` makes it first, which takes an hour or more"


def _large_is_there() -> bool:
    from evals.speed_search import large_is_there

    return large_is_there()


def save_speed(found: Sequence[Measured], folder: Path) -> Path:
    """Write speed.json and speed.html; returns the page. Raises EvalError when the folder cannot be written."""
    made = made_with()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        told = json.dumps({"made": made, "rows": [one.to_dict() for one in found]}, ensure_ascii=False, indent=1)
        (folder / RESULTS).write_text(f"{told}\n", encoding="utf-8")
        (folder / REPORT).write_text(speed_html(found, made), encoding="utf-8")
    except OSError as error:
        raise EvalError(f"{folder} cannot be written ({error.strerror}). Name another folder with --out.") from error
    return folder / REPORT


def made_with() -> dict[str, Any]:
    """What could change the numbers beside the code."""
    return {
        "written": datetime.now(UTC).isoformat(sep=" ", timespec="minutes"),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "load before": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "code": code_checksum(KILDE)[:16],
    }


def speed(chosen: Sequence[str], folder: Path, *, check: bool, told: Callable[[str], object]) -> int:
    """Measure, tell the table, keep the report; 1 when a goal is missed that `check` holds to, else 0."""
    found = measure_groups(chosen, told=told)
    page = save_speed(found, folder)
    lines = [table(found), f"Results: {folder / RESULTS}", f"Report:  {page}"]
    failing = missed(found) if check else ()
    lines += [f"missed: {one.row.name}" for one in failing]
    told("\n".join(lines))
    return 1 if failing else 0
