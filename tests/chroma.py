"""A real Chroma server on the loopback interface, which tests may kill and start again."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import httpx

from ingest.settings import IngestSettings
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
