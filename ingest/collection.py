"""The store of passages and their vectors: a Chroma collection, wherever it is.

A Record is one row: a passage with its text, or a sentence of it (a vector that leads to the passage). Its id is a
hash of all that it says and of the settings it was made with, so that ingest is a set difference. Documents are not
stored apart: the passages of a document tile its text, and putting them together gives it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

import numpy as np
from chromadb.errors import NotFoundError

from ingest.documents import Document
from ingest.embedder import Vectors
from ingest.errors import PassageIndexError
from ingest.passages import Passage
from ingest.records import Contents, Metadata, Near, Record, contents_of, document_of, passage_of
from ingest.row_places import RowPlaces

_PAGE = 5_000
"""Rows fetched at a time: SQLite binds at most 32,766 values in a statement."""
_DOCUMENTS = 32
"""Documents fetched at a time."""
_Row = tuple[Mapping[str, Any], str]
_FEWEST = 2
"""New rows after which Chroma can be told to save the graph."""


class Place(Protocol):
    """Where a collection is: ingest.chroma_folder or ingest.chroma_server."""

    @property
    def name(self) -> str:
        """What the collection is called there."""

    def open(self) -> Any:
        """Chroma's client."""

    def answering(self) -> AbstractContextManager[None]:
        """Within it, what Chroma raises becomes an error of ours."""


class Collection:
    """Rows in a Chroma collection, which belong to one state of an index."""

    def __init__(self, place: Place) -> None:
        self._place = place
        with place.answering():
            self._client = place.open()
        try:
            self._rows: Any = self._found()
        except PassageIndexError:
            self._client.close()
            raise

    def _found(self) -> Any:
        with self._place.answering():
            try:
                return self._client.get_collection(self._place.name, embedding_function=None)
            except NotFoundError:
                return None

    @property
    def exists(self) -> bool:
        """Whether there is room for rows."""
        return self._rows is not None

    @property
    def fingerprint(self) -> str:
        """What was signed with; empty before."""
        return str((self._rows.metadata or {}).get("fingerprint", "")) if self.exists else ""

    def sign(self, fingerprint: str) -> None:
        """Tell in the collection itself that it is finished, and of which rows."""
        with self._place.answering():
            self._rows.modify(metadata={"fingerprint": fingerprint})

    def create(self) -> None:
        """Make room for rows where there is none yet."""
        with self._place.answering():
            if self._rows is None:
                hnsw = {"space": "cosine", "ef_search": 200}
                self._rows = self._client.create_collection(
                    self._place.name, configuration={"hnsw": hnsw}, embedding_function=None
                )

    def save_each(self, rows: int) -> None:
        """Save the graph of the vectors whenever so many rows are new, and not each thousand; before the first of them.

        Each time it is saved whole, and with each thousand a large folder is mostly that. What is not saved stands in
        Chroma's log, which is read at each write, and whenever it is opened.
        """
        with self._place.answering():
            self._rows.modify(configuration={"hnsw": {"sync_threshold": rows}})

    def save(self) -> None:
        """Have all rows in the saved graph and none in the log only; for a collection that was just opened."""
        self.save_each(_FEWEST)
        with self._place.answering():
            self._rows.peek(1)  # The log is read, and the graph saved, when a vector is asked for.

    def drop(self) -> None:
        """Take all rows away, and the room for them."""
        with self._place.answering():
            if self._rows is not None:
                self._client.delete_collection(self._place.name)
                self._rows = None

    def keys(self) -> dict[str, str]:
        """Id -> vector key of every row."""
        return {row_id: str(metadata["vector_key"]) for row_id, metadata in self._pages(["metadatas"])}

    def _pages(self, include: list[str]) -> Iterator[tuple[str, Metadata]]:
        offset = 0
        while True:
            with self._place.answering():
                page = self._rows.get(include=include, limit=_PAGE, offset=offset)
            yield from zip(page["ids"], page["metadatas"], strict=True)
            if len(page["ids"]) < _PAGE:
                return
            offset += _PAGE

    def vectors(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """Id -> vector of those rows that exist."""
        found: dict[str, Vectors] = {}
        for first in range(0, len(ids), _PAGE):
            with self._place.answering():
                page = self._rows.get(ids=list(ids[first : first + _PAGE]), include=["embeddings"])
            found.update(zip(page["ids"], np.asarray(page["embeddings"], dtype=np.float32), strict=True))
        return found

    def add(self, records: Sequence[Record], vectors: Vectors) -> None:
        """Write rows; writing one that is there already changes nothing."""
        with self._place.answering():
            self._rows.upsert(
                ids=[record.id for record in records],
                embeddings=vectors,
                documents=[record.text for record in records],
                metadatas=[{**record.metadata, "vector_key": record.vector_key} for record in records],
            )

    def delete(self, ids: Sequence[str]) -> None:
        """Take rows away."""
        for first in range(0, len(ids), _PAGE):
            with self._place.answering():
                self._rows.delete(ids=list(ids[first : first + _PAGE]))

    def count_passages(self, ids: Sequence[str]) -> int:
        """How many of these rows are passages."""
        count = 0
        for first in range(0, len(ids), _PAGE):
            with self._place.answering():
                # Asked for the passages among them, Chroma would look at every passage of the store for each.
                page = self._rows.get(ids=list(ids[first : first + _PAGE]), include=["metadatas"])
            count += sum(m["level"] == "passage" for m in page["metadatas"])
        return count

    def nearest(self, vector: Vectors, k: int, places: RowPlaces | None = None) -> list[Near]:
        """The `k` rows nearest in meaning, best first; ties in the order of their place.

        With `places`, the store need not look up their metadata, which takes longer than finding them.
        """
        include = ["distances"] if places else ["metadatas", "distances"]
        with self._place.answering():
            found = self._rows.query(query_embeddings=[vector], n_results=k, include=include)
        cosines = [1.0 - distance for distance in found["distances"][0]]
        if places:
            rows = places.near(found["ids"][0], cosines)
        else:
            rows = [
                Near(m["document_id"], m["position"], m["start"], m["level"] == "passage", cosine)
                for m, cosine in zip(found["metadatas"][0], cosines, strict=True)
                if m is not None  # another process took the row away, and the vectors in memory do not know it
            ]
        return sorted(rows, key=lambda near: (-near.cosine, near.document_id, near.start, near.is_passage))

    def passages(self) -> list[Passage]:
        """All passages, by document and position."""
        found = [passage_of(m, text) for m, text in self._texts({"level": "passage"})]
        return sorted(found, key=lambda passage: (passage.document_id, passage.position, passage.start))

    def _texts(self, where: Mapping[str, str]) -> Iterator[_Row]:
        """The passages among these rows: metadata and text."""
        offset = 0
        while True:
            with self._place.answering():
                page = self._rows.get(where=where, include=["metadatas", "documents"], limit=_PAGE, offset=offset)
            rows = zip(page["metadatas"], page["documents"], strict=True)
            yield from ((m, text) for m, text in rows if m["level"] == "passage")
            if len(page["ids"]) < _PAGE:
                return
            offset += _PAGE

    def contents(self, document_id: str) -> Contents | None:
        """A document put together from its passages, and those, or None."""
        # A second condition would make Chroma look at every passage of the store; the rows of a document are few.
        return _together(document_id, self._texts({"document_id": document_id}))

    def contents_at(self, document_ids: Sequence[str], places: RowPlaces) -> dict[str, Contents | None]:
        """The same for several documents, asked for at once by the ids of their passages: a tenth of the time."""
        return {name: _together(name, own) for name, own in self._rows_at(document_ids, places).items()}

    def _rows_at(self, document_ids: Sequence[str], places: RowPlaces) -> dict[str, list[_Row]]:
        """Document -> metadata and text of its passages."""
        ids = [row for document_id in document_ids for row in places.passages(document_id)]
        rows: dict[str, list[_Row]] = {document_id: [] for document_id in document_ids}
        for first in range(0, len(ids), _PAGE):
            with self._place.answering():
                page = self._rows.get(ids=ids[first : first + _PAGE], include=["metadatas", "documents"])
            for metadata, text in zip(page["metadatas"], page["documents"], strict=True):
                rows[metadata["document_id"]].append((metadata, text))
        return rows

    def passages_at(self, places: RowPlaces) -> Iterator[Passage]:
        """The passages of all documents that are placed, in the order of `passages`, a few documents in memory."""
        for first in range(0, len(places.documents), _DOCUMENTS):
            for contents in self.contents_at(places.documents[first : first + _DOCUMENTS], places).values():
                yield from contents.passages if contents else ()

    def documents_at(self, places: RowPlaces) -> Iterator[Document]:
        """All documents that are placed, in the order of their ids, without their passages."""
        for first in range(0, len(places.documents), _DOCUMENTS):
            names = places.documents[first : first + _DOCUMENTS]
            rows = self._rows_at(names, places)
            yield from (document_of(name, ordered) for name in names if (ordered := _ordered(rows[name])))

    def document(self, document_id: str) -> Document | None:
        """A document put together from its passages, or None."""
        contents = self.contents(document_id)
        return contents.document if contents else None

    def try_reading(self) -> None:
        """Read one row, so that a store that cannot be read says so."""
        with self._place.answering():
            self._rows.get(limit=1, include=["metadatas", "documents"])

    def document_ids(self) -> tuple[str, ...]:
        """Ids of all documents, sorted."""
        with self._place.answering():
            page = self._rows.get(where={"$and": [{"level": "passage"}, {"position": 0}]}, include=["metadatas"])
        return tuple(sorted({m["document_id"] for m in page["metadatas"]}))

    def close(self) -> None:
        """Let go of the files, or of the server."""
        self._client.close()


def _together(document_id: str, rows: Iterable[_Row]) -> Contents | None:
    ordered = _ordered(rows)
    return contents_of(document_id, ordered) if ordered else None


def _ordered(rows: Iterable[_Row]) -> list[_Row]:
    return sorted(rows, key=lambda row: (row[0]["position"], row[0]["start"]))
