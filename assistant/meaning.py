"""Whether quotations contradict a sentence in what they deny, demand or compare. Pure; step 4 of `verify`."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import opposites as w
from assistant.answer import Verdict
from assistant.facts import Facts, facts
from assistant.statements import MODAL, Denial, Mark, Statement, statements

_PREFIXES = (("un", 4), ("non", 4), ("in", 6), ("im", 5), ("ir", 5), ("il", 5))
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
    most = max(len(claim.stems & other.stems) for other in quoted)
    return [other for other in quoted if len(claim.stems & other.stems) == most]


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
    if not (claim.marks and other.marks):
        return True
    return any(d.scope & {m.word, *m.near} for one in (claim, other) for d in one.denials for m in one.marks)


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
    said, after = denial.scope & claim.stems, denial.after & claim.stems
    return len(said) > MAJORITY * len(denial.scope) and len(after) >= MAJORITY * len(denial.after)


def _swapped(claim: Statement, other: Statement, quoted: Sequence[Statement]) -> bool:
    """Whether the two are on opposite sides of a pair of opposites."""
    if 2 * len(claim.stems & other.stems) < len(claim.stems):
        return False
    agreed = {(theirs.pair, theirs.side, near) for q in quoted for theirs in q.marks for near in theirs.near}
    doubtful = (m for m in claim.marks if not any((m.pair, m.side, near) in agreed for near in m.near))
    if any(_opposed(mark, claim, other) for mark in doubtful):
        return True
    mine, theirs = claim.words - other.words, other.words - claim.words
    return any(_prefixed(word, theirs) for word in mine) or any(_prefixed(word, mine) for word in theirs)


def _opposed(mark: Mark, claim: Statement, other: Statement) -> bool:
    """Whether the quoted words of the pair stand on the other side, first of all those with the same neighbours."""
    if mark.pair == MODAL and (claim.bans or other.bans):
        return False
    rivals = [theirs for theirs in other.marks if theirs.pair == mark.pair]
    close = [theirs for theirs in rivals if theirs.near & mark.near]
    return bool(rivals) and all(theirs.side != mark.side for theirs in close or rivals)


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
    """ "At least 5" where every 5 of the quotations is "at most 5", or the other way round."""
    for number in claim.numbers:
        same = [n for read in quoted for n in read.numbers if n.values & number.values and n.unit == number.unit]
        if number.bound and same and all(n.bound and n.bound != number.bound for n in same):
            return Verdict.MEANING
    return None
