"""An index whose vectors are on a real Chroma server that answers."""

from __future__ import annotations

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from assistant.chat import Assistant
from assistant.settings import Settings
from ingest.build import build_index
from ingest.chroma_server import ServerPlace, server_of
from ingest.collection import Collection
from ingest.errors import IndexDamaged, IndexMissing
from ingest.health import faults
from ingest.index import PassageIndex
from ingest.settings import IngestSettings
from tests.chroma import ChromaProcess, collections, content, rows_of, running
from tests.fakes import GUIDE, MANUAL, NOTES, HashEmbedder, write_folder
from tests.test_corpora import ANNA, sent
from tests.test_corpora import read as uploaded
from ui.corpora import SHARED, Corpora

__all__ = ["running"]

QUESTION = "How many speeds does the lathe run at?"


def test_an_index_on_a_server_says_what_one_below_a_folder_says(
    running: ChromaProcess, corpus: Path, tmp_path: Path
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    below, served = IngestSettings(), running.settings()
    reports = [build_index(corpus, here, embedder=HashEmbedder(), settings=below)]
    reports += [build_index(corpus, there, embedder=HashEmbedder(), settings=served)]
    assert reports[0] == reports[1]
    assert content(here, below) == content(there, served)
    with PassageIndex(here, HashEmbedder(), below) as one, PassageIndex(there, HashEmbedder(), served) as two:
        assert one.search(QUESTION) == two.search(QUESTION)
        assert one.documents() == two.documents()
    assert {path.name for path in there.iterdir()} == {"writer.lock", "current.json", "files.json", "state-1"}
    assert [path.name for path in (there / "state-1").iterdir()] == ["words"]


def test_indexes_on_one_server_are_kept_apart_and_brought_up_to_date_each(
    running: ChromaProcess, corpus: Path, tmp_path: Path
) -> None:
    other = write_folder(tmp_path / "other", {"zebra.txt": "The zebra lives in Africa.\n"})
    places = tmp_path / "a" / "index", tmp_path / "b" / "index"
    for folder, place in zip((corpus, other), places, strict=True):
        build_index(folder, place, embedder=HashEmbedder(), settings=running.settings())
    write_folder(other, {"zebra.txt": "The zebra lives on a farm.\n"})
    report = build_index(other, places[1], embedder=HashEmbedder(), settings=running.settings())
    assert (report.added, report.removed) == (1, 1)
    for place, sources in zip(places, (["guide.txt", "manual.md", "minutes/2021-05.txt"], ["zebra.txt"]), strict=True):
        with PassageIndex(place, HashEmbedder(), running.settings()) as index:
            assert [document.id for document in index.documents()] == sources


def test_an_unchanged_folder_is_not_read_again_for_a_server_and_a_changed_one_whole(
    running: ChromaProcess, tmp_path: Path
) -> None:
    folder = write_folder(
        tmp_path / "folder", {"prices.csv": "Tool,Price\nAdze,12\n", "note.txt": "The adze is old.\n"}
    )
    time.sleep(0.15)  # a file that was only just written is not trusted
    hasty = running.settings().model_copy(update={"reader_seconds": 0.001})
    build_index(folder, tmp_path / "index", embedder=HashEmbedder(), settings=running.settings())
    assert build_index(folder, tmp_path / "index", embedder=HashEmbedder(), settings=hasty).failed == ()
    write_folder(folder, {"note.txt": "The adze is new.\n"})
    report = build_index(folder, tmp_path / "index", embedder=HashEmbedder(), settings=running.settings())
    assert (report.documents, report.embedded, report.failed) == (2, 2, ())


def test_an_empty_collection_on_a_server_has_nothing_near(running: ChromaProcess, tmp_path: Path) -> None:
    server = server_of(running.settings())
    assert server is not None
    with closing(Collection(ServerPlace(server, tmp_path / "index" / "state-1"))) as collection:
        collection.create()
        assert (collection.keys(), collection.nearest(HashEmbedder().embed_query("a"), 5)) == ({}, [])


def test_an_index_that_was_never_made_is_missing(running: ChromaProcess, tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match=r"There is no index in .*\. Make one with `kilde ingest FOLDER --index"):
        PassageIndex(tmp_path / "never", HashEmbedder(), running.settings())


def test_an_index_that_the_server_does_not_hold_is_named_and_built_there_by_the_next_ingest(
    running: ChromaProcess, corpus: Path, tmp_path: Path
) -> None:
    index, settings = tmp_path / "index", running.settings()
    build_index(corpus, index, embedder=HashEmbedder())
    with pytest.raises(IndexMissing) as caught:
        PassageIndex(index, HashEmbedder(), settings)
    assert str(caught.value) == (
        f"The Chroma server {running.url} does not hold state-1 of the index {index}. Correct KILDE_CHROMA_URL, or "
        f"build it there with `kilde ingest {corpus} --index {index}`."
    )
    (told,) = faults(index, settings)
    assert f"state-1 is not on the Chroma server {running.url}" in told
    build_index(corpus, index, embedder=HashEmbedder(), settings=settings)
    assert faults(index, settings) == ()
    with PassageIndex(index, HashEmbedder(), settings) as opened:
        assert len(opened.documents()) == 3
    assert {path.name for path in index.glob("state-*")} == {"state-2"}
    with pytest.raises(IndexDamaged, match="is gone, or on a Chroma server: then set KILDE_CHROMA_URL"):
        PassageIndex(index, HashEmbedder())


def test_other_vectors_take_the_place_of_the_old_ones_whatever_their_dimensions(
    running: ChromaProcess, corpus: Path, tmp_path: Path
) -> None:
    build_index(corpus, tmp_path / "index", embedder=HashEmbedder(), settings=running.settings())
    wide = HashEmbedder("wide", dimensions=300)
    build_index(corpus, tmp_path / "index", embedder=wide, settings=running.settings())
    with PassageIndex(tmp_path / "index", wide, running.settings()) as index:
        assert index.search(QUESTION)[0].passage.document_id == "manual.md"


def test_each_state_has_a_collection_of_its_own_and_those_that_nobody_reads_are_dropped(
    running: ChromaProcess, corpus: Path, tmp_path: Path
) -> None:
    index, settings = tmp_path / "index", running.settings()
    build_index(corpus, index, embedder=HashEmbedder(), settings=settings)
    assert collections(running, index) == {"1"}
    with PassageIndex(index, HashEmbedder(), settings) as opened, opened.steady():
        hits = opened.search("hive", k=20)
        write_folder(corpus, {"guide.txt": GUIDE + "A zebra is no bee.\n"})
        (corpus / "manual.md").unlink()
        again = HashEmbedder()
        report = build_index(corpus, index, embedder=again, settings=settings)
        assert 0 < len(again.recorded) == report.embedded < 5, "what the old state has is not embedded again"
        assert collections(running, index) == {"1", "2"}
        assert opened.search("hive", k=20) == hits
        assert opened.document("manual.md").text == MANUAL
    build_index(corpus, index, embedder=HashEmbedder(), settings=settings)
    assert collections(running, index) == {"2"}
    build_index(corpus, tmp_path / "undisturbed", embedder=HashEmbedder(), settings=settings)
    assert content(index, settings) == content(tmp_path / "undisturbed", settings)


def test_a_reader_whose_collection_is_dropped_says_so_once_and_reads_the_new_state_next(
    running: ChromaProcess, corpus: Path, tmp_path: Path
) -> None:
    index, settings = tmp_path / "index", running.settings()
    build_index(corpus, index, embedder=HashEmbedder(), settings=settings)
    with PassageIndex(index, HashEmbedder(), settings) as opened:
        with opened.steady():
            opened.search("hive")
            with closing(rows_of(index, settings)) as old:
                write_folder(corpus, {"guide.txt": GUIDE + "A zebra is no bee.\n"})
                build_index(corpus, index, embedder=HashEmbedder(), settings=settings)
                old.drop()  # as a writer does that sees no lock of this reader
            with pytest.raises(IndexMissing, match=r"is no longer on the Chroma server .*\. Ask again; if it"):
                opened.search("zebra")
        assert opened.search("zebra")[0].passage.text.endswith("A zebra is no bee.\n")


def test_an_index_whose_folder_was_deleted_by_hand_begins_anew_on_the_server(
    running: ChromaProcess, corpus: Path, tmp_path: Path
) -> None:
    index, settings = tmp_path / "index", running.settings()
    build_index(corpus, index, embedder=HashEmbedder(), settings=settings)
    shutil.rmtree(index)
    (corpus / "manual.md").unlink()
    build_index(corpus, index, embedder=HashEmbedder(), settings=settings)
    build_index(corpus, tmp_path / "undisturbed", embedder=HashEmbedder(), settings=settings)
    assert content(index, settings) == content(tmp_path / "undisturbed", settings)


def test_several_readers_keep_up_with_one_writer(running: ChromaProcess, corpus: Path, tmp_path: Path) -> None:
    place, settings = tmp_path / "index", running.settings(batch_size=4)
    build_index(corpus, place, embedder=HashEmbedder(), settings=settings)
    readers = [PassageIndex(place, HashEmbedder(), settings) for _ in range(3)]

    def ask(reader: PassageIndex) -> set[str]:
        return {reader.search("zebra hive", k=1)[0].passage.text for _ in range(10)}

    before = {readers[0].search("zebra hive", k=1)[0].passage.text}
    write_folder(corpus, {"guide.txt": NOTES + "The zebra has a hive.\n"})
    with ThreadPoolExecutor(3) as pool:
        asked = [pool.submit(ask, reader) for reader in readers]
        build_index(corpus, place, embedder=HashEmbedder(), settings=settings)
    after = {NOTES + "The zebra has a hive.\n"}
    for answers in asked:
        assert answers.result() <= before | after
    assert {reader.search("zebra hive", k=1)[0].passage.text for reader in readers} == after
    for reader in readers:
        reader.close()


def test_documents_that_a_visitor_removes_are_gone_from_the_server(
    running: ChromaProcess, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KILDE_CHROMA_URL", running.url)
    build_index(corpus, tmp_path / "index", embedder=HashEmbedder())
    with PassageIndex(tmp_path / "index", HashEmbedder()) as index:
        corpora = Corpora(Assistant(index, None, Settings()), tmp_path / "own")
        key, _ = uploaded(corpora.upload(ANNA, SHARED, "", sent(tmp_path / "up", mill="The mill was built in 1731.\n")))
        place = next((tmp_path / "own").rglob("index"))
        assert [document.text for document in corpora.documents(key)] == ["The mill was built in 1731.\n"]
        corpora.remove(ANNA, key)
    assert (collections(running, place), corpora.listed(ANNA)) == (set(), [])
