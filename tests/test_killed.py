"""Ingest killed at any moment and run again ends in the index of an undisturbed run, and until then nothing is lost.

Other moments: `pytest tests/test_killed.py --kill-seed 7`.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from ingest.errors import IndexMissing
from ingest.index import PassageIndex
from tests.fakes import CORPUS, GUIDE, MANUAL, NOTES, HashEmbedder, write_folder
from tests.killing import Elsewhere
from tests.states import whole

KILLS = 50
OLD: Mapping[str, str] = {**CORPUS, "old.txt": GUIDE.replace("hive", "nest"), "b.md": MANUAL.replace("oil", "grease")}
NEW: Mapping[str, str] = {**CORPUS, "guide.txt": GUIDE.replace("12 April", "15 April"), "new.txt": NOTES + "More.\n"}
STEPS: Mapping[str, tuple[Mapping[str, str] | None, Mapping[str, str]]] = {
    "the first build": (None, OLD),
    "a change": (OLD, NEW),
    "a deletion": (OLD, {"minutes/2021-05.txt": NOTES}),
}


def texts(files: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in files.items() if name != "sources.toml"}


def read(index: Path) -> dict[str, str] | None:
    """What a question would be answered from; None when there was never a finished state."""
    try:
        with PassageIndex(index, HashEmbedder()) as opened:
            assert opened.search("hive")
            return {document.id: document.text for document in opened.documents()}
    except IndexMissing:
        return None


def folder_of(place: Path, files: Mapping[str, str]) -> Path:
    """The same folder, whatever it holds: its name is in the index."""
    shutil.rmtree(place / "folder", ignore_errors=True)
    return write_folder(place / "folder", files)


def test_an_ingest_killed_at_any_moment_and_run_again_ends_in_the_index_of_an_undisturbed_run(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    chance = random.Random(request.config.getoption("--kill-seed"))
    killed = 0
    with Elsewhere() as elsewhere:
        for number, (name, (old, new)) in enumerate(STEPS.items()):
            before = tmp_path / f"before {number}"
            before.mkdir()
            if old is not None:
                assert elsewhere.ingest(folder_of(tmp_path, old), before).ok
            folder = folder_of(tmp_path, new)
            assert elsewhere.ingest(folder, tmp_path / f"scratch {number}").ok
            expected = whole(tmp_path / f"scratch {number}")
            assert {document.id: document.text for document in expected.documents} == texts(new)
            index = tmp_path / "index"
            shutil.copytree(before, index)
            seconds = elsewhere.ingest(folder, index).seconds
            assert whole(index) == expected
            for _ in range(KILLS // len(STEPS) + (number < KILLS % len(STEPS))):
                shutil.rmtree(index)
                shutil.copytree(before, index)
                moments = [chance.uniform(0, seconds) for _ in range(chance.choice([1, 1, 2]))]
                for moment in moments:
                    killed += elsewhere.ingest(folder, index, kill_after=moment).killed
                    assert read(index) in (texts(new), None if old is None else texts(old)), (name, moments)
                assert elsewhere.ingest(folder, index).ok, (name, moments)
                assert whole(index) == expected, (name, moments)
                assert len(list(index.glob("state-*"))) == 1, (name, moments)
            shutil.rmtree(index)
    assert killed > KILLS / 2
