"""The files of a folder to the rows that they make, without reading those again that nobody has written since."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.apart import Apart
from ingest.documents import SourceNote, read_document
from ingest.errors import DocumentError
from ingest.files import shown
from ingest.row_places import RowPlaces
from ingest.rows import records_of
from ingest.seen import Look, Seen, seen_before
from ingest.settings import IngestSettings
from ingest.state import WORDS, Note
from ingest.wanted import Wanted


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that could not be read, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file was looked at: how many passages it has, or why it could not be read."""

    file: str
    passages: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """What is known of the files that were read before: how they looked, and where their rows are."""

    looks: Mapping[str, Look] = field(default_factory=dict)
    places: RowPlaces | None = None

    @classmethod
    def of(cls, index: Path, note: Note | None) -> Before:
        """Of the state that is noted; nothing where something of it is not known."""
        places = RowPlaces.load(index / note.state / WORDS) if note else None
        return cls(seen_before(index, note.fingerprint), places) if note and places else cls()

    def kept(self, name: str, look: Look | None, most: int) -> RowPlaces | None:
        """Where the rows of a file are that looks as it did, when it may have so many bytes; None for any other."""
        same = look is not None and look == self.looks.get(name) and int(look[0]) <= most
        return self.places if same and self.places is not None and len(self.places.of(name)) else None

    def covers(self, folder: Folder) -> bool:
        """Whether all files of the folder, and no others, are known as they look now."""
        now = Seen(folder.path, folder.notes)
        return {name: now.look(name) for name in folder.names} == dict(self.looks)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder, and its files that can be read: their names, and what its owner says of them."""

    path: Path
    names: Sequence[str]
    notes: Mapping[str, SourceNote]

    def read_into(
        self,
        wanted: Wanted,
        index_settings: str,
        settings: IngestSettings,
        before: Before,
        told: Callable[[FileRead], None],
    ) -> tuple[Seen, list[FailedFile]]:
        """Put the rows of all files into `wanted`. Returns how the files looked, and which could not be read."""
        seen, failed = Seen(self.path, self.notes), []
        with Apart(settings) as apart:
            for name in self.names:
                kept = before.kept(name, seen.look(name), settings.max_file_bytes)
                if kept is not None:
                    told(FileRead(name, wanted.keep(name, kept)))
                    continue
                try:
                    document = read_document(
                        self.path, name, self.notes.get(name), max_bytes=settings.max_file_bytes, read=apart.read
                    )
                except DocumentError as error:
                    seen.looks.pop(name, None)
                    failed.append(FailedFile(shown(name), str(error)))
                    told(FileRead(shown(name), reason=str(error)))
                    continue
                told(FileRead(name, wanted.add(name, records_of(document, index_settings))))
        return seen, failed
