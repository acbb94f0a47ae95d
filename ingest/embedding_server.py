"""Texts to vectors by another program: every server that speaks OpenAI's /embeddings.

Texts of an ingest are tried again a few times, since an hour's work should not end because a server hiccups; a
question is not, since whoever asked it would rather read at once that the server is away.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import httpx
import numpy as np
from pydantic import BaseModel, SecretStr, ValidationError

from ingest.embedder import Vectors
from ingest.errors import EmbedderAway

_CONNECT_SECONDS = 5.0
_PASSING = (408, 429, 500, 502, 503, 504)
"""Statuses that may be gone a moment later."""


class _Row(BaseModel):
    index: int
    embedding: list[float]


class _Reply(BaseModel):
    data: list[_Row]


class _TryAgain(Exception):
    """What went wrong may be gone a moment later; the message is what to say if it is not."""


class ServedEmbedder:
    """The model of that name at that address."""

    def __init__(
        self,
        url: str,
        model: str,
        key: SecretStr,
        *,
        batch_size: int = 64,
        seconds: float = 60.0,
        waits: Sequence[float] = (1.0, 4.0),
    ) -> None:
        """`batch_size` texts are sent at a time; `waits` are the seconds before each further try."""
        self._url, self._model, self._batch_size, self._waits = url.rstrip("/"), model, batch_size, tuple(waits)
        secret = key.get_secret_value()
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        self._client = httpx.Client(headers=headers, timeout=httpx.Timeout(seconds, connect=_CONNECT_SECONDS))

    @property
    def name(self) -> str:
        """With the address: two servers may give different vectors under one name."""
        return f"{self._model} at {self._url}"

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        batches = [texts[first : first + self._batch_size] for first in range(0, len(texts), self._batch_size)]
        vectors = [self._patiently(batch) for batch in batches]
        if len({part.shape[1] for part in vectors}) > 1:
            raise self._unreadable("vectors of different lengths")
        return np.concatenate(vectors) if vectors else np.zeros((0, 0), dtype=np.float32)

    def embed_query(self, text: str) -> Vectors:
        try:
            vector: Vectors = self._ask([text])[0]
        except _TryAgain as error:
            raise EmbedderAway(str(error)) from error
        return vector

    def _patiently(self, texts: Sequence[str]) -> Vectors:
        for wait in self._waits:
            try:
                return self._ask(texts)
            except _TryAgain:
                time.sleep(wait)
        try:
            return self._ask(texts)
        except _TryAgain as error:
            raise EmbedderAway(str(error)) from error

    def _ask(self, texts: Sequence[str]) -> Vectors:
        request = {"model": self._model, "input": list(texts), "encoding_format": "float"}
        try:
            reply = self._client.post(f"{self._url}/embeddings", json=request)
        except httpx.TransportError as error:
            said = " ".join(str(error).split())[:200] or type(error).__name__
            raise _TryAgain(
                f"The embedding server {self._url} does not answer ({said}). Start it or correct "
                "KILDE_EMBEDDING_URL, and try again."
            ) from error
        if reply.is_error:
            raise self._refused(reply)
        try:
            rows = sorted(_Reply.model_validate_json(reply.content).data, key=lambda row: row.index)
        except ValidationError as error:
            raise self._unreadable("no vectors") from error
        if [row.index for row in rows] != list(range(len(texts))) or len({len(row.embedding) for row in rows}) > 1:
            raise self._unreadable(f"{len(rows)} vectors for {len(texts)} texts, or of different lengths")
        vectors = np.array([row.embedding for row in rows], dtype=np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.all(np.isfinite(lengths) & (lengths > 0)):
            raise self._unreadable("vectors without a direction")
        unit: Vectors = vectors / lengths
        return unit

    def _refused(self, reply: httpx.Response) -> Exception:
        status, server = reply.status_code, f"The embedding server {self._url}"
        if status in _PASSING:
            return _TryAgain(f"{server} is overloaded or failed ({status}). Look at its log, and try again.")
        if status in (401, 403):
            return EmbedderAway(f"{server} refused the key ({status}). Set KILDE_EMBEDDING_API_KEY.")
        if status == 404:
            return EmbedderAway(
                f"{server} has no model {self._model!r}, or no /embeddings (404). Correct KILDE_EMBEDDING_MODEL or "
                "KILDE_EMBEDDING_URL."
            )
        said = " ".join(reply.text.split())[:200]
        return EmbedderAway(
            f"{server} refused the texts ({status} {said}). Set KILDE_EMBEDDING_MODEL to one that takes them, or "
            "lower KILDE_BATCH_SIZE."
        )

    def _unreadable(self, said: str) -> EmbedderAway:
        return EmbedderAway(f"{self._url} sent {said}. Check that KILDE_EMBEDDING_URL is an OpenAI-compatible server.")
