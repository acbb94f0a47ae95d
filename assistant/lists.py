"""Lists are quoted, not generated. Pure.

When a question asks for a list or a count, the list that answers is taken whole from its document, item by item:

1. A list fits by its label (introducing line and heading) when the label covers half of the question's words, the thing
   that is asked for among them; or by its items when two or more of them cover three quarters.
2. Words of the question that the label lacks and some items have choose among the items ("which orders of 1 June").
3. A name, number or date of the question that neither the label, nor the chosen items, nor the title and headings
   have, is a sign that something else is asked; so is a label that counts the asked thing otherwise than it has items.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant import terms
from assistant.evidence import Evidence, whole_list
from assistant.facts import facts
from assistant.question import Kind, Question, content_stems, place_in_list, proper_stems, stem
from assistant.wordlists import NUMBER_WORDS
from ingest.passages import Passage

_BY_LABEL = 0.5
_BY_ITEMS = 0.75


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list that answers. `items` are those chosen, in order; `of` is how many the whole list has."""

    items: tuple[Evidence, ...]
    of: int
    fit: float
    """Share of the question's words that its label and chosen items cover, from 0 to 1."""


def find_list(
    question: Question, pieces: Sequence[Evidence], passages: Callable[[str], Sequence[Passage]]
) -> FoundList | None:
    """The list that the question asks for, or None when no list among the evidence fits."""
    best: FoundList | None = None
    best_score = 0.0
    seen: set[tuple[str, int]] = set()
    for piece in pieces:
        if piece.list_key is None or piece.list_key in seen:
            continue
        seen.add(piece.list_key)
        found = _fit(question, whole_list(piece, passages(piece.document.id)))
        score = found.fit + piece.cosine if found else 0.0
        if found and score > best_score:
            best, best_score = found, score
    return best


def _fit(question: Question, items: Sequence[Evidence]) -> FoundList | None:
    ordinal = question.kind is Kind.ORDINAL
    wanted = [word for word in question.words if _value(word) != len(items) and not (ordinal and _value(word))]
    if len(items) < 2 or not wanted:
        return None
    label = frozenset(content_stems(f"{items[0].intro} {items[0].heading}"))
    own = [frozenset(content_stems(item.text)) for item in items]
    rest = [word for word in wanted if word not in label]
    counts = [sum(word in stems for word in rest) for stems in own]
    noun = stem(question.noun)
    # "Which things ..." asks for whatever the label speaks of.
    any_noun = bool(question.noun) and not content_stems(question.noun)
    # Among lists of one kind a count says nothing when only half of what is asked is there.
    counts_nothing = question.kind is not Kind.COUNT
    said_by_label = (len(wanted) - len(rest)) / len(wanted)
    by_label = (any_noun or noun in label) and (
        said_by_label > _BY_LABEL or (said_by_label == _BY_LABEL and counts_nothing)
    )
    whole = by_label and max(counts) < max(1, len(rest))
    chosen = [n for n, count in enumerate(counts) if whole or count == max(counts)]
    said = label.union(*(own[n] for n in chosen))
    fit = sum(word in said for word in wanted) / len(wanted)
    by_items = noun in said and len(chosen) > 1 and max(counts) >= _BY_ITEMS * len(wanted)
    around = said.union(content_stems(" ".join(items[0].context)))
    proper = [word for word in proper_stems(question.text) if _value(word) != len(items)]
    if not (by_label or by_items) or any(word not in around for word in proper) or _counts_otherwise(question, items):
        return None
    if question.kind is Kind.ORDINAL:
        place = place_in_list(question.text)
        chosen = [place % len(items)] if whole and place is not None and -1 <= place < len(items) else []
    return FoundList(tuple(items[n] for n in chosen), len(items), fit) if chosen else None


def _counts_otherwise(question: Question, items: Sequence[Evidence]) -> bool:
    """Whether the label counts, and does not count just these items as what is asked for."""
    numbers = [n for n in facts(f"{items[0].intro}\n{items[0].heading}").numbers if not n.soft]
    right = any(len(items) in n.values and (not n.nouns or terms.stem(question.noun) in n.nouns) for n in numbers)
    return question.kind is Kind.COUNT and bool(numbers) and not right


def _value(word: str) -> float | None:
    return float(word) if word.isdecimal() else NUMBER_WORDS.get(word)
