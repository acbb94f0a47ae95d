"""A full disk, a folder that cannot be written, and files that are not what was written: told, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import gettempdir

import pytest

from ingest.build import build_index
from ingest.errors import IndexDamaged, IndexMismatch
from ingest.health import faults
from ingest.index import PassageIndex
from ingest.lock import WRITER
from ingest.state import NOTE
from tests.fakes import CORPUS, GUIDE, NOTES, HashEmbedder, write_folder
from tests.states import Whole, state, whole

ROOT = Path(__file__).resolve().parent.parent
LARGE = {
    **CORPUS,
    "large.txt": "\n".join(f"Line {n} tells that lamp {n % 7} hangs over door {n}." for n in range(1_050)),
}
"""So many sentences that Chroma writes vectors into files of their own."""
CHILD = """
import os, resource, signal, sys
from pathlib import Path
from ingest.build import build_index
from ingest.errors import KildeError
from ingest.index import PassageIndex
from tests.fakes import HashEmbedder

act, folder, index, limit = sys.argv[1:]
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
if limit == "nobody":
    os.setgid(65534)
    os.setuid(65534)
elif limit != "none":
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
try:
    if act == "ingest":
        build_index(folder, index, embedder=HashEmbedder())
    with PassageIndex(Path(index), HashEmbedder()) as opened:
        print(len(opened.documents()), opened.search("Anna Holm")[0].passage.document_id)
except KildeError as error:
    print(f"{type(error).__name__}: {error}")
"""


def elsewhere(act: str, folder: Path, index: Path, limit: str) -> str:
    """What another process says that writes no file beyond a size, or is somebody without rights."""
    command = [sys.executable, "-c", CHILD, act, str(folder), str(index), limit]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder and its index, to be copied."""
    place = tmp_path_factory.mktemp("built")
    build_index(write_folder(place / "folder", LARGE), place / "index", embedder=HashEmbedder())
    return place


@pytest.fixture
def index(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built / "index", tmp_path / "index")


@pytest.mark.parametrize("limit", [0, 30_000, 330_000])
def test_on_a_full_disk_ingest_says_so_and_the_old_index_still_answers(
    corpus: Path, tmp_path: Path, limit: int
) -> None:
    index = tmp_path / "index"
    build_index(corpus, index, embedder=HashEmbedder())
    before = whole(index)
    write_folder(corpus, {"b.txt": GUIDE * 20})
    said = elsewhere("ingest", corpus, index, str(limit))
    assert said.startswith(f"IndexDamaged: The index {index} cannot be ") and said.count("\n") == 1
    assert "Make room" in said or "Check disk space" in said
    assert whole(index) == before
    assert len(list(index.glob("state-*"))) == 1
    build_index(corpus, index, embedder=HashEmbedder())
    build_index(corpus, tmp_path / "undisturbed", embedder=HashEmbedder())
    assert whole(index) == whole(tmp_path / "undisturbed")


def test_a_first_ingest_on_a_full_disk_is_told_and_the_next_one_builds_the_index(corpus: Path, tmp_path: Path) -> None:
    assert elsewhere("ingest", corpus, tmp_path / "index", "100000").startswith("IndexDamaged: The index ")
    build_index(corpus, tmp_path / "index", embedder=HashEmbedder())
    build_index(corpus, tmp_path / "undisturbed", embedder=HashEmbedder())
    assert whole(tmp_path / "index") == whole(tmp_path / "undisturbed")


def open_to_all(place: Path) -> None:
    """Also for somebody who is nobody here: pytest keeps its folders to itself."""
    for folder in (place, *place.parents):
        if Path(gettempdir()) in folder.parents:
            folder.chmod(folder.stat().st_mode | 0o055)


def test_a_folder_that_cannot_be_written_is_told_and_still_answers(built: Path, index: Path) -> None:
    open_to_all(index)
    open_to_all(built / "folder")
    for path in (index, *index.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    someone = "nobody" if os.getuid() == 0 else "none"
    assert elsewhere("ask", built / "folder", index, someone) == "4 minutes/2021-05.txt\n"
    shutil.copytree(built / "folder", index.parent / "folder")
    said = elsewhere("ingest", index.parent / "folder", index, someone)
    assert said.startswith(f"IndexDamaged: The index {index} cannot be written (") and "permissions" in said
    assert elsewhere("ask", built / "folder", index, someone) == "4 minutes/2021-05.txt\n"
    for path in (index, *index.rglob("*")):
        path.chmod(0o755)


def garble(path: Path) -> None:
    path.write_bytes(b"garbage!" * (path.stat().st_size // 8 + 1))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def content(index: Path) -> Whole:
    """What is found is left out: among a thousand lines that are nearly the same, Chroma's neighbours are not exact."""
    return replace(whole(index), found=())


DAMAGES = pytest.mark.parametrize("damage", [garble, cut, Path.unlink], ids=["garbled", "cut", "gone"])
VECTORS = ("data_level0.bin", "header.bin", "index_metadata.pickle", "length.bin", "link_lists.bin")


@DAMAGES
@pytest.mark.parametrize("name", ["chroma.sqlite3", *VECTORS])
def test_a_damaged_file_is_named_with_the_command_that_builds_the_index_again(
    built: Path, index: Path, name: str, damage: Callable[[Path], None]
) -> None:
    damage(next(index.rglob(name)))
    (told,) = faults(index)
    with pytest.raises(IndexDamaged) as caught:
        PassageIndex(index, HashEmbedder())
    for message in (told, str(caught.value)):
        assert name in message and "\n" not in message
        assert message.endswith(f"Build it again with `kilde ingest {built / 'folder'} --index {index}`.")


@pytest.mark.parametrize("text", ["", "[]", "{", '{"state": 1}', "garbage"])
def test_a_garbled_note_is_named_with_the_command_that_builds_the_index_again(index: Path, text: str) -> None:
    (index / NOTE).write_text(text)
    with pytest.raises(IndexDamaged) as caught:
        PassageIndex(index, HashEmbedder())
    assert faults(index) == (str(caught.value),)
    assert str(caught.value) == (
        f"The index {index} is damaged ({NOTE} cannot be read). Build it again with "
        f"`kilde ingest FOLDER --index {index}`."
    )


@pytest.mark.parametrize("name", ["chroma.sqlite3", "data_level0.bin", "header.bin", NOTE])
def test_ingest_builds_a_damaged_index_again(built: Path, index: Path, name: str) -> None:
    garble(next(index.rglob(name)))
    build_index(built / "folder", index, embedder=HashEmbedder())
    assert (faults(index), content(index)) == ((), content(built / "index"))
    assert len(list(index.glob("state-*"))) == 1


def test_a_state_that_is_gone_is_named_and_built_again(built: Path, index: Path) -> None:
    shutil.rmtree(state(index))
    assert "it is gone" in faults(index)[0]
    with pytest.raises(IndexDamaged, match="state-1 cannot be opened"):
        PassageIndex(index, HashEmbedder())
    build_index(built / "folder", index, embedder=HashEmbedder())
    assert content(index) == content(built / "index")


@DAMAGES
@pytest.mark.parametrize("name", ["places.json", "0/indices.csc.index.npy"])
def test_without_its_word_index_an_index_answers_as_before_and_ingest_builds_it_again(
    corpus: Path, tmp_path: Path, name: str, damage: Callable[[Path], None]
) -> None:
    index = tmp_path / "index"
    build_index(corpus, index, embedder=HashEmbedder())
    before = whole(index)
    damage(state(index) / "words" / name)
    assert whole(index).found == before.found
    (told,) = faults(index)
    assert f"words/{name}" in told
    build_index(corpus, index, embedder=HashEmbedder())
    assert (faults(index), whole(index)) == ((), before)


@pytest.mark.parametrize(
    "note", ["", "{", '{"process": 1}', '{"process": 1, "host": "h", "since": "s", "folder": "f"}']
)
def test_what_a_killed_writer_left_is_told_and_the_next_ingest_takes_its_place(
    built: Path, index: Path, note: str
) -> None:
    (index / WRITER).write_text(note)
    (index / "writer.lock").write_bytes(b"\xff garbage")
    (told,) = faults(index)
    assert "stopped" in told and told.endswith(f"Run it again: `kilde ingest {built / 'folder'} --index {index}`.")
    build_index(built / "folder", index, embedder=HashEmbedder())
    assert faults(index) == ()


def test_a_vectors_journal_that_was_cut_off_is_used_as_far_as_it_goes(corpus: Path, tmp_path: Path) -> None:
    for index in (tmp_path / "index", tmp_path / "undisturbed"):
        build_index(corpus, index, embedder=HashEmbedder())
        write_folder(corpus, {"guide.txt": NOTES})
    (tmp_path / "index" / "vectors.journal").write_bytes(b"\x02\x00\x00\x00\x00\x01\x00\x00garbage")
    build_index(corpus, tmp_path / "index", embedder=HashEmbedder())
    build_index(corpus, tmp_path / "undisturbed", embedder=HashEmbedder())
    assert whole(tmp_path / "index") == whole(tmp_path / "undisturbed")
    assert not (tmp_path / "index" / "vectors.journal").exists()


def test_an_index_of_an_older_kilde_is_refused_and_the_command_of_the_message_replaces_it(
    corpus: Path, tmp_path: Path
) -> None:
    build_index(corpus, tmp_path / "index", embedder=HashEmbedder())
    old = shutil.copytree(state(tmp_path / "index"), tmp_path / "old")
    with pytest.raises(IndexMismatch, match="built by an older Kilde. Build it again with `kilde ingest FOLDER"):
        PassageIndex(old, HashEmbedder())
    build_index(corpus, old, embedder=HashEmbedder())
    assert whole(old) == whole(tmp_path / "index")
    assert not (old / "words").exists() and not (old / "chroma.sqlite3").exists()
