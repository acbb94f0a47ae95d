"""The passage index: what the folder says, found by meaning and by words.

Retrieval: the question's vector is compared with passages and with single sentences; a passage scores the sum of its
own cosine and that of its best sentence. BM25 ranks passages, and passages by their best sentence. The three rankings
are fused by reciprocal rank (Cormack, Clarke and Büttcher, SIGIR 2009: sum of 1 / (60 + rank)), which has no score
scales to tune. Measured on four foreign corpora in docs/decisions/001-retrieval.md.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from ingest.collection import Collection, Near, Record, passage_metadata
from ingest.documents import Document
from ingest.embedder import Embedder, Vectors
from ingest.errors import IndexMismatch, IndexMissing
from ingest.passages import SECTION_JOINT, VERSION, Passage, Sentence, split
from ingest.settings import IngestSettings
from ingest.words import Place, WordIndex

_RRF = 60
FORMAT = 1
"""Raised whenever records are made differently."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question. `score` is the fused reciprocal rank; hits come best first."""

    passage: Passage
    score: float
    title: str
    page: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types only."""
        return {
            "source": self.passage.document_id,
            "title": self.title,
            "section": self.passage.section,
            "page": self.page,
            "start": self.passage.start,
            "end": self.passage.end,
            "text": self.passage.text,
            "score": round(self.score, 6),
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Hit:
        """The hit that `to_dict` told; its sentences, and its position among the passages, are not known any more."""
        headings = tuple(told["section"].split(SECTION_JOINT)) if told["section"] else ()
        passage = Passage(told["source"], 0, told["start"], told["end"], told["text"], headings, ())
        return cls(passage, told["score"], told["title"], told["page"])


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


class PassageIndex:
    """An index opened for reading. Use it as a context manager, or close it."""

    def __init__(self, folder: Path, embedder: Embedder, settings: IngestSettings | None = None) -> None:
        """Raises IndexMissing, IndexMismatch, IndexAway or IndexDamaged, each naming what mends it."""
        settings = settings or IngestSettings()
        if settings.chroma_url is None and not (folder / "chroma.sqlite3").is_file():
            raise IndexMissing(f"There is no index in {folder}. Make one with `kilde ingest FOLDER --index {folder}`.")
        self.folder = folder
        self.embedder = embedder
        self._collection = Collection(folder, settings)
        try:
            self._open(self._checked_notes())
        except BaseException:
            self._collection.close()
            raise

    def _open(self, fingerprint: str) -> None:
        saved = WordIndex.load(self.folder / "words", fingerprint)
        self._words = saved or WordIndex.build(self._collection.passages())
        self._contents = lru_cache(maxsize=64)(self._collection.contents)
        self.documents = lru_cache(maxsize=1)(self._documents)
        self._fingerprint = fingerprint  # last: when the store fails before, the next question begins here again

    def _checked_notes(self) -> str:
        """The fingerprint of what is in there, if that is whole and was made with these settings."""
        folder, notes, settings = self.folder, self._collection.notes, index_settings(self.embedder)
        source = notes.get("folder", "FOLDER")
        if not notes:
            raise IndexMissing(f"The index in {folder} is empty. Make it with `kilde ingest FOLDER --index {folder}`.")
        if notes["settings"] != settings:
            raise IndexMismatch(
                f"The index {folder} was built with {notes['settings']} and not with {settings}. "
                f"Build it again with `kilde ingest {source} --index {folder}`."
            )
        if not notes.get("fingerprint"):
            # Old and new passages may stand side by side in there: what they are put together to is no document.
            raise IndexMissing(
                f"The index in {folder} is not finished. Wait for the ingest that runs, or finish it with "
                f"`kilde ingest {source} --index {folder}`."
            )
        return str(notes["fingerprint"])

    def _keep_up(self) -> None:
        """Another process may have written the index since it was opened: go on with what it holds now."""
        self._collection.reread()
        if self._checked_notes() != self._fingerprint:
            self._collection = self._collection.reopened()
            self._open(self._checked_notes())

    def document(self, document_id: str) -> Document:
        """Raises KeyError for one that is not there."""
        contents = self._contents(document_id)
        if contents is None:
            raise KeyError(document_id)
        return contents.document

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """The passages of a document, in order."""
        contents = self._contents(document_id)
        return contents.passages if contents else ()

    def _documents(self) -> tuple[Document, ...]:
        """All documents, by id."""
        return tuple(self.document(document_id) for document_id in self._collection.document_ids())

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every longer word of the documents, in lower case."""
        return self._words.vocabulary

    def embed(self, question: str) -> Vectors:
        """The question's vector."""
        return self.embedder.embed_query(question)

    def search(self, question: str, k: int = 10, *, vector: Vectors | None = None) -> list[Hit]:
        """The `k` passages that fit the question best, best first; the same question gives the same hits."""
        self._keep_up()
        vector = self.embed(question) if vector is None else vector
        depth = max(10 * k, 100)
        rankings = [_by_meaning(self._collection.nearest(vector, depth)), *self._words.rank(question, depth)]
        hits = []
        for place, score in _fused(rankings)[:k]:
            document = self.document(place[0])
            passage = self.passages(place[0])[place[1]]
            hits.append(Hit(passage, score, document.title, document.page_at(passage.start)))
        return hits

    def cosines(self, vector: Vectors, hits: Iterable[Hit]) -> dict[tuple[str, int], float]:
        """(document id, start) -> cosine with the vector, for each sentence of the hits."""
        settings = index_settings(self.embedder)
        wanted: dict[str, tuple[str, int]] = {}
        for hit in hits:
            document = self.document(hit.passage.document_id)
            for sentence in hit.passage.sentences:
                wanted[_sentence_id(document, hit.passage, sentence, settings)] = (document.id, sentence.start)
        vectors = self._collection.vectors(list(wanted))
        return {wanted[row]: float(vector @ own) for row, own in vectors.items()}

    def close(self) -> None:
        """Let go of the files."""
        self._collection.close()

    def __enter__(self) -> PassageIndex:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _sentence_id(document: Document, passage: Passage, sentence: Sentence, settings: str) -> str:
    place = {"level": "sentence", "document_id": document.id, "position": passage.position}
    metadata = {**place, "start": sentence.start, "end": sentence.end}
    return _row(metadata, "", _sentence_context(document, passage, sentence), settings)[0].id


def _by_meaning(near: Sequence[Near]) -> list[Place]:
    """Places by own cosine plus that of the best sentence; what was not found is no nearer than the farthest found."""
    if not near:
        return []
    farthest = near[-1].cosine
    best: dict[Place, list[float]] = defaultdict(lambda: [farthest, farthest])
    for row in near:
        pair = best[row.document_id, row.position]
        pair[row.is_passage] = max(pair[row.is_passage], row.cosine)
    return sorted(best, key=lambda place: (-sum(best[place]), place))


def _fused(rankings: Sequence[Sequence[Place]]) -> list[tuple[Place, float]]:
    scores: dict[Place, float] = defaultdict(float)
    for ranking in rankings:
        for rank, place in enumerate(ranking, start=1):
            scores[place] += 1 / (_RRF + rank)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
