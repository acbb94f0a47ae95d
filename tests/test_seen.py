"""Files that nobody has written since they were read are not read again, and any other is."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.build import IngestReport, build_index
from ingest.chroma_folder import FolderPlace
from ingest.collection import Collection
from ingest.index import PassageIndex
from ingest.seen import Seen
from ingest.settings import IngestSettings
from tests.fakes import GUIDE, HashEmbedder, write_folder
from tests.states import state, whole

PRICES = "Tool,Price\nAdze,12\nAwl,3\n"
HASTY = IngestSettings(reader_seconds=0.001)
"""With it no file is read that is read apart, as one with commas is."""


def ingest(folder: Path, index: Path, settings: IngestSettings | None = None) -> IngestReport:
    return build_index(folder, index, embedder=HashEmbedder(), settings=settings)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A folder that was ingested when its files were at rest, with the index beside it."""
    folder = write_folder(tmp_path / "folder", {"prices.csv": PRICES, "guide.txt": GUIDE})
    time.sleep(0.15)
    ingest(folder, tmp_path / "index")
    return folder


def index_of(folder: Path) -> Path:
    return folder.parent / "index"


def was_read(folder: Path, settings: IngestSettings = HASTY) -> bool:
    """Whether the next ingest reads the prices: then it fails, as no time is left for them."""
    return [failed.file for failed in ingest(folder, index_of(folder), settings).failed] == ["prices.csv"]


def as_if_from_scratch(folder: Path) -> bool:
    ingest(folder, folder.parent / "scratch")
    return whole(index_of(folder)) == whole(folder.parent / "scratch")


def test_what_is_as_it_was_is_not_read_again(shop: Path) -> None:
    assert not was_read(shop)
    write_folder(shop, {"guide.txt": GUIDE.replace("hive", "nest"), "more.txt": "Who sweeps?\n\nThe porter sweeps.\n"})
    assert not was_read(shop)
    assert as_if_from_scratch(shop)
    (shop / "guide.txt").unlink()
    assert not was_read(shop)
    assert as_if_from_scratch(shop)


def other_words_of_the_same_length_and_time(folder: Path) -> None:
    told = (folder / "prices.csv").stat()
    (folder / "prices.csv").write_text(PRICES.replace("12", "13"), encoding="utf-8")
    os.utime(folder / "prices.csv", ns=(told.st_atime_ns, told.st_mtime_ns))


def another_file_in_its_place(folder: Path) -> None:
    (folder / "prices.csv").rename(folder.parent / "prices.csv")
    (folder / "prices.csv").write_text(PRICES.replace("Awl", "Saw"), encoding="utf-8")


def a_title_from_its_owner(folder: Path) -> None:
    (folder / "sources.toml").write_text('["prices.csv"]\ntitle = "Prices of tools"\n', encoding="utf-8")


@pytest.mark.parametrize(
    "change", [other_words_of_the_same_length_and_time, another_file_in_its_place, a_title_from_its_owner]
)
def test_what_was_changed_is_read(shop: Path, change: Callable[[Path], None]) -> None:
    change(shop)
    assert was_read(shop)
    ingest(shop, index_of(shop))
    assert as_if_from_scratch(shop)


@pytest.mark.parametrize("garbled", ["", "[]", "{", '{"rows": 1}', '{"rows": "", "read_by": "", "files": []}'])
def test_without_the_note_on_files_everything_is_read(shop: Path, garbled: str) -> None:
    (index_of(shop) / "files.json").write_text(garbled, encoding="utf-8")
    assert was_read(shop)


@pytest.mark.parametrize("about", ["rows", "read_by"])
def test_a_note_on_other_rows_or_by_another_reader_is_not_believed(shop: Path, about: str) -> None:
    note = index_of(shop) / "files.json"
    note.write_text(json.dumps({**json.loads(note.read_text(encoding="utf-8")), about: "0" * 64}), encoding="utf-8")
    assert was_read(shop)


def test_a_file_that_is_now_too_large_is_refused_as_it_was_read(shop: Path) -> None:
    report = ingest(shop, index_of(shop), IngestSettings(max_file_bytes=len(PRICES) + 1))
    assert [failed.file for failed in report.failed] == ["guide.txt"]


def test_a_file_that_was_just_written_is_not_trusted_until_the_clock_has_gone_on(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "folder", {"a.txt": "Now.\n"})
    assert Seen(folder, {}).look("a.txt") is None
    time.sleep(0.15)
    seen = Seen(folder, {})
    assert seen.look("a.txt") == seen.looks["a.txt"]
    assert seen.look("gone.txt") is None


def test_a_file_that_could_not_be_read_is_tried_again(shop: Path) -> None:
    other_words_of_the_same_length_and_time(shop)
    time.sleep(0.15)
    assert was_read(shop) and was_read(shop)
    assert not was_read(shop, IngestSettings())
    with PassageIndex(index_of(shop), HashEmbedder()) as index:
        assert "13" in index.document("prices.csv").text


def test_rows_that_the_store_has_lost_are_read_again(shop: Path) -> None:
    collection = Collection(FolderPlace(state(index_of(shop))))
    collection.delete(list(collection.keys()))
    collection.close()
    write_folder(shop, {"guide.txt": GUIDE.replace("hive", "nest")})
    ingest(shop, index_of(shop))
    assert as_if_from_scratch(shop)
