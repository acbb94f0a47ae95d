"""An index whose vectors are on a real Chroma server, also when that server goes away and comes back."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.chat import Assistant
from assistant.settings import Settings
from ingest.build import build_index, delete_index
from ingest.chroma_folder import FolderPlace
from ingest.chroma_server import ServerPlace, server_of
from ingest.collection import Collection
from ingest.embedder import Vectors
from ingest.errors import IndexAway, IndexDamaged, IndexMissing
from ingest.health import faults
from ingest.index import PassageIndex
from ingest.settings import IngestSettings
from ingest.state import finish, read_note
from tests.chroma import ChromaProcess
from tests.fakes import GUIDE, MANUAL, NOTES, HashEmbedder, write_folder
from tests.killing import Elsewhere
from tests.states import state
from tests.test_corpora import ANNA, sent
from tests.test_corpora import read as uploaded
from tests.test_index import halfway
from tests.test_killed import NEW, OLD, folder_of, read, texts
from ui.corpora import SHARED, Corpora

_KILLS = 12
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


def rows_of(index: Path, settings: IngestSettings) -> Collection:
    """The collection of the state that is read."""
    note, server = read_note(index), server_of(settings)
    assert note is not None
    state = index / note.state
    return Collection(FolderPlace(state) if server is None else ServerPlace(server, state))


def content(index: Path, settings: IngestSettings) -> dict[str, Any]:
    """All that an index says: its note, its rows with their vectors, its documents."""
    with closing(rows_of(index, settings)) as collection:
        keys = collection.keys()
        vectors = collection.vectors(list(keys))
        documents = [collection.document(document_id) for document_id in collection.document_ids()]
    note = read_note(index)
    assert note is not None
    rounded = {row: np.round(vector, 5).tolist() for row, vector in vectors.items()}
    words = {name: checksum for name, checksum in note.files.items() if name.startswith("words/")}
    said = (note.settings, note.folder, note.fingerprint, words)
    return {"note": said, "keys": keys, "vectors": rounded, "documents": documents}


def collections(server: ChromaProcess, index: Path) -> set[str]:
    """The ends of the names of the index's collections on the server: the numbers of its states."""
    found = server_of(server.settings())
    assert found is not None
    start = found.collection_of(index / "state-").removesuffix("-")
    client = found.open()
    try:
        names = [collection.name for collection in client.list_collections()]
    finally:
        client.close()
    return {name.rpartition("-")[2] for name in names if name.rpartition("-")[0] == start}


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
    assert {path.name for path in there.iterdir()} == {"writer.lock", "current.json", "state-1"}
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
    assert again.recorded == []  # all was embedded, and in the journal, when the rows could not be written
    assert (collections(server, place), len(list(place.glob("state-*")))) == ({"1"}, 1)


def test_an_ingest_whose_server_goes_away_leaves_the_old_state_as_it_was(
    server: ChromaProcess, corpus: Path, tmp_path: Path
) -> None:
    place, settings = tmp_path / "index", server.settings(batch_size=4)
    build_index(corpus, place, embedder=HashEmbedder(), settings=settings)
    before = content(place, settings)
    write_folder(corpus, {"guide.txt": NOTES + "The zebra has a hive.\n", "more.md": MANUAL.replace("oil", "grease")})
    with PassageIndex(place, HashEmbedder(), settings) as opened:
        found = opened.search("zebra hive", k=20)
        with pytest.raises(IndexAway):
            build_index(corpus, place, embedder=Disturbed(4, server.kill), settings=settings)
        with pytest.raises(IndexAway):
            opened.search("zebra hive", k=20)
        server.start()
        assert opened.search("zebra hive", k=20) == found
        assert content(place, settings) == before
        build_index(corpus, place, embedder=HashEmbedder(), settings=settings)
        assert opened.search("zebra hive")[0].passage.text == NOTES + "The zebra has a hive.\n"
    build_index(corpus, tmp_path / "undisturbed", embedder=HashEmbedder(), settings=settings)
    assert content(place, settings) == content(tmp_path / "undisturbed", settings)
    build_index(corpus, place, embedder=HashEmbedder(), settings=settings)
    assert (collections(server, place), len(list(place.glob("state-*")))) == ({"2"}, 1)


def test_an_ingest_is_done_when_the_server_goes_away_after_it_and_the_next_one_drops_the_old_state(
    server: ChromaProcess, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, settings = tmp_path / "index", server.settings()
    build_index(corpus, place, embedder=HashEmbedder(), settings=settings)
    write_folder(corpus, {"guide.txt": GUIDE + "A zebra is no bee.\n"})

    def last(fresh: Path, **said: str) -> None:
        finish(fresh, **said)
        server.kill()

    with monkeypatch.context() as patch:
        patch.setattr("ingest.writer.finish", last)
        assert build_index(corpus, place, embedder=HashEmbedder(), settings=settings).added == 1
    server.start()
    assert collections(server, place) == {"1", "2"}
    with PassageIndex(place, HashEmbedder(), settings) as opened:
        assert opened.search("zebra")[0].passage.text.endswith("A zebra is no bee.\n")
    build_index(corpus, place, embedder=HashEmbedder(), settings=settings)
    assert (collections(server, place), len(list(place.glob("state-*")))) == ({"2"}, 1)


def test_an_ingest_that_is_killed_leaves_the_old_state_and_the_next_one_clears_up(
    running: ChromaProcess, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KILDE_CHROMA_URL", running.url)
    place, settings = tmp_path / "index", running.settings()
    build_index(corpus, place, embedder=HashEmbedder(), settings=settings)
    before = content(place, settings)
    write_folder(corpus, {"guide.txt": GUIDE.replace("e", "ee"), "more.txt": NOTES * 30})
    with halfway(corpus, place):
        assert collections(running, place) == {"1", "2"}
        assert content(place, settings) == before
    assert content(place, settings) == before
    again = HashEmbedder()
    report = build_index(corpus, place, embedder=again, settings=settings)
    build_index(corpus, tmp_path / "undisturbed", embedder=HashEmbedder(), settings=settings)
    assert content(place, settings) == content(tmp_path / "undisturbed", settings)
    assert 0 < len(again.recorded) == report.embedded < len(content(place, settings)["keys"]) - 12
    assert collections(running, place) == {"2"}


def test_killed_at_any_moment_and_run_again_it_is_the_index_of_an_undisturbed_ingest(
    running: ChromaProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("KILDE_CHROMA_URL", running.url)
    chance = random.Random(request.config.getoption("--kill-seed"))
    killed, place, settings = 0, tmp_path / "index", running.settings()
    with Elsewhere() as elsewhere:
        expected = []
        for number, files in enumerate((OLD, NEW)):
            folder = folder_of(tmp_path, files)
            assert elsewhere.ingest(folder, tmp_path / f"undisturbed {number}").ok
            expected.append(content(tmp_path / f"undisturbed {number}", settings))
        assert elsewhere.ingest(folder_of(tmp_path, OLD), place).ok
        folder_of(tmp_path, NEW)
        seconds = elsewhere.ingest(folder, place).seconds
        for number in range(_KILLS):
            folder_of(tmp_path, (OLD, NEW)[number % 2])
            killed += elsewhere.ingest(folder, place, kill_after=chance.uniform(0, seconds)).killed
            assert content(place, settings) in expected
            assert read(place) in (texts(OLD), texts(NEW))
            assert elsewhere.ingest(folder, place).ok
            assert content(place, settings) == expected[number % 2]
            assert len(collections(running, place)) == 1 == len(list(place.glob("state-*")))
    assert killed > _KILLS / 2


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
        shutil.rmtree(state(place) / "words")  # what is read anew comes from the server
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
    assert not places[0].exists() and not collections(server, places[0])
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
        key, _ = uploaded(corpora.upload(ANNA, SHARED, "", sent(tmp_path / "up", mill="The mill was built in 1731.\n")))
        place = next((tmp_path / "own").rglob("index"))
        assert [document.text for document in corpora.documents(key)] == ["The mill was built in 1731.\n"]
        corpora.remove(ANNA, key)
    assert (collections(running, place), corpora.listed(ANNA)) == (set(), [])
