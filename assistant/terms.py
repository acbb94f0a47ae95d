"""Words of a text, levelled: typography, language, stems. Pure; no fact is known here."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import Stemmer

from assistant import patterns as p
from assistant import wordlists as w

_STEMMERS = {"da": Stemmer.Stemmer("danish"), "en": Stemmer.Stemmer("english")}


def level(text: str) -> str:
    """The text without differences of typography: quotes, hyphens, spaces, ligatures, dotted abbreviations."""
    plain = text.translate(p.PLAIN)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", plain).translate(p.PLAIN)
    plain = plain.replace("''", '"')
    if "." in plain[:-1]:
        plain = p.ABBREVIATION.sub(lambda m: m[1].replace(".", ""), plain)
        plain = p.INITIALS.sub(lambda m: m[0].replace(".", ""), plain)
    return plain


def language_of(text: str) -> str:
    """ "en" or "da" by function words, "" when they do not tell."""
    words = [word.lower() for word in p.WORD.findall(text)]
    danish = sum(word in w.TELLTALE_DA for word in words) + sum(any(c in "æøå" for c in word) for word in words)
    english = sum(word in w.TELLTALE_EN for word in words)
    return "" if danish == english else "da" if danish > english else "en"


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str = "en") -> str:
    """Stem of a word (Snowball); names of countries and their people, and plain synonyms, share one."""
    folded = word.lower().removesuffix("'s").replace("'", "")
    if word == "us":  # the pronoun; the country is written in capitals
        return folded
    known = w.COUNTRIES.get(folded) or w.SYNONYMS.get(folded)
    return known or str(_STEMMERS["da" if language == "da" else "en"].stemWord(folded))


def stems(text: str, language: str = "en") -> frozenset[str]:
    """Stems of the content words of a text."""
    return frozenset(stem(word, language) for word in p.WORD.findall(text) if content(word))


def content(word: str) -> bool:
    """Whether a word says what a sentence is about: no function word of either language, unless in capitals."""
    folded = word.lower()
    common = folded in w.FUNCTION_EN or folded in w.FUNCTION_DA or folded.endswith("n't")
    return len(word) > 1 and (not common or (word.isupper() and folded in w.COUNTRIES))
