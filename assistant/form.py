"""The form of an answer: a date for a when, a number of just that thing for a how many. Pure."""

from __future__ import annotations

import re

from assistant.facts import facts
from assistant.question import Kind, Question
from assistant.terms import stem

_MARKS = re.compile(r"\[\d+\]|^\s*\(?\d{1,3}[.)]\s")
_OFTEN = re.compile(
    r"\b(?:each|every|per|once|twice|annual(?:ly)?|yearly|month(?:ly|s)?|weekly|daily|quarterly|regular(?:ly)?|continuous(?:ly)?"
    r"|hver|hvert|årlig\w*|månedlig\w*)\b",
    re.I,
)
_HOURS = re.compile(
    r"\b(?:from|fra|between|mellem) \d\d?(?:[:.]\d\d)? (?:to|til|and|og) \d\d?\b|\bat (?:noon|midnight)\b"
    r"|\bo'clock\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:man|tirs|ons|tors|fre|lør|søn)dage?n?e?\b",
    re.I,
)
_SHARE = re.compile(r"\b(?:percent(?:age)?|per cent|procent\w*)\b", re.I)
_NONE = re.compile(r"\b(?:no|none|not|any|ingen|ikke)\b", re.I)


def says_how_often(text: str) -> bool:
    """Whether the text speaks of a frequency: annually, each month, twice."""
    return bool(_OFTEN.search(text))


def has_form(question: Question, text: str) -> bool:
    """Whether the text could be an answer by its form; always true for questions that ask for no particular form."""
    found = facts(_MARKS.sub("", text))
    if question.kind is Kind.WHEN:
        return bool(found.dates) or any(number.unit for number in found.numbers) or bool(_HOURS.search(text))
    if question.kind is Kind.OFTEN:
        return says_how_often(text)
    if question.kind is Kind.AMOUNT and _SHARE.search(question.text):
        return any(number.unit == "%" for number in found.numbers)
    if question.kind is Kind.AMOUNT:
        return bool(found.numbers) or bool(_NONE.search(text))
    if question.kind is Kind.COUNT:
        nouns = {stem(question.noun, "en"), stem(question.noun, "da")}
        return any(nouns & (number.nouns or number.before) for number in found.numbers if not number.soft)
    return True


def asks_for_form(question: Question) -> bool:
    """Whether `has_form` can be false for it."""
    return question.kind in {Kind.WHEN, Kind.OFTEN, Kind.AMOUNT, Kind.COUNT}
