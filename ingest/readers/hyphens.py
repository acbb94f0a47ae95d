"""Hyphens at line ends. They are taken out only where that is sure.

When the document has the hyphened word elsewhere ("well-known"), the hyphen is kept; when the document or the English
dictionary has the joined word, it is taken out; before a capital letter or a number it is kept, and so it is between
two English words. Otherwise both the hyphen and the line end stay: nobody can be sure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

HYPHEN = "\u2010"
"""A hyphen at the end of a line, before it is settled what becomes of it."""
_BROKEN = re.compile(rf"([\w-]+){HYPHEN}([\w-]+)")


def vocabulary_of(texts: Iterable[str]) -> Counter[str]:
    """Every word, also with hyphens inside, in lower case; halves at line ends do not count."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(word.lower() for word in re.findall(r"\w+(?:-\w+)*", _BROKEN.sub(" ", text)))
    return counts


def dehyphenated(words: str, vocabulary: Counter[str]) -> str:
    """The words with each hyphen at a line end taken out, kept, or left with its line end."""

    def settled(match: re.Match[str]) -> str:
        before, after = match.groups()
        if vocabulary[f"{before}-{after}".lower()] or not after[0].islower() or not before[-1].islower():
            return f"{before}-{after}"
        whole = before + after
        if vocabulary[whole.lower()] or _is_english(whole):
            return whole
        return f"{before}-{after}" if _is_english(before) and _is_english(after) else f"{before}-\n{after}"

    return _BROKEN.sub(settled, words).replace(HYPHEN, "-")


def _is_english(word: str) -> bool:
    return len(word) > 2 and word.lower() in _dictionary()


@cache
def _dictionary() -> frozenset[str]:
    from spellchecker import SpellChecker  # takes a second, and few documents need it

    return frozenset(SpellChecker().word_frequency.words())
