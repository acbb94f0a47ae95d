"""What an index is to hold: the rows of the documents that were read, and those of documents that stay as they are.

In memory are the ids and places of all rows, 33 bytes each and the ids once more; the rows that were read wait on disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType

from ingest.records import Record
from ingest.row_places import Places, RowPlaces, places_of
from ingest.spool import Spool


class Wanted:
    """The rows of a folder. Use it as a context manager."""

    def __init__(self, folder: Path) -> None:
        with ExitStack() as opened:
            # It has no name: nobody else sees it, and it is gone when the process is.
            self._spool = Spool(opened.enter_context(TemporaryFile(dir=folder)))
            self._opened = opened.pop_all()
        self._places: dict[str, Places] = {}

    def add(self, document_id: str, rows: Iterable[tuple[Record, str]]) -> int:
        """The rows of a document that was read, each with the text to embed. Returns how many passages it has."""
        records = []
        for record, text in rows:
            self._spool.add(record, text)
            records.append(record)
        return self._take(document_id, places_of(records))

    def keep(self, document_id: str, before: RowPlaces) -> int:
        """The rows that a document had before. Returns how many passages it has."""
        return self._take(document_id, before.of(document_id))

    def _take(self, document_id: str, places: Places) -> int:
        if len(places):
            self._places[document_id] = places
        return int(places["passage"].sum())

    @property
    def documents(self) -> int:
        """How many documents have rows."""
        return len(self._places)

    @cached_property
    def places(self) -> RowPlaces:
        """Where all rows lead; ask for it when they are all there."""
        return RowPlaces.build(self._places)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of the ids of all rows."""
        return sha256("".join(self.places.ids()).encode()).hexdigest()

    def has_read(self, row_id: str) -> bool:
        """Whether this row was read, and can be written."""
        return row_id in self._spool

    def by_length(self, ids: Iterable[str]) -> list[str]:
        """Ids of rows that were read, by the length of the text to embed."""
        return self._spool.by_length(ids)

    def rows(self, ids: Sequence[str]) -> list[tuple[Record, str]]:
        """Rows that were read, each with the text to embed."""
        return self._spool.read(ids)

    def __enter__(self) -> Wanted:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._opened.close()
