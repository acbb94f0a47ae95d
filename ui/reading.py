"""How far the reading of documents is, as HTML. Pure; what comes from files is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ingest.build import Written
from ingest.reading import FileRead
from ui.plain import printable


def reading_html(steps: Sequence[FileRead | Written], *, done: bool = False, error: str = "") -> str:
    """Each file with its passages or the reason why it could not be read, and how far the indexing is."""
    files = [step for step in steps if isinstance(step, FileRead)]
    written = [step for step in steps if isinstance(step, Written)]
    state = _state(files, written, done) if not error else ""
    lines = "".join(map(_file, files))
    failed = f'<p class="kilde-error" role="alert">{_plain(error)}</p>' if error else ""
    said = f'<p class="kilde-label">{state}</p>' if state else ""
    return f'<div class="kilde-reading" role="status">{failed}{said}<ul>{lines}</ul></div>'


def _state(files: Sequence[FileRead], written: Sequence[Written], done: bool) -> str:
    if done:
        failed = sum(bool(file.reason) for file in files)
        read = len(files) - failed
        without = f", {failed} could not be" if failed else ""
        return f"{read} {'file' if read == 1 else 'files'} read{without}"
    if written:
        return f"Indexing: {100 * written[-1].texts // written[-1].of} %"
    return "Reading"


def _file(file: FileRead) -> str:
    if file.reason:
        return f'<li class="kilde-unread"><b>{_plain(file.file)}</b> could not be read: {_plain(file.reason)}</li>'
    noun = "passage" if file.passages == 1 else "passages"
    return f"<li><b>{_plain(file.file)}</b> {file.passages} {noun}</li>"


def _plain(text: str) -> str:
    # Not in Markdown, so that HTML's own signs are all there is to escape.
    return escape(printable(text))
