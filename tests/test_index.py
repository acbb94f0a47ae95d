"""The index opened for reading, and what becomes of it when disks, processes and settings do not play along."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from ingest.build import build_index
from ingest.documents import Document, list_folder, read_document, read_sources
from ingest.errors import IndexLocked, IndexMismatch, IndexMissing
from ingest.index import Hit, PassageIndex
from ingest.rows import index_settings
from ingest.settings import SHIPPED_CORPUS
from tests.fakes import GUIDE, NOTES, HashEmbedder, write_folder
from tests.states import rows

CHILD = """
import resource, sys, time
from ingest.build import build_index
from ingest.errors import KildeError
from ingest.settings import IngestSettings
from tests.fakes import HashEmbedder

class Embedder(HashEmbedder):
    def embed_passages(self, texts):
        vectors = super().embed_passages(texts)
        if len(self.recorded) >= int(sys.argv[3]):
            print("halfway", flush=True)
            time.sleep(60)
        return vectors

limit = int(sys.argv[4])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    build_index(sys.argv[1], sys.argv[2], embedder=Embedder(), settings=IngestSettings(batch_size=4))
except KildeError as error:
    print(f"{type(error).__name__}: {error}")
"""


def child(folder: Path, index: Path, *, stop_after: int = 10**9, limit: int = 0) -> subprocess.Popen[str]:
    """Another process that ingests, perhaps stands still after some texts, perhaps writes no file beyond a size."""
    command = [sys.executable, "-c", CHILD, str(folder), str(index), str(stop_after), str(limit)]
    root = str(Path(__file__).resolve().parent.parent)
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": root}, stdout=subprocess.PIPE, text=True)


@contextmanager
def halfway(folder: Path, index: Path) -> Iterator[subprocess.Popen[str]]:
    process = child(folder, index, stop_after=12)
    try:
        assert process.stdout is not None and process.stdout.readline() == "halfway\n"
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()


def ids(index: Path) -> set[str]:
    return set(rows(index))


def test_a_second_writer_is_refused_at_once_and_a_killed_one_is_made_up_for(corpus: Path, tmp_path: Path) -> None:
    with halfway(corpus, tmp_path / "index") as process:
        start = time.monotonic()
        with pytest.raises(IndexLocked) as caught:
            build_index(corpus, tmp_path / "index", embedder=HashEmbedder())
        assert time.monotonic() - start < 1
    assert re.fullmatch(
        rf"Another process is writing the index {tmp_path / 'index'} "
        rf"\(process {process.pid} on {socket.gethostname()}, "
        r"since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+\d\d:\d\d\)\. Wait until it is done, or use another --index\.",
        str(caught.value),
    )
    again = HashEmbedder()
    build_index(corpus, tmp_path / "index", embedder=again)
    build_index(corpus, tmp_path / "undisturbed", embedder=HashEmbedder())
    assert ids(tmp_path / "index") == ids(tmp_path / "undisturbed")
    assert 0 < len(again.recorded) < len(ids(tmp_path / "index"))


def test_while_an_ingest_runs_questions_are_answered_from_the_state_before_it(corpus: Path, tmp_path: Path) -> None:
    place, embedder = tmp_path / "index", HashEmbedder()
    build_index(corpus, place, embedder=embedder)
    before = {document.id: document.text for document in _documents(place)}
    with PassageIndex(place, embedder) as opened:
        found = opened.search("first inspection", k=20)
        write_folder(corpus, {"guide.txt": GUIDE.replace("12 April", "15 May"), "more.txt": GUIDE.replace("e", "a")})
        (corpus / "manual.md").unlink()
        with halfway(corpus, place):
            assert opened.search("first inspection", k=20) == found
            assert {document.id: document.text for document in _documents(place)} == before
        assert opened.search("first inspection", k=20) == found
        build_index(corpus, place, embedder=embedder)
        assert "15 May" in opened.search("first inspection", k=1)[0].passage.text
        assert {document.id for document in opened.documents()} == {"guide.txt", "minutes/2021-05.txt", "more.txt"}


def test_what_is_read_for_one_answer_is_of_one_state_also_when_an_ingest_ends_meanwhile(
    corpus: Path, tmp_path: Path
) -> None:
    place, embedder = tmp_path / "index", HashEmbedder()
    build_index(corpus, place, embedder=embedder)
    with PassageIndex(place, embedder) as opened:
        with opened.steady():
            hits = opened.search("first inspection", k=3)
            write_folder(corpus, {"guide.txt": GUIDE.replace("12 April", "15 May")})
            (corpus / "manual.md").unlink()
            for _ in range(2):
                build_index(corpus, place, embedder=embedder)
            assert opened.search("first inspection", k=3) == hits
            assert opened.document("manual.md").text and opened.cosines(embedder.embed_query("April"), hits)
            assert all(hit.passage == opened.passages("guide.txt")[hit.passage.position] for hit in hits[:1])
        assert "15 May" in opened.search("first inspection", k=1)[0].passage.text
        with pytest.raises(KeyError):
            opened.document("manual.md")
        opened.close()  # and once more at the end of the block
    build_index(corpus, place, embedder=embedder)
    assert [path.name for path in place.glob("state-*")] == ["state-2"]


def test_documents_are_old_or_new_and_never_half_while_ingests_follow_each_other(corpus: Path, tmp_path: Path) -> None:
    place, embedder = tmp_path / "index", HashEmbedder()
    versions = [GUIDE.replace("12 April", f"{day} May") for day in range(10, 16)]
    write_folder(corpus, {"guide.txt": versions[0]})
    build_index(corpus, place, embedder=embedder)
    seen, wrong = set(), []

    def write() -> None:
        for text in versions[1:]:
            write_folder(corpus, {"guide.txt": text})
            build_index(corpus, place, embedder=HashEmbedder())

    writer = Thread(target=write)
    writer.start()
    with PassageIndex(place, embedder) as opened:
        while writer.is_alive():
            with opened.steady():
                hits = opened.search("first inspection", k=20)
                guide = opened.document("guide.txt").text
                seen.add(guide)
                wrong += [
                    hit
                    for hit in hits
                    if opened.document(hit.passage.document_id).text[hit.passage.start : hit.passage.end]
                    != hit.passage.text
                ]
        writer.join()
        assert opened.search("first inspection", k=20) and opened.document("guide.txt").text == versions[-1]
    assert not wrong and 1 < len(seen) and seen <= set(versions)


def _documents(place: Path) -> tuple[Document, ...]:
    with PassageIndex(place, HashEmbedder()) as opened:
        return opened.documents()


def test_an_open_index_keeps_up_with_what_another_process_writes(corpus: Path, tmp_path: Path) -> None:
    build_index(corpus, tmp_path / "index", embedder=HashEmbedder())
    with PassageIndex(tmp_path / "index", HashEmbedder()) as index:
        assert index.search("zebra hive")
        write_folder(corpus, {"guide.txt": NOTES + "The zebra has a hive.\n", "manual.md": "# Oil\n"})
        assert child(corpus, tmp_path / "index").wait(60) == 0
        assert index.search("zebra hive", k=20)[0].passage.text == NOTES + "The zebra has a hive.\n"
        assert [document.text for document in index.documents()][1:] == ["# Oil\n", NOTES]


def test_a_place_without_an_index_is_refused_with_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing) as caught:
        PassageIndex(tmp_path / "none", HashEmbedder())
    place = tmp_path / "none"
    assert str(caught.value) == f"There is no index in {place}. Make one with `kilde ingest FOLDER --index {place}`."
    assert not place.exists()


def test_other_settings_are_refused_with_the_command_that_cures_it(corpus: Path, tmp_path: Path) -> None:
    place, other = tmp_path / "index", HashEmbedder("other")
    build_index(corpus, place, embedder=HashEmbedder())
    with pytest.raises(IndexMismatch) as caught:
        PassageIndex(place, other)
    assert str(caught.value) == (
        f"The index {place} was built with {index_settings(HashEmbedder())} and not with {index_settings(other)}. "
        f"Build it again with `kilde ingest {corpus} --index {place}`."
    )
    build_index(corpus, place, embedder=other)
    with PassageIndex(place, other) as index:
        assert len(index.documents()) == 3


def test_documents_come_back_from_the_index_as_they_were_read(index: PassageIndex, corpus: Path) -> None:
    notes = read_sources(corpus)
    expected = [read_document(corpus, name, notes.get(name)) for name in list_folder(corpus).readable]
    assert list(index.documents()) == expected
    assert index.document("guide.txt").text == GUIDE


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("Rule no. 713", "When is the first inspection?"),
        ("oil for the spindle", "Oiling"),
        ("Anna Holm", ""),
        ("How many turns a minute does hard wood need?", "Lathe"),
    ],
)
def test_a_question_finds_the_passage_that_has_its_words(index: PassageIndex, question: str, section: str) -> None:
    best = index.search(question)[0]
    assert best.passage.section.split(" › ")[-1] == section or best.passage.text == NOTES


def test_hits_come_best_first_each_once_and_no_more_than_asked_for(index: PassageIndex) -> None:
    hits = index.search("Which hive must be registered?", k=5)
    places = [(hit.passage.document_id, hit.passage.position) for hit in hits]
    assert len(hits) == 5 == len(set(places))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_the_same_question_gives_the_same_hits_also_from_an_index_built_elsewhere(
    index: PassageIndex, corpus: Path, tmp_path: Path
) -> None:
    def found(opened: PassageIndex) -> list[list[Hit]]:
        return [opened.search(question, k=8) for question in ("hive", "oil and wood", "?", "zebra", "9 to 17")]

    build_index(corpus, tmp_path / "other", embedder=HashEmbedder())
    with PassageIndex(tmp_path / "other", HashEmbedder()) as other:
        assert found(index) == found(index) == found(other)


def test_each_sentence_of_a_hit_has_its_cosine(index: PassageIndex) -> None:
    hits = index.search("registered hive", k=3)
    cosines = index.cosines(index.embed("registered hive"), hits)
    assert set(cosines) == {(hit.passage.document_id, s.start) for hit in hits for s in hit.passage.sentences}
    best = max(cosines, key=lambda place: cosines[place])
    assert index.document(best[0]).text[best[1] :].startswith("Must a hive be registered?")


def test_a_hit_tells_itself_in_plain_json(index: PassageIndex) -> None:
    hit = index.search("Anna Holm", k=1)[0]
    assert json.loads(json.dumps(hit.to_dict())) == {
        "source": "minutes/2021-05.txt", "title": "Minutes of the garden society", "page": None,
        "section": "Minutes of the garden society", "start": 0, "end": len(NOTES), "text": NOTES,
        "score": round(hit.score, 6),
    }  # fmt: skip


def test_the_shipped_corpus_comes_back_whole_and_is_found_by_meaning(shipped: PassageIndex) -> None:
    for document in shipped.documents():
        assert document.text == read_document(SHIPPED_CORPUS, document.id).text
    assert "Act no. 713" in shipped.search("Act no. 713", k=1)[0].passage.text
    report = shipped.search("Whom do I tell about an incident?", k=3)
    assert "Report an incident" in {hit.passage.heading_path[-1] for hit in report}


def test_odd_line_ends_and_blanks_come_back_from_the_index(tmp_path: Path) -> None:
    odd = {"a.txt": "One.\u2028Two.\x0c\r\nThree\r", "b.md": "# H\x0b\n\n- \u00a0x\n\r", "ø/å.txt": "Ét. " * 900}
    folder = write_folder(tmp_path / "folder", odd)
    build_index(folder, tmp_path / "index", embedder=HashEmbedder())
    with PassageIndex(tmp_path / "index", HashEmbedder()) as index:
        assert {document.id: document.text for document in index.documents()} == odd
