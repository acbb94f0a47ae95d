"""A run as one JSON document: circumstances, totals (over all, by type, by suite), every case with answer and score."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from evals.errors import ResultError
from evals.retrieval import Retrieval
from evals.run import Judged
from evals.totals import abstention, by_type, totals

FORMAT = 2
RESULTS = "results.json"


def results(
    judged: Sequence[Judged],
    circumstances: Mapping[str, Any],
    selection: Mapping[str, Any],
    retrieval: Mapping[str, Retrieval],
) -> dict[str, Any]:
    """Everything a report shows, as plain JSON types. `selection` says which cases were asked.

    `retrieval` is by suite, and has none for a suite whose cases have no gold quotations.
    """
    suites = {one.case.suite: [other for other in judged if other.case.suite == one.case.suite] for one in judged}
    return {
        "format": FORMAT,
        "circumstances": dict(circumstances),
        "selection": dict(selection),
        **_summary(judged, over(retrieval.values())),
        "suites": {name: _summary(part, retrieval.get(name)) for name, part in suites.items()},
        "cases": [
            {
                "case": one.case.model_dump(mode="json", exclude_defaults=True),
                "split": one.case.split.value,
                **one.asking.to_dict(),
                "score": one.score.to_dict(),
            }
            for one in judged
        ],
    }


def over(parts: Iterable[Retrieval]) -> Retrieval | None:
    """The means over all questions, from the means over those of each part; None when there is no part."""
    listed = list(parts)
    cases = sum(part.cases for part in listed)
    if not cases:
        return None
    names = listed[0].means
    return Retrieval(cases, {name: sum(p.cases * p.means[name] for p in listed) / cases for name in names})


def _summary(judged: Sequence[Judged], retrieval: Retrieval | None) -> dict[str, Any]:
    scores = [one.score for one in judged]
    return {
        "totals": totals(scores).to_dict(),
        "types": {type_.value: of_type.to_dict() for type_, of_type in by_type(scores).items()},
        "abstention": abstention([one.case for one in judged], scores).to_dict(),
        "latency": _latency(judged),
        "retrieval": retrieval.to_dict() if retrieval else None,
    }


def _latency(judged: Sequence[Judged]) -> dict[str, float | None]:
    """Median seconds until a person sees evidence, the first word, the whole answer."""
    times = {
        "evidence": [j.asking.evidence_seconds for j in judged if j.asking.evidence_seconds is not None],
        "first_word": [j.asking.first_word_seconds for j in judged],
        "answer": [j.score.seconds for j in judged],
    }
    return {name: round(median(seconds), 4) if seconds else None for name, seconds in times.items()}


def save(found: Mapping[str, Any], folder: Path, name: str = RESULTS) -> Path:
    """Write the results into the folder and return the file."""
    path = folder / name
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def load(path: Path) -> dict[str, Any]:
    """Read results, from the file or its folder. Raises ResultError when they cannot be read."""
    file = path / RESULTS if path.is_dir() else path
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ResultError(f"{file} cannot be read ({error}). Name a {RESULTS} that `kilde eval` wrote.") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ResultError(f"{file} is not what this version of `kilde eval` writes. Run the evaluation again.")
    return found
