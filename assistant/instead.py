"""The line that a draft sentence points to, quoted in place of it. Pure.

A small model often reads the right line and tells it in words that cannot be proved: with a month that the line does
not give, turned round, or about "we". What the sentence adds to the question says which line is meant. That line is
quoted in its own words, where it can be the answer; the sentence stays struck out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.evidence import Evidence
from assistant.fitting import fills_gap, fits
from assistant.form import says_what_is_asked
from assistant.question import Question
from assistant.second_look import candidates

_MOST = 2
"""Lines that are quoted for one draft."""


def lines_pointed_to(question: Question, sentences: Iterable[str], shown: Sequence[Evidence]) -> list[Evidence]:
    """The lines among those shown that the sentences have their substance from (`candidates` says which), each once.

    A line must have the form asked for; one that the sentence brings into that form need only fill the gap: "three
    to a berth" is no count of boats, and "three boats fit in" is.
    """
    found: list[Evidence] = []
    for sentence in sentences:
        answers = says_what_is_asked(question, sentence)
        for piece in candidates(sentence, question, shown):
            if piece not in found and (fits(question, piece) or (answers and fills_gap(question, piece))):
                found.append(piece)
    return found[:_MOST]
