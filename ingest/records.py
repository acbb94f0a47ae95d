"""The forms of what is stored: rows, what is found of them, and passages as flat metadata and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.documents import Document
from ingest.passages import Passage, Sentence, SentenceKind

_KINDS = {kind.value: kind for kind in SentenceKind}
Metadata = Mapping[str, str | int | float | bool]


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the store. `vector_key` is a hash of the embedded text: equal keys, equal vectors."""

    id: str
    text: str
    vector_key: str
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class Near:
    """A row found by meaning: where it is and its cosine with the question, from -1 to 1."""

    document_id: str
    position: int
    start: int
    is_passage: bool
    cosine: float


@dataclass(frozen=True, slots=True)
class Contents:
    """A document and its passages, in order."""

    document: Document
    passages: tuple[Passage, ...]


def passage_metadata(document: Document, passage: Passage) -> Metadata:
    """A passage and its document's notes as flat metadata."""
    sentences = [[s.start, s.end, s.kind.value, s.intro, s.list_start] for s in passage.sentences]
    return {
        "level": "passage",
        "document_id": document.id,
        "position": passage.position,
        "start": passage.start,
        "end": passage.end,
        "heading_path": json.dumps(passage.heading_path),
        "sentences": json.dumps(sentences),
        "title": document.title,
        "publisher": document.publisher,
        "kind": document.kind,
        "date": document.date,
        "page_starts": json.dumps(document.page_starts if passage.position == 0 else ()),
    }


def passage_of(m: Mapping[str, Any], text: str) -> Passage:
    """The passage that was written as this metadata and text."""
    sentences = tuple(
        Sentence(start, end, _KINDS[kind], tuple(intro) if intro else None, list_start)
        for start, end, kind, intro, list_start in json.loads(m["sentences"])
    )
    path = tuple(json.loads(m["heading_path"]))
    return Passage(m["document_id"], m["position"], m["start"], m["end"], text, path, sentences)


def document_of(document_id: str, rows: Sequence[tuple[Mapping[str, Any], str]]) -> Document:
    """A document put together from the metadata and texts of all its passages, in order."""
    m = rows[0][0]
    text, pages = "".join(text for _, text in rows), tuple(json.loads(m["page_starts"]))
    return Document(document_id, text, m["title"], m["publisher"], m["kind"], m["date"], pages)


def contents_of(document_id: str, rows: Sequence[tuple[Mapping[str, Any], str]]) -> Contents:
    """The same with its passages."""
    return Contents(document_of(document_id, rows), tuple(passage_of(m, text) for m, text in rows))
