"""What a sentence is about and what it says of it: subject and predicate of its clauses, by tables of verbs. Pure.

1. A reply ("Yes,"), a link ("However,") and an attribution ("The guide states that", "According to the guide,") are
   taken off, for they are no part of what is said; so is a phrase of time or place at the front.
2. The rest is cut at semicolons and at ", and" and the like, where a clause with a verb of its own follows.
3. The subject reaches to the first finite verb of the table; after "there is" it stands behind the verb. Its head is
   the last word before a preposition. Where the head is a label ("the date of Act no. 7", "the reason for the delay"),
   the subject is what the label is put on. Without a verb the first word is the subject.
4. Everything else is the predicate. Facts count as one word each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant import patterns as p
from assistant import phrasing as w
from assistant.facts import Date, Identifier, facts
from assistant.quantities import Number
from assistant.terms import content

Fact = Number | Date | Identifier


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a fact of a clause, where it stands."""

    text: str
    fact: Fact | None
    start: int

    @property
    def is_name(self) -> bool:
        """Whether it looks like a name within a sentence, or is of a country."""
        return self.fact is None and self.start > 0 and self.text[0].isupper()

    @property
    def counts(self) -> bool:
        """Whether it says anything: a content word, or a fact that is no mere "one"."""
        if self.fact is None:
            return content(self.text) and self.text.lower() not in w.LIGHT
        return not (isinstance(self.fact, Number) and self.fact.soft)


@dataclass(frozen=True, slots=True)
class Clause:
    """The words that count of a subject, the one that names it, and those of what is said of it."""

    subject: tuple[Word, ...]
    head: Word | None
    predicate: tuple[Word, ...]


@lru_cache(maxsize=4096)
def clauses(sentence: str) -> tuple[Clause, ...]:
    """The clauses of a sentence that say anything, in order."""
    read = facts(_bare(sentence))
    # Facts are blanked out of `rest`, so a comma in a date is no border.
    every: list[Fact] = [*read.numbers, *read.dates, *read.identifiers]
    words = [Word(read.text[fact.start : fact.end], fact, fact.start) for fact in every]
    words += [Word(found[0], None, found.start()) for found in p.WORD.finditer(read.rest)]
    words.sort(key=lambda word: word.start)
    borders = [found.start() for found in w.BORDER.finditer(read.rest)]
    made: list[list[Word]] = [[]]
    for word in words:
        while borders and word.start >= borders[0]:
            if any(_is_finite(later) for later in _until(words, borders)) and any(map(_is_finite, made[-1])):
                made.append([])
            borders.pop(0)
        made[-1].append(word)
    return tuple(clause for part in made if (clause := _clause(part, read.rest)).subject or clause.predicate)


def has_verb(text: str) -> bool:
    """Whether a text has a finite verb, as far as its form tells: "provided" may be none."""
    words = [word.lower() for word in p.WORD.findall(text)]
    return any(word in w.AUXILIARIES or (word in w.FINITE and word.endswith("s")) for word in words)


def _until(words: Sequence[Word], borders: Sequence[int]) -> list[Word]:
    """The words between the first border and the next."""
    end = borders[1] if len(borders) > 1 else 1 << 30
    return [word for word in words if borders[0] <= word.start < end]


def _bare(sentence: str) -> str:
    """The sentence without what leads to it."""
    bare = sentence.strip()
    for pattern in (w.REPLY, w.LINK, w.ATTRIBUTION, w.FRONT):
        found = pattern.match(bare)
        shorter = bare[found.end() :] if found else bare
        stands = found is not None and pattern is w.FRONT and not found["if"] and has_verb(found[0])
        if not stands and any(map(content, p.WORD.findall(shorter))):
            bare = shorter
    return bare


def _clause(words: Sequence[Word], text: str) -> Clause:
    lower = [word.text.lower() for word in words]
    there = next((i for i, word in enumerate(lower[:-1]) if word == "there" and lower[i + 1] in w.AUXILIARIES), None)
    if there is not None:
        start = next(i for i in range(there + 1, len(words) + 1) if i == len(words) or lower[i] not in w.AUXILIARIES)
        subject, after = _phrase(words[start:], text)
        return Clause(tuple(subject), _head(subject, text), tuple(word for word in after if word.counts))
    verb = next((i for i in range(len(words)) if _is_verb(words, i) and _has_subject(words[:i])), None)
    if verb is None:
        own = [word for word in words if word.counts]
        first = next((i for i, word in enumerate(own) if word.fact is None), 0)
        head = own[first] if own else None
        return Clause((head,) if head else (), head, tuple(own[:first] + own[first + 1 :]))
    before = _unlabelled(words[:verb])
    subject = [word for word in before if word.counts]
    return Clause(tuple(subject), _head(_phrase(before, text)[0], text), tuple(x for x in words[verb:] if x.counts))


def _has_subject(words: Sequence[Word]) -> bool:
    return any(word.counts or word.text.lower() in w.PRONOUNS for word in words)


def _is_finite(word: Word) -> bool:
    return word.fact is None and (word.text.lower() in w.AUXILIARIES or word.text.lower() in w.FINITE)


def _is_verb(words: Sequence[Word], place: int) -> bool:
    """Whether a finite verb stands there: in "the permits were" it is not "permits"."""
    follows = words[place + 1].text.lower() if place + 1 < len(words) else ""
    plain = words[place].text.lower() in w.AUXILIARIES or follows not in w.AUXILIARIES
    return _is_finite(words[place]) and plain


def _unlabelled(words: Sequence[Word]) -> Sequence[Word]:
    """What a label is put on, nothing for a label alone; other words as they are."""
    for place, word in enumerate(words):
        if word.text.lower() in w.PREPOSITIONS:
            return words[place + 1 :] if _is_label(words[:place], 2) else words
    return [] if _is_label(words, 1) else words


def _is_label(words: Sequence[Word], most: int) -> bool:
    own = [word for word in words if word.counts]
    labels = [word for word in own if word.text.lower() in w.LABELS]
    return own[-1:] == labels[-1:] != [] and len(own) - len(labels) < most


def _phrase(words: Sequence[Word], text: str) -> tuple[list[Word], Sequence[Word]]:
    """The words that count of the noun phrase that the words begin with, and what comes after it."""
    own: list[Word] = []
    for place, word in enumerate(words):
        ends = word.text.lower() in w.PREPOSITIONS
        # "centres helping", "works done": after a plural these are no nouns.
        ends = ends or bool(own and own[-1].text.endswith("s") and word.text.endswith(("ing", "ed")))
        if own and (ends or "," in text[own[-1].start : word.start] or "(" in text[own[-1].start : word.start]):
            return own, words[place:]
        if word.counts:
            own.append(word)
    return own, ()


def _head(phrase: Sequence[Word], text: str) -> Word | None:
    """The word that names the thing: the last of the phrase that is no fact, or its last fact."""
    return next((word for word in reversed(phrase) if word.fact is None), phrase[-1] if phrase else None)
