"""Yes or no to a comparison with a number or a date, by the one figure of a clause. Pure.

"Does it weigh more than 20 kg?" is answered by "it weighs 23 kg", "was it built before 1700?" by "it was built in
1731". The clause must have all other words of the question and one figure of just that kind. Another date says no only
of what happens once: a bridge repaired in 2018 may have been repaired before 2016 too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.asked import Said, counting, denies, keys, keys_of, narrowed
from assistant.facts import Date, facts
from assistant.quantities import Number

_MORE = (
    r"more|greater|longer|higher|heavier|older|larger|bigger|deeper|wider|taller"
    r"|mere|flere|større|længere|tungere|ældre|højere"
)
_LESS = r"less|fewer|shorter|lower|lighter|younger|smaller|mindre|færre|kortere|lettere|yngre|lavere"
_THAN = re.compile(
    rf"\b(?:(?P<more>(?:{_MORE}) (?:than|end)|over|above|exceed\w*)|(?P<less>(?:{_LESS}) (?:than|end)|under|below)"
    r"|(?P<least>at least|mindst)|(?P<most>at most|up to|højst|op til))\s*$",
    re.I,
)
_WHEN = re.compile(
    r"\b(?:(?P<before>before|earlier than|prior to|før|inden)|(?P<after>after|later than|efter)|(?P<since>since|siden)"
    r"|(?P<by>by|no later than|senest)|(?P<within>in|on|i|den))\s*(?:the (?:year|month) )?$",
    re.I,
)
_DATED = re.compile(r"\b(?:in|on|by|since|from|at|i|den|fra|siden)\s*(?:the )?$", re.I)
_SINCE = re.compile(r"\b(?:since|from|siden|fra)\s*$", re.I)
_ONCE = re.compile(
    r"\b(?:built|founded|established|created|born|died|adopted|opened|launched|issued|passed|signed|introduced|set up"
    r"|inaugurated|enacted|abolished|discovered|invented"
    r"|bygget|grundlagt|stiftet|oprettet|født|vedtaget|åbnet|åbnede|udstedt|underskrevet|indviet|nedlagt)\b",
    re.I,
)
_DIMENSIONS = (
    (r"heavier|lighter|tungere|lettere", r"weigh\w*|heavy|vejer|vægt\w*"),
    (r"longer|shorter|længere|kortere", r"long|length|lasts?|takes?|lang\w*|længde\w*|varer"),
    (r"taller|higher|højere", r"tall|high|height|høj\w*"),
    (r"deeper|dybere", r"deep|depth|dyb\w*"),
    (r"wider|bredere", r"wide|width|bred\w*"),
    (r"older|younger|ældre|yngre", r"old|aged?|gammel|alder"),
)
"""What a comparison measures, and the words of a clause that gives that measure."""
_LOOSE = re.compile(
    r"\b(?:about|around|nearly|almost|approx\w*|roughly|circa|ca|some|cirka|omkring|per|each|a|pr|between|mellem)\s*$",
    re.I,
)
_PER = re.compile(r"\W*(?:\w+\W+)?(?:per|pr|each|a|an)\s+\w+", re.I)
_WAS = re.compile(r"\b(?:was|were|had|did|used to|var|havde)\b", re.I)
_CHANGED = re.compile(r"\b(?:by|med|from|fra)\s*$", re.I)
"""Before a figure by which something rose or fell."""
_FOR = re.compile(r"\b(?:for|with|over|under|above|below|til|med)\b(.*)", re.I)
_BEGIN = re.compile(r"^\w+(?:n['’]t)?\s+(?:there\s+)?")
_CAN = re.compile(r"^(?:can|may|could|kan|må)\b", re.I)


@dataclass(frozen=True)
class _Than:
    """A comparison of the question: how, with what, and the rest of its words."""

    how: str
    figure: Number | Date
    words: str
    """The comparison's own words."""
    rest: str


def on_limits(question: str, clause: Said) -> bool | None:
    """Yes or no to a comparison, None where the clause does not tell or nothing is compared."""
    asked = _compared(question)
    if asked is None or clause.hedged or not counting(asked.rest) or not clause.has(asked.rest):
        return None
    if isinstance(asked.figure, Date):
        return _dated(asked, asked.figure, clause)
    return _measured(question, asked, asked.figure, clause)


def compares(question: str) -> bool:
    """Whether it asks for a comparison with a number or date."""
    asked = _compared(question)
    return asked is not None and asked.how != "within"


def _compared(question: str) -> _Than | None:
    read = facts(question.strip().rstrip("?. "))
    found: list[_Than] = []
    one: Number | Date
    for pattern, figures in ((_THAN, read.numbers), (_WHEN, read.dates)):
        for one in figures:
            if match := pattern.search(read.text, 0, one.start):
                how = next(name for name, words in match.groupdict().items() if words)
                unit = re.match(r"\s*\w+", read.text[one.end :]) if isinstance(one, Number) and one.unit else None
                after = read.text[one.end + (unit.end() if unit and not read.text[one.end - 1].isalpha() else 0) :]
                rest = f"{read.text[: match.start()]} {after}"
                found.append(_Than(how, one, match[0], _BEGIN.sub("", rest)))
    return found[0] if len(found) == 1 and len(read.numbers) + len(read.dates) == 1 else None


def _measured(question: str, asked: _Than, limit: Number, clause: Said) -> bool | None:
    read = facts(clause.text)
    same = [n for n in read.numbers if n.unit == limit.unit and (limit.unit or n.nouns & limit.nouns)]
    if len(same) != 1 or len(same[0].values) != 1 or len(limit.values) != 1:
        return None
    (number,) = same
    before, after = read.text[: number.start], read.text[number.end :]
    for shape, told in _DIMENSIONS:
        if re.search(rf"\b(?:{shape})\b", asked.words, re.I) and not re.search(rf"\b(?:{told})\b", read.text, re.I):
            return None
    if (
        _LOOSE.search(before)
        or _PER.match(after)
        or narrowed(before, asked.rest)
        or (not number.bound and denies(read.text))
    ):
        return None
    if _WAS.search(read.text) and not _WAS.match(question):
        return None
    apart = _FOR.search(after)
    if _CHANGED.search(before) or (
        apart and any(keys(word).isdisjoint(keys_of(asked.rest)) for word in counting(apart[1]))
    ):
        return None
    value, bar = next(iter(number.values)), next(iter(limit.values))
    if number.bound:
        return _bounded(asked.how, value, bar, number, bool(_CAN.match(question)))
    return {"more": value > bar, "less": value < bar, "least": value >= bar, "most": value <= bar}[asked.how]


def _bounded(how: str, value: float, bar: float, number: Number, may: bool) -> bool | None:
    """By a number that is itself a limit: "at least 23" is more than 20; "at most 23" leaves it open."""
    if number.bound == ">":
        sure = {"more": value > bar, "least": value >= bar}
        never = {"less": value >= bar, "most": value > bar}
    else:
        sure = {"less": value < bar, "most": value <= bar}
        never = {"more": value <= bar, "least": value < bar}
        if may and how == "more" and value > bar:
            return True
    return True if sure.get(how) else False if never.get(how) else None


def _dated(asked: _Than, limit: Date, clause: Said) -> bool | None:
    read = facts(clause.text)
    if len(read.dates) != 1 or denies(read.text) or limit.year is None or limit.decade:
        return None
    (date,) = read.dates
    before = read.text[: date.start]
    if date.year is None or date.decade or not _DATED.search(before) or narrowed(before, f"{asked.rest} {date.year}"):
        return None
    order = _order(date, limit)
    verb = _ONCE.search(before)
    once = verb is not None and not counting(before[verb.end() :])
    if asked.how == "since":
        return order <= 0 if order is not None and _SINCE.search(before) else None
    if order is None:
        return None
    holds = {"before": order < 0, "after": order > 0, "by": order <= 0, "within": order == 0}[asked.how]
    # A year asked for has all its days: what was in May of it was not before it and not after it.
    return True if holds else False if once else None


def _order(date: Date, limit: Date) -> int | None:
    """-1, 0 or 1 as the date comes before the limit, within it, or after; None when it is too vague to tell."""
    for own, bar in ((date.year, limit.year), (date.month, limit.month), (date.day, limit.day)):
        if bar is None:
            return 0
        if own is None:
            return None
        if own != bar:
            return -1 if own < bar else 1
    return 0
