"""Whether a sentence says of one thing what a quotation says of another by a relative clause. Pure; part of step 4
of `verify`.

"The harbours under which the pilots work" has every word of "the board of harbours ..." and of "the office under which
the pilots work", and says of the harbours what the quotation says of the office.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.terms import language_of, level, stems

_PRONOUN = re.compile(
    r"(?:(?<=[\s,])(?:in|on|at|to|by|for|from|of|under|with|through|within)\s+)?"
    r"\b(?:which|who|whom|whose)\b"
)
_BEFORE = re.compile(r"[.;:,!?\n]|\b(?:is|are|was|were|be|has|have|had|may|must|can|shall|should|will)\b", re.I)
_AFTER = re.compile(r"[;:\n]|[.!?](?=\s+[A-ZÆØÅ]|\s*$)")
_MOST = 0.5
"""Share of the words of one relative clause that make another the same."""
_LEAST = 2


class _Relative(NamedTuple):
    head: frozenset[str]
    """Stem of the last content word before the pronoun."""
    phrase: frozenset[str]
    """Stems of all content words from the last border to the pronoun."""
    said: frozenset[str]
    """Stems of what the clause says."""


def other_antecedent(sentence: str, quotes: Sequence[str]) -> bool:
    """Whether a relative clause of the sentence stands in the quotations, and only after something else."""
    quoted = [relative for quote in quotes for relative in _relatives(quote)]
    for own in _relatives(sentence):
        same = [other for other in quoted if len(own.said & other.said) >= max(_LEAST, _MOST * len(own.said))]
        if same and not any(own.head <= other.phrase or other.head <= own.phrase for other in same):
            return True
    return False


@lru_cache(maxsize=8192)
def _relatives(text: str) -> tuple[_Relative, ...]:
    return tuple(_read(level(text)))


def _read(plain: str) -> Iterator[_Relative]:
    language = language_of(plain)
    for pronoun in _PRONOUN.finditer(plain):
        before = plain[: pronoun.start()].rstrip(" ,")
        phrase = before[max((border.end() for border in _BEFORE.finditer(before)), default=0) :]
        end = _AFTER.search(plain, pronoun.end())
        words = [found for word in phrase.split() if (found := stems(word, language))]
        said = stems(plain[pronoun.end() : end.start() if end else len(plain)], language)
        if words and said:
            yield _Relative(words[-1], frozenset().union(*words), said)
