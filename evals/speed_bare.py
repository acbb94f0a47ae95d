"""What Kilde's speed is measured against: the libraries it is made of, called as plainly as they can be.

The only part of the evaluation that touches them.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import chromadb
import torch
from chromadb.config import Settings as ChromaSettings
from sentence_transformers import SentenceTransformer

from evals.errors import EvalError
from evals.speed import seconds_of
from ingest.checksums import DATABASE
from ingest.embedder import PACKAGED_MODEL, has_native_bfloat16, place_of_model
from ingest.state import read_note

NEAREST = 10
"""What Chroma gives unless it is asked for more."""
_BATCHES = (16, 32, 64, 128)
_TRIED = 96
"""Texts on which the best way to embed is looked for."""


class BareSearch:
    """One `encode` and one `query`, over the rows of an index of Kilde's."""

    def __init__(self, index: Path) -> None:
        """Raises EvalError when its rows are not in this folder."""
        note = read_note(index)
        if note is None or not (index / note.state / DATABASE).is_file():
            raise EvalError(f"The rows of {index} are not in its folder. Unset KILDE_CHROMA_URL to measure this.")
        self._model = encoder(native=has_native_bfloat16())
        client = chromadb.PersistentClient(str(index / note.state), settings=ChromaSettings(anonymized_telemetry=False))
        self._rows: Any = client.get_collection("passages", embedding_function=None)

    def ask(self, question: str) -> None:
        """To the nearest rows with their metadata."""
        vector = self._model.encode(question, convert_to_tensor=True, show_progress_bar=False)
        self._rows.query(query_embeddings=[vector.float().numpy()], n_results=NEAREST)


def encoder(*, native: bool) -> Any:
    """The packaged model as sentence-transformers loads it, in bfloat16 when `native`."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    model = SentenceTransformer(place_of_model(PACKAGED_MODEL), device="cpu", local_files_only=True)
    return model.to(torch.bfloat16) if native else model


@dataclass(frozen=True, slots=True)
class Way:
    """One way to embed many texts."""

    model: Any
    native: bool
    batch: int
    threads: int

    def embed(self, texts: Sequence[str]) -> None:
        """All of them; sentence-transformers sorts them by length itself."""
        before = torch.get_num_threads()
        torch.set_num_threads(self.threads)
        try:
            self.model.encode(list(texts), batch_size=self.batch, show_progress_bar=False)
        finally:
            torch.set_num_threads(before)

    def __str__(self) -> str:
        return f"{'bfloat16' if self.native else 'float32'}, batches of {self.batch}, {self.threads} threads"


def default_way() -> Way:
    """As it comes: float32, batches of 32, as many threads as torch takes."""
    return Way(encoder(native=False), False, 32, torch.get_num_threads())


def best_way(texts: Sequence[str]) -> Way:
    """The fastest of all combinations on a few of the texts."""
    some = texts[:: max(1, len(texts) // _TRIED)]
    models = {native: encoder(native=native) for native in ((False, True) if has_native_bfloat16() else (False,))}
    threads = sorted({1, max(1, (os.cpu_count() or 1) // 2), os.cpu_count() or 1})
    ways = [Way(models[native], native, *pair) for native in models for pair in itertools.product(_BATCHES, threads)]
    for way in ways:
        way.embed(some[:8])
    return min(ways, key=lambda way: min(seconds_of(lambda: way.embed(some)) for _ in range(2)))
