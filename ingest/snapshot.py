"""One finished state of an index, opened for reading: nothing that an ingest does changes what is read from it."""

from __future__ import annotations

import os
from contextlib import ExitStack
from functools import lru_cache
from pathlib import Path

from ingest.documents import Document
from ingest.errors import IndexMismatch
from ingest.passages import Passage
from ingest.state import WORDS, Note, changed_files, damaged, hold, is_words, read_note
from ingest.stores import Store
from ingest.words import WordIndex


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
            saved = None if changed else WordIndex.load(index / self._note.state / WORDS, self._note.fingerprint)
            self.words = saved or WordIndex.build(self.collection.passages())
            self._opened = opened.pop_all()
        self._contents = lru_cache(maxsize=64)(self.collection.contents)
        self.documents = lru_cache(maxsize=1)(self._documents)

    def is_current(self) -> bool:
        """Whether no newer state has been finished."""
        return read_note(self._index) == self._note

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
    changed = changed_files(index, note)
    if fatal := [name for name in changed if not is_words(name)]:
        raise damaged(index, f"{note.state}/{fatal[0]} is not what was written", note.folder)
    return bool(changed)
