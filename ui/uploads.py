"""Files that a visitor brings: those that can be read go into a folder, the others are told with the reason."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.apart import Apart
from ingest.documents import NOT_DOCUMENTS, read_document
from ingest.errors import DocumentError
from ingest.readers import FORMATS
from ingest.reading import FileRead
from ingest.settings import IngestSettings

_NAME_LENGTH = 120


def taken(files: Sequence[Path], folder: Path) -> Iterator[FileRead]:
    """Move the readable ones of `files` into `folder`, in place of those of the same name; tell of each other one.

    A file is read before it takes the place of another, so that a broken one costs nothing that was there. Where they
    were sent to nothing is left: neither those that are kept now nor the others.
    """
    settings = IngestSettings()
    with Apart(settings) as apart:
        for file in files:
            name = _name(file.name)
            try:
                _check(name)
                read_document(file.parent, file.name, max_bytes=settings.max_file_bytes, read=apart.read)
                shutil.move(file, folder / name)
            except DocumentError as error:
                yield FileRead(name, reason=str(error))
            except OSError as error:
                yield FileRead(name, reason=f"it cannot be kept ({error.strerror or error})")
            finally:
                file.unlink(missing_ok=True)


def _name(name: str) -> str:
    """The name without what would lead out of the folder, hide the file or not fit into a file system."""
    path = Path(name.replace("\\", "/").rsplit("/", 1)[-1])
    stem = "".join(c for c in path.stem if c.isprintable()).strip(" .")[:_NAME_LENGTH]
    return (stem or "document") + path.suffix


def _check(name: str) -> None:
    """Raise DocumentError for a file that ingest would not look at."""
    if Path(name).suffix.lower() not in FORMATS:
        raise DocumentError(f"its format is not read; what is: {', '.join(sorted(FORMATS))}")
    if name in NOT_DOCUMENTS:
        raise DocumentError("Kilde keeps this name for itself; give the file another")
