"""What is wrong with an index: looks at every file, loads none of them into Chroma, and changes nothing."""

from __future__ import annotations

from pathlib import Path

from ingest import checksums
from ingest.errors import PassageIndexError
from ingest.lock import WRITER, is_written, read_writer
from ingest.settings import IngestSettings
from ingest.state import Note, damaged, read_note
from ingest.stores import Store, store_of


def faults(index: Path, settings: IngestSettings | None = None) -> tuple[str, ...]:
    """A line for each fault, with what mends it; none where no index was ever finished."""
    try:
        note = read_note(index)
        found = _found(index, note, store_of(settings)) if note else ()
    except PassageIndexError as error:
        return (str(error),)
    if note is None:
        return ()
    lines = [str(damaged(index, fault, note.folder)) for fault in found]
    return (*lines, *_unfinished(index, note.folder))


def _found(index: Path, note: Note, store: Store) -> tuple[str, ...]:
    state = index / note.state
    if not state.is_dir():
        return (f"{note.state}: it is gone",)
    changed = [f"{note.state}/{name}" for name in checksums.changed(state, note.files)]
    fault = store.fault(state, note.fingerprint)
    return (*changed, fault) if fault else tuple(changed)


def _unfinished(index: Path, folder: str) -> tuple[str, ...]:
    """Whoever wrote is gone, and its note is not: it was killed, or the note was garbled."""
    if not (index / WRITER).exists() or is_written(index):
        return ()
    who = read_writer(index)
    what = f"An ingest ({who}) was stopped" if who else f"The note {WRITER} cannot be read: an ingest was stopped"
    return (f"{what}. What is asked is the state before it. Run it again: `kilde ingest {folder} --index {index}`.",)
