"""An evaluation: the chosen cases of all suites, asked of Kilde, or of Kilde and the baseline in turn.

A `Side` is one of the two. Both are opened over one suite after the other, so that no more than one corpus of each is
in memory, and asked case by case in turn, so that a busy minute of the machine is a busy minute for both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from tqdm import tqdm

from evals.bench import Bench
from evals.cases import Case
from evals.circumstances import KILDE, circumstances, of_suite
from evals.results import results, save
from evals.retrieval import Retrieval, Retrieves, measure
from evals.run import Answers, Asked, Judged, System, corpus_texts, fingerprint, run
from evals.suites import Suite, by_suite

BASELINE = "baseline"
"""The folder of the baseline's answers and results, below that of Kilde's."""
_BASELINE_CODE = ("evals/baseline.py", "evals/refusal.py")

Texts = Mapping[str, str]


class Opened(Asked, Retrieves, Protocol):
    """What can be evaluated: it answers, retrieves, and says which model writes."""

    @property
    def model_name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Side:
    """One that is asked about every suite, what it answered, and what it found."""

    folder: Path
    open: Callable[[Suite, Texts], AbstractContextManager[Opened]]
    code: tuple[str, ...]
    """Where the code is that answers."""
    judged: list[Judged] = field(default_factory=list)
    retrieval: dict[str, Retrieval] = field(default_factory=dict)
    models: list[str] = field(default_factory=list)

    def results(self, texts: Mapping[str, Texts], selection: Mapping[str, Any]) -> dict[str, Any]:
        """All of it as plain JSON types, written into the folder as well."""
        found = results(self.judged, circumstances(self.models[-1], texts, self.code), selection, self.retrieval)
        # Not among the circumstances: a later day changes no answer.
        found["written"] = datetime.now(UTC).isoformat(sep=" ", timespec="minutes")
        save(found, self.folder)
        return found


def kilde(bench: Bench, folder: Path, *, progress: bool = False) -> Side:
    """Kilde, with the models of the bench."""
    return Side(
        folder, lambda suite, texts: bench.assistant(suite.folder, suite.index, texts, progress=progress), KILDE
    )


def baseline(open_over: Callable[[Path], AbstractContextManager[Opened]], folder: Path) -> Side:
    """The baseline; `open_over` opens it over the documents of a folder."""
    return Side(folder / BASELINE, lambda suite, _: open_over(suite.folder), _BASELINE_CODE)


def evaluate(
    cases: Sequence[Case],
    suites: Sequence[Suite],
    sides: Sequence[Side],
    selection: Mapping[str, Any],
    *,
    progress: bool = False,
) -> tuple[dict[str, Any], ...]:
    """The results of each side, as `evals.results` gives them. `selection` says how the cases were chosen.

    Raises EvalError when a folder cannot be written or an index is not that of the documents, and what a side raises.
    """
    grouped = by_suite(cases, suites)
    texts = {suite.name: corpus_texts(suite.folder) for suite in grouped}
    answers = [Answers(side.folder) for side in sides]
    with tqdm(total=len(cases), desc="evaluating", unit="question", disable=not progress) as bar:
        for suite, group in grouped.items():
            _ask(suite, group, texts[suite.name], sides, answers, bar.update)
    return tuple(side.results(texts, selection) for side in sides)


def _ask(
    suite: Suite,
    cases: Sequence[Case],
    texts: Texts,
    sides: Sequence[Side],
    answers: Sequence[Answers],
    advance: Callable[[], object],
) -> None:
    with ExitStack() as stack:
        opened = [stack.enter_context(side.open(suite, texts)) for side in sides]
        made = [
            circumstances(one.model_name, {suite.name: texts}, side.code)
            for side, one in zip(sides, opened, strict=True)
        ]
        systems = [
            System(one, kept, fingerprint(of_suite(each, suite.name)))
            for one, kept, each in zip(opened, answers, made, strict=True)
        ]
        for side, one, judged in zip(sides, opened, run(cases, texts, systems, advance), strict=True):
            asked = {done.case.id: str(done.asking.answer.get("standalone") or "") for done in judged}
            side.judged.extend(judged)
            side.models.append(one.model_name)
            if found := measure(cases, asked, one, texts):
                side.retrieval[suite.name] = found
