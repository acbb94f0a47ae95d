"""Misspelled words of a question, repaired against the words of the documents. A door of pyspellchecker.

A word is misspelled when neither the documents nor the English dictionary has it. It becomes the word of the documents
that is spelled most like it; when none is, the dictionary's correction if that is a common word: a new name for a thing
is no misspelling of a rare old one. An acronym is only ever unscrambled: NIST is no LIST.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache

from rapidfuzz import fuzz, process
from spellchecker import SpellChecker

_ALIKE = 80.0
"""Words that rapidfuzz finds this alike, in per cent, are taken for one."""
_COMMON = 5_000
"""Occurrences in the dictionary's frequency list."""
_ACRONYM = re.compile(r"\b[A-Z]{4,}\b")
_WORD = re.compile(r"(?<![\w@./\-])[a-z]{4,}(?![\w@/]|[.\-'’]\w)")


def repair(text: str, vocabulary: Set[str]) -> str:
    """The text with misspelled lower-case words replaced; names, numbers and identifiers are left as they are."""

    def repaired(match: re.Match[str]) -> str:
        word = match.group()
        if word in vocabulary or _dictionary().known([word, re.sub(r"is(?=[eia])", "iz", word)]):
            return word
        if word[0] == "e" and (word[1:] in vocabulary or _dictionary().known([word[1:]])):
            return f"e-{word[1:]}"  # "ebook"
        found = process.extractOne(word, vocabulary, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if found:
            return found[0]
        likely = _dictionary().correction(word) or word
        return likely if _dictionary()[likely] >= _COMMON else word

    def unscrambled(match: re.Match[str]) -> str:
        word = match.group().lower()
        same = [other for other in vocabulary if len(other) == len(word) and sorted(other) == sorted(word)]
        return match.group() if word in vocabulary or len(same) != 1 else same[0].upper()

    text = _ACRONYM.sub(unscrambled, text)
    capital = text[:1].isupper()
    mended = _WORD.sub(repaired, text[:1].lower() + text[1:] if text[1:2].islower() else text)
    return mended[:1].upper() + mended[1:] if capital else mended


@cache
def _dictionary() -> SpellChecker:
    return SpellChecker(language="en", distance=1)
