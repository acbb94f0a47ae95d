"""Danish questions in English, word by word with a dictionary. Pure.

The algorithm of `glossed`:

1. Every word is looked up: fixed groups of words first, then verbs of several words ("træder ... i kraft"), then single
   words in any form, compounds by their parts. Names, numbers and what is unknown are kept. What could be a noun or a
   verb is decided by the word before it; between several English words the first that the documents use is taken.
2. Danish puts the finite verb second. Where it is no auxiliary and not asked about its subject ("who runs ..."), it
   goes behind the subject, and "does" or "did" takes its place: "Hvornår udløber fristen?", "When does the deadline
   expire?"
3. Words are bent as they were: plural, past, passive, "the" for a definite ending, 's for a genitive.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace
from functools import lru_cache

from assistant.danish_order import Word, in_english_order
from assistant.danish_words import Reading, lexicon, readings
from assistant.question import stem

_TOKEN = re.compile(r"\w+(?:[.,:/'’\-]\w+)*|[^\w\s]")
_LONGEST_GROUP = 5
_FARTHEST = 7
"""Words between a verb and what completes it."""
_SUBJECTS = frozenset("jeg du man vi han hun de i der som".split())
_SMALL = frozenset("of and for in on the a to".split())
_SHORT = 4
"""Shorter words are not in the index's list of words: whether the documents have them is not known."""


def glossed(text: str, vocabulary: Set[str] = frozenset()) -> str:
    """A Danish question in English; `vocabulary` are words of the documents, in lower case."""
    known = _stems(frozenset(vocabulary))
    words = _read(_TOKEN.findall(text), vocabulary, known)
    said = " ".join(word.text for word in in_english_order(words) if word.text)
    said = re.sub(r"\b(a) (?=[aeio]|u(?!ni|s))", r"\1n ", said, flags=re.I)
    said = re.sub(r'" ([^"]*) "', r'"\1"', said)
    said = re.sub(r"([(“]) | (?=[.,;:!?)”])", r"\1", said)
    return said[:1].upper() + said[1:]


def hints(text: str, vocabulary: Set[str] = frozenset()) -> tuple[str, ...]:
    """The words of a Danish question that carry content, each with its English: "frivilligt: voluntary"."""
    known = _stems(frozenset(vocabulary))
    words = _read(_TOKEN.findall(text), vocabulary, known)
    told = (f"{word.danish}: {word.english}" for word in words if word.reading and word.reading.part in "navo")
    return tuple(dict.fromkeys(told))


def unknown(text: str, vocabulary: Set[str] = frozenset()) -> tuple[str, ...]:
    """The words of a Danish question that neither the dictionary nor the documents have; names are no such words."""
    words = _read(_TOKEN.findall(text), vocabulary, _stems(frozenset(vocabulary)))
    kept = (word.danish for word in words if word.reading is None and word.danish.isalpha() and word.danish.islower())
    return tuple(dict.fromkeys(word for word in kept if word not in vocabulary))


@lru_cache(maxsize=8)
def _stems(vocabulary: frozenset[str]) -> frozenset[str]:
    return frozenset(map(stem, vocabulary))


def _read(tokens: list[str], vocabulary: Set[str], known: frozenset[str]) -> list[Word]:
    words: list[Word] = []
    taken: set[int] = set()
    place = 0
    while place < len(tokens):
        group = _group(tokens, place)
        if group is not None:
            size, reading = group
            words.append(Word(" ".join(tokens[place : place + size]), reading.english[0], reading))
            place += size
            continue
        if place not in taken:
            word = _word(tokens, place, words, vocabulary, known)
            if word.reading is not None and word.reading.part == "v":
                word = _completed(word, tokens, place, taken, known)
            words.append(word)
        place += 1
    return words


def _group(tokens: list[str], place: int) -> tuple[int, Reading] | None:
    """The longest fixed group of words that begins here."""
    folded = tuple(token.lower() for token in tokens[place : place + _LONGEST_GROUP])
    for size in range(len(folded), 1, -1):
        if reading := lexicon().phrases.get(folded[:size]):
            return size, reading
    return None


def _word(tokens: list[str], place: int, before: list[Word], vocabulary: Set[str], known: frozenset[str]) -> Word:
    token = tokens[place]
    first = not any(word.reading for word in before)
    name = token[0].isupper() and not first
    if token == "I" and not first:
        return Word(token, "you", lexicon().words["du"][0])
    if not token[0].isalpha() or (len(token) > 1 and token.isupper()):
        own = lexicon().words.get(token.lower(), [])
        return next((Word(token, one.english[0], one) for one in own if one.part == "o"), Word(token, token, None))
    found = readings(token) or _joined(token) or _borrowed(token.lower(), vocabulary)
    if token.lower() in vocabulary and _after_one(before):
        # "en tanker": a word of the documents, not the plural or the verb that looks like it.
        found = [one for one in found if one.part not in "nv" or not (one.plural or one.tense)]
    if not found or (name and all(one.part not in "nao" for one in found)):
        return Word(token, token, None)
    reading = found[0] if len(found) == 1 else _fitting(found, tokens, place, before)
    english = _chosen(reading, known)
    if name and reading.part != "o":
        # A name is put into English only where the documents have it in English.
        if token.lower() in vocabulary or not _all_in(english, known):
            return Word(token, token, None)
        english = " ".join(word if word in _SMALL else word[:1].upper() + word[1:] for word in english.split())
    return Word(token, english, reading)


def _joined(token: str) -> list[Reading]:
    """A word joined by hyphens, as what its last part is."""
    *parts, last = token.split("-")
    if not parts:
        return []
    first = tuple((found[0].english if (found := readings(part)) else (part,)) for part in parts)
    found_last = [one for one in readings(last) if one.part in "na"]
    return [replace(one, before=(*first, *one.before), genitive=False) for one in found_last]


def _after_one(before: list[Word]) -> bool:
    """Whether a single thing is named next: after "en", "hvilket" and the like, and adjectives."""
    while before and before[-1].part == "a":
        before = before[:-1]
    return bool(before) and before[-1].danish.lower() in _ONE


_ONE = frozenset("en et én ét den hvilken hvilket denne dette hver hvert min din sin".split())


def _borrowed(word: str, vocabulary: Set[str]) -> list[Reading]:
    """A word of the documents with a Danish ending: "portalen"."""
    for ending in _ENDINGS if word not in vocabulary else ():
        own = word.removesuffix(ending)
        if own == word or len(own) < _SHORT:
            continue
        for base in (own, f"{own}e", own.replace("k", "c")):
            if base in vocabulary:
                several = ending.startswith("e") and ending not in {"en", "et"} or ending in {"r", "rne"}
                return [Reading("n", (base,), plural=several, definite=ending[-1] in "nt" or ending.endswith("ne"))]
    return []


_ENDINGS = ("erne", "ene", "rne", "ere", "er", "en", "et", "e", "r", "n", "t")


def _fitting(found: list[Reading], tokens: list[str], place: int, before: list[Word]) -> Reading:
    """The reading that fits what comes before: a verb after a subject or "at", a noun after an article."""
    closed = [one for one in found if one.part not in "nav"]
    verb = next((one for one in found if one.tense == "infinitive"), None)
    if verb and closed and closed[0].part == "x" and before and before[-1].danish.lower() in {*_SUBJECTS, "at"}:
        return verb  # "kan man få", not "few"
    if closed:
        return closed[0]
    last = before[-1] if before else None
    after = last.danish.lower().split()[-1] if last else ""
    part = last.part if last else ""
    finite = [word for word in before if word.part in {"m", "v"}]
    asked = any(word.part == "q" for word in before)
    group = (part in {"x", "a", "l"} and after not in _SUBJECTS) or (part == "q" and after in _GROUPS)
    helped = bool(finite) and finite[-1].part == "m" and part in {"n", "o", "", "d"}
    if helped:
        found = [one for one in found if one.tense not in {"past", "present"} or one.passive] or found
    begins = last is None or (part == "q" and not group) or (not finite and asked and not group)
    if after == "at" or after in _SUBJECTS - {"de", "i"} or helped or begins:
        order = "vna"
    elif after in {"de", "den", "det"} or part in {"a", "l"}:
        nexts = readings(tokens[place + 1]) if place + 1 < len(tokens) else []
        order = "anv" if any(one.part == "n" for one in nexts) else "nav"
    else:
        order = "nav"
    return min(found, key=lambda one: order.find(one.part))


_GROUPS = frozenset("hvilken hvilket hvilke mange slags en et nogle".split())
"""Last words of what asks together with the noun after it."""


def _completed(word: Word, tokens: list[str], place: int, taken: set[int], known: frozenset[str]) -> Word:
    """The verb with the words that complete it, which are then taken; itself where there are none."""
    own = lexicon().particles.get(word.danish.lower(), [])
    for rest, reading in sorted(own, key=lambda one: -len(one[0])):
        for start in range(place + 1, min(len(tokens), place + 1 + _FARTHEST) - len(rest) + 1):
            if tuple(token.lower() for token in tokens[start : start + len(rest)]) == rest:
                taken |= set(range(start, start + len(rest)))
                return Word(word.danish, _chosen(reading, known), reading)
    return word


def _chosen(reading: Reading, known: frozenset[str]) -> str:
    """Of each part's English the first that the documents have, the first of all where they have none."""
    return " ".join(
        next((one for one in part if _all_in(one, known) and (one == part[0] or _can_be_known(one))), part[0])
        for part in (*reading.before, reading.english)
    )


def _all_in(english: str, known: frozenset[str]) -> bool:
    return not known or all(len(word) < _SHORT or stem(word.lower()) in known for word in english.split())


def _can_be_known(english: str) -> bool:
    return any(len(word) >= _SHORT for word in english.split())
