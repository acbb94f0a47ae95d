"""What a quotation excepts, and a sentence claims all the same. Pure; part of step 4 of `verify`.

"All trees except oaks may be felled" has every word of "oaks may be felled" and says the opposite. So does "no one
except the warden may enter" of "the warden may not enter".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.terms import language_of, level, stems

_EXCEPT = re.compile(
    r"\b(?:except(?:ing)?(?: for)?|excluding|apart from|aside from|other than|save for|but not|with the exception of"
    r"|bortset fra|undtage[nt]|med undtagelse af|pånær|på nær)\s+",
    re.I,
)
_ENDS = re.compile(
    r"[,;:.()]|\s(?:for|if|when|where|once|while|unless|because|who|which|that|is|are|was|were|may|must|can|could|will"
    r"|would|shall|should|has|have|had|do|does|did|in|on|at|to|by|from|under|er|var|kan|må|skal|har|hvis|når|som|på|til)\s",
    re.I,
)
_AND = re.compile(r"\s*(?:,|\band\b|\bor\b|\bog\b|\beller\b)\s*", re.I)
_NO = re.compile(r"\b(?:not|no|never|none|nobody|nothing|neither|cannot|ikke|ingen|intet|aldrig)\b", re.I)
_RELATIVE = frozenset("that which who whose som der".split())
_NEAR = 4
"""Words before a negation among which a relative pronoun makes it one of a lesser clause."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")


def denied_by_exception(sentence: str, quotes: Sequence[str]) -> bool:
    """Whether the sentence says of a thing what a quotation says of all but that thing."""
    if _EXCEPT.search(sentence):
        return False
    claim, claims_no = _stems(sentence), _denies(sentence)
    for quote in quotes:
        for excepted, rest in _exceptions(quote):
            # Where the rest has the thing as well, the exception is about something finer.
            named = any(group and group <= claim and not group <= _stems(rest) for group in excepted)
            if named and claim & _stems(rest) and claims_no == _denies(rest):
                return True
    return False


@lru_cache(maxsize=4096)
def _exceptions(quote: str) -> tuple[tuple[tuple[frozenset[str], ...], str], ...]:
    return tuple(_read(quote))


def _read(quote: str) -> Iterator[tuple[tuple[frozenset[str], ...], str]]:
    """The things that each sentence excepts, as stems, and the sentence without them."""
    for sentence in _SENTENCE.split(level(quote)):
        if found := _EXCEPT.search(sentence):
            end = _ENDS.search(sentence, found.end())
            stop = end.start() if end else len(sentence)
            things = [frozenset(_stems(thing)) for thing in _AND.split(sentence[found.end() : stop])]
            yield tuple(things), f"{sentence[: found.start()]} {sentence[stop:]}"


def _stems(text: str) -> frozenset[str]:
    return stems(text, language_of(text))


def _denies(text: str) -> bool:
    """Whether it says no, and not only of what it speaks of: "trees that were not planted may be felled"."""
    plain = level(text)
    before = (plain[: found.start()].lower().split()[-_NEAR:] for found in _NO.finditer(plain))
    return any(_RELATIVE.isdisjoint(words) for words in before)
