"""Whether the gold passages of a set that others made are found: recall, reciprocal rank and nDCG.

All passages are indexed, one document for each `doc`. A hit counts as the passage of the set that holds most of it, or
as the gold span that it overlaps; each counts once. A set of more than _MOST_CHARACTERS is cut to its gold passages and
others drawn by hash, and a sample of its questions is asked; the numbers say of how many.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import ir_measures
from ir_measures import RR, R, nDCG
from tqdm import tqdm

from assistant.chat import Assistant
from assistant.rewrite import checked_history, standing_alone
from evals.bench import Bench
from evals.foreign import NO, ForeignPassage, ForeignQuestion, ForeignSet, Place, drawn, within, write_documents
from evals.run import corpus_texts
from ingest.index import Hit

_MOST_CHARACTERS = 1_500_000
_MOST_SEARCHES = 500
_DEPTH = 20
"""Hits taken, so that ten different passages of the set are among them."""
_MEASURES = {"recall@5": R @ 5, "recall@10": R @ 10, "MRR": RR, "nDCG@10": nDCG @ 10}


@dataclass(frozen=True, slots=True)
class Found:
    """How well the gold passages or spans were found."""

    questions: int
    indexed: int
    passages: int
    """Of the whole set."""
    means: Mapping[str, float]

    def __str__(self) -> str:
        means = ", ".join(f"{name} {value:.3f}" for name, value in self.means.items())
        return f"retrieval: {self.questions} questions, {self.indexed} of {self.passages} passages indexed: {means}"


@contextmanager
def opened_over(
    passages: Sequence[ForeignPassage], bench: Bench, place: Path, *, progress: bool = False
) -> Iterator[tuple[Assistant, dict[str, Place]]]:
    """An assistant over these passages, and where each stands in its document; both are kept below `place`."""
    folder = place / "documents"
    places = write_documents(passages, folder)
    with bench.assistant(folder, place / "index", corpus_texts(folder), progress=progress) as assistant:
        yield assistant, places


def measure_retrieval(known: ForeignSet, bench: Bench, place: Path, *, progress: bool) -> Found | None:
    """Ask for each question as it stands alone; None when no question has gold. Raises what the bench raises."""
    about = [question for question in known.questions if question.gold and question.answerable != NO]
    asked = sorted(about, key=lambda question: drawn(question.id))[:_MOST_SEARCHES]
    if not asked:
        return None
    chosen = within(known.passages, [name for q in asked for name in q.gold], _MOST_CHARACTERS)
    with opened_over(chosen, bench, place, progress=progress) as (assistant, places):
        wanted, found = [], []
        for question in tqdm(asked, desc="searching", unit="question", disable=not progress):
            text = standing_alone(question.question, checked_history(question.said_before), bench.model)
            gold = gold_places(question, places)
            wanted += [ir_measures.Qrel(question.id, name, 1) for name in gold]
            ranked = ranking(assistant.retrieve(text, _DEPTH), gold, places)
            found += [ir_measures.ScoredDoc(question.id, name, -float(rank)) for rank, name in enumerate(ranked)]
    means = ir_measures.calc_aggregate(list(_MEASURES.values()), wanted, found)
    shares = {name: float(means[measure]) for name, measure in _MEASURES.items()}
    return Found(len(asked), len(chosen), len(known.passages), shares)


def gold_places(question: ForeignQuestion, places: Mapping[str, Place]) -> dict[str, Place]:
    """What must be found, by name: the gold spans where the set has them, else the gold passages."""
    if not question.gold_spans:
        return {name: places[name] for name in question.gold if name in places}
    return {
        f"span {number}": Place(places[name].document, places[name].start + start, places[name].start + end)
        for number, (name, start, end) in enumerate(question.gold_spans)
    }


def ranking(hits: Sequence[Hit], gold: Mapping[str, Place], places: Mapping[str, Place]) -> list[str]:
    """What the hits bring, best first and each once: gold, or another passage of the set."""
    within_document: dict[str, list[tuple[str, Place]]] = {}
    for name, place in places.items():
        within_document.setdefault(place.document, []).append((name, place))
    ranked: list[str] = []
    for hit in hits:
        spans = [name for name, place in gold.items() if name not in places and 2 * _shared(hit, place) >= _size(place)]
        most = max(within_document[hit.passage.document_id], key=lambda pair: _shared(hit, pair[1]))[0]
        by_span = any(name not in places for name in gold)
        names = spans or [f"{hit.passage.document_id}:{hit.passage.start}" if by_span else most]
        ranked += [name for name in names if name not in ranked]
    return ranked


def _shared(hit: Hit, place: Place) -> int:
    if hit.passage.document_id != place.document:
        return 0
    return max(0, min(hit.passage.end, place.end) - max(hit.passage.start, place.start))


def _size(place: Place) -> int:
    return place.end - place.start
