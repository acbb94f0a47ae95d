"""The line that a draft sentence points to, quoted in place of it. Pure.

A small model often reads the right line and tells it in words that cannot be proved: with a month that the line does
not give, turned round, or about "we". What the sentence adds to the question says which line is meant. That line is
quoted in its own words, where it can be the answer; the sentence stays struck out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.akin import coverage
from assistant.evidence import Evidence
from assistant.fitting import fills_gap, fits, is_of_another
from assistant.form import says_what_is_asked
from assistant.question import Question
from assistant.second_look import candidates

_MOST = 2
"""Lines that are quoted for one draft."""
_SPOKEN_OF = 0.2
"""Share of the question's words that a line must have which the sentence alone brings into the form asked for."""
_RELEVANT, _HOPELESS = -0.75, -3.0
"""Least log odds (`relevance`) of such a line, and of any."""


def lines_pointed_to(question: Question, sentences: Iterable[str], shown: Sequence[Evidence]) -> list[Evidence]:
    """The lines among those shown that the sentences have their substance from (`candidates` says which), each once.

    A line must have the form asked for; one that the sentence brings into that form need only fill the gap, and be
    found to answer: "three to a berth" is no count of boats, and "three boats fit in" is.
    """
    found: list[Evidence] = []
    for sentence in sentences:
        for piece in candidates(sentence, question, shown):
            if piece in found or piece.relevance < _HOPELESS:
                continue
            if fits(question, piece) or _brought_into_form(question, sentence, piece):
                found.append(piece)
    return found[:_MOST]


def _brought_into_form(question: Question, sentence: str, piece: Evidence) -> bool:
    return (
        piece.relevance >= _RELEVANT
        and coverage(question.words, piece.stems) >= _SPOKEN_OF
        and says_what_is_asked(question, sentence)
        and fills_gap(question, piece)
        and not is_of_another(question, piece)
    )
