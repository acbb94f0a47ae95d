"""What a text states: its sentences as stems, negations with their scope, and classes of meaning. Pure.

1. The levelled text, facts blanked out, is cut into sentences and list items.
2. Every negation word is a `Denial`: the content stems just before it and the next ones after it in the same clause.
   Set phrases that deny nothing ("not only") and bounds ("no more than 5") are taken out first.
3. Every word of a pair of opposites (`opposites.ANTONYMS`; obligation and permission are one of the pairs) is a `Mark`:
   the pair, its side, and the content stems around it. A pair may have more than two sides (daily, weekly, monthly).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant import opposites as w
from assistant.facts import Facts, facts
from assistant.terms import content, stem

_BORDER = re.compile(
    r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]*[A-ZÆØÅ0-9\x01])|\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)])\s)|;\s|\n(?=[A-Z])"
)
_SET_PHRASE = re.compile(w.NOT_NEGATIONS, re.I)
_SAME = (
    (re.compile(r"\b(?:ha(?:s|ve|d) to|needs? to)\b", re.I), "must"),
    (re.compile(r"\b(?:free|entitled|welcome) to\b", re.I), "may"),
    (re.compile(r"\bat (least|most)\b", re.I), r"at\1"),
)
"""Set phrases and the word for each that `opposites` knows."""
_BAN = re.compile(
    r"\b(?:must|shall|may|can|skal|må|kan)\s+(?:\w+\s+)?(?:not|ikke)\b|\bcannot\b|\b(?:mustn|can)'t\b", re.I
)
# "to" and numbers are passed over, a clause border ends a scope unless nothing has been said yet.
_PIECE = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|[,:()]|\s-\s")
_CLAUSE = frozenset(
    "but although though while whereas unless except because however men selvom mens fordi and og".split()
)
_TURN = frozenset("but whereas men".split())
MODAL, PERIOD = "must", "daily"
"""First words of two pairs of opposites that have rules of their own."""
_FIRST = frozenset(["first", "første"])
_LEAST_WORDS = 3
"""A sentence without a content word states something when it has so many: "this has not been done"."""


@dataclass(frozen=True, slots=True)
class Denial:
    """One negation word: the content stems it follows and those it denies."""

    before: frozenset[str]
    after: frozenset[str]

    @property
    def scope(self) -> frozenset[str]:
        return self.before | self.after


@dataclass(frozen=True, slots=True)
class Mark:
    """One word of a pair of opposites: its stem, which pair, which side, and the content stems around it."""

    word: str
    pair: str
    side: int
    near: frozenset[str]


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or list item."""

    stems: frozenset[str]
    """Stems of its content words."""
    words: frozenset[str]
    """Stems of all its words."""
    lower: frozenset[str]
    """All its words, in lower case."""
    denials: tuple[Denial, ...]
    marks: tuple[Mark, ...]
    bans: bool
    """Whether it says "must not" or "may not", which mean the same."""


@lru_cache(maxsize=8192)
def statements(text: str) -> tuple[Statement, ...]:
    """The statements of a text, in order."""
    read = facts(text)
    found = (_statement(part, read.language) for part in _BORDER.split(_with_ordinals(read)))
    return tuple(statement for statement in found if statement.stems or len(statement.lower) >= _LEAST_WORDS)


def _with_ordinals(read: Facts) -> str:
    """The text with its facts blanked out, but for "first", which is the opposite of "last"."""
    text = read.rest
    for number in read.numbers:
        if number.soft and read.text[number.start : number.end].lower() in _FIRST:
            text = text[: number.start] + read.text[number.start : number.end] + text[number.end :]
    return text


def _statement(text: str, language: str) -> Statement:
    bare = _SET_PHRASE.sub(" ", text)
    for pattern, word in _SAME:
        bare = pattern.sub(word, bare)
    pieces = _PIECE.findall(bare)
    words = [piece for piece in pieces if piece[0].isalpha()]
    return Statement(
        stems=frozenset(stem(word, language) for word in words if content(word)),
        words=frozenset(stem(word, language) for word in words),
        lower=frozenset(word.lower() for word in words),
        denials=tuple(_denials(pieces, language)),
        marks=tuple(dict.fromkeys(_marks(pieces, language))),
        bans=bool(_BAN.search(bare)),
    )


def _denials(pieces: list[str], language: str) -> Iterator[Denial]:
    for place, piece in enumerate(pieces):
        if is_negation(piece):
            before = _scope(pieces[:place][::-1], 2, language, strict=True)
            yield Denial(before, _scope(pieces[place + 1 :], 3, language))


def _marks(pieces: list[str], language: str) -> Iterator[Mark]:
    sides = _sides()
    for place, piece in enumerate(pieces):
        for pair, side in sides.get(stem(piece, language), ()):
            near = _scope(pieces[place + 1 :], 2, language) | _scope(pieces[:place][::-1], 1, language, strict=True)
            yield Mark(stem(piece, language), pair, side, near)


@lru_cache(maxsize=1)
def _sides() -> dict[str, tuple[tuple[str, int], ...]]:
    """Stem of every word of a pair of opposites -> the pairs and sides it stands on."""
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for line in w.ANTONYMS.strip().splitlines():
        for side, words in enumerate(line.split("|")):
            for known in {stem(word, tongue) for word in words.split() for tongue in ("en", "da")}:
                found[known] = (*found.get(known, ()), (line.split()[0], side))
    return found


def is_negation(word: str) -> bool:
    """Whether a word denies: "not", "can't", "ingen" ..."""
    folded = word.lower()
    return folded in w.NEGATIONS or folded.endswith("n't")


def _scope(pieces: list[str], size: int, language: str, strict: bool = False) -> frozenset[str]:
    """The next content stems of the same clause; unless strict, a comma before the first of them is passed over."""
    scope: list[str] = []
    for piece in pieces:
        if len(scope) == size or is_negation(piece) or piece.lower() in _TURN:
            break
        if (scope or strict) and (not piece[0].isalpha() or piece.lower() in _CLAUSE):
            break
        if piece[0].isalpha() and content(piece):
            scope.append(stem(piece, language))
    return frozenset(scope)
