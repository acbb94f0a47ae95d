"""A sentence that joins two statements, as two sentences. Pure.

"The mill was built in 1731, and it grinds rye" may be right in one half only, or each half may stand in another place
of the documents. Cut after a comma with "and", "but" and the like, at an "and" before a verb, or at a semicolon, where
both sides have a verb of their own; "it", or nothing, in front of the second verb is replaced by the subject of the
first. What follows "you" or "they" at the start is its verb.
"""

from __future__ import annotations

import re

from assistant import phrasing as w
from assistant.clauses import has_verb
from assistant.patterns import WORD

_BORDER = re.compile(
    r";\s+|,\s+(?:and|but|while|whereas)\s+|\s+(?:but|while|whereas)\s+"
    rf"|\s+and\s+(?=(?:{'|'.join(sorted(w.AUXILIARIES))})\b)"
)
_REPLY = re.compile(r"(?:yes|no)\b[,.:]?\s+", re.I)
_DOER = re.compile(r"(?:I|you|we|they|he|she|it)(?=\s+\w)", re.I)
_POINTS_BACK = frozenset("it they he she".split())


def halves(sentence: str) -> tuple[str, ...]:
    """The two sentences that it joins, each standing alone; itself alone where it says one thing."""
    for border in _BORDER.finditer(sentence):
        left, right = sentence[: border.start()].rstrip(",; "), sentence[border.end() :].strip()
        subject = _subject(left)
        first = WORD.match(right)
        word = first[0].lower() if first else ""
        if not subject or not (word in _POINTS_BACK or has_verb(right)):
            continue
        if first and word in _POINTS_BACK:
            right = f"{subject} {right[first.end() :].strip()}"
        elif _is_finite(word):
            right = f"{subject} {right}"
        return f"{left}.", right[0].upper() + right[1:]
    return (sentence,)


def _subject(statement: str) -> str:
    """The words before the first finite verb, without a yes or no."""
    bare = _REPLY.sub("", statement, count=1)
    if pronoun := _DOER.match(bare):
        return pronoun[0]
    verb = next((word for word in WORD.finditer(bare) if word.start() and _is_finite(word[0].lower())), None)
    return bare[: verb.start()].strip() if verb else ""


def _is_finite(word: str) -> bool:
    return word in w.AUXILIARIES or (word in w.FINITE and word.endswith("s"))
