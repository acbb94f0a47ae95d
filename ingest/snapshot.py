"""One finished state of an index, opened for reading: nothing that an ingest does changes what is read from it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.collection import Collection
from ingest.documents import Document
from ingest.errors import IndexDamaged, IndexMismatch
from ingest.state import (
    DATABASE,
    WORDS,
    changed_files,
    copy_database,
    damaged,
    database_fault,
    hold,
    is_words,
    read_note,
)
from ingest.words import WordIndex


class Snapshot:
    """The state of an index that was current when this was made."""

    def __init__(self, index: Path, settings: str) -> None:
        """Raises IndexMissing, IndexMismatch or IndexDamaged, each naming the command that mends it."""
        self._index = index
        self._note, held = hold(index)
        self._held: int | None = held
        self._copy: TemporaryDirectory[str] | None = None
        try:
            self._open(settings)
        except BaseException:
            os.close(held)
            raise
        self.document = lru_cache(maxsize=64)(self._document)
        self.documents = lru_cache(maxsize=1)(self._documents)
        self.passages = lru_cache(maxsize=64)(self.collection.passages)

    def _open(self, settings: str) -> None:
        index, note = self._index, self._note
        if note.settings != settings:
            raise IndexMismatch(
                f"The index {index} was built with {note.settings} and not with {settings}. "
                f"Build it again with `kilde ingest {note.folder} --index {index}`."
            )
        changed = changed_files(index, note)
        if fatal := [name for name in changed if not is_words(name)]:
            raise damaged(index, f"{note.state}/{fatal[0]} is not what was written", note.folder)
        self.collection = self._open_collection(index / note.state)
        saved = None if changed else WordIndex.load(index / note.state / WORDS, note.fingerprint)
        self.words = saved or WordIndex.build(self.collection.passages())

    def _open_collection(self, state: Path) -> Collection:
        if not (state / DATABASE).is_file():
            raise damaged(self._index, f"{state.name}/{DATABASE} is gone", self._note.folder)
        try:
            return _answering(Collection(state))
        except IndexDamaged as error:
            if fault := database_fault(state):
                raise damaged(self._index, f"{state.name}/{fault}", self._note.folder) from error
            # Chroma writes to every database that it opens. Where nothing can be written, a copy elsewhere is read.
            self._copy = TemporaryDirectory(prefix="kilde-", ignore_cleanup_errors=True)
            try:
                return _answering(Collection(_copied(state, Path(self._copy.name) / "state")))
            except (IndexDamaged, OSError, sqlite3.Error):
                self._copy.cleanup()
                raise error from None

    def is_current(self) -> bool:
        """Whether no newer state has been finished."""
        return read_note(self._index) == self._note

    def _document(self, document_id: str) -> Document:
        document = self.collection.document(document_id)
        if document is None:
            raise KeyError(document_id)
        return document

    def _documents(self) -> tuple[Document, ...]:
        return tuple(self.document(document_id) for document_id in self.collection.document_ids())

    def close(self) -> None:
        """Let go of the files; again does no harm."""
        self.collection.close()
        if self._held is not None:
            os.close(self._held)
            self._held = None
        if self._copy is not None:
            self._copy.cleanup()


def _answering(collection: Collection) -> Collection:
    """The collection, once it has shown that it can be read."""
    try:
        if not collection.exists:
            raise IndexDamaged(f"{DATABASE} is empty")
        collection.document_ids()
    except BaseException:
        collection.close()
        raise
    return collection


def _copied(state: Path, to: Path) -> Path:
    # Without the permissions, which perhaps do not let anything be written.
    for path in (path for path in state.glob("*/*") if path.parent.name != WORDS):
        (to / path.parent.name).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, to / path.parent.name / path.name)
    copy_database(state, to)
    return to
