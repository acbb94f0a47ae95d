"""Which of two places that differ came later and changes the other. Pure.

A later document amends an earlier one when it says so: "the fee becomes 30", "no longer", "is replaced by". Such a
place is told first, and the one it changes after it, each with its date. A later document that merely says something
else (a proposal in minutes, a letter) changes nothing, and is told as what it is: another voice.

Some amendments say only which words they replace: 'In § 6, "20" is replaced by "25"'. Such a line has no word of its
own in common with what it changes, and is known by the section it names and by the words.
"""

from __future__ import annotations

import re

from assistant.evidence import Evidence
from assistant.facts import facts

_CHANGES = re.compile(
    r"\b(?:becomes?|became|replaces?|replaced (?:by|with)|no longer|from now on|(?:changed|amended|raised|lowered) to"
    r"|(?:increased|reduced) to|(?:is|are|has|have|can|may|must) now|now (?:is|are|has|have|can|may|must)"
    r"|ikke længere|erstattes af|ændres til|hæves til|sænkes til|bliver|(?:er|har|kan|skal) nu|fremover)\b",
    re.I,
)
_REPLACES = re.compile(
    r"[“\"«](?P<old>[^“”\"«»]+)[”\"»] (?:(?:is|are|shall be|has been|have been) )?"
    r"(?:replaced (?:by|with)|changed to|amended to|erstattes af|ændres til) [“\"«]",
    re.I,
)
_SECTION = re.compile(
    r"(?:§|\b(?:section|article|clause|rule|paragraph|art\.|sec\.|afsnit|artikel))\s*(\d+[a-z]?)\b", re.I
)


def amends(new: Evidence, old: Evidence) -> bool:
    """Whether one piece is of a later document than the other, and says that it changes something."""
    when, before = dated(new), dated(old)
    return bool(when and before and when > before and _CHANGES.search(new.said) and not _CHANGES.search(old.said))


def replaces_words(piece: Evidence) -> bool:
    """Whether it says of some words that others take their place."""
    return bool(_REPLACES.search(piece.said))


def replaces(new: Evidence, old: Evidence) -> bool:
    """Whether one piece replaces words of the other, in the section where they stand."""
    words = [match["old"] for match in _REPLACES.finditer(new.said)]
    said = any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", old.said) for one in words)
    return said and new.document.id != old.document.id and not set(sections(new.said)).isdisjoint(sections_of(old))


def sections_of(piece: Evidence) -> list[str]:
    """The numbers of the sections it stands in."""
    return [number for heading in piece.passage.heading_path for number in sections(heading)]


def sections(text: str) -> list[str]:
    """The numbers of the sections that a text names."""
    return [match[1].lower() for match in _SECTION.finditer(text)]


def dated(piece: Evidence) -> tuple[int, int, int] | None:
    """The date of its document, the last one where it has several; None when it has none."""
    dates = [(date.year, date.month or 0, date.day or 0) for date in facts(piece.document.date).dates if date.year]
    return max(dates, default=None)
