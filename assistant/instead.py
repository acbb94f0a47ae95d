"""The line that a draft sentence points to, quoted in place of it. Pure.

A small model often reads the right line and tells it in words that cannot be proved: with a month that the line does
not give, turned round, or about "we". What the sentence adds to the question says which line is meant. That line is
quoted in its own words, where it can be the answer; the sentence stays struck out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.akin import coverage
from assistant.apart import apart
from assistant.evidence import Evidence
from assistant.facts import Facts, facts
from assistant.fitting import fills_gap, fits, is_of_another
from assistant.form import says_what_is_asked
from assistant.prove import crosses_columns
from assistant.quantities import Number
from assistant.question import Question, content_stems
from assistant.support import date_holds, identifier_holds, names_a_thing, number_holds

_MOST = 2
"""Lines that are quoted for one draft."""
_ADDED = 0.5
"""Share of what a sentence adds to the question that its line must have."""
_SPOKEN_OF = 0.2
"""Share of the question's words that a line must have which the sentence alone brings into the form asked for."""
_HOPELESS = -3.0
"""Log odds below which no line answers."""
_RELEVANT = -0.75
"""Least log odds (`relevance`) of a line that answers for less sure reasons: of the lines that the drafts of the
development half point to, 6 of 7 right ones have it and 3 of 16 wrong ones."""


def lines_pointed_to(
    question: Question, sentences: Iterable[str], shown: Sequence[Evidence], doubted: bool
) -> list[Evidence]:
    """The lines among those shown that the sentences have their substance from, each once.

    A line must have the form asked for; one that the sentence brings into that form need only fill the gap, and be
    found to answer: "three to a berth" is no count of boats, and "three boats fit in" is. Where it is `doubted` that
    the evidence answers at all, every line must be found to.
    """
    pieces = [part for piece in shown for part in apart(piece)]
    found: list[Evidence] = []
    for sentence in sentences:
        piece = _meant(_anew(sentence, question), question, pieces)
        if piece is None or piece in found or piece.relevance < (_RELEVANT if doubted else _HOPELESS):
            continue
        if fits(question, piece) or _brought_into_form(question, sentence, piece):
            found.append(piece)
    return found[:_MOST]


def _meant(sentence: str, question: Question, pieces: Sequence[Evidence]) -> Evidence | None:
    """The line that has most of what the sentence adds to the question, and every figure of it."""
    added = tuple(word for word in content_stems(sentence) if word not in question.words)
    if not added:
        return None  # It only says the question again: "why did it close?", "it closed".
    near = sorted(pieces, key=lambda piece: (-coverage(added, piece.stems), -piece.score))
    return next(
        (
            piece
            for piece in near
            if coverage(added, piece.stems) >= _ADDED
            and _has_figures(sentence, piece)
            and not crosses_columns(sentence, [piece])
        ),
        None,
    )


def _brought_into_form(question: Question, sentence: str, piece: Evidence) -> bool:
    return (
        piece.relevance >= _RELEVANT
        and coverage(question.words, piece.stems) >= _SPOKEN_OF
        and says_what_is_asked(question, sentence)
        and fills_gap(question, piece)
        and not is_of_another(question, piece)
    )


def _has_figures(sentence: str, piece: Evidence) -> bool:
    """Whether the numbers, dates and identifiers of the sentence stand in the piece, whatever they count."""
    claim, shown = facts(sentence), [facts(text) for text in (piece.said, *piece.context)]
    return (
        all(any(_has_number(number, text) for text in shown) for number in claim.numbers)
        and all(date_holds(date, shown) for date in claim.dates)
        and all(identifier_holds(code, shown) for code in claim.identifiers)
    )


def _has_number(number: Number, text: Facts) -> bool:
    """Whether the text has it as a quantity: "Area 4" has no four."""
    same = [other for other in text.numbers if number.values & other.values]
    return any(not names_a_thing(other, text) for other in same) if same else number_holds(number, [text], True)


def _anew(sentence: str, question: Question) -> str:
    """The sentence without the numbers that the question has as well, which the line need not repeat."""
    known = facts(question.text).numbers
    anew = sentence
    for number in reversed(facts(sentence).numbers):
        if any(number.unit == other.unit and number.values & other.values for other in known):
            anew = anew[: number.start] + anew[number.end :]
    return anew
