"""Words that mean nearly the same, by their stems; how far a text speaks of what is asked. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from assistant.everyday import GROUPS
from assistant.question import stem

_AKIN = 0.8
"""What a word of the same meaning counts for, where the very word counts for 1."""


def _table() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for group in GROUPS:
        stems = {stem(word) for word in group}
        for one in stems:
            found[one] |= stems - {one}
    return {one: frozenset(others) for one, others in found.items()}


_TABLE = _table()


def akin(word: str) -> frozenset[str]:
    """Stems of words that often stand for the word of this stem, without itself."""
    return _TABLE.get(word, frozenset())


def coverage(words: Sequence[str], stems: frozenset[str]) -> float:
    """Share of the question's words that are among the stems, from 0 to 1, those of the same meaning for a little less;
    0 for a question without words.
    """
    return sum(_share(word, stems) for word in words) / len(words) if words else 0.0


def _share(word: str, stems: frozenset[str]) -> float:
    return 1.0 if word in stems else 0.0 if akin(word).isdisjoint(stems) else _AKIN
