"""Whether quotations contradict a sentence in what they deny, demand or compare. Pure; step 4 of `verify`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import opposites as w
from assistant.answer import Verdict
from assistant.facts import Facts, facts
from assistant.quantities import Number
from assistant.statements import MODAL, PERIOD, Denial, Mark, Statement, statements

_PREFIXES = (("un", 4), ("non", 4), ("dis", 5), ("in", 6), ("im", 5), ("ir", 5), ("il", 5))
_STRICT = re.compile(
    r"(?:\bthan|\bat (?:least|most)|\bup to|\bexceed(?:s|ed|ing)?|\b(?:min|max)imum(?: of)?)[\s£$€]*$", re.I
)
_THAN = re.compile(r"\b(?:more|less|fewer) than\s*$", re.I)
_UPPER = re.compile(
    r"\b(?:limit\w*|max(?:im\w*)?|most|cap(?:ped)?|ceiling|until|deadline|within|up to|less|fewer|highest|longest"
    r"|largest|exceed\w*|hold|capacity)\b",
    re.I,
)
_LOWER = re.compile(r"\b(?:minim\w*|least|more|threshold|exceed\w*|lowest|shortest|smallest|plus)\b|\d\+", re.I)
_REACH = 40
MAJORITY = 0.5
"""A denial is about the other statement when more than this share of its scope is said there."""


def contradiction(sentence: str, quotes: Sequence[str], foreign: bool) -> Verdict | None:
    """NEGATION or MEANING when the nearest quoted statements say the opposite, None when they do not."""
    quoted = [statement for quote in quotes for statement in statements(quote)]
    if not quoted or (foreign and len(quoted) > 1):
        return None
    for claim in statements(sentence):
        verdicts = [_against(claim, other, quoted, foreign) for other in _nearest(claim, quoted)]
        if verdicts and all(verdicts):
            return verdicts[0]
    return None if foreign else _bounds(facts(sentence), [facts(quote) for quote in quotes])


def _nearest(claim: Statement, quoted: Sequence[Statement]) -> list[Statement]:
    """Those that share most stems; of equals, those that share most words of any kind."""
    shared = [(len(claim.stems & other.stems), len(claim.lower & other.lower)) for other in quoted]
    return [other for other, share in zip(quoted, shared, strict=True) if share == max(shared)]


def _against(claim: Statement, other: Statement, quoted: Sequence[Statement], foreign: bool) -> Verdict | None:
    if foreign:
        denied = bool(claim.denials) != bool(other.denials) and not (claim.lower | other.lower) & w.LEXICAL_NEGATIVES
        return Verdict.NEGATION if denied else None
    swapped = _swapped(claim, other, quoted)
    if _denied(claim, other, quoted):
        return None if (swapped and _denies_a_mark(claim, other)) or _denied_by_word(claim, other) else Verdict.NEGATION
    return Verdict.MEANING if swapped or _narrowed(claim, other) or _supposed(claim, other) else None


def _denied(claim: Statement, other: Statement, quoted: Sequence[Statement]) -> bool:
    """Whether a denial of the one has no counterpart in the other; each denial is the counterpart of one only."""
    mine, theirs = list(claim.denials), list(other.denials)
    pairs = sorted(((m, t) for m in mine for t in theirs), key=lambda pair: -len(pair[0].scope & pair[1].scope))
    for one, counterpart in pairs:
        if one in mine and counterpart in theirs and _meet(one, counterpart):
            mine.remove(one)
            theirs.remove(counterpart)
    near = [q for q in quoted if q is not other and 2 * len(q.stems & claim.stems) >= len(other.stems & claim.stems)]
    elsewhere = [denial for q in near for denial in q.denials]
    left_alone = all(any(_meet(one, denial) for denial in elsewhere) for one in mine)
    return not left_alone or any(_about(d, claim) and not _repeats(d, claim.denials) for d in theirs)


def _repeats(denial: Denial, others: Sequence[Denial]) -> bool:
    return any(2 * len(denial.after & one.after) >= len(denial.after | one.after) for one in others)


def _denies_a_mark(claim: Statement, other: Statement) -> bool:
    """Whether a negation belongs to a swapped word, so that the two cancel: "not mandatory" for "voluntary"."""
    shared = {mark.pair for mark in claim.marks} & {mark.pair for mark in other.marks}
    if not shared:
        return True
    marks = [(one, mark) for one in (claim, other) for mark in one.marks if mark.pair in shared]
    return any(denial.scope & {mark.word, *mark.near} for one, mark in marks for denial in one.denials)


def _denied_by_word(claim: Statement, other: Statement) -> bool:
    """Whether the one without a negation has a word like "unable" or "optional" for it."""
    if bool(claim.denials) == bool(other.denials):
        return False
    plain, denied = (other, claim) if claim.denials else (claim, other)
    return bool((plain.lower & w.LEXICAL_NEGATIVES) - denied.lower)


def _meet(one: Denial, other: Denial) -> bool:
    if one.after & other.after or not one.scope or not other.scope:
        return True
    return 2 * len(one.scope & other.scope) >= min(len(one.scope), len(other.scope))


def _about(denial: Denial, claim: Statement) -> bool:
    """Whether the statement asserts what the denial denies."""
    if not denial.scope:
        return not claim.stems
    said, after = denial.scope & claim.stems, denial.after & claim.stems
    return len(said) > MAJORITY * len(denial.scope) and len(after) >= MAJORITY * len(denial.after)


def _swapped(claim: Statement, other: Statement, quoted: Sequence[Statement]) -> bool:
    """Whether the two are on opposite sides of a pair of opposites."""
    if 2 * len(claim.stems & other.stems) < len(claim.stems):
        return False
    if any(_opposed(mark, claim, other, quoted) for mark in claim.marks):
        return True
    mine, theirs = claim.words | claim.lower, other.words | other.lower
    return any(_prefixed(word, theirs - mine) for word in mine - theirs) or any(
        _prefixed(word, mine - theirs) for word in theirs - mine
    )


def _opposed(mark: Mark, claim: Statement, other: Statement, quoted: Sequence[Statement]) -> bool:
    """Whether the quoted words of the pair that have the most similar neighbours stand on another side.

    Where none has a neighbour in common, those of the nearest statement decide, place by place where there are as many,
    unless the pair is one of qualities that many things have.
    """
    if mark.pair == MODAL and (claim.bans or other.bans):
        return False
    rivals = [theirs for one in quoted for theirs in one.marks if theirs.pair == mark.pair]
    if mark.pair == PERIOD:
        rivals = [theirs for theirs in rivals if not _told(theirs, mark, claim)]
    best = max((_alike(mark.near, theirs.near) for theirs in rivals), default=0.0)
    close = [theirs for theirs in rivals if best and _alike(mark.near, theirs.near) == best]
    if not close and mark.pair not in w.NEAR_ONLY:
        own, close = ([m for m in one.marks if m.pair == mark.pair] for one in (claim, other))
        if len(own) == len(close):
            close = [close[own.index(mark)]]
    return bool(close) and all(theirs.side != mark.side for theirs in close)


def _told(theirs: Mark, mark: Mark, claim: Statement) -> bool:
    """Whether another mark of the sentence says the same as the quoted one: "25 days a year" still has the days."""
    same = [m for m in claim.marks if m.pair == mark.pair and m.side == theirs.side != mark.side]
    return any(m.near & theirs.near for m in same)


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one & other else 0.0


def _prefixed(word: str, others: frozenset[str]) -> bool:
    return any(len(word) >= least and prefix + word in others for prefix, least in _PREFIXES)


def _supposed(claim: Statement, other: Statement) -> bool:
    """Whether the quotation only supposes ("would", "might") what the sentence says is so."""
    return bool(other.lower & w.SUPPOSED) and not claim.lower & (w.SUPPOSED | w.FORESEEN)


def _narrowed(claim: Statement, other: Statement) -> bool:
    """An added "only", or "all" for "some", or "some" for "all"."""
    if claim.lower & w.ADDED_ONLY and not other.lower & w.ONLY and not other.denials:
        return True
    mine = (bool(claim.lower & w.ALL), bool(claim.lower & w.SOME))
    theirs = (bool(other.lower & w.ALL), bool(other.lower & w.SOME))
    return {mine, theirs} == {(True, False), (False, True)}


def _bounds(claim: Facts, quoted: Sequence[Facts]) -> Verdict | None:
    """ "At least 5" where every 5 of the quotations is "at most 5", or a plain 5 that nothing near it limits."""
    if any(_THAN.search(claim.text, 0, date.start) for date in claim.dates) and not any(
        _THAN.search(read.text, 0, date.start) for read in quoted for date in read.dates
    ):
        return Verdict.MEANING
    for number in claim.numbers:
        if not number.bound:
            continue
        strict = _STRICT.search(claim.text, 0, number.start)
        same = [
            (other, read)
            for read in quoted
            for other in read.numbers
            if other.values & number.values and other.unit == number.unit
        ]
        if same and not any(
            other.bound == number.bound or (not other.bound and (not strict or _limited(other, read, number.bound)))
            for other, read in same
        ):
            return Verdict.MEANING
    return None


def _limited(number: Number, read: Facts, bound: str) -> bool:
    """Whether words near a number without a bound make it one: "the limit is 5"."""
    before = re.split(r"[,;.!?]\s", read.text[max(0, number.start - _REACH) : number.start])[-1]
    after = re.split(r"[,;.!?](?:\s|$)", read.text[number.end : number.end + _REACH])[0]
    return bool((_UPPER if bound == "<" else _LOWER).search(f"{before}0{after}"))
