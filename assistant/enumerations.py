"""Counts that no quotation states but one shows: "Oslo, Rome and Paris" are three. Pure.

A sentence whose only unsupported fact is one whole number is borne by a quotation that enumerates just that many
things, when the sentence without the number is supported by it. What is counted must be what is enumerated: one of the
words after the number stands just before the enumeration or in each of its parts, names among them all do, and the
quotation does not count the same things by a number of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant import patterns as p
from assistant.answer import Verdict
from assistant.evidence import Evidence
from assistant.facts import Facts, facts
from assistant.quantities import Number
from assistant.terms import content, stem, stems
from assistant.verify import verify

_NAME = r"[A-ZÆØÅ][\w.&/-]*(?: (?!and\b|og\b|or\b)[\w.&/()-]+){0,3}"
_RUN = re.compile(rf"{_NAME}(?:, (?:and |og )?(?:the )?{_NAME})*,? (?:and|og) (?:the )?{_NAME}")
_NAMED = re.compile(r"\b[A-ZÆØÅ][\w-]*")
_SAID_OF = re.compile(r" (?:are|were|have|had|will|shall|must|may|can|er|var|har|skal|må|kan)\b.*$")
"""What is said of an enumeration that is the subject; names reach no further."""
_SETTING = re.compile(r"(?:In|At|For|From|Since|On|Under|Within|I|På|Ved|Fra|Siden) ")
"""In front of the first of three names it is where or when: "In Jutland, Ribe and Varde are towns"."""
_LEAD_WORDS = 6
"""Content words before an enumeration that may say what it enumerates."""


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Its parts, and the words of its sentence that stand before and after it."""

    lead: str
    parts: tuple[str, ...]
    after: str = ""
    setting: str = ""
    """Where or when it is so, said in front of the names."""

    @property
    def enumerated(self) -> frozenset[str]:
        """Stems of what its parts are: words just before it, and those that all parts have."""
        before = [word for word in p.WORD.findall(self.lead) if content(word)][-_LEAD_WORDS:]
        return frozenset(map(stem, before)) | frozenset.intersection(*map(stems, self.parts))


def enumerations(text: str) -> Iterator[Enumeration]:
    """The enumerations of a sentence: parts between semicolons after a colon, or names between commas."""
    lead, colon, rest = text.rpartition(":")
    parts = [part for part in rest.split(";") if part.strip(" .")]
    if len(parts) > 1:
        yield Enumeration(lead if colon else "", tuple(parts))
    for match in _RUN.finditer(text):
        lead = re.split(r"[.;]", text[: match.start()])[-1]
        *names, last = re.split(r",? (?:and|og) |, ", match.group())
        said = _SAID_OF.search(last)
        after = last[said.start() :] + text[match.end() :] if said else text[match.end() :]
        names.append(last[: said.start()] if said else last)
        setting = ""
        if said and len(names) > 2 and _SETTING.match(names[0]):
            setting, *names = names
        yield Enumeration(lead, tuple(names), re.split(r"[.;](?:\s|$)", after)[0], setting)


def counted_in(sentence: str, piece: Evidence) -> bool:
    """Whether the piece enumerates as many things as the sentence says there are, and supports all else it says."""
    claim = facts(sentence)
    whole = [number for number in claim.numbers if not number.unit and len(number.values) == 1]
    if len(whole) != 1:
        return False
    (number,) = whole
    shown = [one for one in enumerations(piece.said) if len(one.parts) in number.values]
    if not any(_counts(number, claim, one) for one in shown) or _counts_otherwise(number, facts(piece.said)):
        return False
    rest = claim.text[: number.start] + claim.text[number.end :]
    around = [part for part in piece.context if part]
    return verify(rest, [piece.said], around) is Verdict.SUPPORTED


def _counts(number: Number, claim: Facts, one: Enumeration) -> bool:
    """Whether what the number counts is what is enumerated, names of it and all."""
    named = {stem(word) for word in _NAMED.findall(claim.text, number.end)} & number.nouns
    return bool(number.nouns & one.enumerated) and named <= one.enumerated


def _counts_otherwise(number: Number, text: Facts) -> bool:
    return any(number.nouns & other.nouns and not number.values & other.values for other in text.numbers)
