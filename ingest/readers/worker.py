"""`python -m ingest.readers.worker SECONDS BYTES`: reads files that strangers wrote, in a process that can be lost.

    one line of JSON {"ending", "bytes"}, then the file  ──►  one line of JSON {"text", ...}, {"refused"} or {"failed"}

The process bounds itself, also when nobody is left to end it. The kernel ends it when a file takes too long (an alarm)
and when whoever asked is gone (a signal on the closed pipe); neither needs Python, which a library may be holding up.
Memory, open files and processes are limited, and no file can be written. `ingest.apart` is the other side.
"""

from __future__ import annotations

import fcntl
import json
import os
import resource
import signal
import sys
from dataclasses import asdict
from typing import BinaryIO

from ingest.errors import DocumentError
from ingest.readers import read_contents

_GRACE = 5.0
"""Seconds that are left to whoever asked to end this process first, and to say why."""
_OPEN_FILES = 64


def main(seconds: float, memory: int) -> None:
    """Answer requests until there are no more."""
    _give_up(memory)
    asked, answers = sys.stdin.buffer, _private_output()
    while request := asked.readline():
        told = json.loads(request)
        content = asked.read(told["bytes"])
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)
        _end_with_the_other(asked, True)
        answer = _answer(content, told["ending"])
        _end_with_the_other(asked, False)
        signal.setitimer(signal.ITIMER_REAL, 0)
        answers.write(answer + b"\n")
        answers.flush()


def _answer(content: bytes, ending: str) -> bytes:
    try:
        told: dict[str, object] = asdict(read_contents(content, ending))
    except DocumentError as error:
        told = {"refused": str(error)}
    except MemoryError:
        told = {"failed": "memory"}
    except Exception as error:  # noqa: BLE001  (a fault of a reader costs one file, and is named)
        told = {"failed": type(error).__name__}
    try:
        return json.dumps(told).encode()
    except MemoryError:
        return json.dumps({"failed": "memory"}).encode()


def _give_up(memory: int) -> None:
    """What reading needs not, is not there for what a file may make of this process."""
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
    ):
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def _private_output() -> BinaryIO:
    """The pipe to whoever asked; what libraries print goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return answers


def _end_with_the_other(asked: BinaryIO, armed: bool) -> None:
    """While a file is read nothing comes through the pipe but its end, and that shall end this process."""
    flags = fcntl.fcntl(asked, fcntl.F_GETFL)
    fcntl.fcntl(asked, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(asked, fcntl.F_SETFL, flags | os.O_ASYNC if armed else flags & ~os.O_ASYNC)


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
