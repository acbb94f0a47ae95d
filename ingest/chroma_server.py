"""A Chroma server that holds the rows of an index, a collection for each of its states. A door of chromadb.

The folder of the index still holds the note, the word index and the writer's lock. Nothing is tried twice: whoever
asks or ingests would rather read at once that the server is away, and an ingest that broke off is run again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import chromadb
import httpx
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError, NotFoundError, error_types

from ingest.errors import IndexAway, IndexDamaged, IndexMissing
from ingest.settings import IngestSettings

_CONNECT_SECONDS = 5.0


def server_of(settings: IngestSettings) -> ChromaServer | None:
    """The server that the settings name; None when vectors are kept below the index's folder."""
    if settings.chroma_url is None:
        return None
    header = settings.chroma_header.get_secret_value()
    name, colon, value = (part.strip() for part in header.partition(":"))
    if header and not (name and colon and value):
        raise IndexAway("KILDE_CHROMA_HEADER is no header. Write it as `Authorization: Bearer TOKEN`, or unset it.")
    return ChromaServer(settings.chroma_url.rstrip("/"), {name: value} if name else {}, settings.server_seconds)


@dataclass(frozen=True, slots=True)
class ChromaServer:
    """Where it is, what it wants to hear with each request, and how long it may be silent."""

    url: str
    headers: Mapping[str, str] = field(repr=False)
    seconds: float

    def collection_of(self, state: Path) -> str:
        """The name of a state's collection there: the index's own, made unique by its whole path, and the number."""
        index = state.parent.resolve()
        readable = re.sub(r"[^A-Za-z0-9]+", "-", index.name)[:40].strip("-")
        number = state.stem.removeprefix("state-")
        return f"kilde-{readable or 'index'}-{sha256(str(index).encode()).hexdigest()[:12]}-{number}"

    def open(self) -> Any:
        """Chroma's client. Call it, and use what it returns, within `answering`."""
        timeout = httpx.Timeout(self.seconds, connect=_CONNECT_SECONDS)
        # Asked first, because Chroma's client, which asks as it is made, would wait for ever.
        beat = httpx.get(f"{self.url}/api/v2/heartbeat", headers=dict(self.headers), timeout=timeout)
        beat.raise_for_status()
        if "nanosecond heartbeat" not in beat.text:
            raise IndexAway(f"What answers at {self.url} is no Chroma server of version 1. Correct KILDE_CHROMA_URL.")
        try:
            client = chromadb.HttpClient(
                host=self.url, headers=dict(self.headers), settings=ChromaSettings(anonymized_telemetry=False)
            )
        except ValueError as error:  # what Chroma makes of everything that goes wrong here
            raise httpx.TransportError(str(error)) from error
        session: httpx.Client = client._server._session
        session.timeout = timeout
        session.event_hooks = {"response": [_refuse]}
        return client

    @contextmanager
    def answering(self, folder: Path) -> Iterator[None]:
        """Say what is wrong with the server and what to do, instead of what Chroma and httpx say."""
        try:
            yield
        except httpx.HTTPStatusError as error:
            raise IndexAway(self._refused(error.response.status_code, folder)) from error
        except (httpx.HTTPError, json.JSONDecodeError) as error:
            raise IndexAway(
                f"The Chroma server {self.url}, which holds the index {folder}, does not answer "
                f"({_brief(error) or type(error).__name__}). Start it (`chroma run --path DIR`) or correct "
                "KILDE_CHROMA_URL, and try again."
            ) from error
        except NotFoundError as error:
            raise IndexMissing(
                f"What was read of the index {folder} is no longer on the Chroma server {self.url}. Ask again; if it "
                f"is not there then, run `kilde ingest FOLDER --index {folder}`."
            ) from error
        except ChromaError as error:
            raise IndexDamaged(
                f"The Chroma server {self.url} cannot use the index {folder} ({_brief(error)}). Look at its log and "
                f"its disk, and run `kilde ingest FOLDER --index {folder}` again."
            ) from error

    def _refused(self, status: int, folder: Path) -> str:
        if status in (401, 403):
            return f"The Chroma server {self.url} lets nobody in without its token ({status}). Set KILDE_CHROMA_HEADER."
        return (
            f"The Chroma server {self.url}, which holds the index {folder}, failed ({status}). Look at its log, or "
            "correct KILDE_CHROMA_URL, and try again."
        )


@dataclass(frozen=True, slots=True)
class ServerPlace:
    """The collection of a state, finished or not, on a server."""

    server: ChromaServer
    state: Path

    @property
    def name(self) -> str:
        """The same before and after the state is finished."""
        return self.server.collection_of(self.state)

    def open(self) -> Any:
        """Chroma's client."""
        return self.server.open()

    def answering(self) -> AbstractContextManager[None]:
        """Errors name the index."""
        return self.server.answering(self.state.parent)


def _refuse(reply: httpx.Response) -> None:
    """Of errors that are not its own, such as a proxy's, Chroma's client would make a bare Exception."""
    if reply.is_error:
        reply.read()
        if reply.status_code in (401, 403) or not any(f'"{name}"' in reply.text for name in error_types):
            reply.raise_for_status()


def _brief(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
