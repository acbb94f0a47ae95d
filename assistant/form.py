"""The form of an answer: a date for a when, a number of just that thing for a how many, a sum for a price. Pure."""

from __future__ import annotations

import re

from assistant.akin import coverage
from assistant.facts import facts
from assistant.gap import answers_form
from assistant.measured import DIMENSIONS, TIME
from assistant.parts import parts
from assistant.question import Kind, Question, content_stems
from assistant.terms import stem, stems

_MARKS = re.compile(r"\[\d+\]|^\s*\(?\d{1,3}[.)]\s")
_OFTEN = re.compile(
    r"\b(?:each|every|per|once|twice|annual(?:ly)?|yearly|month(?:ly|s)?|weekly|daily|quarterly|regular(?:ly)?"
    r"|continuous(?:ly)?|hver|hvert|årlig\w*|månedlig\w*)\b",
    re.I,
)
_SPACED = re.compile(
    r"\bintervals? (?:of|is|are) [^.;]{0,20}?\d|\b\d+[- ](?:second|minute|hour|day|week|month)s?[- ]intervals?\b"
    r"|\b(?:\d+|two|three|four|five|six|several) times\b",
    re.I,
)
_INTERVAL = re.compile(r"\b(?:intervals?|frequenc(?:y|ies)|periods?|cycles?|rates?|hyppighed\w*)\b", re.I)
_ONE = re.compile(
    r"\b(?:single|sole|just one|only one|no more than one|both|a pair of|a couple of|en enkelt|begge)"
    r" ((?:[\w-]+\s?){1,3})",
    re.I,
)
"""Before what is one, or two, without a number."""
_HOURS = re.compile(
    r"\b(?:from|fra|between|mellem) \d\d?(?:[:.]\d\d)? (?:to|til|and|og) \d\d?\b|\bat (?:noon|midnight)\b"
    r"|\bo'clock\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:man|tirs|ons|tors|fre|lør|søn)dage?n?e?\b",
    re.I,
)
_SHARE = re.compile(r"\b(?:percent(?:age)?|per cent|procent\w*)\b", re.I)
_PAID = (
    r"(?:fees?|costs?|charge[sd]?|price[sd]?|pa(?:y|id)|rent|salary|wages?|fines?|deposit|toll|penalty|gebyr|pris"
    r"|betal\w+)"
)
_FREE = re.compile(
    rf"\b(?:free|nothing|none|included|gratis)\b|\b(?:no|not|without|ingen|ikke|uden)\b(?: \w+){{0,2}} {_PAID}\b", re.I
)
_NONE = re.compile(r"\b(?:no|none|not|any|ingen|ikke)\b", re.I)


def says_how_often(text: str) -> bool:
    """Whether the text speaks of a frequency: annually, each month, twice, at an interval of an hour."""
    return bool(_OFTEN.search(text) or _SPACED.search(text))


def says_hours(text: str) -> bool:
    """Whether the text names a time of the day or days of the week."""
    return bool(_HOURS.search(text))


def has_form(question: Question, text: str) -> bool:
    """Whether the text could be an answer by its form; always true for questions that ask for no particular form."""
    found = facts(_MARKS.sub("", text))
    if figure := dimension(question):
        return bool(re.search(figure, text, re.I)) or ("€" in figure and bool(_FREE.search(text)))
    if question.kind is Kind.WHEN:
        return bool(found.dates) or any(number.unit for number in found.numbers) or says_hours(text)
    if question.kind is Kind.OFTEN:
        return says_how_often(text)
    if question.kind is Kind.AMOUNT and _SHARE.search(question.text):
        return any(number.unit == "%" for number in found.numbers)
    if question.kind is Kind.AMOUNT:
        return bool(found.numbers) or bool(_NONE.search(text))
    if question.kind is Kind.COUNT:
        nouns = {stem(question.noun, "en"), stem(question.noun, "da")}
        counted = any(
            nouns & (number.nouns or (frozenset() if number.unit else number.before))
            for number in found.numbers
            if not number.soft
        )
        return counted or any(nouns & stems(match[1]) for match in _ONE.finditer(text))
    return True


def cell_has_form(question: Question, named: str, cell: str) -> bool:
    """The same for one cell of a table: what is counted, or that it is an interval, stands in label and head."""
    if has_form(question, f"{named}: {cell}"):
        return True
    if question.kind is Kind.COUNT and not dimension(question):
        noun = content_stems(question.noun)
        spoken_of = bool(noun) and coverage(noun, frozenset(content_stems(named))) > 0
        return spoken_of and any(not number.unit for number in facts(cell).numbers)
    if question.kind is Kind.OFTEN:
        return bool(_INTERVAL.search(named) and re.search(TIME, cell, re.I))
    return False


_TIMES = re.compile(
    r"\b(?:after|before|until|till|when|once|as soon as|upon|during|within|while|efter|før|indtil|når)\b", re.I
)


def says_what_is_asked(question: Question, sentence: str) -> bool:
    """Whether a sentence could be the answer by its form, in any words: a figure or "none" where a number is asked for,
    a date, a span or an event where a time is, and someone else where it asks who.
    """
    if not answers_form(question, sentence):
        return False
    if dimension(question) or not asks_for_form(question) or has_form(question, sentence):
        return not dimension(question) or has_form(question, sentence)
    if question.kind is Kind.WHEN:
        return bool(_TIMES.search(sentence))
    if question.kind is Kind.COUNT and content_stems(question.noun):
        # A number of other things is no answer: "6 areas" to "how many units?".
        return any(not number.nouns for number in facts(sentence).numbers) or bool(_NONE.search(sentence))
    return bool(facts(sentence).numbers) or bool(_NONE.search(sentence))


def asks_for_form(question: Question) -> bool:
    """Whether `has_form` can be false for it."""
    return question.kind in {Kind.WHEN, Kind.OFTEN, Kind.AMOUNT, Kind.COUNT} or bool(dimension(question))


def dimension(question: Question) -> str:
    """How a figure of the kind that is asked for is written, as a pattern; "" where nothing is measured, or by one
    part of the question only.
    """
    if question.kind not in {Kind.OPEN, Kind.STEPS, Kind.CONTENTS, Kind.AMOUNT, Kind.COUNT}:
        return ""
    measured = {
        next((figure for shape, figure in DIMENSIONS if re.search(shape, part, re.I)), "")
        for part in parts(question.text)
    }
    return measured.pop() if len(measured) == 1 else ""
