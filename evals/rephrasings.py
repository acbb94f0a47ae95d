"""Rules that say what a sentence says in other words, or less of it, so that its quotation still bears it. Pure.

Only what a rule can do safely: what is left out is an aside (a parenthesis, examples, a clause after ", which"), never
a limit of what is claimed; no rule touches a negation except to contract it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from evals import swaps as w
from evals import wordings
from evals.alterations import quantities
from evals.planting import WORD, Source, put, swapped

_MONTH = "|".join(w.MONTHS)
_DATE = re.compile(rf"\b(?P<d>\d\d?) (?P<m>{_MONTH}) (?P<y>\d{{4}})\b")
_AMERICAN = re.compile(rf"\b(?P<m>{_MONTH}) (?P<d>\d\d?), (?P<y>\d{{4}})\b")
_DOTTED = re.compile(r"(?<!\d)(?P<d>\d\d?)\.(?P<n>\d\d?)\.(?P<y>\d{4})\b")
_COARSER = re.compile(rf"\b(on |of )\d\d? ((?:{_MONTH}) \d{{4}})\b")
_PARENTHESIS = re.compile(r"(?<=[\w.’']) \((?!only|not|except|but|s\))[^()]*\)(?=[ .,;]|$)")
_ACRONYM = re.compile(r"((?:[A-Z][\w-]*|of|for|and) ?){2,7} \(([A-Z][A-Za-z]*[A-Z])\)")
_ASIDE = re.compile(r",? (?:such as|including|e\.g\.|for example|as well as) (?!not\b)[^;:()]*?(?=\.?$)")
_WHICH_END = re.compile(r", which [^;:()]*?(?=\.?$)")
_WHICH = re.compile(r", which [^,;:()]*,(?= (?:is|are|was|were|has|have|will|must|may|can)\b)")
_LINK = re.compile(r"^(?:However|Rather|Moreover|In addition|Furthermore|Also|Likewise|Finally|As such|Yes), ")
_BREAK = re.compile(
    r"; (?:and )?"
    r"|, and (?=(?:it|they|the|this|these|a|an) [a-z’' -]{0,40}\b(?:is|are|was|were|has|have|must|will|may)\b)"
)
_FRONT = re.compile(r"^((?:In|Since|Until|On|From|By|During|Under|Each|Every) [^,;:()]{3,60}), ([^,;:()]+?)(\.?)$")
_IN_DATE = re.compile(rf"^([^,;:()]+) ((?:in|on|since) (?:\d\d? )?(?:{_MONTH}) \d{{4}}|in \d{{4}})(\.)$")
_PASSIVE = re.compile(
    r"^((?:[Tt]he|[Aa]n?) [^,;:()]{3,60}?) (was|were) (\w+ed) by"
    r" ((?:the|an?) [^,;:()]{3,60}?|[A-Z]\w+(?: [A-Z]\w+)*)(\.?)$"
)
_PLAIN_NUMBER = re.compile(r"(?:^|(?<! to)(?<! and)\s)\d+ (?!to |and |or )(?=[a-z])")
"""A number that counts what the next word says."""
_NOT_LEADS = frozenset("yes no".split())


def _dates(source: Source) -> Iterator[str]:
    """Dates in another notation."""
    for pattern in (_DATE, _AMERICAN, _DOTTED):
        for match in pattern.finditer(source.text):
            named = match.groupdict().get("m")
            number = w.MONTHS.index(named) + 1 if named else int(match["n"])
            if not 1 <= number <= 12:
                continue
            month, day, year = w.MONTHS[number - 1], int(match["d"]), match["y"]
            forms = [f"{day} {month} {year}", f"{month} {day}, {year}", f"{year}-{number:02}-{day:02}"]
            for form in (form for form in forms if form != match[0]):
                yield put(source.text, match.span(), form)


def _coarser_dates(source: Source) -> Iterator[str]:
    """A month for a day of it."""
    for match in _COARSER.finditer(source.text):
        yield put(source.text, match.span(), ("of " if match[1] == "of " else "in ") + match[2])


def _numerals(source: Source) -> Iterator[str]:
    """Numbers below a hundred in words, and those in words in digits."""
    for match in quantities(source.text):
        if match[0].isdecimal() and _PLAIN_NUMBER.match(source.text, match.start() - 1 if match.start() else 0):
            word = spelled(int(match[0]))
            if word:
                yield put(source.text, match.span(), word)
    for value, word in w.NUMBER_WORDS.items():
        for match in re.finditer(rf"(?<![\w-]){word}(?![\w-])", source.text, re.I):
            yield put(source.text, match.span(), str(value))


def spelled(value: int) -> str:
    """A number from 2 to 99 in words, "" for others."""
    ten, one = 10 * (value // 10), value % 10
    if value in w.NUMBER_WORDS:
        return w.NUMBER_WORDS[value]
    if ten not in w.TENS:
        return ""
    return w.TENS[ten] + ("-" + w.NUMBER_WORDS.get(one, "one") if one else "")


def _order(source: Source) -> Iterator[str]:
    """A phrase of time or place from the front to the end, and a date from the end to the front."""
    front = _FRONT.match(source.text)
    if front:
        yield f"{_capital(front[2])} {_small(front[1])}{front[3]}"
    late = _IN_DATE.match(source.text)
    if late and source.is_statement:
        yield f"{_capital(late[2])}, {_small(late[1])}{late[3]}"


def _active(source: Source) -> Iterator[str]:
    """ "The X was opened by the Y." as "The Y opened the X."."""
    match = _PASSIVE.match(source.text)
    if match:
        yield f"{_capital(match[4])} {match[3]} {_small(match[1])}{match[5]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    """A phrase as it stands within a sentence: its first word small when that is a small word."""
    first = text.split(" ", 1)[0]
    return first.lower() + text[len(first) :] if first.lower() in w.SMALL_WORDS else text


def _led(source: Source) -> Iterator[str]:
    """With a phrase in front that names the document."""
    first = source.text.split()[0].strip(",.").lower()
    if source.is_statement and first in w.SMALL_WORDS - _NOT_LEADS and first != "however":
        yield f"According to the document, {_small(source.text)}"
        yield f"The document says that {_small(source.text)}"


def _synonyms(source: Source) -> Iterator[str]:
    """One word for another of the table, and where there are two places, both."""
    each = list(swapped(source.text, wordings.SYNONYMS))
    yield from each
    if len(each) > 1:
        yield next(iter(swapped(each[0], wordings.SYNONYMS)), each[0])


def _spellings(source: Source) -> Iterator[str]:
    """British for American spelling and back, joined for hyphened words."""
    yield from swapped(source.text, wordings.SPELLINGS)


def _contractions(source: Source) -> Iterator[str]:
    yield from swapped(source.text, wordings.CONTRACTIONS)


def _without_parentheses(source: Source) -> Iterator[str]:
    shorter = _PARENTHESIS.sub("", source.text)
    if shorter != source.text:
        yield shorter


def _without_asides(source: Source) -> Iterator[str]:
    """Without examples or a relative clause after a comma, or without a linking word at the start."""
    if re.search(r"\b(?:not|no|only|never)\b", source.text):
        return
    for pattern in (_ASIDE, _WHICH_END, _WHICH):
        shorter = pattern.sub("", source.text, count=1)
        if shorter != source.text and len(WORD.findall(shorter)) > 3:
            yield shorter


def _without_links(source: Source) -> Iterator[str]:
    match = _LINK.match(source.text)
    if match:
        yield _capital(source.text[match.end() :])


def _clauses(source: Source) -> Iterator[str]:
    """The first of two main clauses."""
    match = _BREAK.search(source.text)
    if match and source.is_statement and len(WORD.findall(source.text[: match.start()])) > 3:
        yield source.text[: match.start()].rstrip(",") + "."


def _acronyms(source: Source) -> Iterator[str]:
    """The acronym for the name that the text introduces it by."""
    for match in _ACRONYM.finditer(source.text):
        span = re.search(r"[A-Z].*", match[0])
        if span:
            yield put(source.text, (match.start() + span.start(), match.end()), match[2])


def _exact(source: Source) -> Iterator[str]:
    yield source.text


REPHRASINGS: dict[str, Callable[[Source], Iterator[str]]] = {
    "verbatim": _exact,
    "lead": _led,
    "date notation": _dates,
    "coarser date": _coarser_dates,
    "numeral": _numerals,
    "order": _order,
    "active": _active,
    "synonym": _synonyms,
    "spelling": _spellings,
    "contraction": _contractions,
    "no parenthesis": _without_parentheses,
    "no aside": _without_asides,
    "no link": _without_links,
    "clause": _clauses,
    "acronym": _acronyms,
}
"""Kind -> its rule."""
