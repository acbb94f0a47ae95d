"""What planted cases are made of: the sentences of documents, and what is written in them. Pure.

A `Source` is a sentence or list item as a draft would cite it, with what a reader sees around it. Rules take a Source
and give other wordings of it. Which of several a rule takes is decided by a hash of the words, so the same documents
give the same cases on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from assistant.evidence import Evidence
from assistant.terms import language_of
from evals.swaps import AUXILIARIES, SMALL_WORDS, VERBS_S
from ingest.documents import Document
from ingest.passages import SentenceKind, split

LEAST_WORDS, MOST_WORDS = 4, 60
WORD = re.compile(r"[^\W\d_][\w]*(?:[-'’][\w]+)*")
_MARKUP = re.compile(r"[|`<>{}*_]|\]\(|https?:|\S@\S")
_ENDS_OPEN = re.compile(r"[?:,;(]$|\b(?:and|or|the|of)$")
_FINITE = re.compile(rf"\b(?:{'|'.join([*AUXILIARIES, *VERBS_S])})\b")


@dataclass(frozen=True)
class Source:
    """A sentence or list item of a document: its words on one line, and the title, headings and line above it."""

    document_id: str
    start: int
    text: str
    surroundings: tuple[str, ...] = ()

    @cached_property
    def shown(self) -> str:
        """All that a reader sees of it: a value that stands here can hardly be called a change."""
        return " ".join((self.text, *self.surroundings))

    @cached_property
    def words(self) -> frozenset[str]:
        """Its own words that name something, without their endings."""
        return naming(self.text)

    @cached_property
    def shown_words(self) -> frozenset[str]:
        """The words of all that is shown."""
        return naming(self.shown)

    @property
    def is_statement(self) -> bool:
        """Whether it has a verb, as far as a table of verbs can tell; list items often have none."""
        return bool(_FINITE.search(self.text))


def sources(documents: Iterable[Document]) -> tuple[Source, ...]:
    """The English sentences and list items of documents, in order, each wording once; no questions, no markup."""
    found: dict[str, Source] = {}
    for document in documents:
        for passage in split(document):
            for sentence in passage.sentences:
                if sentence.kind not in {SentenceKind.SENTENCE, SentenceKind.ITEM}:
                    continue
                piece = Evidence(document, passage, sentence)
                if _is_plain(piece.said):
                    around = tuple(" ".join(part.split()) for part in piece.context if part.strip())
                    source = Source(document.id, sentence.start, piece.said, tuple(dict.fromkeys(around)))
                    found.setdefault(piece.said.lower(), source)
    return tuple(found.values())


def _is_plain(text: str) -> bool:
    whole = LEAST_WORDS <= len(WORD.findall(text)) <= MOST_WORDS and text.count("(") == text.count(")")
    return (
        whole
        and len(naming(text)) > 1
        and not text.isupper()
        and not _MARKUP.search(text)
        and not _ENDS_OPEN.search(text)
        and language_of(text) != "da"
    )


def naming(text: str) -> frozenset[str]:
    """The words that name something, without their endings, and numbers: what texts that say the same have in common.

    Not the stems of `assistant`, which know synonyms: two words that only the verification takes for one must stay two.
    """
    words = [_bare(word.lower()) for word in WORD.findall(text) if word.lower() not in SMALL_WORDS]
    return frozenset([*words, *re.findall(r"\d+", text)])


def _bare(word: str) -> str:
    return re.sub(r"(?<=\w\w)(?:ed|ing|(?<!s)s)$", "", re.sub(r"ies$", "y", re.sub(r"['’]s?$", "", word)))


def in_hash_order(options: Iterable[str], *key: str) -> list[str]:
    """The options in an order that looks random and is the same for the same key everywhere."""
    return sorted(dict.fromkeys(options), key=lambda option: sha256("\0".join((*key, option)).encode()).digest())


def put(text: str, span: tuple[int, int], new: str) -> str:
    """The text with other words at the span, capitalised where what stood there was or at its start, after a or an."""
    before, old, after = text[: span[0]], text[slice(*span)], text[span[1] :]
    if (old[:1].isupper() or not before) and new[:1].islower():
        new = new[0].upper() + new[1:]
    article = re.search(r"\b([Aa])n? $", before) if new and old else None
    if article:
        before = before[: article.start()] + article[1] + ("n " if new[0].lower() in "aeiou" else " ")
    return before + new + after


def swapped(text: str, table: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The text with one place swapped after the other, for each row of the table that fits."""
    for pattern, replacement in table:
        for match in re.finditer(pattern, text, re.I):
            yield put(text, match.span(), match.expand(replacement))
