"""One language model and one embedding model, shared by the assistants of all corpora that are evaluated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np

from assistant.chat import Assistant
from assistant.judge import Judge
from assistant.model import Model, open_model
from assistant.reader import Reader
from assistant.settings import Settings
from evals.errors import EvalError
from ingest.build import build_index
from ingest.embedder import Embedder, Vectors, open_embedder
from ingest.errors import IndexLocked
from ingest.index import PassageIndex
from ingest.settings import IngestSettings


class Bench:
    """Opens assistants over one folder after the other, without loading a model again. A context manager."""

    def __init__(self, embedder: Embedder, model: Model | None, settings: Settings, judge: Judge | None = None) -> None:
        self._embedder, self.model, self._settings, self._judge = embedder, model, settings, judge

    @classmethod
    def open(cls, model: str | None = None) -> Bench:
        """Load the models; `model` as for `Assistant.open`. Raises ModelError."""
        settings = Settings()
        written = open_model(model or settings.model, settings)
        return cls(open_embedder(IngestSettings()), written, settings, Reader())

    @property
    def model_name(self) -> str:
        """The model that writes; "none" when answers are quoted."""
        return self.model.name if self.model else "none"

    @contextmanager
    def assistant(
        self, folder: Path, index: Path, texts: Mapping[str, str], *, progress: bool = False
    ) -> Iterator[Assistant]:
        """An assistant over the folder, whose index is brought up to date first.

        Raises EvalError when the index then does not hold `texts` (document id -> text) letter by letter.
        """
        with suppress(IndexLocked):  # another evaluation is at it; whether it left the right index is checked below
            build_index(folder, index, embedder=self._embedder, progress=progress)
        with PassageIndex(index, self._embedder) as opened:
            indexed = {document.id: document.text for document in opened.documents()}
            if missing := sorted(name for name, text in texts.items() if indexed.get(name) != text):
                raise EvalError(
                    f"The index {index} does not hold {', '.join(missing[:3])} as on disk, and the cases ask about "
                    f"it. Wait until no other process writes it, and bring it up to date: "
                    f"`kilde ingest {folder} --index {index}`."
                )
            yield Assistant(opened, self.model, self._settings, self._judge)

    def remembering(self) -> Bench:
        """The same models, embedding no text twice: for where times do not matter. Do not close it."""
        return Bench(_Remembering(self._embedder), self.model, self._settings, self._judge)

    def close(self) -> None:
        """Give back the model's memory."""
        if self.model is not None:
            self.model.close()

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Remembering:
    """An embedder that embeds nothing twice."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}
        self._asked: dict[str, Vectors] = {}

    @property
    def name(self) -> str:
        return self._embedder.name

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        if fresh:
            self._known.update(zip(fresh, self._embedder.embed_passages(fresh), strict=True))
        return np.stack([self._known[text] for text in texts])

    def embed_query(self, text: str) -> Vectors:
        if text not in self._asked:
            self._asked[text] = self._embedder.embed_query(text)
        return self._asked[text]
