"""One finished state of an index, opened for reading: nothing that an ingest does changes what is read from it."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from functools import lru_cache
from pathlib import Path
from threading import Lock

from ingest.checksums import touched
from ingest.documents import Document
from ingest.embedder import Vectors
from ingest.errors import IndexMismatch
from ingest.passages import Passage
from ingest.records import Contents, Near
from ingest.row_places import RowPlaces
from ingest.state import WORDS, Note, damaged, hold, is_words, read_note
from ingest.stores import Store
from ingest.words import WordIndex

_KEPT = 64
"""Documents that are kept in memory."""


class Snapshot:
    """The state of an index that was current when this was made."""

    def __init__(self, index: Path, settings: str, store: Store) -> None:
        """Raises IndexMissing, IndexMismatch, IndexAway or IndexDamaged, each naming what mends it."""
        self._index = index
        self._note, held = hold(index)
        with ExitStack() as opened:
            opened.callback(os.close, held)
            changed = _changed(index, self._note, settings)
            self.collection = opened.enter_context(store.reading(index, self._note))
            words = index / self._note.state / WORDS
            saved = None if changed else WordIndex.load(words, self._note.fingerprint)
            self._places = None if changed else RowPlaces.load(words)
            self.words = saved or WordIndex.build(self.collection.passages())
            self._opened = opened.pop_all()
        self._kept: OrderedDict[str, Contents | None] = OrderedDict()
        self._keeping = Lock()
        self.documents = lru_cache(maxsize=1)(self._documents)

    def is_current(self) -> bool:
        """Whether no newer state has been finished."""
        return read_note(self._index) == self._note

    def nearest(self, vector: Vectors, k: int) -> list[Near]:
        """The `k` rows nearest in meaning, best first."""
        return self.collection.nearest(vector, k, self._places)

    def fetch(self, document_ids: Iterable[str]) -> None:
        """Have these documents at hand: together they come faster than one after another."""
        wanted = list(dict.fromkeys(document_ids))
        with self._keeping:
            missing = [document_id for document_id in wanted if document_id not in self._kept]
        found = self._read(missing) if missing else {}
        with self._keeping:
            self._kept.update(found)
            for document_id in wanted:
                if document_id in self._kept:
                    self._kept.move_to_end(document_id)
            while len(self._kept) > max(_KEPT, len(wanted)):
                self._kept.popitem(last=False)

    def _read(self, document_ids: Sequence[str]) -> dict[str, Contents | None]:
        if self._places is not None:
            return self.collection.contents_at(document_ids, self._places)
        return {document_id: self.collection.contents(document_id) for document_id in document_ids}

    def _contents(self, document_id: str) -> Contents | None:
        while True:
            with self._keeping:
                if document_id in self._kept:
                    return self._kept[document_id]
            self.fetch([document_id])

    def document(self, document_id: str) -> Document:
        """Raises KeyError for one that is not there."""
        contents = self._contents(document_id)
        if contents is None:
            raise KeyError(document_id)
        return contents.document

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """Those of a document, in order."""
        contents = self._contents(document_id)
        return contents.passages if contents else ()

    def _documents(self) -> tuple[Document, ...]:
        if self._places is not None:
            return tuple(self.collection.documents_at(self._places))
        return tuple(self.document(document_id) for document_id in self.collection.document_ids())

    def close(self) -> None:
        """Let go of the files; again does no harm."""
        self._opened.close()


def _changed(index: Path, note: Note, settings: str) -> bool:
    """Whether the word index is not what was written. Raises when the state cannot be read at all."""
    if note.settings != settings:
        raise IndexMismatch(
            f"The index {index} was built with {note.settings} and not with {settings}. "
            f"Build it again with `kilde ingest {note.folder} --index {index}`."
        )
    changed = touched(index / note.state, note.files, note.stamps)
    if fatal := [name for name in changed if not is_words(name)]:
        raise damaged(index, f"{note.state}/{fatal[0]} is not what was written", note.folder)
    return bool(changed)
