"""Files of formats that are hard to read are read apart: in a process that may hang or die and takes nothing with it.

    read ──► plain text: here
         └─► any other format: in the worker (ingest.readers.worker), started for the first such file, used for the next
                ├─ contents, or the reader's own reason
                └─ too late, out of memory, died: the worker is ended, the file is refused with that reason, and the
                   next file gets a new worker

What the worker says is JSON and looked at before it is believed: whoever takes it over with a file can make it say
another text of that file, and nothing else.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from ingest.errors import DocumentError, ReaderFailed
from ingest.readers import FORMATS, read_contents
from ingest.readers.contents import Contents
from ingest.settings import IngestSettings

_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH", "PYTHONHOME", "VIRTUAL_ENV")
_ROOT = Path(__file__).resolve().parent.parent


@dataclass(slots=True)
class _Worker:
    process: subprocess.Popen[bytes]
    late: bool = False

    def end(self) -> int:
        """Kill it, and wait until it is gone."""
        self.process.kill()
        code = self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):  # what was still to be written to it
                if pipe is not None:
                    pipe.close()
        return code


class Apart:
    """Reads files, the hard ones in another process. Use it as a context manager, in one thread at a time."""

    def __init__(self, settings: IngestSettings) -> None:
        self._seconds = settings.reader_seconds
        self._memory = settings.reader_memory_bytes
        self._worker: _Worker | None = None

    def read(self, content: bytes, ending: str) -> Contents:
        """The contents of a file with this ending. Raises DocumentError with the reason when that cannot be done."""
        if FORMATS[ending].name == "text":
            return read_contents(content, ending)
        worker = self._worker = self._ready()
        clock = threading.Timer(self._seconds, self._too_late, [worker])
        clock.daemon = True
        clock.start()
        try:
            answer = _ask(worker.process, content, ending)
        finally:
            clock.cancel()
        if worker.late or not answer.endswith(b"\n"):
            self._worker = None
            code = worker.end()
            if not answer.endswith(b"\n"):
                raise self._lost(worker.late, code)
        return self._believed(answer)

    def close(self) -> None:
        """End the worker, if there is one."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def __enter__(self) -> Apart:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _ready(self) -> _Worker:
        if self._worker is not None and self._worker.process.poll() is None:
            return self._worker
        self.close()
        # -P: a module that lies in the folder where Kilde was started must not be taken for a library.
        command = [sys.executable, "-P", "-B", "-m", "ingest.readers.worker", str(self._seconds), str(self._memory)]
        pipe = subprocess.PIPE
        return _Worker(
            subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=_environment())
        )

    @staticmethod
    def _too_late(worker: _Worker) -> None:
        worker.late = True
        worker.process.kill()

    def _lost(self, late: bool, code: int) -> ReaderFailed:
        if late or code == -signal.SIGALRM:
            return ReaderFailed(
                f"reading it takes longer than the {self._seconds:g} seconds that KILDE_READER_SECONDS allows"
            )
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return ReaderFailed(f"its reader crashed on it ({how})")

    def _believed(self, answer: bytes) -> Contents:
        told = json.loads(answer)
        if "refused" in told:
            raise DocumentError(" ".join(str(told["refused"]).split()))
        if told.get("failed") == "memory":
            raise ReaderFailed(
                f"reading it takes more than the {self._memory:,} bytes of memory that KILDE_READER_MEMORY_BYTES allows"
            )
        if "failed" in told:
            raise ReaderFailed(f"its reader failed on it ({told['failed']})")
        return _whole(told)


def _ask(process: subprocess.Popen[bytes], content: bytes, ending: str) -> bytes:
    """The worker's answer, which ends with a line end when it is whole."""
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(json.dumps({"ending": ending, "bytes": len(content)}).encode() + b"\n")
        process.stdin.write(content)
        process.stdin.flush()
        return process.stdout.readline()
    except BrokenPipeError:
        return b""


def _whole(told: dict[str, Any]) -> Contents:
    """The contents that the worker tells, when they are what contents must be."""
    text, starts = told["text"], tuple(told["page_starts"])
    within = all(0 <= one <= other for one, other in zip((0, *starts), (*starts, len(text)), strict=True))
    if not within or not all(isinstance(told[name], str) for name in ("text", "title", "date")):
        raise ReaderFailed("its reader tells what cannot be")
    return Contents(text, told["title"], told["date"], starts)


def _environment() -> dict[str, str]:
    """The worker's environment: what it takes to find Python and this package. Keys and passwords stay here."""
    own = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**own, "PYTHONPATH": os.pathsep.join(paths), "OPENBLAS_NUM_THREADS": "1"}
