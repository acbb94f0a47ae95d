"""Whether a clause joins what two quotations say of two things: the years of one to the country of another. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.clauses import Clause, Word
from assistant.evidence import Evidence
from assistant.facts import Date, Identifier, facts
from assistant.quantities import Number
from assistant.support import date_holds, identifier_holds, name_stems_of, number_holds
from assistant.terms import stem, stems

_BORDER = re.compile(r"[,;:(]|\b(?:and|or|while|but|og|eller)\b")
"""Between two parts of a sentence that are said of different things."""


def joins(sentence: str, clause: Clause, chosen: Sequence[Evidence]) -> bool:
    """Whether a clause puts a figure of one piece to a name of another, with no border between them: no piece has both,
    and each has its own.
    """
    words = (*clause.subject, *clause.predicate)
    figures = [word for word in words if isinstance(word.fact, Number | Date)]
    names = [word for word in words if word.is_name]
    near = [(Shown(piece.said), Shown(" ".join((piece.said, *piece.context)))) for piece in chosen]
    return any(
        any(own.has(figure) for own, _ in near)
        and any(around.has(name) for _, around in near)
        and not any(own.has(figure) and around.has(name) for own, around in near)
        for figure in figures
        for name in names
        if not _BORDER.search(_between(sentence, figure.text, name.text))
    )


def _between(sentence: str, one: str, other: str) -> str:
    """The text between the first places of two parts of a sentence."""
    first, second = sorted(((sentence.find(one), one), (sentence.find(other), other)))
    return sentence[first[0] + len(first[1]) : second[0]]


class Shown:
    """What stands in a text, to look words of a clause up in."""

    def __init__(self, text: str) -> None:
        self._read = facts(text)
        self._stems = stems(self._read.text) | name_stems_of(self._read)

    def has(self, word: Word) -> bool:
        match word.fact:
            case Number():
                return number_holds(word.fact, [self._read], True)
            case Date():
                return date_holds(word.fact, [self._read])
            case Identifier():
                return identifier_holds(word.fact, [self._read])
        return stem(word.text) in self._stems
