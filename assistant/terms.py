"""Words of a text, levelled: typography, language, stems. Pure; no fact is known here."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import Stemmer

from assistant import patterns as p
from assistant import wordlists as w
from assistant.synonyms import CONTRACTIONS, SPELLINGS, SYNONYMS

_STEMMERS = {"da": Stemmer.Stemmer("danish"), "en": Stemmer.Stemmer("english")}


def level(text: str) -> str:
    """The text without differences of typography (quotes, hyphens, spaces, ligatures, dots of abbreviations), its
    contractions written out ("do not") and its prefixes joined ("cooperation").
    """
    plain = text.translate(p.PLAIN)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", plain).translate(p.PLAIN)
    plain = plain.replace("''", '"')
    if "." in plain[:-1]:
        plain = p.ABBREVIATION.sub(lambda m: m[1].replace(".", ""), plain)
        plain = p.INITIALS.sub(lambda m: m[0].replace(".", ""), plain)
    if "'" in plain:
        for pattern, full in CONTRACTIONS:
            plain = pattern.sub(full, plain)
    return p.PREFIX.sub(lambda m: m[1], plain) if "-" in plain else plain


def language_of(text: str) -> str:
    """ "en" or "da" by function words, "" when they do not tell."""
    words = [word.lower() for word in p.WORD.findall(text)]
    danish = sum(word in w.TELLTALE_DA for word in words) + sum(any(c in "æøå" for c in word) for word in words)
    english = sum(word in w.TELLTALE_EN for word in words)
    return "" if danish == english else "da" if danish > english else "en"


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str = "en") -> str:
    """Stem of a word; a country and its people share one, and so do plain synonyms."""
    folded = word.lower().removesuffix("'s").replace("'", "")
    if word == "us":  # the pronoun; the country is written in capitals
        return folded
    return SYNONYMS.get(folded) or name_stem(word, language)


@lru_cache(maxsize=1 << 16)
def name_stem(word: str, language: str = "en") -> str:
    """Stem of a word of a name (Snowball), in one spelling of English; no synonyms, but a country and its people."""
    folded = word.lower().removesuffix("'s").replace("'", "")
    if folded in w.COUNTRIES and not (language == "en" and folded in w.DANISH_FORMS):
        return w.COUNTRIES[folded]
    if language != "da":
        for pattern, american in SPELLINGS:
            folded = pattern.sub(american, folded)
    return str(_STEMMERS["da" if language == "da" else "en"].stemWord(folded))


def stems(text: str, language: str = "en") -> frozenset[str]:
    """Stems of the content words of a text."""
    return frozenset(stem(word, language) for word in p.WORD.findall(text) if content(word))


def content(word: str) -> bool:
    """Whether a word says what a sentence is about: no function word of either language, unless in capitals."""
    folded = word.lower()
    common = folded in w.FUNCTION_EN or folded in w.FUNCTION_DA or folded.endswith("n't")
    return len(word) > 1 and (not common or (word.isupper() and (folded in w.COUNTRIES or folded in w.ACRONYMS)))
