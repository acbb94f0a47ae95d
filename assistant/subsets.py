"""Some of a set: "how many of the boats are ferries?", "which of the rules concern dogs?". Pure.

The set is every list of a document whose label speaks of the set's noun ("Boats of the north (3 boats)"). Where the
question says how many they are, they must be just so many, or another set is meant. Of its items those are chosen that
are the asked thing (its noun is the head of the item) or that speak of it (all its words stand in the item).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant import terms
from assistant import wordlists as w
from assistant.evidence import Evidence
from assistant.facts import facts
from assistant.question import content_stems, proper_stems, stem
from ingest.passages import Passage, SentenceKind

_NUMBER = rf"(?:(?P<number>\d+|{'|'.join(w.NUMBER_WORDS)}) )?"
_SET = rf"(?:the|its|these|those|their|our) {_NUMBER}(?P<set>(?:[\w\-]+ )??[\w\-]+?)"
_ASKS = r"(?:how many|which|what|list|name)(?: are)?(?: those)?"
_OF_SET = re.compile(
    rf"^{_ASKS} of {_SET} (?:that |which |who )?"
    r"(?P<verb>are|were|is|concern|deal with|are about|mention|relate to|have to do with|speak of|involve)"
    r" (?:an? |the )?(?P<thing>[\w\- ]+)$"
)
_IN_SET = re.compile(
    rf"^how many (?P<thing>[\w\-]+(?: [\w\-]+)?) (?P<verb>are|were)(?: there)? (?:among|amongst|in|within|of) {_SET}$"
)
_PREPOSITION = re.compile(
    r"\s(?:of|for|on|in|to|at|by|with|from|about|regarding|concerning|into|between|among|and|or|that|which|as|under)\s"
    r"|[,;:(.]|\s[–—-]\s"
)


@dataclass(frozen=True, slots=True)
class Subset:
    """What a question asks for of a set. `size` is how many the question says the set has."""

    noun: str
    thing: str
    is_thing: bool
    """Whether its items must be the thing, or may only speak of it."""
    size: int | None


def subset(text: str) -> Subset | None:
    """The set and what is asked for of it; None for a question that asks for no part of a set."""
    asked = text.strip(" ?.").lower()
    match = _OF_SET.match(asked) or _IN_SET.match(asked)
    if match is None:
        return None
    number = match["number"]
    size = None if number is None else int(number) if number.isdecimal() else int(w.NUMBER_WORDS[number])
    is_thing = match["verb"] in {"are", "were", "is"} and not match["thing"].startswith("about ")
    thing = re.sub(r"^about (?:an? |the )?", "", match["thing"])
    return Subset(match["set"].split()[-1], thing, is_thing, size)


def choose(
    asked: Subset, pieces: Sequence[Evidence], passages: Callable[[str], Sequence[Passage]]
) -> tuple[list[Evidence], int] | None:
    """The items that are asked for, and how many the set has; None where no set is found or nothing of it chosen."""
    for document in dict.fromkeys(piece.document for piece in pieces if piece.list_key):
        items = [
            Evidence(document, passage, sentence)
            for passage in passages(document.id)
            for sentence in passage.sentences
            if sentence.kind is SentenceKind.ITEM
        ]
        members = [item for item in items if not item.is_row and stem(asked.noun) in _label(item)]
        for one_set in (_counted(asked, members), members):
            chosen = [item for item in one_set if _is_asked(asked, item)]
            # Without a number that they add up to, several lists are several sets.
            whole = len({item.list_key for item in one_set}) == 1 if asked.size is None else len(one_set) == asked.size
            if whole and chosen:
                return chosen, len(one_set)
    return None


def _counted(asked: Subset, members: Sequence[Evidence]) -> list[Evidence]:
    """The items of lists whose label counts just them as what is asked: "Boats of the north (3 boats)"."""
    sizes = Counter(item.list_key for item in members)
    return [
        item
        for item in members
        if any(
            sizes[item.list_key] in number.values and terms.stem(asked.noun) in number.nouns
            for number in facts(f"{item.intro}\n{item.heading}").numbers
        )
    ]


def _label(item: Evidence) -> frozenset[str]:
    return frozenset(content_stems(f"{item.intro} {item.heading}"))


def _is_asked(asked: Subset, item: Evidence) -> bool:
    words = content_stems(asked.thing)
    own = frozenset(content_stems(item.said))
    if not words or any(word not in own for word in [*words, *proper_stems(asked.thing)]):
        return False
    return not asked.is_thing or words[-1] == _head(item.said)


def _head(text: str) -> str:
    """The stem of the last word of the first group of words: "Field study of eels" is a study."""
    group = content_stems(_PREPOSITION.split(text, maxsplit=1)[0])
    return group[-1] if group else ""
