"""Keep an index current: look at the folder again and again, and ingest when it has changed and come to rest.

A look is the names, sizes and times of all files. Looking needs no library and works on network folders, in
containers, and when the folder vanishes and comes back as another one, where a subscription to changes is lost
without a word. A file that is half written still changes from look to look, so it is read when it is complete; where
something never comes to rest, the rest is read all the same after a while, and what changed again is read again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from ingest.build import IngestReport, build_index
from ingest.documents import list_folder
from ingest.embedder import Embedder
from ingest.errors import FolderError, KildeError

SECONDS = 1.0
"""Between two looks; two that are alike make rest."""
PATIENCE = 30
"""Looks after which a folder that never rests is read."""

Look = tuple[tuple[str, int, int, int], ...]


def watch(
    folder: Path,
    index: Path,
    *,
    embedder: Embedder,
    told: Callable[[IngestReport | KildeError], None],
    seconds: float = SECONDS,
) -> None:
    """Ingest whenever the folder changes, until interrupted. `told` hears of each update that changed something, and
    once of each thing that went wrong, after which it is tried again.
    """
    done: Look | None = None
    wrong = ""
    while True:
        try:
            seen = _at_rest(folder, seconds, done)
            report = build_index(folder, index, embedder=embedder)
        except KildeError as error:
            if str(error) != wrong:
                told(error)
            wrong = str(error)
            time.sleep(seconds)
            continue
        if wrong or report.added or report.removed or report.embedded:
            told(report)
        done, wrong = seen, ""


def _at_rest(folder: Path, seconds: float, done: Look | None) -> Look:
    """The next look that is not `done` and like the one before."""
    before, changing = done, 0
    while True:
        started = time.monotonic()
        now = look(folder)
        changing = 0 if now == done else changing + 1
        if now != done and (now == before or changing > PATIENCE):
            return now
        before = now
        time.sleep(
            max(seconds, 10 * (time.monotonic() - started))
        )  # a folder of very many files is looked at less often


def look(folder: Path) -> Look:
    """Name, size, time and number of every file that ingest would read. Raises FolderError when there is none."""
    names = list_folder(folder).readable
    found = []
    for name in (*names, "sources.toml"):
        try:
            told = (folder / name).stat()
        except OSError as error:
            if name in names:
                raise FolderError(f"{folder / name} vanished while it was looked at ({error.strerror}).") from error
            continue
        found.append((name, told.st_size, told.st_mtime_ns, told.st_ino))
    return tuple(found)
