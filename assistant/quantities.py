"""Numbers of a text: value, unit, bound, and what they count. Pure; `facts` decides which matches are numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant import patterns as p
from assistant import wordlists as w
from assistant.terms import content, stem

_PARTITIVE = re.compile(
    r"\s+(?:of|af)\s+(?:(?:all|both)\s+)?(?:the|its|their|his|her|our|your|my|these|those|de|dets|deres|disse)\s+(?:\x01+\s+)?",
    re.I,
)
"""After a number that is some of several: in "two of its three doors" both numbers count doors."""


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity; `values` holds every reading of it ("1.234" is 1.234 in English and 1234 in Danish)."""

    values: frozenset[float]
    unit: str
    bound: str
    """">" for at least and more than, "<" for at most and less than, "" for neither."""
    nouns: frozenset[str]
    """Stems of what it counts."""
    before: frozenset[str]
    """Stems just before it, which tell what it counts when nothing follows."""
    soft: bool
    """A word such as "one" or "first" that often is no quantity: only a contradiction counts."""
    start: int
    end: int


def digits(match: re.Match[str]) -> Number:
    """A number in digits, with the currency before it or the unit after it."""
    scale = w.SCALES.get((match["scale"] or "").lower(), 1.0)
    sign = -1.0 if match["sign"] else 1.0
    unit = unit_of(match["cur"] or "") or ("clock" if ":" in match["n"] else "")
    # "1.740 million" is no 1,740 million: before a scale the point is one of decimals, the comma one of thousands.
    readings = list(_readings(match["n"]))
    if match["scale"] and len(readings) > 1:
        readings = [min(readings) if "." in match["n"] else max(readings)]
    if ":" in match["n"]:
        readings = _hours(readings, match)
    values = frozenset(round(sign * scale * value, 6) for value in readings)
    return _number(values, unit, False, match)


def _hours(readings: Sequence[float], match: re.Match[str]) -> list[float]:
    """A time of the clock as hours from midnight: "6:30 pm" is 18.5, a bare "6:30" may be either."""
    half = p.HALF_OF_DAY.match(match.string, match.end())
    if half:
        afternoon = half[1].lower() == "p"
        return [hour % 12 + 12 * afternoon for hour in readings]
    is_early = match["n"][0] != "0" and len(readings) == 1 and 1 <= readings[0] < 12
    return [*readings, readings[0] + 12] if is_early else list(readings)


def spelled(match: re.Match[str]) -> Number | None:
    """A number in words; "millions of" counts nothing."""
    words = [word for word in re.split(r"[\s-]+", match[0].lower()) if word not in {"and", "og"}]
    if len(words) == 1 and words[0].startswith("m") and words[0] in w.SCALES:
        return None
    total = current = 0.0
    for word in words:
        scale = w.SCALES.get(word, 0.0)
        if scale >= 1000:
            total, current = total + (current or 1) * scale, 0.0
        else:
            current = (current or 1) * scale if scale else current + w.NUMBER_WORDS[word]
    return _number(frozenset({total + current}), "", words[-1] in w.SOFT_NUMBERS, match)


def _number(values: frozenset[float], unit: str, soft: bool, match: re.Match[str]) -> Number:
    found = p.UNIT.match(match.string, match.end())
    unit = unit or (unit_of(found[1]) if found else "")
    return Number(values, unit, "", frozenset(), frozenset(), soft, match.start(), match.end())


def settled(numbers: Sequence[Number], rest: str, language: str) -> tuple[Number, ...]:
    """The numbers in order, with bounds and nouns; "5 to 10 days", "90 (ninety) days": both count days.

    `rest` is the text with all facts blanked out, so that a noun phrase ends where the next number begins.
    """
    done: list[Number] = []
    for plain in sorted(numbers, key=lambda n: n.start, reverse=True):
        number = _counted(plain, rest, language)
        if done and not number.unit and not number.nouns and p.SAME_UNIT.fullmatch(rest, number.end, done[-1].start):
            number = replace(number, unit=done[-1].unit, nouns=done[-1].nouns)
        done.append(number)
    return tuple(reversed(done))


def _counted(number: Number, rest: str, language: str) -> Number:
    before, after = rest[max(0, number.start - 70) : number.start], rest[number.end : number.end + 70]
    near = p.BOUND_BEFORE.search(before) or p.BOUND_AFTER.match(after)
    bound = "" if near is None else "<" if near["most"] else ">"
    lead = re.split(p.STOP_BEFORE, before)[-1]
    left = [word for word in p.WORD.findall(lead) if content(word)][-4:]
    nouns = frozenset(_group(p.CONVERTED.sub(r"\1", after), language)) if number.unit not in w.TIMES else frozenset()
    if number.unit:
        nouns -= w.DIMENSIONAL
    return replace(number, bound=bound, nouns=nouns, before=frozenset(stem(word, language) for word in left))


def _group(after: str, language: str) -> Iterator[str]:
    """Stems of the content words right after a number, as far as one noun phrase reaches."""
    # "5-day" joins; in "Area 5 - Harbours" the dash ends the name, as anywhere.
    lead = _PARTITIVE.match(after) or re.match(r"\)*(?:-|\s*%)?", after)
    place, taken = lead.end() if lead else 0, 0
    for match in p.WORD.finditer(after, place):
        if p.STOP.search(after, place, match.start()) or taken == 4:
            return
        if content(match[0]):
            taken += 1
            if not unit_of(match[0]):
                yield stem(match[0], language)
        elif match[0].lower() not in w.CROSSED:
            return
        place = match.end()


def _readings(digits: str) -> Iterator[float]:
    """Every value that digits with separators can have: "1.234" and "1,234" are thousands or fractions."""
    if ":" in digits:
        hours, minutes = digits.split(":")
        yield int(hours) + int(minutes) / 60
        return
    bare = re.sub(r"[ ']", "", digits)
    last = max(bare.rfind("."), bare.rfind(","))
    if last < 0:
        yield float(bare)
        return
    whole = re.sub(r"[.,]", "", bare)
    grouped = len(bare) - last - 1 == 3 and bare[0] != "0"
    if grouped:
        yield float(whole)
    if not grouped or len(re.findall(r"[.,]", bare)) == 1 or len(set(re.findall(r"[.,]", bare))) == 2:
        yield float(re.sub(r"[.,]", "", bare[:last]) + "." + bare[last + 1 :])


def unit_of(word: str) -> str:
    """The canonical unit that a word or sign stands for, or ""."""
    folded = re.sub(r"\s", "", word.lower()).removesuffix(".")
    return w.UNITS.get(folded) or w.UNITS.get(word) or w.UNITS.get(folded.replace("percent", "percent_")) or ""
