"""A condition that a quotation sets, and a sentence leaves out. Pure; part of step 4 of `verify`.

"Guests may use the sauna only after a shower" has every word of "guests may use the sauna" and does not say it. Left
out is a condition of which the sentence has no word, where it sets none in other words either. A line that says the
same without a condition bears it all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.terms import language_of, level, stems

_SETS = re.compile(
    r"(?<!\()\b(?:(?:but )?only (?:if|when|once|after|before|where|while|with|by|until|upon|under|during|on|in|at|for)"
    r"|unless|provided that|on (?:the )?condition that|as long as"
    r"|kun (?:hvis|når|efter|før|med|ved|under|på|i|for)|medmindre|forudsat at|på betingelse af at)\b",
    re.I,
)
_ALSO_SETS = re.compile(
    r"\b(?:only|just|if|when|once|after|before|unless|until|provided|as long as|without|with|during|while|subject to"
    r"|kun|hvis|når|efter|før|medmindre|forudsat|uden|med|under)\b",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_CLAUSE = re.compile(r"[,:]\s+(?:and|but|og|men)\s|:\s")
_BUT = re.compile(r"[,:]?\s*(?:\b(?:and|but|og|men)\s*)?$")
_MATCH = 0.5
"""Share of the sentence's stems, and of the clause's, that they must have in common for it to be said of the same."""


def leaves_out_condition(sentence: str, quotes: Sequence[str]) -> bool:
    """Whether the sentence says without its condition what the quotations say under one."""
    if _ALSO_SETS.search(level(sentence)):
        return False
    claim = _stems(sentence)
    clauses = [clause for quote in quotes for clause in _clauses(quote)]
    free = max((len(claim & said) for said, condition in clauses if not condition), default=0)
    return any(
        free < len(claim & said) >= _MATCH * max(len(claim), len(said)) and condition.isdisjoint(claim - said)
        for said, condition in clauses
        if condition
    )


@lru_cache(maxsize=4096)
def _clauses(quote: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple(_read(quote))


def _read(quote: str) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """What each sentence says, and under which condition, as stems; without one, nothing."""
    for sentence in _SENTENCE.split(level(quote)):
        found = _SETS.search(sentence)
        if found is None:
            yield _stems(sentence), frozenset()
            continue
        before, after = sentence[: found.start()], sentence[found.end() :]
        if not before.strip():  # "Unless the fee is paid, boats leave"
            condition, _, said = after.partition(",")
        else:
            said, condition = _CLAUSE.split(_BUT.sub("", before))[-1], _CLAUSE.split(after)[0]
        yield _stems(said), _stems(condition)


def _stems(text: str) -> frozenset[str]:
    return stems(text, language_of(text))
