"""One writer for each index: a lock that ends with its holder, and beside it a note that says who that is."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.errors import IndexDamaged, IndexLocked

LOCK = "writer.lock"
WRITER = "writer.json"
"""Not in the lock file: whoever tries to take the lock empties that."""


@dataclass(frozen=True, slots=True)
class Writer:
    """A process that writes an index, or wrote it until it was killed."""

    process: int
    host: str
    since: str
    folder: str

    def __str__(self) -> str:
        return f"process {self.process} on {self.host}, since {self.since}"


def read_writer(index: Path) -> Writer | None:
    """Whoever writes or was killed while writing; None when there is none, or when the note cannot be understood."""
    try:
        writer = Writer(**json.loads((index / WRITER).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return writer


@contextmanager
def writing(index: Path, source: Path) -> Iterator[None]:
    """Be the one who writes. Raises IndexLocked at once, and says who it is, when another process does."""
    lock = FileLock(index / LOCK)
    try:
        lock.acquire(timeout=0)
        _sign(index, source)
    except Timeout as error:
        raise IndexLocked(
            f"Another process is writing the index {index} ({read_writer(index) or 'it does not say which'}). "
            "Wait until it is done, or use another --index."
        ) from error
    except OSError as error:
        lock.release()
        raise IndexDamaged(
            f"The index {index} cannot be written ({error.strerror}: {error.filename or LOCK}). "
            "Make room, mend the permissions, or use another --index."
        ) from error
    try:
        yield
    finally:
        with suppress(OSError):
            (index / WRITER).unlink(missing_ok=True)
        lock.release()


def _sign(index: Path, source: Path) -> None:
    since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
    writer = Writer(os.getpid(), socket.gethostname(), since, str(source))
    fresh = index / f"{WRITER}.new"
    fresh.write_text(json.dumps(asdict(writer)), encoding="utf-8")
    fresh.replace(index / WRITER)


def is_written(index: Path) -> bool:
    """Whether a process is writing the index just now."""
    lock = FileLock(index / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    except OSError:
        return False
    lock.release()
    return False
