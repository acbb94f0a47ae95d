"""Two Kildes that start at once over the same documents: one makes the index, the other one waits for it or uses it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import assistant.build
from assistant.build import current
from ingest.build import build_index
from ingest.errors import IndexLocked
from ingest.lock import writing
from tests.fakes import HashEmbedder, write_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "papers", {"lane.txt": "The ferry to Lyngholm sails at noon every day.\n"})


def test_an_index_that_another_process_makes_is_waited_for(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "index"
    place.mkdir()
    with ThreadPoolExecutor() as other:
        with writing(place, folder):
            waiting = other.submit(current, folder, place, HashEmbedder(), progress=True)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=1.2)
        with waiting.result(timeout=30) as opened:
            assert [document.id for document in opened.documents()] == ["lane.txt"]
    assert capsys.readouterr().err.count("Another Kilde is making the index of these documents: waiting for it.") == 1


def test_an_index_of_other_settings_that_another_process_makes_again_is_waited_for(
    folder: Path, tmp_path: Path
) -> None:
    place = tmp_path / "index"
    build_index(folder, place, embedder=HashEmbedder("older-hash"))
    with ThreadPoolExecutor() as other:
        with writing(place, folder):
            waiting = other.submit(current, folder, place, HashEmbedder())
            with pytest.raises(TimeoutError):
                waiting.result(timeout=1.2)
        with waiting.result(timeout=30) as opened:
            assert [document.id for document in opened.documents()] == ["lane.txt"]


def test_a_finished_index_is_asked_while_another_process_writes_it(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "index"
    build_index(folder, place, embedder=HashEmbedder())
    (folder / "more.txt").write_text("The bus leaves at six.\n", encoding="utf-8")
    with writing(place, folder), current(folder, place, HashEmbedder()) as opened:
        assert [document.id for document in opened.documents()] == ["lane.txt"]


def test_who_writes_is_named_when_it_takes_too_long(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assistant.build, "_PATIENCE", 0.6)
    place = tmp_path / "index"
    place.mkdir()
    with writing(place, folder), pytest.raises(IndexLocked, match="Another process is writing"):
        current(folder, place, HashEmbedder())
