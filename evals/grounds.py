"""Numbers, dates, identifiers and names of an answer that stand in none of its quotations. Pure.

Coarser than `assistant.verify`, which proves sentence by sentence, and independent of it but for the reading of facts:
here a fact is grounded when any quotation of the answer, or its title, date or section, has it. The number of lines or
quotations that a list has is grounded by the list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.facts import Date, Facts, Name, facts
from assistant.terms import stem

_MARKS = re.compile(r"\[\d+(?:\s*,\s*\d+)*\]|(?m:^\s*(?:\d{1,2}[.)]|[-*•])\s+)")
_LINE = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*•])\s+\S", re.M)
_REPLY = re.compile(r"^\W*(?:yes|no|ja|nej|jo)\b\W*", re.I)
_SHARED = 5


def ungrounded(text: str, quotes: Sequence[str], contexts: Sequence[str]) -> tuple[str, ...]:
    """What of the text is grounded in nothing, as it is written there, each once."""
    claim = facts(_REPLY.sub("", _MARKS.sub(" ", text)))
    shown = [facts(part) for part in (*quotes, *contexts) if part.strip()]
    counts = {float(len(_LINE.findall(text))), float(len(quotes))}
    loose = [n for n in claim.numbers if not n.soft and not n.values & (counts | _values(shown))]
    spans = [(n.start, n.end) for n in loose]
    spans += [(d.start, d.end) for d in claim.dates if not _date_stands(d, shown)]
    spans += [(i.start, i.end) for i in claim.identifiers if not _code_stands(i.code, shown)]
    spans += [(n.start, n.end) for n in claim.names if n.sure and not _name_stands(n, claim, shown)]
    return tuple(dict.fromkeys(claim.text[start:end].strip() for start, end in sorted(spans)))


def _values(shown: Sequence[Facts]) -> set[float]:
    values = {value for text in shown for number in text.numbers for value in number.values}
    values |= {float(date.year) for text in shown for date in text.dates if date.year}
    return values | {float(i.code) for text in shown for i in text.identifiers if re.fullmatch(r"\d{1,9}", i.code)}


def _date_stands(date: Date, shown: Sequence[Facts]) -> bool:
    mine = (date.year, date.month, date.day)
    for text in shown:
        for other in text.dates:
            theirs = (other.year, other.month, other.day)
            if all(part in (None, their) for part, their in zip(mine, theirs, strict=True)):
                return True
    return date.month is None and date.year is not None and float(date.year) in _values(shown)


def _code_stands(code: str, shown: Sequence[Facts]) -> bool:
    bare = re.sub(r"[\s-]", "", code)
    if any(code == other.code for text in shown for other in text.identifiers):
        return True
    if code.isdigit():
        return float(code) in _values(shown)
    return any(bare in re.sub(r"[\s-]", "", text.text.lower()) for text in shown)


def _name_stands(name: Name, claim: Facts, shown: Sequence[Facts]) -> bool:
    """Every word of the name, in any form; across languages, words that share a run of letters."""
    words = {word for text in shown for word in re.findall(r"[^\W_]+", text.text)}
    known = {stem(word) for word in words} | {word.lower() for word in words}
    spelled = {"".join(word[0] for word in other.words).upper() for text in shown for other in text.names}
    foreign = claim.language == "da" and any(text.language == "en" for text in shown)
    return all(
        word.lower().removesuffix("'s") in known
        or stem(word) in known
        or (word.isupper() and word in spelled)
        or (foreign and any(_akin(word.lower(), other.lower()) for other in words))
        for written in name.words
        for word in re.findall(r"[^\W_]+", written)
        if len(word) > 1
    )


def _akin(word: str, other: str) -> bool:
    size = min(_SHARED, len(word))
    return size >= 4 and any(word[i : i + size] in other for i in range(len(word) - size + 1))
