"""Items of a list that was answered, found by their place: "the second one", "the next", "den sidste". Pure.

A list is written in lines, in one line with marks ("a) ...; b) ..."), or as an enumeration ("A, B and C"). An ordinal
takes the place of its item in the last list that was answered, and a bare "how many?" counts what was listed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.turns import Turn, unmarked

_PLACES = {
    word: place
    for place, words in enumerate(
        (
            ("first", "1st", "former", "første", "førstnævnte"),
            ("second", "2nd", "anden", "andet"),
            ("third", "3rd", "tredje"),
            ("fourth", "4th", "fjerde"),
            ("fifth", "5th", "femte"),
            ("sixth", "6th", "sjette"),
            ("seventh", "7th", "syvende"),
            ("eighth", "8th", "ottende"),
        )
    )
    for word in words
} | {"last": -1, "latter": -1, "sidste": -1, "sidstnævnte": -1}
_ORDINAL = re.compile(
    r"\b(?:the|den|det)\s+(\w+)(?:\s+(?:one|of (?:them|these|those)|af dem)\b|(?=\s*[?.,!]|\s+of\b|$))", re.I
)
_NEXT = re.compile(r"\b(?:the|den|det)\s+(?:next|næste|following)(?:\s+one)?\b(?!\s+\w+[^\W\d_])", re.I)
_ITEM = re.compile(r"^\s*(?:[-•*]|\d+[.)])\s+(.+?)\s*$", re.M)
_MARK = re.compile(r"(?<![\w(])\(?(?:(\d{1,2})[.)]|([a-h])\))\s+")
_NAMED = re.compile(r"(?:The |An? |Den |Det )?[A-ZÆØÅ0-9]\S* (?:and|og) (?:the |an? |den |det )?[A-ZÆØÅ0-9]\S*$")
_LONGEST_ENUMERATED = 6
"""Words of one thing in an enumeration."""


def asks_by_place(text: str) -> bool:
    """Whether it speaks of something by its place in a list."""
    return _ordinal(text) is not None or _NEXT.search(text) is not None


def by_place(text: str, history: Sequence[Turn]) -> str:
    """The question with "the third one" or "the next one" replaced by that item of the last list, or ""."""
    items, later = last_list(history)
    ordinal, following = _ordinal(text), _NEXT.search(text)
    if ordinal:
        place = _PLACES[ordinal[1].lower()]
    elif following:
        named = [place for place, item in enumerate(items) if item in later]
        place = named[-1] + 1 if named else len(items)
    match = ordinal or following
    if match is None or not -len(items) <= place < len(items):
        return ""
    return f"{text[: match.start()]}“{items[place]}”{text[match.end() :]}"


def last_list(history: Sequence[Turn]) -> tuple[list[str], str]:
    """The items of the last list that was answered, and what was said after it."""
    for back, turn in enumerate(reversed(history)):
        told = unmarked(turn.content)
        items = [re.sub(r"^\d+[.)]\s*", "", match[1]).rstrip(" ;.") for match in _ITEM.finditer(told)]
        items = items if len(items) > 1 else _marked(told) or _enumerated(told)
        if turn.role == "assistant" and len(items) > 1:
            return items, " ".join(turn.content for turn in history[len(history) - back :])
    return [], ""


def _ordinal(text: str) -> re.Match[str] | None:
    return next((m for m in _ORDINAL.finditer(text) if m[1].lower() in _PLACES), None)


def _marked(told: str) -> list[str]:
    """The items of a list in one line: "a) ...; b) ..." or "1. ... 2. ..."; its marks count from one."""
    marks = list(_MARK.finditer(told))
    places = [int(mark[1]) if mark[1] else ord(mark[2]) - ord("a") + 1 for mark in marks]
    if len(marks) < 2 or places != list(range(1, len(marks) + 1)):
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(told)]
    items = [told[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    return [re.sub(r"[\s;,.]+(?:(?:and|or|og|eller)\s*)?$", "", item) for item in items]


def _enumerated(told: str) -> list[str]:
    """What a sentence enumerates: A, B and C; the last such sentence of an answer counts."""
    for sentence in reversed(re.split(r"(?<=[.!?])\s+", told.strip())):
        listed = sentence.rsplit(":", 1)[-1].strip(" .")
        parts = [part.strip() for part in re.split(r"\s*[,;]\s*(?:(?:and|og)\s+)?|\s+(?:and|og)\s+", listed)]
        if len(parts) > (1 if ":" in sentence or _NAMED.match(listed) else 2) and all(
            0 < len(part.split()) <= _LONGEST_ENUMERATED for part in parts
        ):
            return parts
    return []
