"""Document to rows: one for each passage and one for each sentence, with hashes of all they say as ids."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from ingest.documents import Document
from ingest.embedder import Embedder
from ingest.passages import VERSION, Passage, Sentence, split
from ingest.records import Record, passage_metadata

FORMAT = 1
"""Raised whenever records are made differently."""


def index_settings(embedder: Embedder) -> str:
    """What decides the content of an index beside the folder itself, as one line."""
    return json.dumps({"format": FORMAT, "splitter": VERSION, "embedding_model": embedder.name}, sort_keys=True)


def records_of(document: Document, settings: str) -> list[tuple[Record, str]]:
    """The rows of a document, each with the text to embed: one for each passage and one for each sentence."""
    rows = []
    for passage in split(document):
        rows.append(
            _row(passage_metadata(document, passage), passage.text, _passage_context(document, passage), settings)
        )
        for sentence in passage.sentences:
            place = {"level": "sentence", "document_id": document.id, "position": passage.position}
            metadata = {**place, "start": sentence.start, "end": sentence.end}
            rows.append(_row(metadata, "", _sentence_context(document, passage, sentence), settings))
    return rows


def _row(metadata: Any, text: str, embedded: str, settings: str) -> tuple[Record, str]:
    identity = json.dumps([settings, metadata, text, embedded], sort_keys=True, ensure_ascii=False)
    return Record(_hash(identity), text, _hash(f"{settings}\n{embedded}"), metadata), embedded


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _passage_context(document: Document, passage: Passage) -> str:
    """A passage is embedded with its title and headings."""
    return " > ".join([document.title, *passage.heading_path[-2:]]) + "\n" + passage.text.strip()


def _sentence_context(document: Document, passage: Passage, sentence: Sentence) -> str:
    """A sentence is embedded with its nearest heading and the line that introduces it."""
    words = document.text[sentence.start : sentence.end]
    intro = document.text[slice(*sentence.intro)] if sentence.intro else ""
    heading = passage.heading_path[-1] if passage.heading_path else document.title
    context = [part for part in (heading, intro) if part and part != words]
    return ": ".join([*dict.fromkeys(context), words])


def sentence_id(document: Document, passage: Passage, sentence: Sentence, settings: str) -> str:
    """The id of a sentence's row."""
    place = {"level": "sentence", "document_id": document.id, "position": passage.position}
    metadata = {**place, "start": sentence.start, "end": sentence.end}
    return _row(metadata, "", _sentence_context(document, passage, sentence), settings)[0].id
