"""Two places that say the same thing with another figure. Pure.

"The fee is 28 a metre" and, in a later paper, "the fee becomes 36 for each metre" answer one question differently: a
reader must be shown both, each with its source and date. Two pieces of evidence are rivals when most of the words of
the shorter stand in the other, and a number of the same unit or of the same things, or a date, differs while none is
shared.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.akin import coverage
from assistant.amendments import replaces
from assistant.evidence import Evidence
from assistant.facts import Facts, facts
from assistant.quantities import Number
from assistant.question import content_stems
from ingest.passages import SentenceKind

_ALIKE = 0.6
_LEAST_SHARED = 2


def rivals(cited: Sequence[Evidence], pieces: Sequence[Evidence]) -> list[Evidence]:
    """Those of the pieces that contradict a cited one by a figure, best first, one for each document."""
    found: dict[str, Evidence] = {}
    own = {(piece.document.id, piece.sentence) for piece in cited}
    for piece in sorted(pieces, key=lambda piece: -piece.score):
        if (piece.document.id, piece.sentence) in own or piece.is_row:
            continue
        if any(disagree(one, piece) for one in cited if not one.is_row):
            found.setdefault(piece.document.id, piece)
    return list(found.values())


def disagree(one: Evidence, other: Evidence) -> bool:
    """Whether two pieces of different documents say the same thing with another figure, or one rewrites the other."""
    if replaces(one, other) or replaces(other, one):
        return True
    if one.document.id == other.document.id or other.sentence.kind is SentenceKind.HEADING:
        return False
    mine, theirs = facts(one.said), facts(other.said)
    if _of_others(mine, theirs):
        return False
    words, others = _words(one.said), _words(other.said)
    shorter, longer = sorted((words, others), key=len)
    shared = len(frozenset(shorter) & frozenset(longer))
    if shared < _LEAST_SHARED or coverage(shorter, frozenset(longer)) < _ALIKE:
        return False
    return _other_number(mine, theirs) or _other_date(mine, theirs)


def _of_others(mine: Facts, theirs: Facts) -> bool:
    """Whether they speak of different names, or of different years."""
    names = [
        {stem for name in found.names if name.sure for stem in content_stems(" ".join(name.words))}
        for found in (mine, theirs)
    ]
    years = [{date.year for date in found.dates if date.year and not date.month} for found in (mine, theirs)]
    return any(a and b and not a & b for a, b in (names, years))


def _words(text: str) -> tuple[str, ...]:
    return content_stems(facts(text).rest)


def _other_number(mine: Facts, theirs: Facts) -> bool:
    """Whether numbers of one kind are in both and none of them is the same."""
    pairs = [(a, b) for a in mine.numbers for b in theirs.numbers if not a.soft and not b.soft and _one_kind(a, b)]
    return bool(pairs) and not any(a.values & b.values for a, b in pairs)


def _one_kind(one: Number, other: Number) -> bool:
    return one.unit == other.unit and (bool(one.unit) or bool(one.nouns & other.nouns))


def _other_date(mine: Facts, theirs: Facts) -> bool:
    days = [[(d.year, d.month, d.day) for d in found.dates if d.month] for found in (mine, theirs)]
    if not days[0] or not days[1]:
        return False
    return not any(_agree(a, b) for a in days[0] for b in days[1])


def _agree(one: tuple[int | None, ...], other: tuple[int | None, ...]) -> bool:
    return all(a == b or a is None or b is None for a, b in zip(one, other, strict=True))
