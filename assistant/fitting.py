"""Which pieces of evidence could be the answer if they were quoted: by the form asked for and the gap to fill. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.akin import coverage
from assistant.contrary import differs
from assistant.evidence import Evidence, answering
from assistant.facts import facts
from assistant.form import asks_for_form, cell_has_form, dimension, has_form, says_how_often
from assistant.gap import answers_form
from assistant.leads import led_by
from assistant.question import Kind, Question, content_stems

_HALF = 0.5
_MOST = 0.75
"""Share of the question's words that a lesser sentence must have where the best one does not answer."""
_MEASURED = 0.4
"""The same where a figure of a kind is asked for, which says by itself what is measured: "3 knots" to "how fast"."""
_LEAST = 0.2
"""The same where any other form is asked for: "every time" alone is no frequency of anything."""
_SURE = 2.0
"""Log odds of a passage (`reader`) from which 96 % of development questions are answerable (docs/decisions/027)."""
_COUNTS_UNNAMED = re.compile(
    r"\bhow many (?:are|is|can|could|do|does|did|have|has|may|might|must|should|will|were)\b"
    r"|\bhvor mange (?:er|kan|har|må|skal|var|vil)\b",
    re.I,
)
_PERIOD = re.compile(r"\bperiode?n?\b", re.I)


def fitting(question: Question, pieces: Sequence[Evidence]) -> list[Evidence]:
    """The pieces that fit. Where the best one speaks of the matter and does not answer, one that speaks less of it does
    not either.
    """
    found = [piece for piece in pieces if fits(question, piece)]
    best = answering([piece for piece in pieces if _has_form(question, piece)], 1)
    if not best or fills_gap(question, best[0]):
        return found
    least = min(coverage(question.words, best[0].stems), _MOST)
    return [
        piece
        for piece in found
        if coverage(question.words, piece.stems) >= least
        and coverage(question.words, frozenset(content_stems(piece.said))) >= _HALF
    ]


def surest(pieces: Sequence[Evidence]) -> Evidence | None:
    """The piece whose words answer so likely that no form need be looked for; None when none does."""
    best = max(pieces, key=_span_odds, default=None)
    return best if best is not None and is_sure(best) else None


def is_sure(piece: Evidence) -> bool:
    """Whether a reader of its whole passage points to its words without doubt."""
    return _span_odds(piece) >= _SURE


def _span_odds(piece: Evidence) -> float:
    return float("-inf") if piece.span_odds is None else piece.span_odds


def fits(question: Question, piece: Evidence) -> bool:
    """Whether it fills the gap, has the form asked for, and speaks of anything that was asked: any date is not the
    date.
    """
    if not fills_gap(question, piece) or _is_of_another_code(question, piece):
        return False
    spoken = coverage(question.words, piece.stems)
    if dimension(question) and (
        spoken < _MEASURED or not has_form(question, piece.told(question)) or is_of_another(question, piece)
    ):
        return False
    return not asks_for_form(question) or (_has_form(question, piece) and spoken >= _LEAST)


def _is_of_another_code(question: Question, piece: Evidence) -> bool:
    """Whether a row of a table is that of another model, order or article than the question names."""
    asked = {one.code for one in facts(question.text).identifiers}
    own = {one.code for one in facts(f"{piece.line} {piece.heading}").identifiers} if piece.is_row else set()
    return bool(asked and own) and asked.isdisjoint(own)


def is_of_another(question: Question, piece: Evidence) -> bool:
    """Whether the names of the question stand nowhere at the piece: the telephone number of another office."""
    around = piece.stems.union(content_stems(" ".join(piece.context)))
    names = {stem for name in facts(question.text).names for stem in content_stems(" ".join(name.words))}
    return bool(names) and names.isdisjoint(around)


def fills_gap(question: Question, piece: Evidence) -> bool:
    """Whether it has what the question leaves open: someone for a who, a date of just that for a when."""
    lines = [piece.line, *(f"{before.said} {piece.line}" for before in led_by(piece))]
    around = " ".join(piece.context)
    return any(answers_form(question, line, around) for line in lines) and not differs(
        question, lines[-1], around, piece.passage.text
    )


def _has_form(question: Question, piece: Evidence) -> bool:
    if not asks_for_form(question):
        return True
    # "How many may go in?" does not say what is counted, and a period may come round: "each year".
    if question.kind is Kind.COUNT and _COUNTS_UNNAMED.search(question.text):
        return any(not number.soft for number in facts(piece.said).numbers)
    recurs = question.kind is Kind.WHEN and _PERIOD.search(question.text) and says_how_often(piece.said)
    if piece.is_row:
        return any(cell_has_form(question, cell.named, cell.text) for cell in piece.cells(question))
    return bool(recurs) or has_form(question, piece.line)
