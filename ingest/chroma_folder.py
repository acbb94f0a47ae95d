"""Chroma within this process, over a folder that is the state of an index. One of the three doors of chromadb."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import chromadb
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError

from ingest.errors import IndexDamaged


@dataclass(frozen=True, slots=True)
class FolderPlace:
    """The collection in the database of a state's folder."""

    folder: Path
    name: str = "passages"

    def open(self) -> Any:
        """Chroma's client. Call it, and use what it returns, within `answering`."""
        try:
            return chromadb.PersistentClient(str(self.folder), settings=ChromaSettings(anonymized_telemetry=False))
        except (ChromaError, sqlite3.Error, OSError):
            # Chroma remembers the client that failed and would hand it out again, also when the folder is mended.
            SharedSystemClient._identifier_to_system.pop(str(self.folder), None)
            raise

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Say what is wrong with the store and what to do, instead of what Chroma says."""
        try:
            yield
        except (ChromaError, sqlite3.Error, OSError) as error:
            detail = " ".join(str(error).split())[:200]
            index = self.folder.parent
            raise IndexDamaged(
                f"The index {index} cannot be used ({self.folder.name}: {detail}). Check disk space and "
                f"permissions; if that is not it, run `kilde doctor --index {index}`."
            ) from error
