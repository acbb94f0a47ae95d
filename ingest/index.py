"""The passage index: what the folder says, found by meaning and by words.

Retrieval: the question's vector is compared with passages and with single sentences; a passage scores the sum of its
own cosine and that of its best sentence. BM25 ranks passages, and passages by their best sentence. The three rankings
are fused by reciprocal rank (Cormack, Clarke and Büttcher, SIGIR 2009: sum of 1 / (60 + rank)), which has no score
scales to tune. Measured on four foreign corpora in docs/decisions/001-retrieval.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from ingest.documents import Document
from ingest.embedder import Embedder, Vectors
from ingest.passages import SECTION_JOINT, Passage
from ingest.records import Near
from ingest.rows import index_settings, sentence_id
from ingest.settings import IngestSettings
from ingest.snapshot import Snapshot
from ingest.stores import store_of
from ingest.words import Place

_RRF = 60


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question. `score` is the fused reciprocal rank; hits come best first."""

    passage: Passage
    score: float
    title: str
    page: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types only."""
        return {
            "source": self.passage.document_id,
            "title": self.title,
            "section": self.passage.section,
            "page": self.page,
            "start": self.passage.start,
            "end": self.passage.end,
            "text": self.passage.text,
            "score": round(self.score, 6),
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Hit:
        """The hit that `to_dict` told; its sentences, and its position among the passages, are not known any more."""
        headings = tuple(told["section"].split(SECTION_JOINT)) if told["section"] else ()
        passage = Passage(told["source"], 0, told["start"], told["end"], told["text"], headings, ())
        return cls(passage, told["score"], told["title"], told["page"])


class PassageIndex:
    """An index opened for reading. Use it as a context manager, or close it.

    It goes on with the state that it opened while another one is written, and goes over to that between questions.
    """

    def __init__(self, folder: Path, embedder: Embedder, settings: IngestSettings | None = None) -> None:
        """Raises IndexMissing, IndexMismatch, IndexAway or IndexDamaged, each naming what mends it."""
        self.folder = folder
        self.embedder = embedder
        self._lock = Lock()
        self._reading = 0
        self._store = store_of(settings)
        self._snapshot = Snapshot(folder, index_settings(embedder), self._store)

    @contextmanager
    def steady(self) -> Iterator[None]:
        """What is read within is read from one state: the newest that was finished before."""
        with self._lock:
            if not self._reading:
                self._keep_up()
            self._reading += 1
        try:
            yield
        finally:
            with self._lock:
                self._reading -= 1

    def _keep_up(self) -> None:
        if not self._snapshot.is_current():
            fresh = Snapshot(self.folder, index_settings(self.embedder), self._store)
            self._snapshot.close()
            self._snapshot = fresh

    def document(self, document_id: str) -> Document:
        """The document with this id. Raises KeyError when there is none."""
        return self._snapshot.document(document_id)

    def documents(self) -> tuple[Document, ...]:
        """All documents, by id."""
        return self._snapshot.documents()

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """The passages of a document, in order."""
        return self._snapshot.passages(document_id)

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every longer word of the documents, in lower case."""
        return self._snapshot.words.vocabulary

    def embed(self, question: str) -> Vectors:
        """The question's vector."""
        return self.embedder.embed_query(question)

    def search(self, question: str, k: int = 10, *, vector: Vectors | None = None) -> list[Hit]:
        """The `k` passages that fit the question best, best first; the same question gives the same hits."""
        with self.steady():
            vector = self.embed(question) if vector is None else vector
            depth = max(10 * k, 100)
            near = self._snapshot.nearest(vector, depth)
            rankings = [_by_meaning(near), *self._snapshot.words.rank(question, depth)]
            best, hits = _fused(rankings)[:k], []
            self._snapshot.fetch(place[0] for place, _ in best)
            for place, score in best:
                document = self.document(place[0])
                passage = self.passages(place[0])[place[1]]
                hits.append(Hit(passage, score, document.title, document.page_at(passage.start)))
            return hits

    def cosines(self, vector: Vectors, hits: Iterable[Hit]) -> dict[tuple[str, int], float]:
        """(document id, start) -> cosine with the vector, for each sentence of the hits."""
        settings = index_settings(self.embedder)
        wanted: dict[str, tuple[str, int]] = {}
        for hit in hits:
            document = self.document(hit.passage.document_id)
            for sentence in hit.passage.sentences:
                wanted[sentence_id(document, hit.passage, sentence, settings)] = (document.id, sentence.start)
        vectors = self._snapshot.collection.vectors(list(wanted))
        return {wanted[row]: float(vector @ own) for row, own in vectors.items()}

    def close(self) -> None:
        """Let go of the files."""
        self._snapshot.close()

    def __enter__(self) -> PassageIndex:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _by_meaning(near: Sequence[Near]) -> list[Place]:
    """Places by own cosine plus that of the best sentence; what was not found is no nearer than the farthest found."""
    if not near:
        return []
    farthest = near[-1].cosine
    best: dict[Place, list[float]] = defaultdict(lambda: [farthest, farthest])
    for row in near:
        pair = best[row.document_id, row.position]
        pair[row.is_passage] = max(pair[row.is_passage], row.cosine)
    return sorted(best, key=lambda place: (-sum(best[place]), place))


def _fused(rankings: Sequence[Sequence[Place]]) -> list[tuple[Place, float]]:
    scores: dict[Place, float] = defaultdict(float)
    for ranking in rankings:
        for rank, place in enumerate(ranking, start=1):
            scores[place] += 1 / (_RRF + rank)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
