"""The list that the best evidence stands in, whatever its label says. Pure.

"What goes into the bag?" shares no word with "The patient is given:". But where the best sentence is the line that
introduces a list, or the best evidence is mostly items of one list, and the question asks for more than one thing, the
whole list is the answer and one item of it is half of one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from assistant.akin import coverage
from assistant.evidence import Evidence, answering, whole_list
from assistant.lists import LISTED, FoundList, is_another, names_another
from assistant.question import Kind, Question
from ingest.passages import Passage, SentenceKind

MAY_BE_LISTED = LISTED | {Kind.OPEN}
_LOOKED_AT = 6
_MOSTLY = 3
"""Of the best pieces, so many must be items of the one list."""
_SURE_AT_MOST = 0.5
"""A list found so never counts as fitting by its label: whether it answers is looked at again."""
_ASKS_FOR_MORE = re.compile(
    r"\b(?:what|which (?!one\b))\b(?:\s+\w+){0,2}?\s+(?:all )?(?:do|does|did|will|would|should|shall|can|could|may|must"
    r"|might|am|are|were|got|have|has|had|to|goes|belongs|counts)\b|\bhvad (?:skal|må|kan|bør|får|gør)\b",
    re.I,
)
_NAMES_ONE = re.compile(r"\b(?:which|what|hvilke[nt]) (?!\w+s\b|are\b|were\b)\w+", re.I)
_ASKS_FOR_ONE = re.compile(
    r"\b(?:mean|means|betyder|happens?|cost|costs|time|date|day|year|number|name|much|many)\b", re.I
)


def list_around(
    question: Question, pieces: Sequence[Evidence], passages: Callable[[str], Sequence[Passage]]
) -> FoundList | None:
    """The whole list around the best evidence, or None where the question asks for one thing or no list is there."""
    best = answering(pieces, _LOOKED_AT)
    if not best or not asks_for_several(question):
        return None
    first = _introduced(best[0], passages)
    inside = first or _mostly(best)
    items = whole_list(inside, passages(inside.document.id)) if inside else []
    said = frozenset(stem for item in items for stem in item.stems)
    # Half a sentence ("Call the warden for:") answers nothing without its list.
    half = first is not None and best[0].line.endswith(":")
    is_other = names_another if half else is_another
    if len(items) < 2 or items[0].is_row or is_other(question, items, said):
        return None
    return FoundList(tuple(items), len(items), min(_SURE_AT_MOST, coverage(question.words, said)))


def asks_for_several(question: Question) -> bool:
    """Whether the question asks for more than one thing."""
    if question.kind is Kind.LIST:
        return not _NAMES_ONE.search(question.text)
    if question.kind in {Kind.CONTENTS, Kind.STEPS}:
        return True
    several = _ASKS_FOR_MORE.search(question.text) and not _ASKS_FOR_ONE.search(question.text)
    return question.kind is Kind.OPEN and bool(several)


def _introduced(piece: Evidence, passages: Callable[[str], Sequence[Passage]]) -> Evidence | None:
    """The first item of the list that the piece introduces."""
    own = (piece.sentence.start, piece.sentence.end)
    for passage in passages(piece.document.id):
        for sentence in passage.sentences:
            if sentence.kind is SentenceKind.ITEM and sentence.intro == own:
                return Evidence(piece.document, passage, sentence, piece.score, piece.cosine)
    return None


def _mostly(best: Sequence[Evidence]) -> Evidence | None:
    """The best piece, where it is an item of a list that most of the others are of too."""
    keys = Counter(piece.list_key for piece in best)
    return best[0] if best[0].list_key and keys[best[0].list_key] >= _MOSTLY else None
