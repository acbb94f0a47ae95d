"""Folders that were filled to do harm: each entry is read, refused or skipped, and nothing outside is opened."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.build import build_index
from ingest.documents import list_folder, read_document, read_sources
from ingest.errors import DocumentError, FolderError
from ingest.files import bytes_of, files_below, shown
from ingest.index import PassageIndex
from ingest.watch import look
from tests.fakes import HashEmbedder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "folder"
    made.mkdir()
    (made / "sound.txt").write_text("The ferry sails at noon.\n")
    return made


def a_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket may have 108 bytes
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def a_loop(path: Path) -> None:
    (path.parent / "other.txt").symlink_to(path)
    path.symlink_to(path.parent / "other.txt")


PLANTED: dict[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo,
    "socket": a_socket,
    "device by a link": lambda path: path.symlink_to("/dev/zero"),
    "terminal by a link": lambda path: path.symlink_to("/dev/tty"),
    "own memory by a link": lambda path: path.symlink_to("/proc/self/mem"),
    "passwords by a link": lambda path: path.symlink_to("/etc/passwd"),
    "passwords by dots": lambda path: path.symlink_to("../" * 30 + "etc/passwd"),
    "link to itself": lambda path: path.symlink_to(path),
    "links in a circle": a_loop,
    "link to nothing": lambda path: path.symlink_to("gone.txt"),
    "link of a very long name": lambda path: path.symlink_to("x" * 255 + "/" + "y" * 255),
}


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED)
def test_what_is_no_file_of_the_folder_is_skipped_by_name_and_not_opened(
    folder: Path, planted: Callable[[Path], object]
) -> None:
    planted(folder / "planted.txt")
    report = build_index(folder, folder.parent / "index", embedder=HashEmbedder())
    assert (report.documents, report.failed) == (1, ())
    assert "planted.txt" in report.skipped
    assert look(folder) == look(folder)
    with pytest.raises(DocumentError, match="device or a pipe|leads out|cannot be read"):
        bytes_of(folder, "planted.txt", 1_000)


def test_a_real_device_is_skipped(folder: Path) -> None:
    try:
        os.mknod(folder / "zero.txt", 0o20666, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("making a device takes root")
    assert list_folder(folder).skipped == ("zero.txt",)
    with pytest.raises(DocumentError, match="device or a pipe|cannot be read"):
        bytes_of(folder, "zero.txt", 1_000)


@pytest.mark.parametrize("name", ["../secret.txt", "sub/../../secret.txt", "{outside}/secret.txt"])
def test_no_name_leads_out_of_the_folder(folder: Path, name: str) -> None:
    (folder / "sub").mkdir()
    (folder.parent / "secret.txt").write_text("secret")
    with pytest.raises(DocumentError) as caught:
        read_document(folder, name.format(outside=folder.parent))
    assert str(caught.value) == "it leads out of the folder"


def test_a_file_that_is_replaced_by_a_link_after_it_was_listed_is_not_followed(folder: Path) -> None:
    (folder.parent / "secret.txt").write_text("secret")
    (name,) = list_folder(folder).readable
    (folder / name).unlink()
    (folder / name).symlink_to(folder.parent / "secret.txt")
    with pytest.raises(DocumentError) as caught:
        read_document(folder, name)
    assert str(caught.value) == "it leads out of the folder"


def test_a_link_to_a_folder_is_not_followed_also_not_to_itself(folder: Path) -> None:
    (folder / "again").symlink_to(folder)
    (folder / "root").symlink_to("/")
    assert list_folder(folder).readable == ("sound.txt",)


def test_files_of_a_folder_that_itself_is_behind_a_link_are_read(folder: Path) -> None:
    (folder.parent / "by-link").symlink_to(folder)
    assert read_document(folder.parent / "by-link", "sound.txt").text == "The ferry sails at noon.\n"


def test_folders_may_be_nested_deeper_than_python_can_call_and_than_a_path_is_long(folder: Path) -> None:
    here = Path.cwd()
    os.chdir(folder)
    try:
        for depth in range(2_300):
            os.mkdir("d")
            os.chdir("d")
            if depth in {1_200, 2_200}:
                Path(f"deep-{depth}.txt").write_text("Deep down.\n")
        report = build_index(folder, folder.parent / "index", embedder=HashEmbedder())
    finally:
        os.chdir(here)
        subprocess.run(["rm", "-r", folder / "d"], check=True)  # Python would trip over it
    assert report.documents == 2
    assert len(report.skipped) == 1  # the folder whose path is too long, by name
    assert report.skipped[0].endswith("d/d/")


def test_a_folder_that_may_not_be_opened_is_told(folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may open everything")
    (folder / "closed").mkdir(mode=0)
    assert list_folder(folder).skipped == ("closed/",)


BAD_NAMES = [
    (b"\xff\xfe.txt", "\ufffd\ufffd.txt"),
    (b"line\nbreak.txt", "line\ufffdbreak.txt"),
    (b"\x1b]0;title\x07.txt", "\ufffd]0;title\ufffd.txt"),
    ("cod\u202etxt.exe.txt".encode(), "cod\ufffdtxt.exe.txt"),
]


@pytest.mark.parametrize(("name", "told"), BAD_NAMES)
def test_a_file_whose_name_cannot_be_shown_is_refused_and_the_others_are_read(
    folder: Path, name: bytes, told: str
) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text("Hidden behind a name.")
    report = build_index(folder, folder.parent / "index", embedder=HashEmbedder())
    assert [(failed.file, failed.reason) for failed in report.failed] == [
        (told, "its name has signs that cannot be shown, or is not UTF-8; give it another")
    ]
    assert report.documents == 1
    print(report, report.failed)  # noqa: T201  (as a terminal would)


@pytest.mark.parametrize(
    "name", ["æøå.txt", "日本.txt", "👩‍🚀 crew.txt", "a  b.txt", "'; DROP TABLE.txt", "-rf.txt", "%s%n.txt"]
)
def test_other_names_are_names(folder: Path, name: str) -> None:
    (folder / name).write_text("The zebra swims.\n")
    build_index(folder, folder.parent / "index", embedder=HashEmbedder())
    with PassageIndex(folder.parent / "index", HashEmbedder()) as index:
        assert index.search("zebra")[0].passage.document_id == name
    assert shown(name) == name


def test_a_file_larger_than_allowed_is_refused_also_when_it_says_nothing_of_its_size(folder: Path) -> None:
    with (folder / "sparse.txt").open("wb") as file:
        file.truncate(10**12)
    with pytest.raises(DocumentError, match="it has 1,000,000,000,000 bytes"):
        bytes_of(folder, "sparse.txt", 50_000_000)
    with pytest.raises(DocumentError, match="it grows"):
        bytes_of(Path("/proc/self"), "status", 10)


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "a = " + "{b = " * 50_000, "[" + "a." * 50_000 + "a]"])
def test_notes_that_are_nested_without_end_are_refused(folder: Path, text: str) -> None:
    (folder / "sources.toml").write_text(text)
    with pytest.raises(FolderError, match="is malformed"):
        read_sources(folder)


def test_notes_by_a_link_that_leads_out_are_not_read(folder: Path) -> None:
    (folder.parent / "notes.toml").write_text('["sound.txt"]\ntitle = "Secret"\n')
    (folder / "sources.toml").symlink_to(folder.parent / "notes.toml")
    with pytest.raises(FolderError, match="it leads out of the folder"):
        read_sources(folder)


def test_what_is_below_a_folder_is_told_in_whatever_order_once(folder: Path) -> None:
    for name in ("b/c/d.txt", "b/e.txt", ".hidden/f.txt", "b/.g.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    assert sorted(files_below(folder)) == [("b/c/d.txt", True), ("b/e.txt", True), ("sound.txt", True)]
