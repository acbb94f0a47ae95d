"""All that is in an index, to be compared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from ingest.chroma_folder import FolderPlace
from ingest.collection import Collection
from ingest.documents import Document
from ingest.index import Hit, PassageIndex
from ingest.passages import Passage
from ingest.state import read_note
from tests.fakes import HashEmbedder

QUESTIONS = ("When must a hive be registered?", "oil for the spindle", "Anna Holm", "Rule no. 713")


@dataclass(frozen=True)
class Whole:
    """Rows, vectors, documents, note, words, and what is found."""

    keys: Mapping[str, str]
    vectors: Mapping[str, tuple[float, ...]]
    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    note: Mapping[str, object]
    words: Mapping[str, bytes]
    found: tuple[tuple[Hit, ...], ...]


def state(index: Path) -> Path:
    """The folder of the state that is read."""
    note = read_note(index)
    assert note is not None
    return index / note.state


def rows(index: Path) -> dict[str, str]:
    """Id -> vector key of everything that the store holds."""
    collection = Collection(FolderPlace(state(index)))
    try:
        return collection.keys()
    finally:
        collection.close()


def whole(index: Path) -> Whole:
    """Everything that two indexes of one folder must have in common."""
    note = read_note(index)
    assert note is not None
    collection = Collection(FolderPlace(state(index)))
    try:
        keys = collection.keys()
        vectors = {row: tuple(vector.tolist()) for row, vector in collection.vectors(list(keys)).items()}
        passages = tuple(collection.passages())
    finally:
        collection.close()
    with PassageIndex(index, HashEmbedder()) as opened:
        documents = opened.documents()
        found = tuple(tuple(opened.search(question, k=20)) for question in QUESTIONS)
    told = asdict(note)
    told["files"] = sorted(name for name in note.files if name.startswith("words/"))
    del told["state"], told["stamps"]
    folder = state(index) / "words"
    words = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return Whole(keys, vectors, documents, passages, json.loads(json.dumps(told)), words, found)
