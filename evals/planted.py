"""Planted cases: sentences of which it is known whether their quotation bears them. Pure but for reading folders.

1. Every English sentence and list item of the documents is a `Source` (`planting`).
2. `alterations` and `replacements` make sentences of it that say something else: the quotation does not bear them.
3. `rephrasings` make sentences that say the same or less: the quotation bears them.
4. Of every kind at most MOST_OF_A_KIND for one folder stay, chosen by hash. No chance, no clock: same documents, same
   cases.

A name, a subject or a quotation that is swapped comes from the same folder: what a model confuses stands close by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from evals.alterations import ALTERATIONS
from evals.planting import Source, in_hash_order, sources
from evals.rephrasings import REPHRASINGS
from evals.replacements import claims, known_names, misquoted, moved, names
from ingest.documents import Document, list_folder, read_document, read_sources

MOST_OF_A_KIND = 120
MOST_OF_A_SENTENCE = 3
"""Cases of one kind from one sentence, so that no long sentence decides a number."""
NAME, MOVED, JOINED, MISQUOTED = "name", "moved subject", "joined subject", "other quotation"
CHANGED_KINDS = (*ALTERATIONS, NAME, MOVED, JOINED, MISQUOTED)
TRUE_KINDS = tuple(REPHRASINGS)


@dataclass(frozen=True)
class Planted:
    """A sentence, the quotations it is held against, and whether they bear it."""

    kind: str
    sentence: str
    quoted: tuple[Source, ...]
    is_true: bool

    @property
    def quotation(self) -> str:
        return " ... ".join(source.text for source in self.quoted)

    @property
    def surroundings(self) -> tuple[str, ...]:
        """Title, headings and introducing lines of the quotations."""
        return tuple(dict.fromkeys(part for source in self.quoted for part in source.surroundings))

    @property
    def id(self) -> str:
        """The same for the same case, whatever else is planted."""
        places = [f"{source.document_id}:{source.start}" for source in self.quoted]
        return sha256("\0".join([self.kind, self.sentence, *places]).encode()).hexdigest()[:12]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types only."""
        return {
            "id": self.id,
            "kind": self.kind,
            "sentence": self.sentence,
            "quotation": self.quotation,
            "surroundings": list(self.surroundings),
            "is_true": self.is_true,
            "documents": [source.document_id for source in self.quoted],
        }


def plant(documents: Iterable[Document], most: int = MOST_OF_A_KIND) -> tuple[Planted, ...]:
    """All cases of the documents of one folder, at most so many of a kind; in the order of the kinds."""
    found = sources(documents)
    made: dict[str, dict[str, Planted]] = {kind: {} for kind in (*CHANGED_KINDS, *TRUE_KINDS)}
    for planted in (*_changed(found), *_moved(found), *_true(found)):
        made[planted.kind].setdefault(planted.id, planted)
    return tuple(of_kind[key] for kind, of_kind in made.items() for key in in_hash_order(of_kind, kind)[:most])


def plant_folders(folders: Sequence[Path], most: int = MOST_OF_A_KIND) -> tuple[Planted, ...]:
    """The cases of several folders, each planted by itself. Raises FolderError or DocumentError when unreadable."""
    return tuple(planted for folder in folders for planted in plant(_documents(folder), most))


def _documents(folder: Path) -> Iterator[Document]:
    notes = read_sources(folder)
    for name in list_folder(folder).readable:
        yield read_document(folder, name, notes.get(name))


def _changed(found: Sequence[Source]) -> Iterator[Planted]:
    known = known_names(found)
    for source in found:
        for kind, rule in ALTERATIONS.items():
            yield from _made(kind, rule(source), source, is_true=False)
        yield from _made(NAME, names(source, known), source, is_true=False)


def _moved(found: Sequence[Source]) -> Iterator[Planted]:
    """Claims with the subject of another sentence, held against one quotation or both; sentences misquoted."""
    parted = claims(found)
    for claim in parted:
        for sentence, other in moved(claim, parted, MOST_OF_A_SENTENCE):
            yield Planted(MOVED, sentence, (claim.source,), False)
            yield Planted(JOINED, sentence, (claim.source, other.source), False)
    for source in found:
        for other_source in misquoted(source, found, MOST_OF_A_SENTENCE):
            yield Planted(MISQUOTED, source.text, (other_source,), False)


def _true(found: Sequence[Source]) -> Iterator[Planted]:
    for source in found:
        for kind, rule in REPHRASINGS.items():
            yield from _made(kind, rule(source), source, is_true=True)


def _made(kind: str, sentences: Iterable[str], source: Source, *, is_true: bool) -> Iterator[Planted]:
    clean = (" ".join(sentence.split()) for sentence in sentences)
    wanted = [sentence for sentence in clean if kind == "verbatim" or sentence != source.text]
    for sentence in in_hash_order(wanted, kind)[:MOST_OF_A_SENTENCE]:
        yield Planted(kind, sentence, (source,), is_true)
