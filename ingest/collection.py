"""The store of passages and their vectors. With ingest.chroma_server the only door of chromadb.

A Record is one row: a passage with its text, or a sentence of it (a vector that leads to the passage). Its id is a
hash of all that it says and of the settings it was made with, so that ingest is a set difference. Documents are not
stored apart: the passages of a document tile its text, and putting them together gives it back.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError, NotFoundError

from ingest.chroma_server import server_of
from ingest.documents import Document
from ingest.embedder import Vectors
from ingest.errors import IndexDamaged, PassageIndexError
from ingest.passages import Passage, Sentence, SentenceKind
from ingest.settings import IngestSettings

_NAME = "passages"
_PAGE = 5_000
"""Rows fetched at a time: SQLite binds at most 32,766 values in a statement."""

Metadata = Mapping[str, str | int | float | bool]


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the store. `vector_key` is a hash of the embedded text: equal keys, equal vectors."""

    id: str
    text: str
    vector_key: str
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class Near:
    """A row found by meaning: where it is and its cosine with the question, from -1 to 1."""

    document_id: str
    position: int
    start: int
    is_passage: bool
    cosine: float


@dataclass(frozen=True, slots=True)
class Contents:
    """A document and its passages, in order."""

    document: Document
    passages: tuple[Passage, ...]


class Collection:
    """Rows in a Chroma collection: below a folder, or on the server that the settings name."""

    def __init__(self, folder: Path, settings: IngestSettings | None = None) -> None:
        self._folder = folder
        self._settings = settings or IngestSettings()
        self._server = server_of(self._settings)
        self._name = self._server.collection_of(folder) if self._server else _NAME
        with self._mending():
            self._client = self._server.open() if self._server else _open_client(folder)
            try:
                self.reread()
            except PassageIndexError:
                self._client.close()
                raise

    def reread(self) -> None:
        """Take notice of what other processes wrote: the notes, or a whole collection in place of this one."""
        with self._mending():
            try:
                self._rows: Any = self._client.get_collection(self._name, embedding_function=None)
            except NotFoundError:
                self._rows = None

    def reopened(self) -> Collection:
        """What others wrote, vectors included, which a store below a folder keeps in memory; a server has them all."""
        if self._server is not None:
            self.reread()
            return self
        self.close()
        return Collection(self._folder, self._settings)

    @property
    def notes(self) -> dict[str, Any]:
        """What the writer noted about the whole collection; empty when there is none yet."""
        return dict(self._rows.metadata or {}) if self._rows is not None else {}

    def note(self, **notes: str) -> None:
        """Write notes beside those that are there."""
        with self._mending():
            self._rows.modify(metadata={**self.notes, **notes})

    def recreate(self, **notes: str) -> None:
        """Begin anew: drop all rows, whatever their dimensions were."""
        with self._mending():
            if self._rows is not None:
                self._client.delete_collection(self._name)
            hnsw = {"space": "cosine", "ef_search": 200}
            self._rows = self._client.create_collection(
                self._name, metadata=notes, configuration={"hnsw": hnsw}, embedding_function=None
            )

    def drop(self) -> None:
        """Take all away, the notes as well."""
        with self._mending():
            if self._rows is not None:
                self._client.delete_collection(self._name)
                self._rows = None

    def keys(self) -> dict[str, str]:
        """Id -> vector key of every row."""
        return {row_id: str(metadata["vector_key"]) for row_id, metadata in self._pages(["metadatas"])}

    def _pages(self, include: list[str]) -> Iterator[tuple[str, Metadata]]:
        offset = 0
        while True:
            with self._mending():
                page = self._rows.get(include=include, limit=_PAGE, offset=offset)
            yield from zip(page["ids"], page["metadatas"], strict=True)
            if len(page["ids"]) < _PAGE:
                return
            offset += _PAGE

    def vectors(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """Id -> vector of those rows that exist."""
        found: dict[str, Vectors] = {}
        for first in range(0, len(ids), _PAGE):
            with self._mending():
                page = self._rows.get(ids=list(ids[first : first + _PAGE]), include=["embeddings"])
            found.update(zip(page["ids"], np.asarray(page["embeddings"], dtype=np.float32), strict=True))
        return found

    def add(self, records: Sequence[Record], vectors: Vectors) -> None:
        """Write rows; writing one that is there already changes nothing."""
        with self._mending():
            self._rows.upsert(
                ids=[record.id for record in records],
                embeddings=vectors,
                documents=[record.text for record in records],
                metadatas=[{**record.metadata, "vector_key": record.vector_key} for record in records],
            )

    def delete(self, ids: Sequence[str]) -> None:
        """Take rows away."""
        for first in range(0, len(ids), _PAGE):
            with self._mending():
                self._rows.delete(ids=list(ids[first : first + _PAGE]))

    def count_passages(self, ids: Sequence[str]) -> int:
        """How many of these rows are passages."""
        count = 0
        for first in range(0, len(ids), _PAGE):
            with self._mending():
                # Asked for the passages among them, Chroma would look at every passage of the store for each.
                page = self._rows.get(ids=list(ids[first : first + _PAGE]), include=["metadatas"])
            count += sum(m["level"] == "passage" for m in page["metadatas"])
        return count

    def nearest(self, vector: Vectors, k: int) -> list[Near]:
        """The `k` rows nearest in meaning, best first; ties in the order of their place."""
        with self._mending():
            found = self._rows.query(query_embeddings=[vector], n_results=k, include=["metadatas", "distances"])
        rows = [
            Near(m["document_id"], m["position"], m["start"], m["level"] == "passage", 1.0 - distance)
            for m, distance in zip(found["metadatas"][0], found["distances"][0], strict=True)
            if m is not None  # another process took the row away, and the vectors in memory do not know it
        ]
        return sorted(rows, key=lambda near: (-near.cosine, near.document_id, near.start, near.is_passage))

    def passages(self) -> list[Passage]:
        """All passages, by document and position."""
        found = [_passage(m, text) for m, text in self._texts({"level": "passage"})]
        return sorted(found, key=lambda passage: (passage.document_id, passage.position, passage.start))

    def _texts(self, where: Mapping[str, str]) -> Iterator[tuple[Metadata, str]]:
        """The passages among these rows: metadata and text."""
        offset = 0
        while True:
            with self._mending():
                page = self._rows.get(where=where, include=["metadatas", "documents"], limit=_PAGE, offset=offset)
            rows = zip(page["metadatas"], page["documents"], strict=True)
            yield from ((m, text) for m, text in rows if m["level"] == "passage")
            if len(page["ids"]) < _PAGE:
                return
            offset += _PAGE

    def contents(self, document_id: str) -> Contents | None:
        """A document put together from its passages, and those, or None."""
        # A second condition would make Chroma look at every passage of the store; the rows of a document are few.
        rows: list[tuple[Any, str]] = sorted(
            self._texts({"document_id": document_id}), key=lambda row: (row[0]["position"], row[0]["start"])
        )
        if not rows:
            return None
        m = rows[0][0]
        pages = tuple(json.loads(m["page_starts"]))
        text = "".join(text for _, text in rows)
        document = Document(document_id, text, m["title"], m["publisher"], m["kind"], m["date"], pages)
        return Contents(document, tuple(_passage(m, text) for m, text in rows))

    def document(self, document_id: str) -> Document | None:
        """A document put together from its passages, or None."""
        contents = self.contents(document_id)
        return contents.document if contents else None

    def document_ids(self) -> tuple[str, ...]:
        """Ids of all documents, sorted."""
        with self._mending():
            page = self._rows.get(where={"$and": [{"level": "passage"}, {"position": 0}]}, include=["metadatas"])
        return tuple(sorted({m["document_id"] for m in page["metadatas"]}))

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()

    @contextmanager
    def _mending(self) -> Iterator[None]:
        """Say what is wrong with the store and what to do, instead of what Chroma says."""
        try:
            with self._server.answering(self._folder) if self._server else nullcontext():
                yield
        except (ChromaError, sqlite3.Error, OSError) as error:
            detail = " ".join(str(error).split())[:200]
            raise IndexDamaged(
                f"The index {self._folder} cannot be used ({detail}). Check disk space and permissions; if it is "
                "damaged, delete that folder and run `kilde ingest FOLDER --index` with it again."
            ) from error


def _open_client(folder: Path) -> Any:
    try:
        return chromadb.PersistentClient(str(folder), settings=ChromaSettings(anonymized_telemetry=False))
    except (ChromaError, sqlite3.Error, OSError):
        # Chroma remembers the client that failed and would hand it out again, also when the folder has been mended.
        SharedSystemClient._identifier_to_system.pop(str(folder), None)
        raise


def passage_metadata(document: Document, passage: Passage) -> Metadata:
    """A passage and its document's notes as flat metadata."""
    sentences = [[s.start, s.end, s.kind.value, s.intro, s.list_start] for s in passage.sentences]
    return {
        "level": "passage",
        "document_id": document.id,
        "position": passage.position,
        "start": passage.start,
        "end": passage.end,
        "heading_path": json.dumps(passage.heading_path),
        "sentences": json.dumps(sentences),
        "title": document.title,
        "publisher": document.publisher,
        "kind": document.kind,
        "date": document.date,
        "page_starts": json.dumps(document.page_starts if passage.position == 0 else ()),
    }


def _passage(m: Mapping[str, Any], text: str) -> Passage:
    sentences = tuple(
        Sentence(start, end, SentenceKind(kind), tuple(intro) if intro else None, list_start)
        for start, end, kind, intro, list_start in json.loads(m["sentences"])
    )
    path = tuple(json.loads(m["heading_path"]))
    return Passage(m["document_id"], m["position"], m["start"], m["end"], text, path, sentences)
