"""Whether the passages that prove an answer are found: recall, reciprocal rank and nDCG through ir-measures.

What must be found is not a passage but a gold quotation, which may stand in several: a passage that holds a quotation
not found before counts as that quotation, one that only repeats it is passed over, any other is a miss. ir-measures
(with pytrec-eval) brings two small packages along; ranx would bring sixteen, numba and matplotlib among them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import ir_measures
from ir_measures import RR, R, nDCG

from evals.cases import Case
from evals.spans import find_all
from ingest.index import Hit

DEPTH = 10
_MEASURES = {
    "recall@1": R @ 1,
    "recall@3": R @ 3,
    "recall@5": R @ 5,
    "recall@10": R @ 10,
    "MRR": RR,
    "nDCG@10": nDCG @ 10,
}


class Retrieves(Protocol):
    """What finds passages: an `Assistant`."""

    def retrieve(self, question: str, k: int = 10) -> list[Hit]:
        """The passages that fit best, in rank order."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """The means of the measures over the questions that have gold quotations."""

    cases: int
    means: Mapping[str, float]

    def to_dict(self) -> dict[str, float]:
        """Plain JSON types only."""
        return {"cases": self.cases, **self.means}


def measure(
    cases: Sequence[Case], standalone: Mapping[str, str], assistant: Retrieves, texts: Mapping[str, str]
) -> Retrieval | None:
    """Search for each case's question and measure; None when no case has gold quotations.

    `standalone` holds the question as it was searched for, by case id: a follow-up by itself cannot be found.
    """
    judged = [case for case in cases if case.quotes]
    if not judged:
        return None
    wanted, found = [], []
    for case in judged:
        wanted += [ir_measures.Qrel(case.id, _gold(number), 1) for number in range(len(case.quotes))]
        hits = assistant.retrieve(standalone.get(case.id) or case.question, DEPTH)
        ranked = ranking(case, hits, texts)
        found += [ir_measures.ScoredDoc(case.id, name, -float(rank)) for rank, name in enumerate(ranked)]
    means = ir_measures.calc_aggregate(list(_MEASURES.values()), wanted, found)
    return Retrieval(len(judged), {name: float(means[measure]) for name, measure in _MEASURES.items()})


def ranking(case: Case, hits: Sequence[Hit], texts: Mapping[str, str]) -> list[str]:
    """What the hits bring, in rank order: gold quotations by number, misses by place."""
    places = [
        [
            (quote.source, start, end)
            for quote in group
            for start, end in find_all(texts.get(quote.source, ""), quote.text)
        ]
        for group in case.quotes
    ]
    ranked: list[str] = []
    for hit in hits:
        passage = hit.passage
        held = [
            _gold(number)
            for number, group in enumerate(places)
            if any(s == passage.document_id and passage.start < end and start < passage.end for s, start, end in group)
        ]
        ranked += [name for name in held or [f"{passage.document_id}:{passage.start}"] if name not in ranked]
    return ranked


def _gold(number: int) -> str:
    return f"quotation {number + 1}"
