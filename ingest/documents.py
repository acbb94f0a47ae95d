"""Files to documents: which files of a folder are read, and what is known about each.

A Document is a file's canonical text and what is known about it; it is not a passage, a message or a panel. For
plain text and Markdown the canonical text is the file's decoded text, line ends included and nothing edited, so
that offsets of quotations hold in the file itself; for other formats it is what their reader makes of them, which
docs/formats.md describes. A new format enters through `ingest.readers.FORMATS`.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.errors import DocumentError, FolderError
from ingest.files import bytes_of, files_below
from ingest.readers import FORMATS, Read, read_contents

SOURCES_FILE = "sources.toml"
_MOST_NOTES = 5_000_000
_FRONT_MATTER = re.compile(r"\A---[ \t]*(\r\n?|\n).*?(\r\n?|\n)---[ \t]*(?=[\r\n])", re.S)
NOT_DOCUMENTS = frozenset({SOURCES_FILE, "examples.toml"})


@dataclass(frozen=True, slots=True)
class Document:
    """A document's text and what is known about it. `id` is the path relative to the folder, with forward slashes."""

    id: str
    text: str
    title: str
    publisher: str = ""
    kind: str = ""
    date: str = ""
    page_starts: tuple[int, ...] = ()
    """Offset at which each page starts, for formats that have pages."""

    def page_at(self, offset: int) -> int | None:
        """Page number, from 1, that holds the character at `offset`; None when the format has no pages."""
        return bisect_right(self.page_starts, offset) or None

    @property
    def outlined(self) -> bool:
        """Whether the text is Markdown, which tells its headings, lists and tables."""
        return FORMATS[PurePosixPath(self.id).suffix.lower()].outlined


class SourceNote(BaseModel):
    """One table of sources.toml: what the folder's owner says of a file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = ""
    publisher: str = ""
    kind: str = ""
    date: str = ""
    origin: str = ""
    original: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class FolderListing:
    """Files of a folder: those a reader exists for, and those of other formats, both as sorted relative paths."""

    readable: tuple[str, ...]
    skipped: tuple[str, ...]


def list_folder(folder: Path) -> FolderListing:
    """List the documents below `folder`; hidden files and links that lead out of it are not followed.

    Raises FolderError when the folder is missing or holds no document at all.
    """
    if not folder.is_dir():
        raise FolderError(f"There is no folder {folder}. Name an existing folder with documents.")
    root = folder.resolve()
    readable, skipped = list[str](), list[str]()
    for name, within in files_below(root):
        if name not in NOT_DOCUMENTS:
            (readable if within and PurePosixPath(name).suffix.lower() in FORMATS else skipped).append(name)
    if not readable:
        known = ", ".join(sorted(FORMATS))
        raise FolderError(
            f"The folder {folder} holds no document Kilde can read. Put files into it that end in {known}."
        )
    return FolderListing(tuple(sorted(readable)), tuple(sorted(skipped)))


def read_sources(folder: Path) -> Mapping[str, SourceNote]:
    """What sources.toml says of the folder's files; empty when there is none. Raises FolderError when malformed."""
    path = folder / SOURCES_FILE
    if not path.is_file():
        return {}
    try:
        tables = tomllib.loads(bytes_of(folder, SOURCES_FILE, _MOST_NOTES).decode())
        return {name: SourceNote.model_validate(table) for name, table in tables.items()}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError, RecursionError, DocumentError) as error:
        detail = " ".join(str(error).split())
        raise FolderError(f"{path} is malformed ({detail}). Mend it or take it away.") from error


def read_document(
    folder: Path,
    name: str,
    note: SourceNote | None = None,
    *,
    max_bytes: int = 50_000_000,
    read: Read = read_contents,
) -> Document:
    """Read one file of the folder. Raises DocumentError with the reason when that cannot be done.

    `read` is told for files of strangers, which are read in a process of their own (ingest.apart).
    """
    content = bytes_of(folder, name, max_bytes)
    if not content:
        raise DocumentError("it is empty")
    ending = PurePosixPath(name).suffix.lower()
    told = read(content, ending)
    if not told.text.strip():
        raise DocumentError("it holds no text, only blank space")
    note = note or SourceNote()
    title = note.title or told.title or _own_title(told.text if FORMATS[ending].opens_with_title else "", name)
    return Document(name, told.text, title, note.publisher, note.kind, note.date or told.date, told.page_starts)


def _own_title(text: str, name: str) -> str:
    """The first line when it looks like a title, else the file's name made readable."""
    body = _FRONT_MATTER.sub("", text, count=1)
    first = re.split(r"[\r\n]", body.lstrip(), maxsplit=1)[0]
    first = re.sub(r"\A#+\s|\s#+\s*\Z", "", first).strip(" \t*_")
    if 3 <= len(first) <= 100 and first[0].isalnum() and first[-1] not in ".,;:!?" and not first.isdigit():
        return first
    return re.sub(r"[-_]+", " ", Path(name).stem).strip().capitalize() or name
