"""The word index: BM25 over passages and over their sentences. The only door of bm25s and the stemmer.

Identifiers such as "Act no. 412", acronyms and dates are words, not meanings. The index is derived from the store
and carries the fingerprint of what it was derived from; when that differs it is made anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

from ingest.passages import Passage

Place = tuple[str, int]
"""A passage: its document's id and its position there."""
Numbers = NDArray[np.int32]
"""A line for each text that is ranked: the number of its document, and the position of its passage there."""


class WordIndex:
    """BM25 rankings of passages, by the whole passage and by its best sentence."""

    def __init__(
        self, documents: Sequence[str], places: Sequence[Numbers], rankers: Sequence[Any], vocabulary: frozenset[str]
    ) -> None:
        self._documents = documents
        self._places = places
        self._rankers = rankers
        self.vocabulary = vocabulary
        """Every word of four letters or more in the documents, in lower case."""

    @classmethod
    def build(cls, passages: Iterable[Passage]) -> WordIndex:
        """Index the passages with their headings, and each sentence with the line that introduces it.

        The passages come in the order of their documents' ids; of each only its words are kept.
        """
        whole, own, sentences, places = [], [], [], []
        documents: list[str] = []
        for passage in passages:
            if documents[-1:] != [passage.document_id]:
                documents.append(passage.document_id)
            place = (len(documents) - 1, passage.position)
            whole.append(f"{passage.section} {passage.text}")
            own.append(place)
            for sentence in passage.sentences:
                sentences.append(f"{' '.join(passage.heading_path[-1:])} {passage.quote(sentence)}")
                places.append(place)
        vocabulary = frozenset(word for text in whole for word in re.findall(r"[^\W\d_]{4,}", text.lower()))
        both = [np.array(part, dtype=np.int32).reshape(-1, 2) for part in (own, places)]
        return cls(documents, both, [_ranker(whole), _ranker(sentences)], vocabulary)

    @classmethod
    def load(cls, folder: Path, fingerprint: str) -> WordIndex | None:
        """The saved index, or None when there is none or it was made from something else."""
        try:
            note = json.loads((folder / "places.json").read_text(encoding="utf-8"))
            if note["fingerprint"] != fingerprint:
                return None
            rankers = [bm25s.BM25.load(folder / str(n), mmap=True) if r else None for n, r in enumerate(note["ranked"])]
            places = [np.load(folder / f"places-{n}.npy", mmap_mode="r") for n in range(len(rankers))]
            return cls(note["documents"], places, rankers, frozenset(note["vocabulary"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def save(self, folder: Path, fingerprint: str) -> None:
        """Write into a folder that is not there yet."""
        folder.mkdir()
        for number, ranker in enumerate(self._rankers):
            if ranker is not None:
                ranker.save(folder / str(number), show_progress=False)
        for number, places in enumerate(self._places):
            np.save(folder / f"places-{number}.npy", places)
        ranked = [ranker is not None for ranker in self._rankers]
        note = {
            "fingerprint": fingerprint,
            "documents": self._documents,
            "ranked": ranked,
            "vocabulary": sorted(self.vocabulary),
        }
        (folder / "places.json").write_text(json.dumps(note), encoding="utf-8")

    def rank(self, question: str, k: int) -> list[list[Place]]:
        """Two rankings, best first: by passage and by sentence. Only places that share a word with the question."""
        words = _words([question])
        return [
            self._rank_one(places, ranker, words, k) for places, ranker in zip(self._places, self._rankers, strict=True)
        ]

    def _rank_one(self, places: Numbers, ranker: Any, words: Any, k: int) -> list[Place]:
        if ranker is None or not words[0]:
            return []
        rows, scores = ranker.retrieve(words, k=min(k, len(places)), show_progress=False, n_threads=0)
        found = sorted(zip(scores[0].tolist(), rows[0].tolist(), strict=True), key=lambda pair: (-pair[0], pair[1]))
        best = [places[row].tolist() for score, row in found if score > 0]
        return list(dict.fromkeys((self._documents[document], position) for document, position in best))


def _ranker(texts: Sequence[str]) -> Any:
    words = _words(texts)
    if not any(words):
        return None
    ranker = bm25s.BM25()
    ranker.index(words, show_progress=False)
    return ranker


def _words(texts: Sequence[str]) -> Any:
    stemmer = Stemmer.Stemmer("english")
    # One spelling of English: "centre" and "organisation" are found by "center" and "organization".
    level = [
        re.sub(r"(?<=\w\w)tre(s?)\b", r"ter\1", re.sub(r"is(?=(?:e[drs]?|ing|ations?)\b)", "iz", t)) for t in texts
    ]
    return bm25s.tokenize(
        level, token_pattern=r"(?u)\b\w+\b", stopwords="en", stemmer=stemmer, return_ids=False, show_progress=False
    )
