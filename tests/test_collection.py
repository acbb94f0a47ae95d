"""Rows in the real store: written, found, taken away, and put together to documents again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ingest.build import build_index
from ingest.chroma_folder import FolderPlace
from ingest.collection import Collection
from ingest.documents import Document
from ingest.errors import IndexDamaged
from ingest.passages import split
from ingest.records import Contents, Metadata, Record, passage_metadata
from ingest.rows import records_of
from tests.fakes import GUIDE, MANUAL, HashEmbedder

GUIDE_DOCUMENT = Document("guide.txt", GUIDE, "Guide", "Society", "guide", "2020", page_starts=(0, 200, 500))
MANUAL_DOCUMENT = Document("manual.md", MANUAL, "Manual")


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    opened = Collection(FolderPlace(tmp_path / "store"))
    opened.create()
    yield opened
    opened.close()


def fill(collection: Collection, *documents: Document) -> list[Record]:
    rows = [row for document in documents for row in records_of(document, "s")]
    collection.add([record for record, _ in rows], HashEmbedder().embed_passages([text for _, text in rows]))
    return [record for record, _ in rows]


def test_a_store_without_rows_holds_nothing(tmp_path: Path) -> None:
    collection = Collection(FolderPlace(tmp_path / "store"))
    collection.create()
    assert (collection.keys(), collection.passages(), collection.document_ids()) == ({}, [], ())
    assert (collection.document("a.txt"), collection.nearest(HashEmbedder().embed_query("a"), 5)) == (None, [])
    collection.close()


def test_documents_are_put_together_from_their_passages(collection: Collection) -> None:
    fill(collection, MANUAL_DOCUMENT, GUIDE_DOCUMENT)
    assert collection.document_ids() == ("guide.txt", "manual.md")
    assert collection.document("guide.txt") == GUIDE_DOCUMENT
    assert collection.document("manual.md") == MANUAL_DOCUMENT


def test_passages_come_back_equal_and_in_order(collection: Collection) -> None:
    fill(collection, MANUAL_DOCUMENT, GUIDE_DOCUMENT)
    assert collection.passages() == [*split(GUIDE_DOCUMENT), *split(MANUAL_DOCUMENT)]
    contents = collection.contents("manual.md")
    assert contents is not None
    assert contents == Contents(MANUAL_DOCUMENT, split(MANUAL_DOCUMENT))


def test_rows_keep_their_vectors_and_the_keys_of_their_texts(collection: Collection) -> None:
    records = fill(collection, GUIDE_DOCUMENT)
    assert collection.keys() == {record.id: record.vector_key for record in records}
    first = [records_of(GUIDE_DOCUMENT, "s")[n][1] for n in (0, 5)]
    vectors = collection.vectors([records[0].id, records[5].id, "unknown"])
    expected = HashEmbedder().embed_passages(first)
    assert set(vectors) == {records[0].id, records[5].id}
    assert np.allclose([vectors[records[0].id], vectors[records[5].id]], expected, atol=1e-6)


def test_writing_rows_again_changes_nothing(collection: Collection) -> None:
    fill(collection, GUIDE_DOCUMENT)
    before = collection.keys()
    fill(collection, GUIDE_DOCUMENT)
    assert collection.keys() == before


def test_deleted_rows_are_gone_and_unknown_ones_do_no_harm(collection: Collection) -> None:
    fill(collection, GUIDE_DOCUMENT)
    kept = fill(collection, MANUAL_DOCUMENT)
    ids = [record.id for record, _ in records_of(GUIDE_DOCUMENT, "s")]
    assert collection.count_passages(ids) == len(split(GUIDE_DOCUMENT))
    collection.delete([*ids, "unknown"])
    assert set(collection.keys()) == {record.id for record in kept}
    assert (collection.document_ids(), collection.document("guide.txt")) == (("manual.md",), None)
    near = collection.nearest(HashEmbedder().embed_query("hive"), 500)
    assert {row.document_id for row in near} == {"manual.md"}


def test_the_nearest_rows_come_first_with_their_cosine(collection: Collection) -> None:
    fill(collection, GUIDE_DOCUMENT, MANUAL_DOCUMENT)
    text = "Oil the spindle every week, in this order:"
    embedded = next(text for _, text in records_of(MANUAL_DOCUMENT, "s") if text.endswith("in this order:"))
    near = collection.nearest(HashEmbedder().embed_query(embedded), 5)
    assert len(near) == 5
    assert (near[0].document_id, near[0].start, near[0].is_passage) == ("manual.md", MANUAL.index(text), False)
    assert near[0].cosine == pytest.approx(1.0, abs=1e-5)
    assert [row.cosine for row in near] == sorted((row.cosine for row in near), reverse=True)


def test_what_is_there_stays_when_the_store_is_opened_and_made_again(collection: Collection, tmp_path: Path) -> None:
    fill(collection, GUIDE_DOCUMENT)
    held = collection.keys()
    collection.close()
    again = Collection(FolderPlace(tmp_path / "store"))
    again.create()
    assert again.keys() == held
    again.close()


def test_more_rows_than_the_database_takes_at_once_are_read_and_deleted(collection: Collection) -> None:
    count = 5_500
    metadata: Metadata = {"level": "sentence", "document_id": "a", "position": 0, "start": 0}
    vectors = np.zeros((count, 2), dtype=np.float32)
    vectors[:, 0] = 1
    ids = [str(number) for number in range(count)]
    for first in range(0, count, 5_000):
        records = [Record(row, "", row, metadata) for row in ids[first : first + 5_000]]
        collection.add(records, vectors[first : first + 5_000])
    assert collection.keys() == dict(zip(ids, ids, strict=True))
    assert len(collection.vectors(ids)) == count
    collection.delete(ids)
    assert collection.keys() == {}


def test_the_metadata_of_a_passage_is_flat_and_tells_its_pages_once() -> None:
    first, second, *_ = split(GUIDE_DOCUMENT)
    told = [passage_metadata(GUIDE_DOCUMENT, passage) for passage in (first, second)]
    assert [metadata["page_starts"] for metadata in told] == ["[0, 200, 500]", "[]"]
    assert all(isinstance(value, str | int | float | bool) for metadata in told for value in metadata.values())


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_an_index_cannot_be_made_where_there_is_a_file(corpus: Path, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("a file")
    with pytest.raises(
        IndexDamaged, match=r"cannot be written \((File exists|Not a directory)\)\. Use another --index"
    ):
        build_index(corpus, tmp_path / place, embedder=HashEmbedder())
