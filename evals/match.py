"""Whether a text says an expected fact. Pure, strict in numbers, tolerant in form. The algorithm:

1. Typography is levelled; citation marks, list marks and emphasis are taken away; contractions are written out.
2. Dates become day, month and year in this order, whatever way they are written, English or Danish; the day is marked,
   so that the 25 of "25 June" is no number. Number words become digits.
3. Words lose articles, plural and inflection (Snowball), British spelling and the hyphen or space of a few compounds.
4. An alternative is said when its words stand in the text in a row, as whole words: 6 is neither in 26 nor in 2016.
   " ... " in an alternative stands for up to 12 words of the same sentence. "re:..." is a regular expression on the
   levelled text in lower case instead, in which a leading "^" is the start of the answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

from evals.cases import REGEX

_GAP = 12
_BREAK = "¶"
_STEMMER = Stemmer.Stemmer("english")
_PLAIN = str.maketrans({**dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("“”„«»″", '"'), **dict.fromkeys("‘’‚´`′", "'")})
_CITATION = re.compile(r"\[\d+(?:\s*,\s*\d+)*\]")
_LIST_MARK = re.compile(r"^[ \t>]*(?:\d{1,2}[.)]|[-*•])[ \t]+(?=\S)", re.M)
_EMPHASIS = re.compile(r"[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}")
_SENTENCE_END = re.compile(r"""(?<=[.!?;])["')]*\s+(?=["'(]*[A-ZÆØÅ])|\s*\n\s*""")
_CONTRACTIONS = ((r"\bcan't\b|\bcannot\b", "can not"), (r"\bwon't\b", "will not"), (r"n't\b", " not"))
_COMPOUNDS = (
    (r"\bcyber[ -](?=(?:securit|attack|crime|threat|space))", "cyber"),
    (r"\bco[ -](?=op|ord)", "co"),
    (r"\be[ -](?=mail)", "e"),
    (r"\bweb[ -](?=site)", "web"),
    (r"\bon[ -](?=line)", "on"),
    (r"%", " percent "),
    (r"\bper cent\b", "percent"),
    (r"&", " and "),
)
_SPELLING = (
    (re.compile(r"is(e[drs]?|ing|ations?|ational)$"), r"iz\1"),
    (re.compile(r"ys(e[drs]?|ing)$"), r"yz\1"),
    (re.compile(r"^(cent|met|lit|theat|fib)re(s?)$"), r"\1er\2"),
    (re.compile(r"^(def|lic|off|pret)ence(s?)$"), r"\1ense\2"),
    (re.compile(r"^program(?:me)?(s?)$"), r"program\1"),
    (re.compile(r"(?<=..)our(s|ed|ing|able|al|ite)?$"), r"or\1"),
    (re.compile(r"^(travel|model|label|cancel|signal|level|channel)l(ing|ed|er)"), r"\1\2"),
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        "january januar jan|february februar feb|march marts mar|april apr|may maj|june juni jun|july juli jul|"
        "august aug|september sept sep|october oktober oct okt|november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?P<y>(?:1[89]|20)\d\d)"
_DATES = (
    re.compile(rf"\b{_YEAR}-(?P<m>\d\d)-(?P<d>\d\d)\b"),
    re.compile(rf"\b(?P<d>\d{{1,2}})[./-](?P<m>\d{{1,2}})[./-]{_YEAR}\b"),
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?(?P<mon>{_MONTH})\b\.?(?:,? (?:of )?{_YEAR}\b)?"),
    re.compile(rf"\b(?P<mon>{_MONTH})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? {_YEAR}\b)?"),
    re.compile(rf"\b(?P<mon>{_MONTH})\.?,? (?:of )?{_YEAR}\b"),
    re.compile(rf"(?<![\d/])(?P<m>0?[1-9]|1[0-2])/{_YEAR}\b"),
)
_UNITS = {
    word: value
    for value, words in enumerate(
        "zero nul|one|two|three tre|four|five fem|six seks|seven syv|eight otte|nine ni|ten ti|eleven elleve|"
        "twelve tolv|thirteen tretten|fourteen fjorten|fifteen femten|sixteen seksten|seventeen sytten|eighteen atten|"
        "nineteen nitten".split("|")
    )
    for word in words.split()
} | {"syvogtyve": 27, "tyve": 20}
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
_SCALES = {"hundred": 100, "thousand": 1000}
_UNIT, _TEN, _SCALE = ("|".join(sorted(words, key=len, reverse=True)) for words in (_UNITS, _TENS, _SCALES))
_SMALL = rf"(?:(?:{_TEN})(?:[ -](?:{_UNIT}))?|{_UNIT})"
_NUMBER_WORDS = re.compile(rf"\b{_SMALL}(?: (?:{_SCALE})(?:(?: and | ){_SMALL})?)*\b")
_WORD = re.compile(rf"{_BREAK}|\d+(?:\.\d+)+|[^\W_]+(?:'[^\W\d_]+)?")
_ARTICLES = frozenset(("the", "a", "an"))


def plain(text: str) -> str:
    """The text in lower case on one line, without differences of typography and without marks; for "re:"."""
    return " ".join(_levelled(text).replace(_BREAK, " ").lower().split()).lstrip("\"' ")


def _levelled(text: str) -> str:
    level = _CITATION.sub("", unicodedata.normalize("NFKC", text).translate(_PLAIN))
    level = _EMPHASIS.sub("", _LIST_MARK.sub("", level)).strip()
    level = _SENTENCE_END.sub(f" {_BREAK} ", level)
    for pattern, written_out in _CONTRACTIONS:
        level = re.sub(pattern, written_out, level, flags=re.I)
    return level


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """The words by which texts are compared; a break stands between sentences."""
    level = " ".join(_levelled(text).lower().split())
    level = re.sub(r"(?<=\d),(?=\d{3}\b)", "", level)
    for pattern in _DATES:
        level = pattern.sub(_date, level)
    for expression, joined in _COMPOUNDS:
        level = re.sub(expression, joined, level)
    level = _NUMBER_WORDS.sub(lambda m: str(_value(re.split(r"[ -]", m[0]))), level)
    found = (word.removesuffix("'s") for word in _WORD.findall(level))
    return tuple(_stem(word) for word in found if word not in _ARTICLES)


def _date(match: re.Match[str]) -> str:
    groups = match.groupdict()
    month = _MONTHS[groups["mon"]] if groups.get("mon") else int(groups["m"])
    day = groups.get("d")
    if month > 12 or (day and not 0 < int(day) < 32):
        return match[0]
    parts = [f"day{int(day)}" if day else "", f"month{month}", groups.get("y") or ""]
    return " ".join(part for part in parts if part)


def _value(words: Iterable[str]) -> int:
    total = current = 0
    for word in words:
        if word == "thousand":
            total, current = total + (current or 1) * 1000, 0
        elif word == "hundred":
            current = (current or 1) * 100
        else:
            current += _UNITS.get(word, _TENS.get(word, 0))
    return total + current


@lru_cache(maxsize=1 << 15)
def _stem(word: str) -> str:
    if word[0].isdigit() or word == _BREAK:
        return word
    for pattern, american in _SPELLING:
        word = pattern.sub(american, word)
    return str(_STEMMER.stemWord(word))


def says(text: str, alternative: str) -> bool:
    """Whether the text says the alternative."""
    if alternative.startswith(REGEX):
        return re.search(alternative.removeprefix(REGEX), plain(text)) is not None
    parts = [words_of(part) for part in alternative.split(" ... ")]
    return _follows(words_of(text), 0, parts, None)


def _follows(words: tuple[str, ...], start: int, parts: list[tuple[str, ...]], gap: int | None) -> bool:
    """Whether the parts stand in the words from `start` on, the first of them at most `gap` words away."""
    if not parts:
        return True
    first, size = parts[0], len(parts[0])
    last = len(words) if gap is None else min(len(words), start + gap + 1)
    for place in range(start, last):
        if words[place : place + size] == first and _follows(words, place + size, parts[1:], _GAP):
            return True
        if gap is not None and words[place] == _BREAK:
            return False
    return False


def first_said(text: str, alternatives: Iterable[str]) -> str | None:
    """The first of the alternatives that the text says, or None."""
    return next((alternative for alternative in alternatives if says(text, alternative)), None)


def place_of(text: str, alternatives: Iterable[str]) -> int | None:
    """Where in the words of the text the earliest alternative begins, or None; regular expressions have no place."""
    words = words_of(text)
    places = []
    for alternative in alternatives:
        first = words_of(alternative.split(" ... ")[0])
        if not alternative.startswith(REGEX) and says(text, alternative):
            places += [i for i in range(len(words)) if words[i : i + len(first)] == first][:1]
    return min(places, default=None)
