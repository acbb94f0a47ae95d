"""Where the rows of an index's states are: in the folder of each state, or each in a collection of a Chroma server.

Both kinds have the states of ingest.state, with the word index in them, and the note that names the one that is read.
They differ in how a new state comes to its rows, and in what can go wrong with them:

    FolderStore   a new state begins as a copy of the files of the one before, and what is stale is deleted from it
    ServerStore   a new state begins empty, because a server copies nothing, and takes its vectors from the one before
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from ingest.checksums import DATABASE
from ingest.chroma_folder import FolderPlace
from ingest.chroma_server import ChromaServer, ServerPlace, server_of
from ingest.collection import Collection
from ingest.errors import IndexDamaged, IndexMissing
from ingest.settings import IngestSettings
from ingest.state import WORDS, Note, copy_database, damaged, database_fault

_SAVES = 8
"""Times that the graph of a new state is saved while it grows."""
_SAVED_WITH, _LONGEST_LOG = 1_000, 8_000
"""New rows with which it is not saved before the end, and with which it is saved: Chroma reads them at each write."""


class Store(Protocol):
    """What is done with the rows of a state."""

    @property
    def copies(self) -> bool:
        """Whether a new state begins with the rows of the one before."""

    def reading(self, index: Path, note: Note) -> AbstractContextManager[Collection]:
        """The rows of the state that is noted. Raises IndexDamaged, IndexMissing or IndexAway."""

    def writing(
        self, fresh: Path, before: Path | None, fingerprint: str, rows: int
    ) -> AbstractContextManager[tuple[Collection, Collection]]:
        """The rows of a new state, which will be so many, and those of the one before, to compare and take from."""

    def drop(self, state: Path) -> None:
        """Take away what is kept of a state outside its folder."""

    def fault(self, state: Path, fingerprint: str) -> str:
        """What is wrong with the rows of a finished state, or nothing."""


def store_of(settings: IngestSettings | None) -> Store:
    """The store that the settings name."""
    server = server_of(settings or IngestSettings())
    return FolderStore() if server is None else ServerStore(server)


class FolderStore:
    """Chroma's files are in the folder of the state."""

    copies = True

    @contextmanager
    def reading(self, index: Path, note: Note) -> Iterator[Collection]:
        """Where nothing can be written, a copy in the temporary folder is read."""
        state = index / note.state
        if not (state / DATABASE).is_file():
            gone = f"{state.name}/{DATABASE} is gone, or on a Chroma server: then set KILDE_CHROMA_URL"
            raise damaged(index, gone, note.folder)
        with ExitStack() as left:
            yield left.enter_context(closing(self._opened(index, note, left)))

    def _opened(self, index: Path, note: Note, left: ExitStack) -> Collection:
        state = index / note.state
        try:
            return _answering(state)
        except IndexDamaged as error:
            if fault := database_fault(state):
                raise damaged(index, f"{state.name}/{fault}", note.folder) from error
            # Chroma writes to every database that it opens.
            try:
                elsewhere = left.enter_context(TemporaryDirectory(prefix="kilde-", ignore_cleanup_errors=True))
                return _answering(_copied(state, Path(elsewhere) / "state"))
            except (IndexDamaged, OSError, sqlite3.Error):
                raise error from None

    @contextmanager
    def writing(
        self, fresh: Path, before: Path | None, fingerprint: str, rows: int
    ) -> Iterator[tuple[Collection, Collection]]:
        """Rows before are those of the copy."""
        if before is not None:
            shutil.copytree(before, fresh, ignore=shutil.ignore_patterns(f"{DATABASE}*", WORDS), dirs_exist_ok=True)
            copy_database(before, fresh)
        with closing(Collection(FolderPlace(fresh))) as collection:
            collection.create()
            collection.save_each(min(max(_SAVED_WITH, rows // _SAVES), _LONGEST_LOG))
            yield collection, collection
        with closing(Collection(FolderPlace(fresh))) as collection:
            collection.save()

    def drop(self, state: Path) -> None:
        """All is in the folder."""

    def fault(self, state: Path, fingerprint: str) -> str:
        """What SQLite finds; the other files have checksums."""
        found = database_fault(state)
        return f"{state.name}/{found}" if found else ""


class ServerStore:
    """Each state has a collection on the server; its folder holds the word index, and is what readers hold."""

    copies = False

    def __init__(self, server: ChromaServer) -> None:
        self._server = server

    def _opened(self, state: Path) -> Collection:
        return Collection(ServerPlace(self._server, state))

    @contextmanager
    def reading(self, index: Path, note: Note) -> Iterator[Collection]:
        """The collection, when it is the one that was finished."""
        with closing(self._opened(index / note.state)) as collection:
            if collection.fingerprint != note.fingerprint:
                raise IndexMissing(
                    f"The Chroma server {self._server.url} does not hold {note.state} of the index {index}. Correct "
                    f"KILDE_CHROMA_URL, or build it there with `kilde ingest {note.folder} --index {index}`."
                )
            yield collection

    @contextmanager
    def writing(
        self, fresh: Path, before: Path | None, fingerprint: str, rows: int
    ) -> Iterator[tuple[Collection, Collection]]:
        """What is there under the new name was left by an index whose folder was deleted, and goes."""
        with closing(self._opened(fresh)) as collection:
            collection.drop()
            collection.create()
            if before is None:
                yield collection, collection
            else:
                with closing(self._opened(before)) as known:
                    yield collection, known
            collection.sign(fingerprint)

    def drop(self, state: Path) -> None:
        """Raises IndexAway, with everything as it was, when the server does not answer."""
        with closing(self._opened(state)) as collection:
            collection.drop()

    def fault(self, state: Path, fingerprint: str) -> str:
        """Raises IndexAway when the server does not answer."""
        with closing(self._opened(state)) as collection:
            held = collection.fingerprint == fingerprint
        return "" if held else f"{state.name} is not on the Chroma server {self._server.url}"


def _answering(state: Path) -> Collection:
    """The collection in a folder, once it has shown that it can be read."""
    collection = Collection(FolderPlace(state))
    try:
        if not collection.exists:
            raise IndexDamaged(f"{DATABASE} is empty")
        collection.try_reading()
    except BaseException:
        collection.close()
        raise
    return collection


def _copied(state: Path, to: Path) -> Path:
    # Without the permissions, which perhaps do not let anything be written.
    for path in (path for path in state.glob("*/*") if path.parent.name != WORDS):
        (to / path.parent.name).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, to / path.parent.name / path.name)
    copy_database(state, to)
    return to
