"""The one function that names concrete classes: index and model to assistant."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.chat import Assistant
from assistant.model import Model, open_model
from assistant.relevance import Relevance
from assistant.settings import Settings
from ingest.build import build_index
from ingest.embedder import Embedder, open_embedder
from ingest.errors import IndexLocked
from ingest.index import PassageIndex
from ingest.settings import SHIPPED_CORPUS, IngestSettings, default_index

if TYPE_CHECKING:
    from llama_index.core.llms import LLM


def open_assistant(index: str | Path | None, model: str | LLM | None, *, progress: bool) -> Assistant:
    """Open both; the index of the shipped corpus is brought up to date first."""
    settings = Settings()
    ingest_settings = IngestSettings()
    embedder = open_embedder(ingest_settings)
    chosen = index or ingest_settings.index
    opened = PassageIndex(Path(chosen), embedder) if chosen is not None else _default(embedder, progress)
    try:
        return Assistant(opened, _model(model or settings.model, settings), settings, Relevance())
    except BaseException:
        opened.close()
        raise


def _model(model: str | LLM, settings: Settings) -> Model | None:
    if isinstance(model, str):
        return open_model(model, settings)
    # Here, not at the top: LlamaIndex takes seconds to import, and quoting does not need it.
    from assistant.llama_index_model import model_of

    return model_of(model, settings)


def _default(embedder: Embedder, progress: bool) -> PassageIndex:
    """The index of the shipped corpus, made to say what the folder says; as it is while another process writes it."""
    place = default_index(SHIPPED_CORPUS)
    with suppress(IndexLocked):
        build_index(SHIPPED_CORPUS, place, embedder=embedder, progress=progress)
    return PassageIndex(place, embedder)
