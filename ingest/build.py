"""Folder to index: what the folder says, as records with content-addressed ids, and who is told how far it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.documents import list_folder, read_sources
from ingest.embedder import Embedder, open_embedder
from ingest.errors import FolderError, IndexDamaged
from ingest.files import shown
from ingest.lock import writing
from ingest.reading import Before, FailedFile, FileRead, Folder
from ingest.rows import index_settings
from ingest.settings import IngestSettings
from ingest.state import Note
from ingest.stores import Store, store_of
from ingest.wanted import Wanted
from ingest.writer import RowsLost, finished, telling, write


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did, in passages and in files."""

    documents: int
    added: int
    unchanged: int
    removed: int
    embedded: int
    """Texts that went through the embedding model; the rest was there already."""
    failed: tuple[FailedFile, ...] = ()
    skipped: tuple[str, ...] = ()
    """Files of formats that Kilde does not read."""

    def __str__(self) -> str:
        changes = f"{self.added} passages added, {self.unchanged} unchanged, {self.removed} removed"
        failed = f"; {len(self.failed)} files could not be read" if self.failed else ""
        skipped = f"; {len(self.skipped)} files of other formats skipped" if self.skipped else ""
        return f"{self.documents} documents: {changes}{failed}{skipped}."


@dataclass(frozen=True, slots=True)
class Written:
    """So many texts of those that are new are embedded and in the index."""

    texts: int
    of: int


Told = Callable[[FileRead | Written], None]
"""Whom an ingest tells how far it is."""


def build_index(
    folder: str | Path,
    index: str | Path,
    *,
    embedder: Embedder | None = None,
    settings: IngestSettings | None = None,
    progress: bool = False,
    told: Told = lambda event: None,
) -> IngestReport:
    """Make the index say what the folder says; only what changed is embedded.

    `progress` shows a bar on stderr; `told` hears of every file that was read and of every batch that was written.
    Raises FolderError when nothing in the folder can be read, IndexLocked when another process is writing the index,
    IndexMismatch when the index belongs to another folder, IndexDamaged when it cannot be written, and IndexAway or
    EmbedderAway when a server fails; run again, it goes on with the vectors that were embedded.
    """
    source, target = Path(folder), Path(index)
    settings = settings or IngestSettings()
    listing = list_folder(source)
    files = Folder(source, listing.readable, read_sources(source))
    _make_room(target, settings.min_free_bytes)
    with writing(target, source.resolve()), telling(target):
        update = _Update(files, target, embedder or open_embedder(settings), settings, progress, told)
        report = update.run()
    return replace(report, skipped=tuple(map(shown, listing.skipped)))


@dataclass(frozen=True, slots=True)
class _Update:
    """One ingest, of the one who holds the lock."""

    files: Folder
    index: Path
    embedder: Embedder
    settings: IngestSettings
    progress: bool
    told: Told

    def run(self) -> IngestReport:
        """What is there is gone on from; where that is not enough, everything is read."""
        how, store = index_settings(self.embedder), store_of(self.settings)
        note = finished(self.index, self.files.path.resolve(), how, store)
        before = Before.of(self.index, note)
        if not store.copies and not before.covers(self.files):
            before = Before()
        try:
            return self._made(note, store, before)
        except RowsLost:
            return self._made(note, store, Before())

    def _made(self, note: Note | None, store: Store, before: Before) -> IngestReport:
        how, source = index_settings(self.embedder), self.files.path
        with Wanted(self.index) as wanted:
            seen, failed = self.files.read_into(wanted, how, self.settings, before, self.told)
            if not wanted.documents:
                reasons = "; ".join(f"{failure.file}: {failure.reason}" for failure in failed[:3])
                raise FolderError(f"No file in {source} can be read ({reasons}). Mend or replace them.")
            written = write(
                self.index,
                source.resolve(),
                note,
                wanted,
                self.embedder,
                store,
                batch_size=self.settings.batch_size,
                progress=self.progress,
                told=lambda done, of: self.told(Written(done, of)),
            )
            seen.save(self.index, wanted.fingerprint)
            unchanged = len(wanted.places.passage_ids()) - written.added
        return IngestReport(
            wanted.documents, written.added, unchanged, written.removed, written.embedded, tuple(failed)
        )


def delete_index(index: Path, settings: IngestSettings | None = None) -> None:
    """Take an index away: what a Chroma server holds of it, then its folder.

    Raises IndexAway, with the folder as it was, when that server does not answer.
    """
    store = store_of(settings)
    for state in index.glob("state-*"):
        store.drop(state)
    shutil.rmtree(index, ignore_errors=True)


def _make_room(target: Path, min_free_bytes: int) -> None:
    try:
        target.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(target).free
    except OSError as error:
        raise IndexDamaged(f"The index {target} cannot be written ({error.strerror}). Use another --index.") from error
    if free < min_free_bytes:
        raise IndexDamaged(
            f"Only {free:,} bytes are free where the index {target} is, and {min_free_bytes:,} are wanted. "
            "Make room, use another --index, or lower KILDE_MIN_FREE_BYTES."
        )
