"""Which pieces of evidence could be the answer if they were quoted: by the form asked for and the gap to fill. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.contrary import differs
from assistant.evidence import Evidence, answering, coverage
from assistant.facts import facts
from assistant.form import asks_for_form, dimension, has_form, says_how_often
from assistant.gap import answers_form
from assistant.leads import led_by
from assistant.question import Kind, Question, content_stems

_HALF = 0.5
_MOST = 0.75
"""Share of the question's words that a lesser sentence must have where the best one does not answer."""
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


def fits(question: Question, piece: Evidence) -> bool:
    """Whether it fills the gap, has the form asked for, and speaks of anything that was asked: any date is not the
    date.
    """
    if not fills_gap(question, piece):
        return False
    spoken = coverage(question.words, piece.stems)
    if dimension(question) and (spoken < _HALF or not has_form(question, piece.told(question))):
        return False
    return not asks_for_form(question) or (_has_form(question, piece) and spoken > 0)


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
    return bool(recurs) or has_form(question, piece.line)
