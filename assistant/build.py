"""The one function that names concrete classes: index and model to assistant."""

from __future__ import annotations

from pathlib import Path

from assistant.chat import Assistant
from assistant.model import open_model
from assistant.settings import Settings
from ingest.build import build_index
from ingest.embedder import Embedder, open_embedder
from ingest.errors import IndexMismatch, IndexMissing
from ingest.index import PassageIndex
from ingest.settings import SHIPPED_CORPUS, IngestSettings, default_index


def open_assistant(index: str | Path | None, model: str | None, *, progress: bool) -> Assistant:
    """Open both; the index of the shipped corpus is built on first use, and again when Kilde has changed."""
    settings = Settings()
    embedder = open_embedder(IngestSettings())
    opened = PassageIndex(Path(index), embedder) if index is not None else _default(embedder, progress)
    try:
        return Assistant(opened, open_model(model or settings.model, settings), settings)
    except BaseException:
        opened.close()
        raise


def _default(embedder: Embedder, progress: bool) -> PassageIndex:
    place = default_index(SHIPPED_CORPUS)
    try:
        return PassageIndex(place, embedder)
    except (IndexMissing, IndexMismatch):
        build_index(SHIPPED_CORPUS, place, embedder=embedder, progress=progress)
        return PassageIndex(place, embedder)
