"""The hard facts of a text: numbers, dates, identifiers and names, in a form that can be compared. Pure.

1. Typography is levelled (NFKC; one kind of quote, hyphen and space; "U.S." is "US").
2. The text is read by one pattern after the other, each taking its matches out of it: links and phone numbers, dates,
   identifiers ("Act no. 412", "Article 5(1)", "ISO 9001", "GPT-4"), then numbers in digits or in English or Danish
   words, then names. What is taken cannot be taken again, so the "25" of "25 June" is no number.
3. A number keeps its unit ("90 days" is not "90 hours"), its bound ("at least" or "at most"), and what it counts: the
   content words that follow it ("27 focus areas"), or, when none do ("Initiatives: 27"), those just before it.
4. A fact knows its place, so that `verify` can tell which date goes with which identifier.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from assistant import patterns as p
from assistant import wordlists as w
from assistant.quantities import Number, digits, settled, spelled, unit_of
from assistant.terms import content, language_of, level


@dataclass(frozen=True, slots=True)
class Date:
    """A date or a part of one; what is not said is None."""

    year: int | None
    month: int | None
    day: int | None
    decade: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Identifier:
    """A code that names one thing: `label` is its kind ("act", "article") where one is written."""

    label: str
    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """Capitalised words that stand together; `sure` is False for a lone word whose capital may come from its place."""

    words: tuple[str, ...]
    sure: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a text. `text` is levelled; `rest` is `text` with the facts blanked out, character for character."""

    text: str
    rest: str
    language: str
    """"en", "da", or "" where no function word tells."""
    numbers: tuple[Number, ...]
    dates: tuple[Date, ...]
    identifiers: tuple[Identifier, ...]
    names: tuple[Name, ...]


@lru_cache(maxsize=8192)
def facts(text: str) -> Facts:
    """All hard facts of a text, each kind in the order of their places."""
    plain = p.CLOCK_DOT.sub(":", level(text))
    language = language_of(plain)
    reader = _Reader(plain)
    # Most sentences hold no digit, link or numeral: ask first, for the patterns are slow.
    words = {word.lower() for word in p.WORD.findall(plain)}
    codes = reader.take(p.LINKS, _link) if p.LINK_SIGN.search(plain) else []
    dates: list[Date] = []
    numbers: list[Number] = []
    if p.DIGIT.search(plain):
        _read_digits(reader, codes, dates, numbers)
    if not words.isdisjoint(w.MONTHS):
        dates += [date for found in reader.take(p.LONE_MONTH, _dates) for date in found]
    if not words.isdisjoint(w.NUMERALS):
        numbers += reader.take(p.SPELLED_DA if language == "da" else p.SPELLED, spelled)
    return Facts(
        plain,
        reader.rest,
        language,
        settled(numbers, reader.rest, language),
        tuple(sorted(dates, key=lambda d: d.start)),
        tuple(sorted(codes, key=lambda i: i.start)),
        tuple(_names(reader.rest)),
    )


def _read_digits(reader: _Reader, codes: list[Identifier], dates: list[Date], numbers: list[Number]) -> None:
    codes += [*reader.take(p.PHONE, _phone), *reader.take(p.STANDARD, _identifier)]
    dates += [date for pattern in p.DATES for found in reader.take(pattern, _dates) for date in found]
    # Before years, for "Order no. 1733" and "CVE-2016-1234" hold none; after dates, for "order 25 June" has no code.
    codes += [*reader.take(p.NUMBERED, _identifier), *reader.take(p.LABELLED, _identifier)]
    codes += reader.take(p.MIXED, _mixed)
    dates += [date for pattern in p.YEARS for found in reader.take(pattern, _dates) for date in found]
    numbers += reader.take(p.NUMBER, digits)


_Fact = TypeVar("_Fact")


class _Reader:
    """A text of which one pattern after the other takes its matches, leaving a blank of the same length."""

    def __init__(self, text: str) -> None:
        self.rest = text

    def take(self, pattern: re.Pattern[str], make: Callable[[re.Match[str]], _Fact | None]) -> list[_Fact]:
        """What `make` makes of the matches; those of which it makes None stay in the text."""
        made: list[_Fact] = []

        def blank(match: re.Match[str]) -> str:
            fact = make(match)
            if fact is None:
                return match[0]
            made.append(fact)
            return "\x01" * len(match[0])

        self.rest = pattern.sub(blank, self.rest)
        return made


def _dates(match: re.Match[str]) -> list[Date] | None:
    groups = match.groupdict()
    if re.search(r"\sof\s", match[0]) and p.CODED.search(match.string, max(0, match.start() - 12), match.start()):
        return None
    if groups.get("decade"):
        return [Date(int(groups["decade"]), None, None, True, match.start(), match.end())]
    year, day = groups.get("y"), groups.get("d")
    month = w.MONTHS[groups["mon"].lower()] if groups.get("mon") else int(groups["m"]) if groups.get("m") else None
    first = Date(int(year) if year else None, month, int(day) if day else None, False, match.start(), match.end())
    if first.month and first.month > 12 and first.day:  # 06/25/2014 is written the American way
        first = replace(first, month=first.day, day=first.month)
    if (first.month or 1) > 12 or not 0 < (first.day or 1) <= 31:
        return None
    until = groups.get("y2")
    if not until or not year:
        return [first]
    return [first, replace(first, year=int(until) if len(until) == 4 else int(year[:2] + until))]


def _link(match: re.Match[str]) -> Identifier:
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", match[0].lower()).rstrip("/")
    return Identifier("", bare, match.start(), match.end())


def _phone(match: re.Match[str]) -> Identifier:
    return Identifier("phone", re.sub(r"\D", "", match[0]), match.start(), match.end())


def _identifier(match: re.Match[str]) -> Identifier | None:
    groups = match.groupdict()
    word = (groups.get("label") or ("§" if groups.get("sign") else "")).lower()
    label = w.LABELS.get(word, word if match.re is p.STANDARD else "")
    if not label and re.search(r"\bno\s", match[0], re.I):  # "there are no 5 star hotels"
        return None
    return Identifier(label, match["code"].lower(), match.start(), match.end())


def _mixed(match: re.Match[str]) -> Identifier | None:
    quantity = p.QUANTITY.fullmatch(match[0])
    if quantity and (quantity["hyphen"] or quantity["unit"].lower() in w.ATTACHED or unit_of(quantity["unit"])):
        return None
    if p.PREFIXED.fullmatch(match[0]):
        return None
    code = re.sub(r"^v(?=\d)", "", match[0].lower().replace("-", ""))
    return Identifier("", code, match.start(), match.end())


def _names(rest: str) -> Iterator[Name]:
    """Runs of capitalised words; the first word of a sentence belongs only if it looks like a name."""
    run: list[re.Match[str]] = []
    for match in p.WORD.finditer(rest):
        if not match[0][0].isupper() or not content(match[0]):
            continue
        if run and not p.JOINED.fullmatch(rest, run[-1].end(), match.start()):
            yield from _run(run, rest)
            run = []
        run.append(match)
    if run:
        yield from _run(run, rest)


def _run(run: list[re.Match[str]], rest: str) -> Iterator[Name]:
    first = run[0]
    initial = bool(p.INITIAL.search(rest, max(0, first.start() - 4), first.start()))
    known = (first[0].isupper() and len(first[0]) > 1) or first[0].lower().removesuffix("'s") in w.COUNTRIES
    # "Anna Hansen" at the start of a sentence is one name; "Yesterday Anna" and "Opening Hours" are not.
    plain = len(run) == 1 or first[0].endswith(("ing", "ed", "ly")) or first[0].lower() in w.COMMON_INITIALS
    if initial and not known and plain:
        yield Name((first[0],), False, first.start(), first.end())
        run = run[1:]
    if run:
        yield Name(tuple(m[0] for m in run), True, run[0].start(), run[-1].end())
