"""The states of an index on disk, and the note that names the one to be read.

    index/
        current.json     the note: which state is read, what it was made of, and a checksum of each of its files
        state-7/         a finished state: chroma.sqlite3, a folder of vectors, words/. Nobody writes it any more.
                         With a Chroma server only words/; the rows are in a collection of its number (ingest.stores).
        state-8.new/     a state that is being written; thrown away when its writer was killed
        vectors.journal  vectors that were embedded for it, kept when its writer was killed (ingest.journal)
        writer.lock, writer.json   who writes (ingest.lock)

The note is replaced at once, so that there is always one finished state. A reader holds the state that it reads by a
shared lock on its folder, which ends with the reader, however that ends; a state that nobody holds and the note does
not name is deleted. The files are looked at (`checksums`) before Chroma loads the vectors: it ends the whole process on
files that are not what they were. The database itself is left out of them, because Chroma writes a row of its own into
it whenever it opens one; SQLite can check that file itself.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ingest.checksums import DATABASE, Stamp, checksums, stamps
from ingest.errors import IndexDamaged, IndexMismatch, IndexMissing
from ingest.lock import read_writer

NOTE = "current.json"
WORDS = "words"
_UNFINISHED = ".new"
Drop = Callable[[Path], None]
"""Takes away what is kept of a state outside its folder."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is said about the finished state of an index."""

    state: str
    settings: str
    folder: str
    fingerprint: str
    """A hash of the ids of all rows."""
    files: Mapping[str, str]
    """Path below the state -> SHA-256, as `checksums` finds them."""
    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    """Path -> size and time of change, as they were when the checksum was made."""


def read_note(index: Path) -> Note | None:
    """The note, or None when no state was ever finished. Raises IndexDamaged when it cannot be understood."""
    try:
        told = json.loads((index / NOTE).read_text(encoding="utf-8"))
        note = Note(**told)
        if not all(isinstance(value, str) for value in (*list(told.values())[:4], *note.files.values())):
            raise TypeError
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise damaged(index, f"{NOTE} cannot be read") from error
    return note


def write_note(index: Path, note: Note) -> None:
    """From here on this state is read."""
    fresh = index / f"{NOTE}{_UNFINISHED}"
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(asdict(note), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(index / NOTE)


def damaged(index: Path, what: str, folder: str = "FOLDER") -> IndexDamaged:
    """The error for an index that is not what was written, with the command that builds it again."""
    return IndexDamaged(
        f"The index {index} is damaged ({what}). Build it again with `kilde ingest {folder} --index {index}`."
    )


def missing(index: Path) -> IndexMissing | IndexMismatch:
    """Why there is nothing to read at a place without a note."""
    if (index / DATABASE).is_file():
        return IndexMismatch(
            f"The index {index} was built by an older Kilde. Build it again with `kilde ingest FOLDER --index {index}`."
        )
    if any(index.glob(f"state-*{_UNFINISHED}")):
        writer = read_writer(index)
        return IndexMissing(
            f"The index in {index} is not finished. Wait for the ingest that runs, or finish it with "
            f"`kilde ingest {writer.folder if writer else 'FOLDER'} --index {index}`."
        )
    return IndexMissing(f"There is no index in {index}. Make one with `kilde ingest FOLDER --index {index}`.")


def hold(index: Path) -> tuple[Note, int]:
    """The note, and the open folder of its state, which is not deleted before that is closed."""
    while True:
        note = read_note(index)
        if note is None:
            raise missing(index)
        try:
            held = os.open(index / note.state, os.O_RDONLY | os.O_DIRECTORY)
        except OSError as error:
            if read_note(index) == note:
                raise damaged(index, f"{note.state} cannot be opened", note.folder) from error
            continue  # it was replaced and deleted just now
        fcntl.flock(held, fcntl.LOCK_SH)
        if read_note(index) == note:
            return note, held
        os.close(held)


def is_words(name: str) -> bool:
    """Whether a file belongs to the word index, which a reader can do without: it is made anew from the passages."""
    return name.startswith(f"{WORDS}/")


def database_fault(state: Path) -> str:
    """What SQLite finds wrong with the database, or nothing."""
    if not (state / DATABASE).is_file():
        return f"{DATABASE} is gone"
    try:
        with closing(sqlite3.connect(state / DATABASE)) as database:
            found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
            rows = database.execute("SELECT count(*) FROM collections").fetchone()[0]
    except sqlite3.Error as error:
        found, rows = str(error), 0
    if found != "ok":
        return f"{DATABASE}: {' '.join(found.split())[:200]}"
    return "" if rows else f"{DATABASE} is empty"


def begin(index: Path, drop: Drop) -> Path:
    """The folder of a new state, which is empty. What others left unfinished is deleted."""
    discard(index, drop)
    numbers = [int(path.name[6:]) for path in index.glob("state-*") if path.name[6:].isdecimal()]
    fresh = index / f"state-{max(numbers, default=0) + 1}{_UNFINISHED}"
    fresh.mkdir()
    return fresh


def discard(index: Path, drop: Drop) -> None:
    """Delete what is not finished."""
    for left in index.glob(f"state-*{_UNFINISHED}"):
        drop(left)
        shutil.rmtree(left, ignore_errors=True)


def copy_database(state: Path, to: Path) -> None:
    """A copy by SQLite, which holds also while a reader has the database open."""
    with (
        closing(sqlite3.connect(state / DATABASE)) as database,
        closing(sqlite3.connect(to / DATABASE)) as copied,
    ):
        database.backup(copied)


def finish(fresh: Path, *, settings: str, folder: str, fingerprint: str) -> None:
    """A state that was written becomes the one that is read."""
    state = fresh.with_suffix("")
    fresh.rename(state)
    files = checksums(state)
    write_note(state.parent, Note(state.name, settings, folder, fingerprint, files, stamps(state, files)))


def sweep(index: Path, current: str, drop: Drop) -> None:
    """Delete the states that are not read any more; those that somebody still reads go with a later ingest."""
    for state in index.glob("state-*"):
        if state.name == current or state.suffix == _UNFINISHED:
            continue
        held = os.open(state, os.O_RDONLY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            drop(state)
            shutil.rmtree(state, ignore_errors=True)
        except BlockingIOError:
            pass
        finally:
            os.close(held)
    _sweep_old_layout(index)


def _sweep_old_layout(index: Path) -> None:
    """The first Kilde kept one state, in the index folder itself."""
    if (index / DATABASE).is_file():
        for segment in index.glob("*-*-*-*-*/data_level0.bin"):
            shutil.rmtree(segment.parent, ignore_errors=True)
        shutil.rmtree(index / WORDS, ignore_errors=True)
        (index / DATABASE).unlink()
