"""Speed and memory of whole processes: the commands as a person starts them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from assistant.settings import Settings
from assistant.store import find, models
from evals.errors import EvalError
from evals.speed import Measured, Row, in_turn, measured

COLD = Row(
    "kilde ask --model none, cold process", "importing torch, sentence-transformers and chromadb", "s", ratio=1.2
)
HELP = Row("kilde --help", "python -c pass", "s", above=0.3)
MEMORY = Row("memory, page open and one answer given", "size of the model file", "MB", above=1_800.0)
_ROOT = Path(__file__).resolve().parent.parent
_QUESTION = "What is in these documents?"
_IMPORTS = "import torch, sentence_transformers, chromadb"
_TURNS, _PATIENCE = 5, 300.0


def cold(turns: int = _TURNS) -> list[Measured]:
    """Both commands, each in a process of its own every time."""
    ask, told = ["-m", "ui", "ask", "--model", "none", _QUESTION], ["-m", "ui", "--help"]
    asked = in_turn([()] * (turns + 1), lambda _: _run(ask), lambda _: _run(["-c", _IMPORTS]))
    helped = in_turn([()] * (turns + 1), lambda _: _run(told), lambda _: _run(["-c", "pass"]))
    return [measured(COLD, asked), measured(HELP, helped)]


def _run(words: Sequence[str]) -> None:
    done = subprocess.run([sys.executable, *words], cwd=_ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise EvalError(f"`python {' '.join(words)}` ended with {done.returncode}: {done.stderr.strip()[-200:]}")


def memory() -> list[Measured]:
    """The page with the default model, after one answer: all its processes, what they share counted once for each."""
    default = next(iter(models(Settings().models_dir)))
    path = find(default.name, Settings().models_dir)
    if path is None:
        return [Measured(MEMORY, note=f"{default.name} is not here: `kilde models --fetch {default.name}`")]
    with _page(default.name) as (process, url):
        _ask(url, _QUESTION)
        held = sum(map(_resident, [process, *_children(process)]))
    return [Measured(MEMORY, held, path.stat().st_size / 1e6, default.name)]


@contextmanager
def _page(model: str) -> Iterator[tuple[int, str]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "ui", "chat", "--port", str(port), "--model", model]
    with subprocess.Popen(words, cwd=_ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for(url, process)
            yield process.pid, url
        finally:
            process.terminate()


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            httpx.get(url, timeout=10, trust_env=False).raise_for_status()
            return
        except httpx.HTTPError:
            time.sleep(0.5)
    raise EvalError("The page did not open. Start it with `kilde chat` to see why.")


def _ask(url: str, question: str) -> None:
    """Through the page's own interface, to the end of the answer."""
    with httpx.Client(base_url=url, timeout=_PATIENCE, trust_env=False) as client:
        said = client.post("/gradio_api/call/ask", json={"data": [question, []]}).raise_for_status()
        answered = client.get(f"/gradio_api/call/ask/{said.json()['event_id']}").raise_for_status().text
    if "event: complete" not in answered:
        raise EvalError(f"The page gave no answer: {answered[-200:]}")


def _children(process: int) -> list[int]:
    own = [int(word) for path in Path(f"/proc/{process}/task").glob("*/children") for word in path.read_text().split()]
    return [one for child in own for one in (child, *_children(child))]


def _resident(process: int) -> float:
    """Megabytes that a process holds in memory, the model's file included as far as it was read."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except OSError as error:
        raise EvalError("Memory is measured through /proc, which this system does not have.") from error
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
