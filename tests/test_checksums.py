"""Files that are not what was written are found, and files that nobody touched are not read to say so."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.checksums import changed, checksums, stamps, touched


@pytest.fixture
def state(tmp_path: Path) -> Path:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "places.npy").write_bytes(b"abc" * 100)
    (tmp_path / "rows.bin").write_bytes(b"xyz" * 100)
    return tmp_path


def test_what_was_written_is_unchanged(state: Path) -> None:
    files = checksums(state)
    assert sorted(files) == ["rows.bin", "words/places.npy"]
    assert changed(state, files) == touched(state, files, stamps(state, files)) == ()


def test_a_file_that_was_written_into_is_found_both_ways(state: Path) -> None:
    files = checksums(state)
    written = stamps(state, files)
    (state / "rows.bin").write_bytes(b"xyy" * 100)
    assert changed(state, files) == touched(state, files, written) == ("rows.bin",)


def test_a_file_that_is_gone_is_found_both_ways(state: Path) -> None:
    files = checksums(state)
    written = stamps(state, files)
    (state / "rows.bin").unlink()
    assert changed(state, files) == touched(state, files, written) == ("rows.bin",)


def test_a_copy_has_other_times_and_the_same_content(state: Path) -> None:
    files = checksums(state)
    written = stamps(state, files)
    os.utime(state / "rows.bin", (1, 1))
    assert touched(state, files, written) == ()


def test_an_older_note_without_stamps_is_checked_by_content(state: Path) -> None:
    files = checksums(state)
    assert touched(state, files, {}) == ()
    (state / "rows.bin").write_bytes(b"xyy" * 100)
    assert touched(state, files, {}) == ("rows.bin",)


def test_what_changes_without_a_trace_is_left_to_those_who_read_everything(state: Path) -> None:
    files = checksums(state)
    written = stamps(state, files)
    (state / "rows.bin").write_bytes(b"xyy" * 100)
    size, time = written["rows.bin"]
    os.utime(state / "rows.bin", ns=(time, time))
    assert (state / "rows.bin").stat().st_size == size
    assert touched(state, files, written) == ()
    assert changed(state, files) == ("rows.bin",)


def test_a_file_that_cannot_be_read_is_told(state: Path) -> None:
    files = checksums(state)
    (state / "rows.bin").unlink()
    (state / "rows.bin").mkdir()
    assert changed(state, files) == ("rows.bin",)
