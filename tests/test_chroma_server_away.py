"""A real Chroma server that goes away and comes back, and ingests that are killed while they write to it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.chat import Assistant
from assistant.settings import Settings
from ingest.build import build_index, delete_index
from ingest.collection import Collection
from ingest.embedder import Vectors
from ingest.errors import IndexAway, IndexMissing
from ingest.index import PassageIndex
from ingest.state import finish
from tests.chroma import ChromaProcess, collections, content, running, server
from tests.fakes import GUIDE, MANUAL, NOTES, HashEmbedder, write_folder
from tests.killing import Elsewhere
from tests.states import state
from tests.test_index import halfway
from tests.test_killed import NEW, OLD, folder_of, read, texts

__all__ = ["running", "server"]

_KILLS = 12
QUESTION = "How many speeds does the lathe run at?"


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
