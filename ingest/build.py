"""Folder to index: what the folder says, as records with content-addressed ids, and who is told how far it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.apart import Apart
from ingest.documents import SourceNote, list_folder, read_document, read_sources
from ingest.embedder import Embedder, open_embedder
from ingest.errors import DocumentError, FolderError, IndexDamaged
from ingest.files import shown
from ingest.lock import writing
from ingest.records import Record
from ingest.rows import index_settings, records_of
from ingest.settings import IngestSettings
from ingest.stores import store_of
from ingest.writer import write


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that could not be read, and why."""

    file: str
    reason: str


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
class FileRead:
    """A file was looked at: how many passages it has, or why it could not be read."""

    file: str
    passages: int = 0
    reason: str = ""


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
    listing, notes = list_folder(source), read_sources(source)
    _make_room(target, settings.min_free_bytes)
    with writing(target, source.resolve()):
        embedder = embedder or open_embedder(settings)
        wanted, failed = _read(
            source, {name: notes.get(name) for name in listing.readable}, index_settings(embedder), settings, told
        )
        if not wanted:
            reasons = "; ".join(f"{failure.file}: {failure.reason}" for failure in failed[:3])
            raise FolderError(f"No file in {source} can be read ({reasons}). Mend or replace them.")
        written = write(
            target,
            source.resolve(),
            wanted,
            embedder,
            store_of(settings),
            batch_size=settings.batch_size,
            progress=progress,
            told=lambda done, of: told(Written(done, of)),
        )
    passages = [record for record, _ in wanted.values() if record.metadata["level"] == "passage"]
    documents = len({record.metadata["document_id"] for record in passages})
    return IngestReport(
        documents,
        written.added,
        len(passages) - written.added,
        written.removed,
        written.embedded,
        tuple(failed),
        tuple(map(shown, listing.skipped)),
    )


def _read(
    source: Path,
    files: Mapping[str, SourceNote | None],
    index_settings: str,
    settings: IngestSettings,
    told: Told,
) -> tuple[dict[str, tuple[Record, str]], list[FailedFile]]:
    """The rows that the files of a folder make, by id, and the files that could not be read."""
    wanted: dict[str, tuple[Record, str]] = {}
    failed: list[FailedFile] = []
    with Apart(settings) as apart:
        for name, note in files.items():
            try:
                document = read_document(source, name, note, max_bytes=settings.max_file_bytes, read=apart.read)
            except DocumentError as error:
                failed.append(FailedFile(shown(name), str(error)))
                told(FileRead(shown(name), reason=str(error)))
                continue
            rows = records_of(document, index_settings)
            wanted.update((row[0].id, row) for row in rows)
            told(FileRead(name, sum(record.metadata["level"] == "passage" for record, _ in rows)))
    return wanted, failed


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
