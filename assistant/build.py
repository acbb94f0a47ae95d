"""The one function that names concrete classes: index and model to assistant."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.chat import Assistant
from assistant.model import Model, open_model
from assistant.reader import Reader
from assistant.settings import Settings
from ingest.build import build_index
from ingest.embedder import Embedder, open_embedder
from ingest.errors import IndexLocked, IndexMismatch, IndexMissing
from ingest.index import PassageIndex
from ingest.settings import SHIPPED_CORPUS, IngestSettings, default_index

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

_PATIENCE, _PAUSE = 600.0, 0.5
"""Seconds that another process is waited for, and between two looks; the shipped documents take less than a minute."""


def open_assistant(index: str | Path | None, model: str | LLM | None, *, progress: bool) -> Assistant:
    """Open both; the index of the shipped corpus is brought up to date first."""
    settings = Settings()
    ingest_settings = IngestSettings()
    embedder = open_embedder(ingest_settings)
    chosen = index or ingest_settings.index
    if chosen is None:
        opened = current(SHIPPED_CORPUS, default_index(SHIPPED_CORPUS), embedder, progress=progress)
    else:
        opened = PassageIndex(Path(chosen), embedder)
    try:
        return Assistant(opened, _model(model or settings.model, settings), settings, Reader())
    except BaseException:
        opened.close()
        raise


def _model(model: str | LLM, settings: Settings) -> Model | None:
    if isinstance(model, str):
        return open_model(model, settings)
    # Here, not at the top: LlamaIndex takes seconds to import, and quoting does not need it.
    from assistant.llama_index_model import model_of

    return model_of(model, settings)


def current(folder: Path, place: Path, embedder: Embedder, *, progress: bool = False) -> PassageIndex:
    """The index of a folder, made to say what the folder says; as it is while another process writes it.

    Where it cannot be asked as it is, because the other process makes the first one, or one of a newer Kilde, that one
    is waited for. Raises IndexLocked when it takes longer than _PATIENCE, and what `build_index` raises.
    """
    last, is_told = time.monotonic() + _PATIENCE, not progress
    while True:
        try:
            build_index(folder, place, embedder=embedder, progress=progress)
            return PassageIndex(place, embedder)
        except IndexLocked:
            with suppress(IndexMissing, IndexMismatch):
                return PassageIndex(place, embedder)
            if time.monotonic() > last:
                raise
        if not is_told:
            sys.stderr.write("Another Kilde is making the index of these documents: waiting for it.\n")
            is_told = True
        time.sleep(_PAUSE)
