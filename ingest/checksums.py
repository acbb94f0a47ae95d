"""Whether the files of a state are what was written.

By checksum, which reads them all; or, to open an index whose size should not be felt, by size and time of change first,
and by checksum only where one of these is not what it was: after a copy, or when somebody wrote into a file. What a
worn disk changes without either is found by the next ingest and by `kilde doctor`, which read everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import file_digest
from pathlib import Path

DATABASE = "chroma.sqlite3"
_LIST_OF_IDS = "index_metadata.pickle"
Stamp = Sequence[int]
"""Size in bytes and time of last change in nanoseconds."""


def checksums(state: Path) -> dict[str, str]:
    """Path -> SHA-256 of every file of a state that is loaded as it is."""
    # Up to a thousand vectors Chroma keeps in the database alone: then its folder has no list of ids, is not read, and
    # is written again by everybody who opens it.
    unread = {path.parent for path in state.glob("*/length.bin") if not (path.parent / _LIST_OF_IDS).exists()}
    files = sorted(path for path in state.rglob("*") if path.is_file())
    return {
        path.relative_to(state).as_posix(): _checksum(path)
        for path in files
        if not path.name.startswith(DATABASE) and path.parent not in unread
    }


def stamps(state: Path, names: Iterable[str]) -> dict[str, Stamp]:
    """Path -> size and time of each of these files."""
    return {name: _stamp(state / name) for name in names}


def changed(state: Path, files: Mapping[str, str]) -> tuple[str, ...]:
    """Those of the files (path -> SHA-256) that are not what was written."""
    return _failing(state, files, lambda name: _checksum(state / name) != files[name])


def touched(state: Path, files: Mapping[str, str], written: Mapping[str, Stamp]) -> tuple[str, ...]:
    """The same, but only those are read that have another stamp than when they were written."""
    return _failing(
        state,
        files,
        lambda name: _stamp(state / name) != list(written.get(name, ())) and _checksum(state / name) != files[name],
    )


def _failing(state: Path, files: Iterable[str], fails: Callable[[str], bool]) -> tuple[str, ...]:
    names = tuple(files)
    if gone := tuple(name for name in names if not (state / name).is_file()):
        return gone
    try:
        return tuple(name for name in names if fails(name))
    except OSError as error:
        return (f"{error.filename or state.name}: {error.strerror}",)


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _stamp(path: Path) -> Stamp:
    about = path.stat()
    return [about.st_size, about.st_mtime_ns]
