"""`python -m tests.egress work|chat FOLDER`: all that Kilde does, under the eye of an audit hook.

The hook is the first thing in the process and cannot be taken away. Whatever would reach another machine raises and is
written down, so is what is unpickled, and so is every file that pickles are kept in. What is done without Python's
knowledge, by libraries in other languages and by other processes, is counted by the kernel where there is no route
(tests.test_zero_egress). Prints what was seen as one line of JSON.
"""

from __future__ import annotations

import ipaddress
import json
import os
import re
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

QUESTION = "When does the ferry to Lyngholm sail?"
SAID = "The ferry to Lyngholm sails at noon every day."

SEEN: dict[str, list[str]] = {"calls": [], "pickles": [], "files": []}
_AT_HOME = {None, "", b"", "localhost", b"localhost"}
_REACHES = {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}
_ASKS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
_VECTORS = re.compile(r"/state-\d+(?:\.new)?/[\w-]+/[\w.]+$")
"""Chroma's own files, which Python reads for their checksums alone."""
_PICKLED = (".pkl", ".pickle", ".bin", ".pt", ".pth", ".ckpt", ".joblib")


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook."""
    if event in _REACHES and isinstance(arguments[1], tuple):
        _refuse(event, arguments[1][0])
    elif event in _ASKS:
        _refuse(event, arguments[0])
    elif event == "pickle.find_class":
        SEEN["pickles"].append(".".join(map(str, arguments)))
    elif event == "open" and str(arguments[0]).endswith(_PICKLED) and not _VECTORS.search(str(arguments[0])):
        SEEN["files"].append(str(arguments[0]))


def _refuse(event: str, host: object) -> None:
    if host in _AT_HOME or _is_loopback(host):
        return
    SEEN["calls"].append(f"{event} {host!r}")
    raise ConnectionRefusedError(f"{event}: {host!r} is another machine")


def _is_loopback(host: object) -> bool:
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host)).is_loopback
    except ValueError:
        return False


def work(folder: Path) -> list[object]:
    """Ingest, questions without and with a model, and an evaluation, as the commands do them."""
    from ui.cli import main as kilde

    index = folder / "index"
    codes: list[object] = [
        kilde(["ingest", str(folder / "documents"), "--index", str(index)]),
        kilde(["ask", QUESTION, "--index", str(index), "--model", "none"]),
        kilde(["ask", QUESTION, "--model", "none", "--json"]),  # makes the index of the shipped documents
        kilde(["models"]),
    ]
    from assistant import Assistant
    from assistant.settings import Settings
    from evals.__main__ import main as evaluate
    from ingest.embedder import open_embedder
    from ingest.index import PassageIndex
    from ingest.settings import IngestSettings
    from tests.fakes import ScriptedModel

    told = ["--model", "none", "--suite", "shipped", "--limit", "2", "--out", str(folder / "evaluation")]
    codes.append(evaluate(told))
    model = ScriptedModel(*[SAID] * 9)
    with Assistant(PassageIndex(index, open_embedder(IngestSettings())), model, Settings()) as assistant:
        return [*codes, assistant.ask(QUESTION).text]


def chat(folder: Path) -> list[object]:
    """The page, opened as `kilde chat` opens it, and one question over its HTTP interface."""
    from ui.cli import main as kilde

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = ["chat", "--index", str(folder / "index"), "--model", "none", "--port", str(port)]
    threading.Thread(target=kilde, args=[arguments], daemon=True).start()
    api = f"http://127.0.0.1:{port}/gradio_api/call/ask"
    for _ in range(600):
        with suppress(urllib.error.URLError):
            asked = urllib.request.Request(api, json.dumps({"data": [QUESTION, []]}).encode())
            asked.add_header("Content-Type", "application/json")
            event = json.load(urllib.request.urlopen(asked))["event_id"]
            return [urllib.request.urlopen(f"{api}/{event}").read().decode()]
        time.sleep(0.5)
    return []


if __name__ == "__main__":
    sys.addaudithook(watch)
    did = {"work": work, "chat": chat}[sys.argv[1]](Path(sys.argv[2]))
    sys.stdout.write(json.dumps({"did": did, **SEEN}) + "\n")
    sys.stdout.flush()
    os._exit(0)  # the page is still open
