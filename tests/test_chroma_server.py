"""An index whose vectors are on a real Chroma server, also when that server goes away and comes back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.chat import Assistant
from assistant.settings import Settings
from ingest.build import build_index, delete_index
from ingest.collection import Collection
from ingest.embedder import Vectors
from ingest.errors import IndexAway, IndexMissing
from ingest.index import PassageIndex
from ingest.settings import IngestSettings
from tests.chroma import ChromaProcess
from tests.fakes import GUIDE, NOTES, HashEmbedder, write_folder
from tests.test_corpora import ANNA, read, sent
from ui.corpora import SHARED, Corpora

QUESTION = "How many speeds does the lathe run at?"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaProcess]:
    process = ChromaProcess(tmp_path_factory.mktemp("chroma"))
    process.start()
    yield process
    process.kill()


@pytest.fixture
def server(running: ChromaProcess) -> Iterator[ChromaProcess]:
    """The running one, brought back when a test has killed it."""
    yield running
    running.start()


class Disturbed(HashEmbedder):
    """Calls `disturb` once, when that many texts were embedded."""

    def __init__(self, after: int, disturb: Callable[[], None]) -> None:
        super().__init__()
        self._after, self._disturb = after, disturb

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        vectors = super().embed_passages(texts)
        if len(self.recorded) >= self._after:
            self._after = 10**9
            self._disturb()
        return vectors


def content(folder: Path, settings: IngestSettings) -> dict[str, Any]:
    """All that an index says: its notes, its rows with their vectors, its documents."""
    collection = Collection(folder, settings)
    keys = collection.keys()
    vectors = collection.vectors(list(keys))
    documents = [collection.document(document_id) for document_id in collection.document_ids()]
    notes = collection.notes
    collection.close()
    rounded = {row: np.round(vector, 5).tolist() for row, vector in vectors.items()}
    return {"notes": notes, "keys": keys, "vectors": rounded, "documents": documents}


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
    assert {path.name for path in there.iterdir()} == {"writer.lock", "words"}


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


def test_an_empty_collection_on_a_server_has_nothing_near(running: ChromaProcess, tmp_path: Path) -> None:
    collection = Collection(tmp_path / "index", running.settings())
    collection.recreate(settings="s")
    assert (collection.keys(), collection.nearest(HashEmbedder().embed_query("a"), 5)) == ({}, [])
    collection.close()


def test_an_index_that_the_server_does_not_hold_is_missing(running: ChromaProcess, tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match=r"is empty\. Make it with `kilde ingest FOLDER --index"):
        PassageIndex(tmp_path / "never", HashEmbedder(), running.settings())


def test_other_vectors_take_the_place_of_the_old_ones_whatever_their_dimensions(
    running: ChromaProcess, corpus: Path, tmp_path: Path
) -> None:
    build_index(corpus, tmp_path / "index", embedder=HashEmbedder(), settings=running.settings())
    wide = HashEmbedder("wide", dimensions=300)
    build_index(corpus, tmp_path / "index", embedder=wide, settings=running.settings())
    with PassageIndex(tmp_path / "index", wide, running.settings()) as index:
        assert index.search(QUESTION)[0].passage.document_id == "manual.md"


def test_a_reader_without_the_folder_finds_the_same(running: ChromaProcess, corpus: Path, tmp_path: Path) -> None:
    build_index(corpus, tmp_path / "index", embedder=HashEmbedder(), settings=running.settings())
    with PassageIndex(tmp_path / "index", HashEmbedder(), running.settings()) as index:
        found = index.search(QUESTION)
    shutil.rmtree(tmp_path / "index")
    with PassageIndex(tmp_path / "index", HashEmbedder(), running.settings()) as index:
        assert index.search(QUESTION) == found


def test_several_readers_keep_up_with_one_writer(running: ChromaProcess, corpus: Path, tmp_path: Path) -> None:
    place, settings = tmp_path / "index", running.settings(batch_size=4)
    build_index(corpus, place, embedder=HashEmbedder(), settings=settings)
    readers = [PassageIndex(place, HashEmbedder(), settings) for _ in range(3)]

    def ask(reader: PassageIndex) -> set[str]:
        told = set()
        for _ in range(10):
            try:
                told.add(reader.search("zebra hive", k=1)[0].passage.text)
            except IndexMissing as error:
                told.add(" ".join(str(error).split()[4:8]))
        return told

    before = {readers[0].search("zebra hive", k=1)[0].passage.text}
    write_folder(corpus, {"guide.txt": NOTES + "The zebra has a hive.\n"})
    with ThreadPoolExecutor(3) as pool:
        asked = [pool.submit(ask, reader) for reader in readers]
        build_index(corpus, place, embedder=HashEmbedder(), settings=settings)
    after = {NOTES + "The zebra has a hive.\n"}
    for answers in asked:
        assert answers.result() <= before | after | {"is not finished. Wait"}
    assert {reader.search("zebra hive", k=1)[0].passage.text for reader in readers} == after
    for reader in readers:
        reader.close()


def test_an_ingest_whose_server_goes_away_says_so_and_the_next_one_finishes_it(
    server: ChromaProcess, corpus: Path, tmp_path: Path
) -> None:
    place, settings = tmp_path / "index", server.settings(batch_size=4)
    with pytest.raises(IndexAway) as caught:
        build_index(corpus, place, embedder=Disturbed(12, server.kill), settings=settings)
    assert str(caught.value).startswith(f"The Chroma server {server.url}, which holds the index {place}, does not ans")
    assert str(caught.value).endswith("Start it (`chroma run --path DIR`) or correct KILDE_CHROMA_URL, and try again.")
    assert "\n" not in str(caught.value)
    server.start()
    with pytest.raises(IndexMissing, match="is not finished"):
        PassageIndex(place, HashEmbedder(), settings)
    again = HashEmbedder()
    build_index(corpus, place, embedder=again, settings=settings)
    build_index(corpus, tmp_path / "undisturbed", embedder=HashEmbedder(), settings=settings)
    finished = content(place, settings)
    assert finished == content(tmp_path / "undisturbed", settings)
    assert 0 < len(again.recorded) < len(finished["keys"])


def test_a_question_fails_clearly_while_the_server_is_away_and_the_next_is_answered(
    server: ChromaProcess, corpus: Path, tmp_path: Path
) -> None:
    build_index(corpus, tmp_path / "index", embedder=HashEmbedder(), settings=server.settings())
    with PassageIndex(tmp_path / "index", HashEmbedder(), server.settings()) as index:
        assistant = Assistant(index, None, Settings())
        answer = assistant.ask(QUESTION)
        server.kill()
        for _ in range(2):
            with pytest.raises(IndexAway, match=r"^The Chroma server .* does not answer .* and try again\.$"):
                assistant.ask(QUESTION)
        server.start()
        assert assistant.ask(QUESTION).text == answer.text
        write_folder(corpus, {"guide.txt": GUIDE + "A zebra is no bee.\n"})
        build_index(corpus, tmp_path / "index", embedder=HashEmbedder(), settings=server.settings())
        assert index.search("zebra")[0].passage.text.endswith("A zebra is no bee.\n")


def test_an_index_that_was_renewed_while_the_server_went_away_is_taken_up_whole_afterwards(
    server: ChromaProcess, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "index"
    build_index(corpus, place, embedder=HashEmbedder(), settings=server.settings())
    with PassageIndex(place, HashEmbedder(), server.settings()) as index:
        assert {hit.passage.document_id for hit in index.search("bee hive lathe society", k=20)} > {"guide.txt"}
        write_folder(corpus, {"guide.txt": GUIDE + "A zebra is no bee.\n"})
        build_index(corpus, place, embedder=HashEmbedder(), settings=server.settings())
        shutil.rmtree(place / "words")  # what is read anew comes from the server
        read = Collection.passages

        def away(collection: Collection) -> Any:
            server.kill()
            return read(collection)

        with monkeypatch.context() as patch:
            patch.setattr(Collection, "passages", away)
            with pytest.raises(IndexAway):
                index.search("zebra")
        server.start()
        assert index.search("zebra")[0].passage.text.endswith("A zebra is no bee.\n")


def test_a_deleted_index_leaves_nothing_on_the_server_and_a_server_that_is_away_is_told(
    server: ChromaProcess, corpus: Path, tmp_path: Path
) -> None:
    places = tmp_path / "one", tmp_path / "two"
    for place in places:
        build_index(corpus, place, embedder=HashEmbedder(), settings=server.settings())
    delete_index(places[0], server.settings())
    assert not places[0].exists()
    with pytest.raises(IndexMissing):
        PassageIndex(places[0], HashEmbedder(), server.settings())
    with PassageIndex(places[1], HashEmbedder(), server.settings()) as index:
        assert len(index.documents()) == 3
    server.kill()
    with pytest.raises(IndexAway):
        delete_index(places[1], server.settings())
    assert places[1].is_dir()


def test_documents_that_a_visitor_removes_are_gone_from_the_server(
    running: ChromaProcess, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KILDE_CHROMA_URL", running.url)
    build_index(corpus, tmp_path / "index", embedder=HashEmbedder())
    with PassageIndex(tmp_path / "index", HashEmbedder()) as index:
        corpora = Corpora(Assistant(index, None, Settings()), tmp_path / "own")
        key, _ = read(corpora.upload(ANNA, SHARED, "", sent(tmp_path / "up", mill="The mill was built in 1731.\n")))
        place = next((tmp_path / "own").rglob("index"))
        assert [document.text for document in corpora.documents(key)] == ["The mill was built in 1731.\n"]
        corpora.remove(ANNA, key)
    collection = Collection(place)
    assert (collection.notes, corpora.listed(ANNA)) == ({}, [])
    collection.close()
