"""What is wrong with an index on disk: looks at every file, loads none of them into Chroma, and changes nothing."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import IndexDamaged
from ingest.lock import WRITER, is_written, read_writer
from ingest.state import changed_files, damaged, database_fault, read_note


def faults(index: Path) -> tuple[str, ...]:
    """A line for each fault, with what mends it; none where no index was ever finished."""
    try:
        note = read_note(index)
    except IndexDamaged as error:
        return (str(error),)
    if note is None:
        return ()
    state = index / note.state
    found = list(changed_files(index, note)) if state.is_dir() else ["it is gone"]
    if state.is_dir() and (fault := database_fault(state)):
        found.append(fault)
    lines = [str(damaged(index, f"{note.state}/{name}", note.folder)) for name in found]
    return (*lines, *_unfinished(index, note.folder))


def _unfinished(index: Path, folder: str) -> tuple[str, ...]:
    """Whoever wrote is gone, and its note is not: it was killed, or the note was garbled."""
    if not (index / WRITER).exists() or is_written(index):
        return ()
    who = read_writer(index)
    what = f"An ingest ({who}) was stopped" if who else f"The note {WRITER} cannot be read: an ingest was stopped"
    return (f"{what}. What is asked is the state before it. Run it again: `kilde ingest {folder} --index {index}`.",)
