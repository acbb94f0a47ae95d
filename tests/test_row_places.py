"""The short way from a row's id to its place says what the store says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from ingest.documents import list_folder, read_document
from ingest.index import PassageIndex
from ingest.records import Near, Record
from ingest.row_places import RowPlaces, places_of
from ingest.rows import index_settings, records_of
from tests.fakes import HashEmbedder


@pytest.fixture
def records(corpus: Path, embedder: HashEmbedder) -> list[Record]:
    settings = index_settings(embedder)
    names = list_folder(corpus).readable
    return [record for name in names for record, _ in records_of(read_document(corpus, name), settings)]


def built(records: Sequence[Record]) -> RowPlaces:
    documents = {str(record.metadata["document_id"]): list[Record]() for record in records}
    for record in records:
        documents[str(record.metadata["document_id"])].append(record)
    return RowPlaces.build({document: places_of(own) for document, own in documents.items()})


def test_every_row_is_found_by_its_id(records: list[Record]) -> None:
    places = built(records)
    found = places.near([record.id for record in records], [0.5] * len(records))
    assert [(near.document_id, near.position, near.start, near.is_passage) for near in found] == [
        (said["document_id"], said["position"], said["start"], said["level"] == "passage")
        for said in (record.metadata for record in records)
    ]


def test_an_id_that_is_not_known_is_left_out(records: list[Record]) -> None:
    places, own = built(records), records[0].id
    other = own[:31] + ("0" if own[31] != "0" else "1")
    assert [near.cosine for near in places.near([other, own, "f" * 32, "0" * 32], [0.1, 0.2, 0.3, 0.4])] == [0.2]


def test_two_ids_whose_first_halves_are_equal_are_told_apart() -> None:
    one, two = (
        Record("ab" * 8 + half * 16, "", "", {"level": "passage", "document_id": "a", "position": 0, "start": start})
        for start, half in enumerate("cd")
    )
    found = built([two, one]).near([one.id, two.id], [0.0, 0.0])
    assert found == [Near("a", 0, 0, True, 0.0), Near("a", 0, 1, True, 0.0)]


def test_the_passages_of_a_document_are_named_by_their_ids(records: list[Record]) -> None:
    places = built(records)
    for document in {str(record.metadata["document_id"]) for record in records}:
        own = {r.id for r in records if r.metadata["document_id"] == document and r.metadata["level"] == "passage"}
        assert set(places.passages(document)) == own
    assert places.passages("no such file") == []


def test_what_is_saved_is_read_again_and_what_is_not_one_is_not(records: list[Record], tmp_path: Path) -> None:
    assert RowPlaces.load(tmp_path) is None
    built(records).save(tmp_path)
    again = RowPlaces.load(tmp_path)
    assert again is not None and len(again.near([records[0].id], [1.0])) == 1
    np.save(tmp_path / "rows.npy", np.arange(3))
    assert RowPlaces.load(tmp_path) is None


def test_an_index_without_them_answers_the_same(index: PassageIndex, embedder: HashEmbedder) -> None:
    questions = ["Where do the bees live?", "How fast does the lathe turn?", "oil"]
    found = [index.search(question, 5) for question in questions]
    documents = index.documents()
    (rows,) = index.folder.glob("state-*/words/rows.npy")
    rows.unlink()
    with PassageIndex(index.folder, embedder) as other:
        assert [other.search(question, 5) for question in questions] == found
        assert other.documents() == documents
