"""Lists are quoted, not generated. Pure.

When a question asks for a list or a count, the list that answers is taken whole from its document, item by item:

1. A list fits by its label (introducing line and heading) when the label covers half of the question's words, the thing
   that is asked for among them, named or said in another way; or by its items when two or more of them cover three
   quarters. A list within a list has its own label (`sublists`).
2. Words of the question that the label lacks and some items have choose among the items ("which orders of 1 June").
3. A name, number or date of the question that neither the label, nor the chosen items, nor the title and headings
   have, is a sign that something else is asked; so is a label that counts the asked thing otherwise than it has items,
   or that denies what the question does not.
4. What a thing holds is the list that says so ("what is in the box?", `list_words.share_held`); how a thing is done are
   the numbered steps that the best evidence is of.
5. Where no list fits, some of a set may be asked for (`subsets`), or a sentence may name what is counted (`counted`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant import list_words, terms
from assistant.akin import coverage
from assistant.counted import count_named
from assistant.evidence import Evidence, whole_list
from assistant.facts import facts
from assistant.question import Kind, Question, content_stems, place_in_list, proper_stems, stem
from assistant.sublists import sublists
from assistant.subsets import choose, subset
from assistant.wordlists import NUMBER_WORDS
from ingest.passages import Passage

LISTED = frozenset([Kind.LIST, Kind.COUNT, Kind.ORDINAL, Kind.CONTENTS, Kind.STEPS])
"""Kinds of question that a list may answer."""
_BY_LABEL = 0.5
_BY_ITEMS = 0.75
_HELD = 0.66
_STEPS = 0.6
"""Share of the question's words that numbered steps and their label must have."""
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s|(?:step|trin) \d", re.I)
_STAGE = re.compile(r"steps?|stages?|phases?|trin|faser?")
_OUTLINE = re.compile(r"^[#\s]*(?:\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}[.)])\s+")
"""The number of a heading, which counts nothing."""
_DOING = re.compile(r"[#\s]*(?:how to|\w{3,}ing)\b")


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list that answers. `items` are those chosen, in order; `of` is how many the whole list has."""

    items: tuple[Evidence, ...]
    of: int
    fit: float
    """Share of the question's words that its label and chosen items cover, from 0 to 1."""
    named: tuple[str, ...] = ()
    """What its one item names, where things are counted in a sentence."""


def find_list(
    question: Question, pieces: Sequence[Evidence], passages: Callable[[str], Sequence[Passage]]
) -> FoundList | None:
    """The list that the question asks for, or None when no list among the evidence fits."""
    if (asked := subset(question.text)) and (chosen := choose(asked, pieces, passages)):
        return FoundList(tuple(chosen[0]), chosen[1], 1.0)
    best: FoundList | None = None
    best_score = 0.0
    seen: set[tuple[str, int]] = set()
    for piece in pieces:
        if piece.list_key is None or piece.list_key in seen:
            continue
        seen.add(piece.list_key)
        whole = whole_list(piece, passages(piece.document.id))
        for items in (whole, *sublists(whole)):
            found = _fit(question, items, pieces)
            score = found.fit + piece.cosine if found else 0.0
            if found and score > best_score:
                best, best_score = found, score
    if best is None and (counted := count_named(question, pieces)):
        return FoundList((counted.piece,), 1, 1.0, counted.parts)
    return best


def _fit(question: Question, items: Sequence[Evidence], pieces: Sequence[Evidence]) -> FoundList | None:
    if len(items) < 2:
        return None
    held = question.kind is Kind.CONTENTS or (question.kind is Kind.LIST and list_words.is_open(question))
    if held and (
        share := list_words.share_held(question, " ".join([*items[0].passage.heading_path[-2:], items[0].intro]))
    ):
        return FoundList(tuple(items), len(items), share) if share >= _HELD else None
    if question.kind is Kind.STEPS:
        return _steps(question, items, pieces)
    return None if question.kind is Kind.CONTENTS else _by_words(question, items)


def _steps(question: Question, items: Sequence[Evidence], pieces: Sequence[Evidence]) -> FoundList | None:
    """Numbered steps, where the best item of all evidence is one of them and the label speaks of what is done."""
    label = frozenset(content_stems(_label(items)))
    said = label.union(*(content_stems(item.text) for item in items))
    nearest = next((piece for piece in pieces if piece.list_key), None)
    asked = [word for word in question.words if word not in {"step", "trin"}]
    numbered = all(_NUMBERED.match(item.text) for item in items)
    near = nearest is not None and nearest.sentence.start in {item.sentence.start for item in items}
    open_names = any(
        word not in said.union(content_stems(" ".join(items[0].context))) for word in proper_stems(question.text)
    )
    if not numbered or not near or open_names or label.isdisjoint(asked) or list_words.denies(_label(items)):
        return None
    fit = coverage(asked, said)
    return FoundList(tuple(items), len(items), fit) if fit >= _STEPS else None


def _by_words(asked: Question, items: Sequence[Evidence]) -> FoundList | None:
    question = list_words.without_place(asked, items[0].passage.heading_path)
    ordinal = question.kind is Kind.ORDINAL
    asked_noun = list_words.asked_noun(question)
    every = {stem(question.noun)} if question.noun and not asked_noun else set()
    wanted = [
        word
        for word in question.words
        if _value(word) != len(items) and not (ordinal and _value(word)) and word not in every
    ]
    if not wanted:
        return None
    noun = stem(asked_noun)
    label = _told_by_label(asked_noun, items)
    own = [frozenset(content_stems(item.text)) for item in items]
    rest = [word for word in wanted if word not in label]
    counts = [sum(word in stems for word in rest) for stems in own]
    by_label = _fits_by_label(question, items, 1 - len(rest) / len(wanted), noun in label)
    whole = by_label and max(counts) < max(1, len(rest))
    chosen = [n for n, count in enumerate(counts) if whole or count == max(counts)]
    said = label.union(*(own[n] for n in chosen))
    fit = sum(word in said for word in wanted) / len(wanted)
    by_items = noun in said and len(chosen) > 1 and max(counts) >= _BY_ITEMS * len(wanted)
    if not (by_label or by_items) or is_another(question, items, said):
        return None
    if ordinal:
        place = place_in_list(question.text)
        chosen = [place % len(items)] if whole and place is not None and -1 <= place < len(items) else []
    return FoundList(tuple(items[n] for n in chosen), len(items), fit) if chosen else None


def _label(items: Sequence[Evidence]) -> str:
    return f"{items[0].intro} {items[0].heading}"


def _told_by_label(noun: str, items: Sequence[Evidence]) -> frozenset[str]:
    """Stems of the label, and the asked noun where the label says it in another way."""
    label = frozenset(content_stems(_label(items)))
    numbered = bool(_STAGE.fullmatch(noun)) and all(_NUMBERED.match(item.text) for item in items)
    return label | {stem(noun)} if numbered or list_words.said_otherwise(noun, _label(items)) else label


def _fits_by_label(question: Question, items: Sequence[Evidence], said: float, names_it: bool) -> bool:
    """Whether the label, which has that share of the question's words, is the label of what is asked for."""
    kinds = list_words.asks_for_kinds(question, items[0].heading)
    # Among lists of one kind a count says nothing when only half of what is asked is there.
    counts_nothing = question.kind is not Kind.COUNT or kinds
    several = kinds or question.kind is Kind.ORDINAL or _speaks_of_several(list_words.asked_noun(question), items)
    # "Which things ..." asks for whatever the label speaks of.
    return (list_words.is_open(question) or (names_it and several)) and (
        said > _BY_LABEL or (said == _BY_LABEL and counts_nothing)
    )


def _speaks_of_several(noun: str, items: Sequence[Evidence]) -> bool:
    """Whether the label speaks of the noun as of several: steps under "Mooring a boat" are no boats."""
    label = _label(items).lower()
    forms = [word for word in re.findall(r"[^\W\d_]+", label) if stem(word) == stem(noun)]
    singular = bool(forms) and noun.endswith("s") and not any(word.endswith("s") for word in forms)
    is_done = all(_NUMBERED.match(item.text) for item in items) and _DOING.match(_OUTLINE.sub("", label))
    return not singular and not is_done


def is_another(question: Question, items: Sequence[Evidence], said: frozenset[str]) -> bool:
    """Whether something in the question or the label says that another list is asked for."""
    around = said.union(content_stems(" ".join(items[0].context)))
    # "Duties of the skipper" are not those of the cook.
    noun, label = stem(list_words.asked_noun(question)), frozenset(content_stems(_label(items)))
    other = [word for word in question.words if word != noun and _value(word) is None]
    owned = (
        len(other) == 1 and other[0] not in around and any(word != noun and not word[0].isdecimal() for word in label)
    )
    return owned or names_another(question, items, said) or _counts_otherwise(question, items)


def names_another(question: Question, items: Sequence[Evidence], said: frozenset[str]) -> bool:
    """Whether a name of the question stands nowhere at the list, or the label denies what the question does not."""
    around = said.union(content_stems(" ".join(items[0].context)))
    proper = [word for word in proper_stems(question.text) if _value(word) != len(items)]
    denied = list_words.denies(items[0].intro) and not list_words.denies(question.text)
    return denied or any(word not in around for word in proper)


def _counts_otherwise(question: Question, items: Sequence[Evidence]) -> bool:
    """Whether the label counts, and does not count just these items as what is asked for."""
    label = "\n".join(_OUTLINE.sub("", part) for part in (items[0].intro, items[0].heading))
    numbers = [n for n in facts(label).numbers if not n.soft]
    noun = "" if list_words.is_open(question) else terms.stem(list_words.asked_noun(question))
    right = any(len(items) in n.values and (not n.nouns or not noun or noun in n.nouns) for n in numbers)
    return question.kind is Kind.COUNT and bool(numbers) and not right


def _value(word: str) -> float | None:
    return float(word) if word.isdecimal() else NUMBER_WORDS.get(word)
