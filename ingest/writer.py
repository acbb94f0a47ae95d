"""The set difference between what a folder says and what its index holds, written as a new state of the index.

A new state begins as a copy of the one that is read, or empty on a server that copies nothing (ingest.stores); what is
missing is added, then what is stale is deleted; then it becomes the state that is read, at once. Whoever asks meanwhile
reads the old one. There is no book-keeping beside the ids, so what a killed run left is thrown away, all but its
vectors (ingest.journal), and the next run ends in the same index. Vectors of the state before are used again where the
embedded text is the same: a moved paragraph, or a renamed file whose title is not its name, costs no embedding.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from tqdm import tqdm

from ingest.checksums import changed
from ingest.embedder import Embedder, Vectors
from ingest.errors import IndexDamaged, IndexMismatch, PassageIndexError
from ingest.journal import Journal
from ingest.records import Record
from ingest.rows import index_settings
from ingest.state import WORDS, Note, begin, discard, finish, read_note, sweep, write_note
from ingest.stores import Store
from ingest.wanted import Wanted
from ingest.words import WordIndex

_WRITTEN_AT_ONCE = 512
"""Rows."""


class RowsLost(Exception):
    """Rows of documents that were to stay as they are cannot be taken over: the folder must be read whole."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What was written: passages added and removed, and texts that went through the embedding model."""

    added: int
    removed: int
    embedded: int


def write(
    index: Path,
    source: Path,
    note: Note | None,
    wanted: Wanted,
    embedder: Embedder,
    store: Store,
    *,
    batch_size: int,
    progress: bool,
    told: Callable[[int, int], None],
) -> Changes:
    """Make the index, of which `note` is the finished state, hold the wanted rows and no others.

    Only for the one who holds the lock. Raises IndexDamaged when it cannot be written, IndexAway when its server fails,
    and RowsLost; what was read before is read on.
    """
    fingerprint = wanted.fingerprint
    if note is not None and note.fingerprint == fingerprint:
        changes = Changes(0, 0, 0)
        if note.folder != str(source):
            write_note(index, replace(note, folder=str(source)))
    else:
        writing = _Writing(index, embedder, store, batch_size)
        with _undone(index, store):
            changes = writing.write(index / note.state if note else None, wanted, progress, told)
            settings = index_settings(embedder)
            finish(writing.state, settings=settings, folder=str(source), fingerprint=fingerprint)
            writing.journal.delete()
    current = read_note(index)
    assert current is not None
    with suppress(PassageIndexError):  # as below
        sweep(index, current.state, store.drop)
    return changes


def finished(index: Path, source: Path, settings: str, store: Store) -> Note | None:
    """The note on the state that is there, or None when there is none that can be gone on from: one that is damaged, or
    was made with other settings, is built anew. Raises IndexMismatch when the index belongs to another folder.
    """
    try:
        note = read_note(index)
    except IndexDamaged:
        return None
    if note is None:
        return None
    before = Path(note.folder)
    if before != source and before.is_dir():
        raise IndexMismatch(
            f"The index {index} holds the folder {before}. Use another --index for {source}, or delete it first."
        )
    broken = changed(index / note.state, note.files) or store.fault(index / note.state, note.fingerprint)
    return None if broken or note.settings != settings else note


@contextmanager
def _undone(index: Path, store: Store) -> Iterator[None]:
    """Of a state that is not finished within, nothing is left: a full disk has room again."""
    try:
        yield
    except BaseException:
        with suppress(PassageIndexError):  # a server that is away is cleared by the next ingest
            discard(index, store.drop)
        raise


@contextmanager
def telling(index: Path) -> Iterator[None]:
    """Within it, what goes wrong with the disk becomes an error of ours."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise IndexDamaged(
            f"The index {index} cannot be written ({reason}). Make room or mend the permissions, and run it again; "
            "what was read before is as it was."
        ) from error


class _Writing:
    """One state while it is written."""

    def __init__(self, index: Path, embedder: Embedder, store: Store, batch_size: int) -> None:
        self._index, self._embedder, self._store, self._batch_size = index, embedder, store, batch_size
        self._embedded = 0

    def write(self, before: Path | None, wanted: Wanted, progress: bool, told: Callable[[int, int], None]) -> Changes:
        """Add what is missing, delete what is stale, save the word index."""
        self.state = begin(self._index, self._store.drop)
        self.journal = Journal(self._index)
        ids, fingerprint = dict.fromkeys(wanted.places.ids()), wanted.fingerprint
        with self._store.writing(self.state, before, fingerprint, len(ids)) as (self._rows, self._before):
            known = self._before.keys()
            held = set(known if self._before is self._rows else self._rows.keys())
            missing = [row_id for row_id in ids if row_id not in held]
            if not all(map(wanted.has_read, missing)):
                raise RowsLost
            stale = [row_id for row_id in known if row_id not in ids]
            removed = self._before.count_passages(stale)
            self._add(wanted, missing, {key: row_id for row_id, key in known.items()}, progress, told)
            self._rows.delete([row_id for row_id in stale if row_id in held])
            WordIndex.build(self._rows.passages_at(wanted.places)).save(self.state / WORDS, fingerprint)
            wanted.places.save(self.state / WORDS)
        added = sum(row_id not in known for row_id in wanted.places.passage_ids())
        return Changes(added, removed, self._embedded)

    def _add(
        self,
        wanted: Wanted,
        missing: list[str],
        known: Mapping[str, str],
        progress: bool,
        told: Callable[[int, int], None],
    ) -> None:
        # Texts of like length pad each other least. Rows are written in larger parts than they are embedded in, because
        # Chroma reads its log with each part; what is lost by a kill in between stands in the journal.
        ordered = wanted.by_length(missing)
        with tqdm(total=len(ordered), desc="Indexing", unit=" texts", disable=not progress, leave=False) as bar:
            for first in range(0, len(ordered), _WRITTEN_AT_ONCE):
                part, vectors = wanted.rows(ordered[first : first + _WRITTEN_AT_ONCE]), []
                for start in range(0, len(part), self._batch_size):
                    batch = part[start : start + self._batch_size]
                    vectors.append(self._vectors(batch, known))
                    bar.update(len(batch))
                    told(first + start + len(batch), len(ordered))
                self._rows.add([record for record, _ in part], np.concatenate(vectors))

    def _vectors(self, batch: list[tuple[Record, str]], known: Mapping[str, str]) -> Vectors:
        again = list(dict.fromkeys(known[record.vector_key] for record, _ in batch if record.vector_key in known))
        held = self._before.vectors(again) if again else {}
        vectors = {key: held[known[key]] for key in {record.vector_key for record, _ in batch} if key in known}
        for record, _ in batch:
            if record.vector_key not in vectors and record.vector_key in self.journal.vectors:
                vectors[record.vector_key] = self.journal.vectors[record.vector_key]
        fresh = [(record.vector_key, text) for record, text in batch if record.vector_key not in vectors]
        if fresh:
            keys, texts = [key for key, _ in fresh], [text for _, text in fresh]
            embedded = self._embedder.embed_passages(texts)
            self._embedded += len(texts)
            self.journal.add(keys, embedded)
            vectors.update(zip(keys, embedded, strict=True))
        return np.stack([vectors[record.vector_key] for record, _ in batch]).astype(np.float32)
