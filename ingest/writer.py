"""The set difference between what a folder says and what its index holds, written as a new state of the index.

The state that is read is copied; in the copy what is missing is added, then what is stale is deleted; then the copy
becomes the state that is read, at once. Whoever asks meanwhile reads the old state. There is no book-keeping beside
the ids, so what a killed run left is thrown away, all but its vectors (ingest.journal), and the next run ends in the
same index. Vectors of stale rows are used again where the embedded text is the same: a moved paragraph, or a renamed
file whose title is not its name, costs no embedding.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
from tqdm import tqdm

from ingest.collection import Collection, Record
from ingest.embedder import Embedder, Vectors
from ingest.errors import IndexDamaged, IndexMismatch
from ingest.journal import Journal
from ingest.rows import index_settings
from ingest.state import (
    WORDS,
    Note,
    begin,
    changed_files,
    database_fault,
    discard,
    finish,
    read_note,
    sweep,
    write_note,
)
from ingest.words import WordIndex

Wanted = Mapping[str, tuple[Record, str]]
"""Id -> row and the text to embed."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What was written: passages added and removed, and texts that went through the embedding model."""

    added: int
    removed: int
    embedded: int


def write(
    index: Path,
    source: Path,
    wanted: Wanted,
    embedder: Embedder,
    *,
    batch_size: int,
    progress: bool,
    told: Callable[[int, int], None],
) -> Changes:
    """Make the index hold the wanted rows and no others. Only for the one who holds the lock.

    Raises IndexMismatch when the index belongs to another folder, and IndexDamaged when it cannot be written; in
    both cases what was read before is read on.
    """
    settings = index_settings(embedder)
    with _telling(index):
        note = _whole(index, source)
        if note is not None and note.settings != settings:
            note = None
        fingerprint = sha256("".join(sorted(wanted)).encode()).hexdigest()
        if note is not None and note.fingerprint == fingerprint:
            changes = Changes(0, 0, 0)
            if note.folder != str(source):
                write_note(index, replace(note, folder=str(source)))
        else:
            try:
                fresh = begin(index, note)
                journal = Journal(index)
                writing = _Writing(fresh, embedder, journal, batch_size)
                changes = writing.write(wanted, fingerprint, progress, told)
                finish(fresh, settings=settings, folder=str(source), fingerprint=fingerprint)
                journal.delete()
            except BaseException:
                discard(index)  # a full disk has room again
                raise
        current = read_note(index)
        assert current is not None
        sweep(index, current.state)
    return changes


def _whole(index: Path, source: Path) -> Note | None:
    """The note on the state that is there, or None when there is none, or one that is damaged: that is built anew."""
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
    return None if changed_files(index, note) or database_fault(index / note.state) else note


@contextmanager
def _telling(index: Path) -> Iterator[None]:
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

    def __init__(self, state: Path, embedder: Embedder, journal: Journal, batch_size: int) -> None:
        self._state, self._embedder, self._journal, self._batch_size = state, embedder, journal, batch_size
        self._embedded = 0

    def write(self, wanted: Wanted, fingerprint: str, progress: bool, told: Callable[[int, int], None]) -> Changes:
        """Add what is missing, delete what is stale, save the word index."""
        with closing(Collection(self._state)) as self._collection:
            self._collection.create()
            held = self._collection.keys()
            missing = [row for row_id, row in wanted.items() if row_id not in held]
            stale = {row_id: key for row_id, key in held.items() if row_id not in wanted}
            removed = self._collection.count_passages(list(stale))
            self._add(missing, stale, progress, told)
            self._collection.delete(list(stale))
            WordIndex.build(self._collection.passages()).save(self._state / WORDS, fingerprint)
        added = sum(record.metadata["level"] == "passage" for record, _ in missing)
        return Changes(added, removed, self._embedded)

    def _add(
        self,
        missing: Sequence[tuple[Record, str]],
        stale: dict[str, str],
        progress: bool,
        told: Callable[[int, int], None],
    ) -> None:
        known = {key: row_id for row_id, key in stale.items()}
        # Texts of like length pad each other least; a batch is embedded and written at once, so memory stays small.
        ordered = sorted(missing, key=lambda row: len(row[1]))
        with tqdm(total=len(ordered), desc="Indexing", unit=" texts", disable=not progress, leave=False) as bar:
            for first in range(0, len(ordered), self._batch_size):
                batch = ordered[first : first + self._batch_size]
                self._collection.add([record for record, _ in batch], self._vectors(batch, known))
                bar.update(len(batch))
                told(first + len(batch), len(ordered))

    def _vectors(self, batch: Sequence[tuple[Record, str]], known: dict[str, str]) -> Vectors:
        again = list(dict.fromkeys(known[record.vector_key] for record, _ in batch if record.vector_key in known))
        held = self._collection.vectors(again) if again else {}
        vectors = {key: held[known[key]] for key in {record.vector_key for record, _ in batch} if key in known}
        for record, _ in batch:
            if record.vector_key not in vectors and record.vector_key in self._journal.vectors:
                vectors[record.vector_key] = self._journal.vectors[record.vector_key]
        fresh = [(record.vector_key, text) for record, text in batch if record.vector_key not in vectors]
        if fresh:
            keys, texts = [key for key, _ in fresh], [text for _, text in fresh]
            embedded = self._embedder.embed_passages(texts)
            self._embedded += len(texts)
            self._journal.add(keys, embedded)
            vectors.update(zip(keys, embedded, strict=True))
        return np.stack([vectors[record.vector_key] for record, _ in batch]).astype(np.float32)
