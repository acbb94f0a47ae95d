"""Counts that no quotation states but one shows: "Oslo, Rome and Paris" are three. Pure.

A sentence whose only unsupported fact is one whole number is borne by a quotation that enumerates just that many
things, when the sentence without the number is supported by it.
"""

from __future__ import annotations

import re

from assistant.answer import Verdict
from assistant.evidence import Evidence
from assistant.facts import facts
from assistant.verify import verify

_NAME = r"[A-ZÆØÅ][\w.&/-]*(?: (?!and\b|og\b|or\b)[\w.&/()-]+){0,3}"
_RUN = re.compile(rf"{_NAME}(?:, (?:and |og )?(?:the )?{_NAME})*,? (?:and|og) (?:the )?{_NAME}")


def counts(text: str) -> frozenset[int]:
    """How many things the enumerations of a sentence have: parts between semicolons, or names between commas."""
    parts = [part for part in text.rsplit(":", 1)[-1].split(";") if part.strip(" .")]
    runs = [re.split(r",? (?:and|og) |, ", match.group()) for match in _RUN.finditer(text)]
    return frozenset(len(one) for one in (parts, *runs) if len(one) > 1)


def counted_in(sentence: str, piece: Evidence) -> bool:
    """Whether the piece enumerates as many things as the sentence says there are, and supports all else it says."""
    whole = [number for number in facts(sentence).numbers if not number.unit and len(number.values) == 1]
    if len(whole) != 1:
        return False
    (number,) = whole
    levelled = facts(sentence).text
    rest = levelled[: number.start] + levelled[number.end :]
    around = [part for part in piece.context if part]
    return next(iter(number.values)) in counts(piece.said) and verify(rest, [piece.said], around) is Verdict.SUPPORTED
