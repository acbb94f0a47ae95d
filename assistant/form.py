"""The form of an answer: a date for a when, a number of just that thing for a how many, a sum for a price. Pure."""

from __future__ import annotations

import re

from assistant.akin import coverage
from assistant.facts import facts
from assistant.gap import answers_form
from assistant.parts import parts
from assistant.question import Kind, Question, content_stems
from assistant.terms import stem, stems

_MARKS = re.compile(r"\[\d+\]|^\s*\(?\d{1,3}[.)]\s")
_OFTEN = re.compile(
    r"\b(?:each|every|per|once|twice|annual(?:ly)?|yearly|month(?:ly|s)?|weekly|daily|quarterly|regular(?:ly)?|continuous(?:ly)?"
    r"|hver|hvert|årlig\w*|månedlig\w*)\b",
    re.I,
)
_SPACED = re.compile(
    r"\bintervals? (?:of|is|are) [^.;]{0,20}?\d|\b\d+[- ](?:second|minute|hour|day|week|month)s?[- ]intervals?\b"
    r"|\b(?:\d+|two|three|four|five|six|several) times\b|\bonce\b",
    re.I,
)
_INTERVAL = re.compile(r"\b(?:intervals?|frequenc(?:y|ies)|periods?|cycles?|rates?|hyppighed\w*)\b", re.I)
_ONE = re.compile(
    r"\b(?:single|sole|just one|only one|no more than one|both|a pair of|a couple of|en enkelt|begge) ((?:[\w-]+\s?){1,3})",
    re.I,
)
"""Before what is one, or two, without a number."""
_HOURS = re.compile(
    r"\b(?:from|fra|between|mellem) \d\d?(?:[:.]\d\d)? (?:to|til|and|og) \d\d?\b|\bat (?:noon|midnight)\b"
    r"|\bo'clock\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:man|tirs|ons|tors|fre|lør|søn)dage?n?e?\b",
    re.I,
)
_SHARE = re.compile(r"\b(?:percent(?:age)?|per cent|procent\w*)\b", re.I)
_FIGURE = (
    r"(?:\d\s?|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty"
    r"|ninety|hundred|thousand|half an?|an?|en|et|to|tre|fire|fem|seks|syv|otte|ni|ti|tolv)[\s-])"
)
_MASS = rf"{_FIGURE}(?:kg|mg|µg|g|t|lbs?|oz|tonn?e?s?|tons?|pounds?|ounces?|(?:kilo)?gram(?:me)?s?|kilos?|pund)\b"
_LENGTH = (
    rf"{_FIGURE}(?:m|cm|mm|km|ft|in|(?:centi|milli|kilo)?met(?:re|er)s?|inch(?:es)?|feet|foot|miles?|nautical|yards?)\b"
    r"|\d\s?[\"″′']"
)
_TIME = rf"{_FIGURE}(?:s|h|min|sec(?:ond)?s?|minut(?:e|es|ter)|hours?|timer?|da(?:y|ys|ge?)|weeks?|uger?|month(?:s)?|måneder|years?|år)\b"
_MONEY = (
    r"[£€$¥%]|\bper cent\b|\b(?:kr|DKK|EUR|USD|GBP|SEK|NOK)\b"
    rf"|{_FIGURE}(?:kroner|euros?|dollars?|pounds?|pence|p|cents?|million|mio|mn|bn|billion)\b"
)
_HEAT = r"°|\bdegrees?\b|\bgrader\b|\d\s?[CFK]\b"
_CURRENT = rf"{_FIGURE}(?:(?-i:m?A)|(?:milli)?amp(?:ere|ère)?s?)\b"
_POWER = rf"{_FIGURE}(?:(?-i:[mkM]?W)|(?:kilo|mega|milli)?watts?|horsepower|hp|kVA)\b"
_VOLTAGE = rf"{_FIGURE}(?:(?-i:[mk]?V)|(?:kilo|milli)?volts?)\b"
_SPEED = rf"{_FIGURE}(?:km/h|km/t|m/s|mph|knots?|kn|[kMG]bit/s|[kMG]bps|rpm|knob|(?:kilomet(?:re|er)s|miles|met(?:re|er)s) (?:an?|per) \w+)"
_DIMENSIONS = (
    (
        r"\bweighs?\b|\bhow heavy\b|\b(?:is|are) the weight\b|\bvejer\b|\bhvor tung\w*|\bhow many (?:kilo\w*|grams|tonn?e?s)\b",
        _MASS,
    ),
    (
        r"\b(?:what|how much) (?:do|does|did|will|would|must|should) .*\b(?:costs?|pay|charge|earn)\b(?! attention)"
        r"|\bwhat (?:do|does|did) .+ (?:want|charge|bill|quote) for\b"
        r"|\bhow expensive\b|\bhvad koster\b|\bhow many (?:euros?|dollars|kroner|pounds)\b"
        r"|\bwhat (?:rent|fee|price|wage|salary|deposit|fine|penalty) (?:do|does|did|is|was|must|should)\b"
        r"|^how much (?:is|are|was|were) (?:the|it|that|this|a|an)\b"
        r"|^(?:and )?(?:what|how (?:much|high)) (?:is|are|was|were) (?:the |their |its |our |your )?(?:[\w-]+ ){0,3}?"
        r"(?:price|prices|cost|costs|fees?|rent|salary|fine|budget|deposit|toll|penalty)\b"
        r"(?! (?:increase|rise|due|list|structure))",
        _MONEY,
    ),
    (
        r"\bhow (?:deep|wide|tall|thick)\b|\bhvor (?:dyb|bred|tyk)\w*|\bhow many (?:(?:kilo)?met(?:re|er)s|miles|feet)\b",
        _LENGTH,
    ),
    (r"\bhow far (?!along\b|have\b|has\b)|\bhvor langt\b", rf"{_LENGTH}|{_TIME}"),
    (r"\bhow (?:hot|cold|warm)\b|\b(?:what|which) temperature\b|\bhow many degrees\b", _HEAT),
    (
        r"\bhow many (?:milli)?amp(?:ere|ère)?s?\b|\b(?:what|how much) (?:electric )?current\b|\bhow strong a current\b",
        _CURRENT,
    ),
    (r"\bhow many (?:kilo)?watts?\b|\bwhat wattage\b", _POWER),
    (r"\bhow many volts?\b|\b(?:what|which) voltage\b", _VOLTAGE),
    (r"\bhow fast (?:is|are|does|do|can|may|must|will)\b|\b(?:what|which) (?:maximum |top )?speed\b", _SPEED),
    (
        r"\bhow many (?:seconds|minutes|hours|days|weeks|months|years)\b|\bhvor mange (?:minutter|timer|dage|uger|måneder|år)\b",
        _TIME,
    ),
)
"""What is asked for in figures of a kind: the question's shape, and how such a figure is written."""
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
        counted = any(nouns & (number.nouns or number.before) for number in found.numbers if not number.soft)
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
        return bool(_INTERVAL.search(named) and re.search(_TIME, cell, re.I))
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
        next((figure for shape, figure in _DIMENSIONS if re.search(shape, part, re.I)), "")
        for part in parts(question.text)
    }
    return measured.pop() if len(measured) == 1 else ""
