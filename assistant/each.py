"""Answering each part of a question by itself, without a model. Pure.

A question that asks twice is answered by the best sentence for each part, which must pass what the only sentence of an
answer must: the part counts as answered (`answerable`) and the sentence has the form that is asked for. A sentence that
is best for two parts is told once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answerable import is_answered, signals
from assistant.beside import Sentenced, cited_with, latest_first, told_in, told_otherwise
from assistant.evidence import MOST_LINES, Evidence, answering
from assistant.facts import facts
from assistant.fitting import fitting
from assistant.leads import led_by
from assistant.prove import Composed, compose
from assistant.question import Question, content_stems

_ASKS_WHO = re.compile(r"(?:(?:by|to|from|with|for|af|til|fra|med) )?(?:whom?|hvem)\b", re.I)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the questions that a question consists of, and its own evidence, best first."""

    question: Question
    pieces: Sequence[Evidence]


def quote_each(language: str, asked: Sequence[Part]) -> Composed | None:
    """The best sentence for each part; None where fewer than two parts are answered, or all by one sentence."""
    told: list[Sentenced] = []
    other: list[Sentenced] = []
    answered = 0
    for part in asked:
        best = _best(part)
        if best is None or any(_same(best, piece) for _, cited in told for piece in cited):
            continue
        line: Sentenced = (best.told(part.question), cited_with(best))
        before: list[Sentenced] = [(one.said, [one]) for one in led_by(best)]
        lines = latest_first(part.question, [*before, line], part.pieces)
        told += lines
        answered += 1
        other += told_otherwise(part.question, lines, part.pieces)
    if answered < 2:
        return None
    return compose([*told_in(language, told), *other])


def quote_rest(asked: Sequence[Part], cited: Sequence[Evidence]) -> list[Sentenced]:
    """The best sentence for each part that has none of its sentences cited; for what of a draft was not proved."""
    if len(asked) < 2:
        return []
    bests = [(part, best) for part in asked if (best := _best(part)) is not None]
    open_parts = [(part, best) for part, best in bests if not any(_same(best, piece) for piece in cited)]
    # Where all are open, the draft answers by other sentences, and which part it answers cannot be told.
    if len(open_parts) == len(asked):
        return []
    return [(best.told(part.question), cited_with(best)) for part, best in open_parts]


def _best(part: Part) -> Evidence | None:
    """The sentence that answers the part, or None."""
    if not is_answered(signals(part.question, answering(part.pieces, MOST_LINES), None)):
        return None
    near = answering(fitting(part.question, part.pieces), MOST_LINES)
    if not near or not _ASKS_WHO.match(part.question.text) or _names(part.question, near[0]):
        return next(iter(near), None)
    # Who is asked for has a name: one that is said by a sentence that answers better than the nearest does.
    named = [piece for piece in near if _names(part.question, piece) and piece.relevance > near[0].relevance]
    return max(named, key=lambda piece: piece.relevance, default=near[0])


def _names(question: Question, piece: Evidence) -> bool:
    """Whether it has a name that the question has not; one word with a capital may be anything."""
    return any(
        (len(name.words) > 1 or name.words[0].isupper())
        and set(content_stems(" ".join(name.words))) - set(question.words)
        for name in facts(piece.said).names
    )


def _same(one: Evidence, other: Evidence) -> bool:
    """Whether the one is the other, or a part of it."""
    overlap = one.sentence.start < other.sentence.end and other.sentence.start < one.sentence.end
    return one.document.id == other.document.id and overlap
