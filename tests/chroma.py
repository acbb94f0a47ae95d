"""A real Chroma server on the loopback interface, which tests may kill and start again."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from ingest.chroma_folder import FolderPlace
from ingest.chroma_server import ServerPlace, server_of
from ingest.collection import Collection
from ingest.settings import IngestSettings
from ingest.state import read_note
from tests.test_page import free_port


class ChromaProcess:
    """`chroma run` over a folder, always at the same port."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._port = folder, free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"http://127.0.0.1:{self._port}"

    def settings(self, batch_size: int = 64) -> IngestSettings:
        return IngestSettings(chroma_url=self.url, batch_size=batch_size)

    def start(self) -> None:
        """Returns when the server answers, at once when it runs already."""
        if self._process is not None:
            return
        program = Path(sys.executable).with_name("chroma")
        place = ["--path", str(self._folder), "--host", "127.0.0.1", "--port", str(self._port)]
        self._process = subprocess.Popen([program, "run", *place], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 30
        while True:
            try:
                httpx.get(f"{self.url}/api/v2/heartbeat", timeout=1).raise_for_status()
                return
            except httpx.HTTPError:
                assert time.monotonic() < until, "the Chroma server does not start"
                time.sleep(0.05)

    def kill(self) -> None:
        """As a power failure would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def rows_of(index: Path, settings: IngestSettings) -> Collection:
    """The collection of the state that is read."""
    note, server = read_note(index), server_of(settings)
    assert note is not None
    state = index / note.state
    return Collection(FolderPlace(state) if server is None else ServerPlace(server, state))


def content(index: Path, settings: IngestSettings) -> dict[str, Any]:
    """All that an index says: its note, its rows with their vectors, its documents."""
    with closing(rows_of(index, settings)) as collection:
        keys = collection.keys()
        vectors = collection.vectors(list(keys))
        documents = [collection.document(document_id) for document_id in collection.document_ids()]
    note = read_note(index)
    assert note is not None
    rounded = {row: np.round(vector, 5).tolist() for row, vector in vectors.items()}
    words = {name: checksum for name, checksum in note.files.items() if name.startswith("words/")}
    said = (note.settings, note.folder, note.fingerprint, words)
    return {"note": said, "keys": keys, "vectors": rounded, "documents": documents}


def collections(server: ChromaProcess, index: Path) -> set[str]:
    """The ends of the names of the index's collections on the server: the numbers of its states."""
    found = server_of(server.settings())
    assert found is not None
    start = found.collection_of(index / "state-").removesuffix("-")
    client = found.open()
    try:
        names = [collection.name for collection in client.list_collections()]
    finally:
        client.close()
    return {name.rpartition("-")[2] for name in names if name.rpartition("-")[0] == start}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaProcess]:
    process = ChromaProcess(tmp_path_factory.mktemp("chroma"))
    process.start()
    yield process
    process.kill()


@pytest.fixture
def server(running: ChromaProcess) -> Iterator[ChromaProcess]:
    """The running one, brought back when a test has killed it."""
    yield running
    running.start()
