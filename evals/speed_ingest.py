"""Speed of ingest: embedding against the library at its best, and a whole ingest against its embedding."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.growth_text import write_files
from evals.run import corpus_texts
from evals.speed import Measured, Row, in_turn, measured, seconds_of
from evals.suites import SUITES
from ingest.build import build_index
from ingest.documents import Document
from ingest.embedder import Embedder, Vectors, has_native_bfloat16, open_embedder
from ingest.rows import index_settings, records_of
from ingest.settings import IngestSettings

EMBEDDING = Row("embedding of passages", "raw encode at its best", "texts/s", ratio=0.9, at_least=True)
NATIVE = Row("raw encode at its best", "raw encode as it comes, float32", "texts/s", ratio=2.5, at_least=True)
WHOLE = Row("whole ingest of plain text", "its embedding alone", "s", ratio=1.25)
_TEXTS, _TURNS, _SECTIONS = 384, 3, 100


def embedding(texts_wanted: int = _TEXTS) -> list[Measured]:
    """The rows of the suites' documents, as they are embedded in an ingest."""
    from evals.speed_bare import best_way, default_way

    embedder, texts = open_embedder(IngestSettings()), _texts(texts_wanted)
    best, default = best_way(texts), default_way()
    own = in_turn([texts] * (_TURNS + 1), lambda some: as_ingested(embedder, some), best.embed)
    rates = [(len(texts) / ours, len(texts) / theirs) for ours, theirs in own]
    found = [measured(EMBEDDING, rates, f"best: {best}; {len(texts)} texts")]
    if not has_native_bfloat16():
        return [*found, Measured(NATIVE, note="this processor has no native bfloat16")]
    bare = in_turn([texts] * (_TURNS + 1), best.embed, default.embed)
    return [*found, measured(NATIVE, [(len(texts) / a, len(texts) / b) for a, b in bare], f"{best} against {default}")]


def _texts(wanted: int) -> list[str]:
    embedder = index_settings(open_embedder(IngestSettings()))
    every = [
        text
        for suite in SUITES
        for name, content in corpus_texts(suite.folder).items()
        for _, text in records_of(Document(name, content, name), embedder)
    ]
    return every[:: max(1, len(every) // wanted)][:wanted]


def as_ingested(embedder: Embedder, texts: Sequence[str]) -> None:
    """In the batches of an ingest, and in its order."""
    size, ordered = IngestSettings().batch_size, sorted(texts, key=len)
    for first in range(0, len(ordered), size):
        embedder.embed_passages(ordered[first : first + size])


class _Clocked:
    """An embedder that knows how long it took."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder, self.seconds = embedder, 0.0

    @property
    def name(self) -> str:
        return self._embedder.name

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        found: list[Vectors] = []
        self.seconds += seconds_of(lambda: found.append(self._embedder.embed_passages(texts)))
        return found[0]

    def embed_query(self, text: str) -> Vectors:
        return self._embedder.embed_query(text)


def whole(sections: int = _SECTIONS, turns: int = _TURNS) -> list[Measured]:
    """Generated Markdown, indexed anew each time."""
    embedder = open_embedder(IngestSettings())
    embedder.embed_passages(["warm"] * 64)
    done = [_ingested(embedder, sections) for _ in range(turns)]
    pairs = [(seconds, embedding_seconds) for seconds, embedding_seconds, _ in done]
    return [measured(WHOLE, pairs, f"{done[0][2]} passages")]


def _ingested(embedder: Embedder, sections: int) -> tuple[float, float, int]:
    """Seconds of a whole ingest, those of them that went to embedding, and the passages."""
    clocked = _Clocked(embedder)
    with TemporaryDirectory() as place:
        folder = Path(place) / "folder"
        list(write_files(folder, sections))
        start = time.perf_counter()
        report = build_index(folder, Path(place) / "index", embedder=clocked)
        return time.perf_counter() - start, clocked.seconds, report.added
