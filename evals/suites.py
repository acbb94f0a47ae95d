"""The suites: each a folder of documents and the cases that ask about it. Frozen data; reading this touches nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from platformdirs import user_data_path

from evals.cases import Case, load_cases
from evals.errors import CaseError, EvalError
from ingest.settings import SHIPPED_CORPUS

_HERE = Path(__file__).resolve().parent
ALL = "all"


@dataclass(frozen=True, slots=True)
class Suite:
    """A corpus with its cases. The ids of its cases are in no other suite."""

    name: str
    folder: Path
    """The documents."""
    cases_file: Path

    @property
    def index(self) -> Path:
        """Where its index is kept: in the user's data directory, one for each copy of the folder."""
        place = sha256(str(self.folder.resolve()).encode()).hexdigest()[:12]
        return Path(user_data_path("kilde")) / "evals" / "indexes" / f"{self.name}-{place}"

    def cases(self) -> tuple[Case, ...]:
        """Its cases, each with the suite's name. Raises CaseError when the file is missing or malformed."""
        return load_cases(self.cases_file, self.name)


_OTHERS = ("manual", "council", "hospital", "dpa", "school", "coffee", "cycling")
SUITES = (
    Suite("shipped", SHIPPED_CORPUS, _HERE / "cases" / "shipped.jsonl"),
    *(Suite(name, _HERE / "corpora" / name, _HERE / "cases" / f"{name}.jsonl") for name in _OTHERS),
)


def named(names: Sequence[str], suites: Sequence[Suite] = SUITES) -> tuple[Suite, ...]:
    """The suites of these names, in the order of `suites`; all of them for "all" and for no name."""
    if unknown := sorted(set(names) - {suite.name for suite in suites} - {ALL}):
        known = ", ".join([*(suite.name for suite in suites), ALL])
        raise EvalError(f"There is no suite {', '.join(unknown)}. Choose from {known}.")
    return tuple(suite for suite in suites if not names or ALL in names or suite.name in names)


def cases_of(suites: Iterable[Suite]) -> tuple[Case, ...]:
    """The cases of all these suites. Raises CaseError when two have the same id."""
    cases: dict[str, Case] = {}
    for suite in suites:
        for case in suite.cases():
            if case.id in cases:
                taken = cases[case.id].suite
                raise CaseError(f"{suite.cases_file.name}: the id {case.id} is taken by {taken}. Give it a prefix.")
            cases[case.id] = case
    return tuple(cases.values())


def by_suite(cases: Iterable[Case], suites: Iterable[Suite]) -> Mapping[Suite, tuple[Case, ...]]:
    """The cases of each suite that has any, in the order of the suites."""
    listed = tuple(cases)
    grouped = {suite: tuple(case for case in listed if case.suite == suite.name) for suite in suites}
    return {suite: group for suite, group in grouped.items() if group}
