"""Floors: what Kilde without a model must reach on cases of the development split, so that none is made worse unseen.

`floors.toml` holds them, by suite and for all suites together, with the day and the machine of the measurement. The
test suite measures anew and fails below a floor; it has minutes for it, so every fourth case is asked (the whole half:
`kilde eval --split development --model none`). To raise them after Kilde became better:

    python -m evals.floors

measures, writes the floors two points below what is reached, and prints what changed. A floor is lowered only on
purpose: by hand, with the reason in the commit.
"""

from __future__ import annotations

import platform
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from evals.bench import Bench
from evals.cases import Split, select
from evals.circumstances import cases_checksum
from evals.errors import EvalError
from evals.evaluate import Side, evaluate, kilde
from evals.suites import SUITES, cases_of
from ingest.errors import KildeError

FLOORS = Path(__file__).with_name("floors.toml")
MARGIN, MARGIN_CASES = 0.02, 1.5
"""How far below what was measured a floor is set, as a share and in cases, whichever is more: rounding of another
processor, which may turn a case of a small suite, must not fail a test.
"""
TOTAL = "total"
_EVERY = 4
"""Of the cases in their order, which have all suites and types in turn: one and a half seconds of a processor each."""
_HEAD = """# What Kilde with --model none must reach on every fourth development case: tests/test_floors.py.
# Two points, or one and a half cases, below what was measured. `python -m evals.floors`
# measures and writes them anew; see evals/floors.py.
"""
Floors = Mapping[str, Mapping[str, float]]
"""Suite (or "total") -> metric -> the least it may be."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A metric of a suite that is below its floor."""

    suite: str
    metric: str
    floor: float
    value: float | None

    def __str__(self) -> str:
        value = "not measured" if self.value is None else f"{self.value:.3f}"
        return f"{self.suite}, {self.metric}: {value}, floor {self.floor:.3f}"


_METRICS: Mapping[str, Callable[[Mapping[str, Any]], float | None]] = {
    "accuracy": lambda part: part["totals"]["metrics"]["correct"]["value"],
    "abstention_f1": lambda part: part["abstention"]["f1"],
    "verbatim": lambda part: part["totals"]["metrics"]["verbatim"]["value"],
    "recall_at_5": lambda part: (part["retrieval"] or {}).get("recall@5"),
}
_EXACT = frozenset({"verbatim"})
"""Promises: the floor is what was measured."""
_BY_CASES = frozenset({"accuracy", "abstention_f1"})
"""What a processor's rounding may change by whole cases."""


def load_floors(path: Path = FLOORS) -> Floors:
    """The floors. Raises EvalError when the file cannot be read."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))["floors"]
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise EvalError(f"{path} cannot be read ({error}). Make it anew with `python -m evals.floors`.") from error
    return {suite: {name: float(value) for name, value in floors.items()} for suite, floors in tables.items()}


def reached(results: Mapping[str, Any]) -> dict[str, dict[str, float | None]]:
    """What results have of each metric that has a floor, by suite and in total."""
    parts = {**results["suites"], TOTAL: results}
    return {suite: {name: value(part) for name, value in _METRICS.items()} for suite, part in parts.items()}


def shortfalls(results: Mapping[str, Any], floors: Floors) -> tuple[Shortfall, ...]:
    """Everything that is below its floor."""
    values = reached(results)
    found = (
        Shortfall(suite, metric, floor, values.get(suite, {}).get(metric))
        for suite, metrics in floors.items()
        for metric, floor in metrics.items()
    )
    return tuple(one for one in found if one.value is None or one.value < one.floor)


def measure_fast(sides: Sequence[Side], *, progress: bool = False) -> dict[str, Any]:
    """The results of every fourth case of the development split of all suites."""
    cases = select(cases_of(SUITES), Split.DEVELOPMENT)[::_EVERY]
    selection = {"split": Split.DEVELOPMENT.value, "cases_sha256": cases_checksum(cases)}
    return evaluate(cases, SUITES, sides, selection, progress=progress)[0]


def as_toml(results: Mapping[str, Any], recorded: str, machine: str) -> str:
    """The file with floors below what these results reach; none of 0 or less, which nothing falls below."""
    lines = [_HEAD, "[recorded]", f'date = "{recorded}"', f'machine = "{machine}"', 'model = "none"']
    lines += [f"cases = {results['totals']['cases']}", f'code_sha256 = "{results["circumstances"]["code_sha256"]}"']
    for suite, metrics in reached(results).items():
        cases = (results if suite == TOTAL else results["suites"][suite])["totals"]["cases"]
        floors = {name: _floor(name, value, cases) for name, value in metrics.items() if value is not None}
        lines += ["", f"[floors.{suite}]"]
        lines += [f"{name} = {floor:.3f}" for name, floor in floors.items() if floor > 0]
    return "\n".join(lines) + "\n"


def _floor(metric: str, value: float, cases: int) -> float:
    if metric in _EXACT:
        return value
    margin = max(MARGIN, MARGIN_CASES / cases) if metric in _BY_CASES else MARGIN
    return value - margin


def main() -> int:
    """Measure, write floors.toml, and print the floors before and after."""
    try:
        with Bench.open("none") as bench, TemporaryDirectory() as folder:
            results = measure_fast([kilde(bench.remembering(), Path(folder), progress=True)], progress=True)
        before = load_floors() if FLOORS.is_file() else {}
        machine = f"{platform.system()} {platform.machine()}"
        FLOORS.write_text(as_toml(results, date.today().isoformat(), machine), encoding="utf-8")
    except KildeError as error:
        sys.stderr.write(f"evals.floors: {error}\n")
        return 1
    for suite, metrics in load_floors().items():
        for name, floor in metrics.items():
            was = before.get(suite, {}).get(name)
            sys.stdout.write(f"{suite:<10}{name:<15}{'new' if was is None else f'{was:.3f}':>7} -> {floor:.3f}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
