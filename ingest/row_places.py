"""Where each row of the store leads, by its id: what a question needs of the metadata, without asking the store for it.

Derived from the rows when they are written and kept beside the word index. It is only a shorter way: a reader whose
copy is damaged or missing asks the store, which says the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.records import Near, Record

_ROWS, _DOCUMENTS = "rows.npy", "documents.json"
_KIND = np.dtype(
    [("high", "<u8"), ("low", "<u8"), ("document", "<i4"), ("position", "<i4"), ("start", "<i4"), ("passage", "?")]
)
"""The two halves of an id, then what Near says; sorted by id."""
Places = NDArray[Any]
"""A line of that kind for each row of one document."""


def places_of(records: Sequence[Record]) -> Places:
    """Of the rows of one document, which is not numbered yet."""
    told = [(*_halves(row.id), 0, row.metadata["position"], row.metadata["start"], _is_passage(row)) for row in records]
    return np.array(told, dtype=_KIND)


class RowPlaces:
    """Id of a row -> document, position and start; document -> ids of its passages."""

    def __init__(self, documents: Sequence[str], rows: NDArray[Any]) -> None:
        self.documents: Sequence[str] = documents
        """Ids of all documents, sorted."""
        self._rows = rows
        self._numbers = {document: number for number, document in enumerate(documents)}

    @classmethod
    def build(cls, places: Mapping[str, Places]) -> RowPlaces:
        """Of all rows of an index: document -> where its rows lead."""
        documents = sorted(places)
        rows = np.concatenate([places[document] for document in documents] or [np.empty(0, dtype=_KIND)])
        rows["document"] = np.repeat(np.arange(len(documents)), [len(places[document]) for document in documents])
        rows.sort(order=["high", "low"])
        return cls(documents, rows)

    @classmethod
    def load(cls, folder: Path) -> RowPlaces | None:
        """What was saved, or None when there is none: an older Kilde did not write it."""
        try:
            documents = json.loads((folder / _DOCUMENTS).read_text(encoding="utf-8"))
            rows = np.load(folder / _ROWS, mmap_mode="r")
        except (OSError, ValueError):
            return None
        return cls(documents, rows) if rows.dtype == _KIND else None

    def save(self, folder: Path) -> None:
        """Write into a folder that is there."""
        np.save(folder / _ROWS, self._rows)
        (folder / _DOCUMENTS).write_text(json.dumps(self.documents, ensure_ascii=False), encoding="utf-8")

    def near(self, ids: Sequence[str], cosines: Sequence[float]) -> list[Near]:
        """The rows with these ids, each with its cosine; an id that is not known is left out."""
        found = []
        for row_id, cosine in zip(ids, cosines, strict=True):
            if (row := self._find(row_id)) is not None:
                _, _, document, position, start, passage = row
                found.append(Near(self.documents[document], position, start, passage, cosine))
        return found

    def ids(self) -> list[str]:
        """The ids of all rows, sorted."""
        return _ids(self._rows)

    def passage_ids(self) -> list[str]:
        """The ids of all passages, sorted."""
        return _ids(self._rows[self._rows["passage"]])

    def passages(self, document_id: str) -> list[str]:
        """The ids of a document's passages; none for a document that is not there."""
        own = self.of(document_id)
        return _ids(own[own["passage"]])

    def of(self, document_id: str) -> Places:
        """Where the rows of a document lead; no line for a document that is not there."""
        number = self._numbers.get(document_id)
        if number is None:
            return np.empty(0, dtype=_KIND)
        numbers, rows = self._by_document
        first, last = np.searchsorted(numbers, [number, number + 1])
        return np.asarray(self._rows[rows[first:last]])

    @cached_property
    def _by_document(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """The rows' documents in ascending order, and their rows."""
        order = np.argsort(self._rows["document"], kind="stable")
        return self._rows["document"][order], order

    @cached_property
    def _high(self) -> NDArray[np.uint64]:
        return np.ascontiguousarray(self._rows["high"])

    def _find(self, row_id: str) -> tuple[Any, ...] | None:
        high, low = _halves(row_id)
        place = int(np.searchsorted(self._high, np.uint64(high)))
        while place < len(self._rows):
            row: tuple[Any, ...] = self._rows[place].item()
            if row[0] != high:
                return None
            if row[1] == low:
                return row
            place += 1
        return None


def _halves(row_id: str) -> tuple[int, int]:
    return int(row_id[:16], 16), int(row_id[16:], 16)


def _ids(rows: Places) -> list[str]:
    return [f"{high:016x}{low:016x}" for high, low in zip(rows["high"].tolist(), rows["low"].tolist(), strict=True)]


def _is_passage(row: Record) -> bool:
    return row.metadata["level"] == "passage"
