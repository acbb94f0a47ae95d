"""`python -m tests.killing`: imports ingest once, and for each line it reads, ingests in a fork that it may kill."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, Popen
from types import TracebackType

from ingest.build import build_index
from ingest.settings import IngestSettings
from tests.fakes import HashEmbedder

_SMALL = IngestSettings(batch_size=12)


def _ingest(folder: str, index: str, kill_after: float | None) -> dict[str, float | bool]:
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            build_index(folder, index, embedder=HashEmbedder(), settings=_SMALL)
            code = 0
        finally:
            os._exit(code)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    return {"killed": os.WIFSIGNALED(status), "ok": status == 0, "seconds": time.monotonic() - started}


@dataclass(frozen=True)
class Ended:
    """How an ingest in another process ended."""

    killed: bool
    ok: bool
    seconds: float


class Elsewhere:
    """The other process, for a test."""

    def __enter__(self) -> Elsewhere:
        root = Path(__file__).resolve().parent.parent
        environment = {**os.environ, "PYTHONPATH": str(root)}
        self._process = Popen(
            [sys.executable, "-m", "tests.killing"], env=environment, stdin=PIPE, stdout=PIPE, text=True
        )
        return self

    def ingest(self, folder: Path, index: Path, kill_after: float | None = None) -> Ended:
        assert self._process.stdin is not None and self._process.stdout is not None
        print(json.dumps([str(folder), str(index), kill_after]), file=self._process.stdin, flush=True)
        return Ended(**json.loads(self._process.stdout.readline()))

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.communicate()


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(_ingest(*json.loads(line))), flush=True)  # noqa: T201
