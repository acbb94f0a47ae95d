"""How many, where no sentence says it but one names them all: "from Norway, Sweden and Finland" are 3 countries. Pure.

What is counted must be what is enumerated, surely: each part has the noun ("Oslo Lab, Rome Lab and Paris Lab"), or it
stands right before them ("the towns Ribe and Varde") or is what they are said to be ("Ribe and Varde are towns"), or
all are countries. Words that narrow the noun must be said of all; nothing of the question may be left open but a word
or two, and no name. An enumeration of examples counts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.akin import coverage
from assistant.enumerations import Enumeration, enumerations
from assistant.evidence import Evidence, answering
from assistant.facts import facts
from assistant.list_words import asked_noun, denies
from assistant.question import Kind, Question, content_stems, proper_stems, stem
from assistant.wordlists import COUNTRIES

_MOST = 3
"""Pieces that are looked at, best first."""
_SPOKEN_OF = 0.75
_RELEVANT = 0.0
_ONLY_SOME = re.compile(
    r"\b(?:such as|including|includes?|e\.g|for example|for instance|like|among (?:them|others)|etc|and others?"
    r"|at least|blandt andet|bl\.a|for eksempel|såsom|mv|m\.fl)\b",
    re.I,
)
_PREDICATE = re.compile(r"\s*(?:are|were|er|var) (?:all |both )?(?:the |our |its )?((?:[\w\-]+ ){0,2}?[\w\-]+s\b)")
"""What they are said to be, up to a plural."""
_CLOSE = 40
_COUNTRY = frozenset([stem("countries"), "land", "lande"])
_SAYS_NOTHING = frozenset("other different more further additional total separate individual distinct various".split())
_ABROAD = frozenset(["foreign", "international"])


@dataclass(frozen=True, slots=True)
class Counted:
    """A piece, and what it names."""

    parts: tuple[str, ...]
    piece: Evidence


def count_named(question: Question, pieces: Sequence[Evidence]) -> Counted | None:
    """The count that an enumeration shows; None where what it enumerates is not surely what is asked for."""
    noun = asked_noun(question)
    if question.kind is not Kind.COUNT or not content_stems(noun):
        return None
    for piece in answering(pieces, _MOST):
        if piece.relevance < _RELEVANT or piece.is_row or not _speaks_of(question, noun, piece):
            continue
        named = [one for one in enumerations(piece.said) if _is_counted(question, noun, one)]
        if len(named) == 1 and not _counts_itself(noun, piece):
            return Counted(tuple(part.strip(" .,;") for part in named[0].parts), piece)
    return None


def _narrowing(question: Question, noun: str) -> list[str]:
    """The words between "how many" and the noun."""
    match = re.search(
        rf"(?:how many|number of|hvor mange|antallet af) ((?:[\w\-]+ ){{0,4}}?){re.escape(noun)}\b", question.text, re.I
    )
    words = match[1].lower().split() if match else []
    return [word for word in words if content_stems(word) and word not in _SAYS_NOTHING]


def _speaks_of(question: Question, noun: str, piece: Evidence) -> bool:
    beside = {stem(noun), *map(stem, _narrowing(question, noun)), *map(stem, _SAYS_NOTHING)}
    own = piece.stems | frozenset(content_stems(" ".join(piece.context)))
    rest = [word for word in question.words if word not in beside]
    named = all(word in own for word in proper_stems(question.text) if word not in beside)
    return named and bool(rest) and coverage(rest, own) >= _SPOKEN_OF


def _is_counted(question: Question, noun: str, one: Enumeration) -> bool:
    clause = f"{re.split(r'[.]', one.lead)[-1]} {one.after.split(',')[0]}"
    if _ONLY_SOME.search(one.lead[-_CLOSE:]) or _ONLY_SOME.search(one.after[:_CLOSE]) or denies(clause):
        return False
    said = frozenset.intersection(*(frozenset(content_stems(part)) for part in one.parts))
    predicate = _PREDICATE.match(one.after)
    said |= frozenset(content_stems(predicate[1])) if predicate else frozenset()
    before = re.search(r"([\w\-]+)(?: (?:are|were|of|er|var))?\s*:?\s*(?:the )?$", one.lead)
    named = before is not None and stem(before[1].lower()) == stem(noun)
    countries = stem(noun) in _COUNTRY and all(_is_country(part) for part in one.parts)
    if not (named or countries or stem(noun) in said):
        return False
    setting = frozenset(content_stems(one.setting))
    if not setting <= frozenset(question.words):
        return False
    around = said.union(setting, content_stems(one.lead))
    return all(_narrows(word, around, one) for word in _narrowing(question, noun))


def _narrows(word: str, around: frozenset[str], one: Enumeration) -> bool:
    """Whether the word is said of all that is enumerated; those that name a country, most of them, are foreign."""
    named = [part for part in one.parts if any(map(_is_country, re.findall(r"\w+", part)))]
    return stem(word) in around or (word in _ABROAD and 2 * len(named) > len(one.parts))


def _is_country(name: str) -> bool:
    return re.sub(r"^the ", "", name.strip(" .,;").lower()) in COUNTRIES


def _counts_itself(noun: str, piece: Evidence) -> bool:
    """Whether the piece has a number of its own of the same things, which is then the answer."""
    return any(stem(noun) in number.nouns for number in facts(piece.said).numbers if not number.soft)
