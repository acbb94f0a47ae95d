"""The list that a draft points to. Pure.

A small model that is asked for a list names some of its items and makes up or forgets others, and a count that it
gives stands in no sentence. Both say which list of the documents is meant: the one whose items the draft names, or
that has as many items as the draft counts. That list is then quoted whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.akin import coverage
from assistant.evidence import Evidence, whole_list
from assistant.facts import facts
from assistant.gap import offers_a_choice
from assistant.list_around import MAY_BE_LISTED, asks_for_several
from assistant.lists import FoundList
from assistant.question import Kind, Question, content_stems
from ingest.passages import Passage

_NAMED = 0.5
"""Share of the first words of an item that the draft must have to name it."""
_FIRST_WORDS = 4
_INTO = 0.6
"""Share of what the draft adds to the question that must stand in the items, or of the items that must be named."""
_UNASKED = 3
"""Items that a draft must name where the question does not ask for several things."""
_OPEN = 2
_LABELLED = 0.4
"""Share of the question's words that the label of a list must have for its length to be the count."""
_HEAD = re.compile(r"[:(,;–]| - ")


def list_pointed_to(
    question: Question,
    drafted: Sequence[str],
    shown: Sequence[Evidence],
    passages: Callable[[str], Sequence[Passage]],
) -> FoundList | None:
    """The whole list among what was shown that the draft names items of or counts; None when there is none, and where
    something is asked for that no list is: a date, a sum, a yes or no, one of two things, one place of a list.
    """
    if question.kind not in MAY_BE_LISTED - {Kind.ORDINAL} or offers_a_choice(question):
        return None
    best: list[Evidence] = []
    best_score = 0.0
    seen: set[tuple[str, int]] = set()
    for piece in shown:
        if piece.list_key is None or piece.list_key in seen:
            continue
        seen.add(piece.list_key)
        items = whole_list(piece, passages(piece.document.id))
        if len(items) < 2 or items[0].is_row:
            continue
        score = _counted(question, drafted, items) if question.kind is Kind.COUNT else _named(question, drafted, items)
        if score > best_score:
            best, best_score = items, score
    return FoundList(tuple(best), len(best), 1.0) if best else None


def asks_for_a_list(question: Question) -> bool:
    """Whether a list is better than a proved sentence."""
    return question.kind is Kind.COUNT or asks_for_several(question)


def _counted(question: Question, drafted: Sequence[str], items: Sequence[Evidence]) -> float:
    """How much of the question the label says, where the draft has the number of the items; else 0."""
    numbers = {value for text in drafted for number in facts(text).numbers for value in number.values}
    spoken = coverage(question.words, frozenset(content_stems(f"{items[0].intro} {items[0].heading}")))
    return spoken if len(items) in numbers and spoken >= _LABELLED else 0.0


def _named(question: Question, drafted: Sequence[str], items: Sequence[Evidence]) -> float:
    """How many items the draft names and how much of it they have; 0 where that is too little."""
    said = frozenset(stem for text in drafted for stem in content_stems(text))
    label = content_stems(f"{items[0].intro} {items[0].heading}")
    named = sum(_names(said, item) for item in items)
    if named < _needed(question, label):
        return 0.0
    known = {*question.words, *label}
    added = [stem for stem in said if stem not in known]
    into = coverage(added, frozenset(stem for item in items for stem in content_stems(item.said))) if added else 1.0
    return named + into if into >= _INTO or named >= _INTO * len(items) else 0.0


def _names(said: frozenset[str], item: Evidence) -> bool:
    first = content_stems(item.said)[:_FIRST_WORDS], content_stems(_HEAD.split(item.said)[0])
    return any(stems and _has(said, stems) for stems in first)


def _has(said: frozenset[str], stems: Sequence[str]) -> bool:
    """Half of the stems, and two unless there is only one: "long" alone names no "long green"."""
    return sum(stem in said for stem in stems) >= max(_NAMED * len(stems), min(2, len(stems)))


def _needed(question: Question, label: Sequence[str]) -> int:
    """How many items a draft must name: one where a list is asked for, two where "what does it do" may ask for several
    things of what the label names.
    """
    if not asks_for_several(question):
        return _UNASKED
    if question.kind is not Kind.OPEN:
        return 1
    return _UNASKED if set(question.words).isdisjoint(label) else _OPEN
