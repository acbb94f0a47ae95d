"""Which date or number goes with which identifier or name, and which name with which. Pure; step 3 of `verify`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import patterns as p
from assistant.answer import Verdict
from assistant.facts import Date, Facts, Identifier, Name
from assistant.quantities import Number
from assistant.support import date_holds, identifier_holds, name_holds, number_holds
from assistant.terms import stem, stems

NEAR_IDENTIFIER = 5
NEAR_NAME = 3
"""Words (a comma and an "and" count more) that may stand between a fact and what it belongs to."""

_PAIR = re.compile(r"((?:[A-ZÆØÅ][\w&./-]*\s+){0,3}[A-ZÆØÅ][\w&./-]*)\s*\(([^()]{2,40})\)")
_AND = frozenset("and or og eller while whereas but men".split())

Value = Date | Number
Anchor = Identifier | Name


def misattached(claim: Facts, shown: Sequence[Facts]) -> Verdict | None:
    """DATE or NUMBER when such a fact goes with another identifier or name in the texts; None when all agree."""
    for values, verdict in ((claim.dates, Verdict.DATE), (claim.numbers, Verdict.NUMBER)):
        for anchors, reach in ((claim.identifiers, NEAR_IDENTIFIER), (claim.names, NEAR_NAME)):
            for value, anchor in _pairs(claim, values, anchors, reach):
                if _elsewhere(value, anchor, shown, reach):
                    return verdict
    return None


def borrowed(claim: Facts, quoted: Sequence[Facts]) -> bool:
    """Whether the sentence takes its date from one quotation and its name from another that has a date of its own."""
    if len(quoted) < 2:
        return False
    for name in (name for name in claim.names if name.sure):
        named = [quote for quote in quoted if name_holds(name, claim, [quote], False)]
        for date in claim.dates:
            dated = [quote for quote in quoted if date_holds(date, [quote])]
            if named and dated and all(quote not in dated and _dated_otherwise(quote, claim) for quote in named):
                return True
    return False


def _dated_otherwise(quote: Facts, claim: Facts) -> bool:
    return bool(quote.dates) and not any(date_holds(date, [claim]) for date in quote.dates)


def mispaired(claim: Facts, shown: Sequence[Facts]) -> bool:
    """Whether the sentence joins names that an enumeration keeps apart: the X of "X (A); Y (B)" with B, not with A."""
    said = stems(claim.text)
    for text in shown:
        pairs = [(stems(match[1]), stems(match[2])) for match in _PAIR.finditer(text.text)]
        common = frozenset.intersection(*(left for left, _ in pairs)) if len(pairs) > 1 else frozenset()
        named = [(bool(left - common) and left - common <= said, bool(right & said)) for left, right in pairs]
        if len(pairs) > 1 and (True, False) in named and (False, True) in named:
            return True
    return False


def _pairs(text: Facts, values: Sequence[Value], anchors: Sequence[Anchor], reach: int) -> list[tuple[Value, Anchor]]:
    """Values and anchors that are each other's nearest, at most `reach` words apart."""
    pairs = []
    for value in values:
        anchor = min(anchors, key=lambda a: _gap(text, value, a), default=None)
        if anchor is None or _gap(text, value, anchor) > reach:
            continue
        if min(values, key=lambda v: _gap(text, v, anchor)) is value:
            pairs.append((value, anchor))
    return pairs


def _gap(text: Facts, one: Value | Anchor, other: Value | Anchor) -> int:
    first, second = sorted((one, other), key=lambda fact: fact.start)
    between = text.rest[first.end : second.start]
    if any(mark in between for mark in ".;\n"):
        return 1000
    words = p.WORD.findall(between.lower())
    return len(words) + 2 * (between.count(",") + between.count("\x01") + sum(word in _AND for word in words))


def _elsewhere(value: Value, anchor: Anchor, shown: Sequence[Facts], reach: int) -> bool:
    """Whether the texts pair the value with another anchor and the anchor with another value, and never the two."""
    value_taken = anchor_taken = False
    for text in shown:
        values = text.dates if isinstance(value, Date) else text.numbers
        anchors: Sequence[Anchor] = text.identifiers if isinstance(anchor, Identifier) else text.names
        for other_value, other_anchor in _pairs(text, values, anchors, reach):
            same_value, same_anchor = _same_value(value, other_value), _same_anchor(anchor, other_anchor)
            if same_value and same_anchor:
                return False
            value_taken = value_taken or same_value
            anchor_taken = anchor_taken or same_anchor
    return value_taken and anchor_taken


def _same_value(value: Value, other: Value) -> bool:
    if isinstance(value, Date):
        return isinstance(other, Date) and date_holds(value, [_only(dates=(other,))])
    return isinstance(other, Number) and number_holds(value, [_only(numbers=(other,))], True)


def _same_anchor(anchor: Anchor, other: Anchor) -> bool:
    if isinstance(anchor, Identifier):
        return isinstance(other, Identifier) and identifier_holds(anchor, [_only(identifiers=(other,))])
    return isinstance(other, Name) and bool({stem(x) for x in anchor.words} & {stem(x) for x in other.words})


def _only(
    numbers: tuple[Number, ...] = (), dates: tuple[Date, ...] = (), identifiers: tuple[Identifier, ...] = ()
) -> Facts:
    return Facts("", "", "", numbers, dates, identifiers, ())
