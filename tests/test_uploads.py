from __future__ import annotations

from pathlib import Path

import pytest

from ingest.reading import FileRead
from ui.uploads import taken


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    (tmp_path / "kept").mkdir()
    return tmp_path / "kept"


def sent(tmp_path: Path, name: str, content: bytes) -> Path:
    file = tmp_path / name
    file.write_bytes(content)
    return file


def test_readable_files_are_moved_and_the_others_told_with_their_reason(tmp_path: Path, kept: Path) -> None:
    files = [
        sent(tmp_path, "good.txt", b"The mill was built in 1731.\n"),
        sent(tmp_path, "empty.md", b""),
        sent(tmp_path, "program.exe", b"MZ"),
        sent(tmp_path, "binary.txt", b"\x00\x01\x02"),
        sent(tmp_path, "sources.toml", b"[x]\n"),
    ]
    told = list(taken(files, kept))
    assert [path.name for path in kept.iterdir()] == ["good.txt"]
    assert not any(file.exists() for file in files), "nothing is left where they were sent to"
    assert [one.file for one in told] == ["empty.md", "program.exe", "binary.txt", "sources.toml"]
    assert told[0] == FileRead("empty.md", reason="it is empty")
    assert told[1].reason.startswith("its format is not read; what is: ")
    assert all(one.reason for one in told)


def test_a_broken_file_does_not_take_the_place_of_a_good_one(tmp_path: Path, kept: Path) -> None:
    (kept / "act.txt").write_text("Act no. 713.\n")
    assert [one.file for one in taken([sent(tmp_path, "act.txt", b"")], kept)] == ["act.txt"]
    assert (kept / "act.txt").read_text() == "Act no. 713.\n"
    assert list(taken([sent(tmp_path, "act.txt", b"Act no. 714.\n")], kept)) == []
    assert (kept / "act.txt").read_text() == "Act no. 714.\n"


@pytest.mark.parametrize(
    ("name", "becomes"),
    [
        (".hidden.txt", "hidden.txt"),
        ("..txt", "document.txt"),
        ("a\\b.txt", "b.txt"),
        ("x" * 200 + ".txt", "x" * 120 + ".txt"),
    ],
)
def test_a_name_leads_nowhere_and_hides_nothing(tmp_path: Path, kept: Path, name: str, becomes: str) -> None:
    list(taken([sent(tmp_path, name, b"Words.\n")], kept))
    assert [path.name for path in kept.iterdir()] == [becomes]
