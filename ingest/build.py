"""Folder to index, as a set difference.

What the folder says (records with content-addressed ids) is compared with what the store holds; what is missing is
added, then what is stale is deleted. There is no other book-keeping, so a run that was killed anywhere is finished by
the next. Vectors of stale rows are used again where the embedded text is the same: a moved paragraph, or a renamed
file whose title is not its name, costs no embedding.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from tqdm import tqdm

from ingest.collection import Collection, Record
from ingest.documents import list_folder, read_document, read_sources
from ingest.embedder import Embedder, Vectors, open_embedder
from ingest.errors import DocumentError, FolderError, IndexDamaged, IndexLocked, IndexMismatch
from ingest.index import index_settings, records_of
from ingest.settings import IngestSettings
from ingest.words import WordIndex


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
    EmbedderAway when a server fails; run again, it goes on from there.
    """
    source, target = Path(folder), Path(index)
    settings = settings or IngestSettings()
    listing, notes = list_folder(source), read_sources(source)
    _make_room(target, settings.min_free_bytes)
    try:
        with FileLock(target / "writer.lock", timeout=0):
            embedder = embedder or open_embedder(settings)
            wanted: dict[str, tuple[Record, str]] = {}
            failed: list[FailedFile] = []
            for name in listing.readable:
                try:
                    document = read_document(source, name, notes.get(name), max_bytes=settings.max_file_bytes)
                except DocumentError as error:
                    failed.append(FailedFile(name, str(error)))
                    told(FileRead(name, reason=str(error)))
                    continue
                rows = records_of(document, index_settings(embedder))
                wanted.update((row[0].id, row) for row in rows)
                told(FileRead(name, sum(record.metadata["level"] == "passage" for record, _ in rows)))
            if not wanted:
                reasons = "; ".join(f"{failure.file}: {failure.reason}" for failure in failed[:3])
                raise FolderError(f"No file in {source} can be read ({reasons}). Mend or replace them.")
            writer = _Writer(target, source, embedder, settings, told)
            return writer.write(wanted, tuple(failed), listing.skipped, progress)
    except Timeout as error:
        raise IndexLocked(
            f"Another process is writing the index {target}. Wait until it is done, or use another --index."
        ) from error


def delete_index(index: Path, settings: IngestSettings | None = None) -> None:
    """Take an index away: what a Chroma server holds of it, then its folder.

    Raises IndexAway, with everything as it was, when that server does not answer.
    """
    settings = settings or IngestSettings()
    if settings.chroma_url is not None:
        collection = Collection(index, settings)
        try:
            collection.drop()
        finally:
            collection.close()
    shutil.rmtree(index, ignore_errors=True)


def _make_room(target: Path, min_free_bytes: int) -> None:
    try:
        target.mkdir(parents=True, exist_ok=True)
        (target / "writer.lock").touch()
        free = shutil.disk_usage(target).free
    except OSError as error:
        raise IndexDamaged(f"The index {target} cannot be written ({error.strerror}). Use another --index.") from error
    if free < min_free_bytes:
        raise IndexDamaged(
            f"Only {free:,} bytes are free where the index {target} is, and {min_free_bytes:,} are wanted. "
            "Make room, use another --index, or lower KILDE_MIN_FREE_BYTES."
        )


class _Writer:
    """One ingest into one collection, under the lock."""

    def __init__(self, target: Path, source: Path, embedder: Embedder, settings: IngestSettings, told: Told) -> None:
        self._target, self._source, self._told = target, source.resolve(), told
        self._embedder, self._batch_size = embedder, settings.batch_size
        self._embedded = 0
        self._collection = Collection(target, settings)
        notes = self._collection.notes
        before = Path(notes["folder"]) if notes else self._source
        if before != self._source and before.is_dir():
            self._collection.close()
            raise IndexMismatch(
                f"The index {target} holds the folder {before}. Use another --index for {self._source}, "
                "or delete it first."
            )
        if not notes or notes["settings"] != index_settings(embedder):
            self._collection.recreate(settings=index_settings(embedder), folder=str(self._source))

    def write(
        self,
        wanted: dict[str, tuple[Record, str]],
        failed: tuple[FailedFile, ...],
        skipped: tuple[str, ...],
        progress: bool,
    ) -> IngestReport:
        """Add what is missing, delete what is stale, renew the word index."""
        try:
            held = self._collection.keys()
            missing = [row for row_id, row in wanted.items() if row_id not in held]
            stale = {row_id: key for row_id, key in held.items() if row_id not in wanted}
            fingerprint = sha256("".join(sorted(wanted)).encode()).hexdigest()
            if missing or stale or self._collection.notes.get("fingerprint") != fingerprint:
                self._collection.note(fingerprint="", folder=str(self._source))
                removed = self._collection.count_passages(list(stale))
                self._add(missing, stale, progress)
                self._collection.delete(list(stale))
                self._save_words(fingerprint)
                self._collection.note(fingerprint=fingerprint)
            else:
                removed = 0
        finally:
            self._collection.close()
        passages = [record for record, _ in wanted.values() if record.metadata["level"] == "passage"]
        added = sum(record.metadata["level"] == "passage" for record, _ in missing)
        documents = len({record.metadata["document_id"] for record in passages})
        unchanged = len(passages) - added
        return IngestReport(documents, added, unchanged, removed, self._embedded, failed, skipped)

    def _save_words(self, fingerprint: str) -> None:
        words = WordIndex.build(self._collection.passages())
        try:
            words.save(self._target / "words", fingerprint)
        except OSError as error:
            raise IndexDamaged(
                f"The index {self._target} cannot be written ({error.strerror or error}). Make room and run it again."
            ) from error

    def _add(self, missing: Sequence[tuple[Record, str]], stale: dict[str, str], progress: bool) -> None:
        known = {key: row_id for row_id, key in stale.items()}
        # Texts of like length pad each other least; a batch is embedded and written at once, so memory stays small.
        ordered = sorted(missing, key=lambda row: len(row[1]))
        with tqdm(total=len(ordered), desc="Indexing", unit=" texts", disable=not progress, leave=False) as bar:
            for first in range(0, len(ordered), self._batch_size):
                batch = ordered[first : first + self._batch_size]
                self._collection.add([record for record, _ in batch], self._vectors(batch, known))
                bar.update(len(batch))
                self._told(Written(first + len(batch), len(ordered)))

    def _vectors(self, batch: Sequence[tuple[Record, str]], known: dict[str, str]) -> Vectors:
        again = list(dict.fromkeys(known[record.vector_key] for record, _ in batch if record.vector_key in known))
        reused = self._collection.vectors(again) if again else {}
        fresh = [text for record, text in batch if record.vector_key not in known]
        self._embedded += len(fresh)
        embedded = iter(self._embedder.embed_passages(fresh)) if fresh else iter(())
        rows = [reused[known[r.vector_key]] if r.vector_key in known else next(embedded) for r, _ in batch]
        return np.stack(rows).astype(np.float32)
