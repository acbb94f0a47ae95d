"""Whether one fact of a sentence stands in what is shown. Pure; one function per kind of fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from assistant import patterns as p
from assistant import wordlists as w
from assistant.facts import Date, Facts, Identifier, Name
from assistant.quantities import Number
from assistant.terms import content, name_stem, stem, stems

_NAME_BEFORE = re.compile(
    r"\b(?!(?:Total|Sum|Number|Count|Antal|All|About|Around|Approximately|Roughly|Nearly|Almost|Over|Under|Some|Only|Just"
    r"|Exactly|Circa|Omkring|Cirka|Knap|Godt|Kun)\b)[A-ZÆØÅ][^\W\d_]+\s*$"
)
_EACH = re.compile(r"\s*(?:[\w-]+\s+){0,3}(?:each|apiece|hver)\b", re.I)
_KNOWN_LABELS = frozenset(w.LABELS.values())
SHARED_RUN = 5
"""Letters in a row that make two words of different languages the same name ("Universitets-", "University")."""


def number_holds(number: Number, shown: Sequence[Facts], foreign: bool) -> bool:
    """Same value, same unit, and counting the same thing; a soft number fails only on a contradiction."""
    same = [(other, text) for text in shown for other in text.numbers if _equal(number, other)]
    if any(_counts_same(number, other, text, shown, foreign) for other, text in same):
        return True
    if number.soft:
        rivals = [other for text in shown for other in text.numbers if other.nouns & number.nouns]
        return not rivals
    if number.unit or number.bound:
        return False
    return any(_plain_value(number, text) for text in shown)


def _equal(number: Number, other: Number) -> bool:
    return bool(number.values & other.values)


def _counts_same(number: Number, other: Number, text: Facts, shown: Sequence[Facts], foreign: bool) -> bool:
    if number.unit != other.unit:
        if other.unit and (number.unit or number.nouns):
            return False
        # A table or a heading may hold the unit ("Days: 90"), but only where the number has none of its own.
        if number.unit and not any(_speaks_of_unit(number.unit, around) for around in shown):
            return False
    if not number.nouns or foreign:
        return True
    if not number.nouns - w.GENERIC:
        return number.unit == other.unit
    if number.nouns & other.nouns:
        return True
    # "Sheds: six boats each" has no six sheds.
    before = frozenset[str]() if _EACH.match(text.text, other.end) else other.before
    if _names(other, text) and not number.nouns & before:
        return False
    # Not where the text counts these things by another number: "14 projects within five themes" has no five projects.
    rivals = any(number.nouns & (n.nouns or n.before) for n in text.numbers if n is not other)
    if rivals or other.nouns - w.GENERIC:
        return bool(not rivals and number.nouns & before)
    return any(number.nouns & stems_of(around) for around in shown)


def _names(number: Number, text: Facts) -> bool:
    """Whether a number names a thing and counts nothing: the 5 of "Area 5 - Harbours"."""
    after_name = _NAME_BEFORE.search(text.text[: number.start])
    return bool(after_name) and not number.unit and not re.match(r"\s*[a-zæøå]", text.text[number.end :])


def _speaks_of_unit(unit: str, text: Facts) -> bool:
    return any(w.UNITS.get(word.lower()) == unit for word in p.WORD.findall(text.rest))


def _plain_value(number: Number, text: Facts) -> bool:
    """A number may be a year, or the code of an identifier ("step 3" in a list numbered 3)."""
    years = {float(date.year) for date in text.dates if date.year}
    codes = {float(code.code) for code in text.identifiers if code.code.isdigit() and len(code.code) < 9}
    return bool(number.values & years) or (not number.nouns and bool(number.values & codes))


def date_holds(date: Date, shown: Sequence[Facts]) -> bool:
    """A date at least as precise, or its day and month together with its year from the context."""
    dates = [other for text in shown for other in text.dates]
    if any(_within(date, other) for other in dates):
        return True
    if date.year and date.month is None and not date.decade:
        return any(float(date.year) in other.values for text in shown for other in text.numbers)
    yearless = any(o.year is None and o.month == date.month and date.day in (None, o.day) for o in dates if date.month)
    return yearless and any(other.year == date.year and other.month is None for other in dates)


def _within(date: Date, other: Date) -> bool:
    if date.decade:
        return bool(other.year and date.year and other.year // 10 == date.year // 10)
    if other.decade:
        return False
    return all(mine is None or mine == theirs for mine, theirs in zip(_parts(date), _parts(other), strict=True))


def _parts(date: Date) -> tuple[int | None, int | None, int | None]:
    return date.year, date.month, date.day


def identifier_holds(identifier: Identifier, shown: Sequence[Facts]) -> bool:
    """The same code under the same kind of label; "Article 5" is supported by "Article 5(1)"."""
    for text in shown:
        for other in text.identifiers:
            same = other.code == identifier.code or other.code.startswith(identifier.code + "(")
            if same and (other.label == identifier.label or not {other.label, identifier.label} <= _KNOWN_LABELS):
                return True
        if identifier.code.isdigit() and any(float(identifier.code) in n.values for n in text.numbers):
            # "Articles 5 and 6": the second number has no label of its own.
            if any(o.label == identifier.label for t in shown for o in t.identifiers) or _says(identifier.label, shown):
                return True
        if not identifier.code.isdigit() and _spelling(identifier.code).search(text.text.lower()):
            return True
    return False


def _says(label: str, shown: Iterable[Facts]) -> bool:
    return not label or any(w.LABELS.get(word.lower()) == label for text in shown for word in p.WORD.findall(text.rest))


@lru_cache(maxsize=4096)
def _spelling(code: str) -> re.Pattern[str]:
    return re.compile(r"(?<![^\W_])v?" + r"[\s-]?".join(re.escape(c) for c in code) + r"(?![^\W_]|\.\d)")


def name_holds(name: Name, claim: Facts, shown: Sequence[Facts], foreign: bool) -> bool:
    """Every word of a name is shown, or its acronym, or it is the acronym of words shown."""
    if not name.sure:
        known = frozenset[str]().union(*(stems_of(text) for text in shown))
        missed = stem(name.words[0], "en") not in known and stem(name.words[0], "da") not in known
        return not (missed and _replaces_name(name, claim, shown, known))
    known = frozenset[str]().union(*(name_stems_of(text) for text in shown))
    tongues = ("en",) if claim.language == "en" else ("en", "da")
    missing = [word for word in name.words if not any(name_stem(word, tongue) in known for tongue in tongues)]
    apart = {word for pair in pairwise(name.words) if _one_word("".join(pair), shown) for word in pair}
    missing = [word for word in missing if word not in apart]
    if not missing:
        return True
    if len(name.words) > 1 and any(_initials(name.words) == a for text in shown for a in _acronyms(text.text)):
        return True
    if foreign:
        return len(missing) < len(name.words) or any(akin(missing[0], word) for word in known)
    return all(any(_spells(word, text.text) for text in shown) for word in missing)


@lru_cache(maxsize=8192)
def name_stems_of(text: Facts) -> frozenset[str]:
    """Stems of all content words as parts of names, and of each two in a row written as one ("North Gate")."""
    words = [word for word in p.WORD.findall(text.text) if content(word)]
    joined = {name_stem(one + other) for one, other in pairwise(words)}
    plain = {name_stem(word, "en") for word in words}
    return frozenset(joined | plain | ({name_stem(word, "da") for word in words} if text.language != "en" else set()))


@lru_cache(maxsize=8192)
def stems_of(text: Facts) -> frozenset[str]:
    """Stems of all content words of a text, labels of identifiers included."""
    return stems(text.text, "en") | (stems(text.text, "da") if text.language != "en" else frozenset())


def _one_word(word: str, shown: Iterable[Facts]) -> bool:
    """Whether two words of a name are written as one in a text ("Northgate")."""
    return any(re.search(rf"\b{re.escape(word)}\b", text.text, re.I) for text in shown)


def _replaces_name(name: Name, claim: Facts, shown: Sequence[Facts], known: frozenset[str]) -> bool:
    """Whether a lone first word took the place of a name: "Anna approved it" for "Peter approved it".

    Only where every other content word is quoted, the word could be a name, and the quotation has one to replace.
    """
    word = name.words[0]
    common = word.lower() in w.COMMON_INITIALS or word.lower().endswith(w.COMMON_ENDINGS)
    said = stems_of(claim)
    if common or said - {stem(word, "en"), stem(word, "da")} - known:
        return False
    others = [o.words[0] for text in shown for o in text.names if len(o.words) == 1 and stem(o.words[0]) not in said]
    return any(
        not o.isupper() and not o.lower().endswith(w.COMMON_ENDINGS) and o.lower() not in w.COMMON_INITIALS
        for o in others
    )


def _initials(words: Iterable[str]) -> str:
    return "".join(word[0].upper() for word in words)


@lru_cache(maxsize=8192)
def _acronyms(text: str) -> frozenset[str]:
    return frozenset(word for word in p.WORD.findall(text) if word.isupper() and len(word) > 1)


def _spells(acronym: str, text: str) -> bool:
    """Whether the first letters of words in a row spell the acronym, with or without the small words between; an
    acronym of two letters only where the words are capitalised.
    """
    bare = acronym.removesuffix("s") if acronym[:-1].isupper() else acronym
    if len(bare) < 2 or not bare.isupper():
        return False
    words = [word if len(bare) > 2 or word[0].isupper() else "-" for word in p.WORD.findall(text)]
    return bare in _initials(words) or bare in _initials(word for word in words if content(word))


def akin(word: str, other: str) -> bool:
    """Whether two words of different languages look like one, by a run of letters that both have."""
    folded = word.lower()
    if len(folded) < SHARED_RUN:
        return False
    return any(folded[i : i + SHARED_RUN] in other for i in range(len(folded) - SHARED_RUN + 1))
