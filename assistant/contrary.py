"""Whether a sentence speaks of another thing than the question, told by one word that decides. Pure.

A near-miss shares all its words with a sentence but one. What is refused:

1. the opposite: "the lowest fee" beside "the highest fee", "before" beside "after", where nothing turns it round;
2. what does not hold, where the sentence only says what holds, and the other way about;
3. another year, number or place in an order than the question names, where the sentence names one of the same sort;
4. another name: one of the question's that stands nowhere near, though the sentence has names;
5. another of a kind: "the southern gate" beside a sentence that only knows "the northern gate".

Where nothing of the same sort is said, the question may be put in other words; then `answerable` decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from os.path import commonprefix
from unicodedata import normalize

from assistant import contrasts as w
from assistant.asked import counting, denies, keys, keys_of
from assistant.facts import Date, Facts, Name, facts
from assistant.opposites import ANTONYMS
from assistant.phrasing import AUXILIARIES, FINITE
from assistant.question import Kind, Question
from assistant.statements import statements
from assistant.terms import name_stem, stem

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")
_BARE = re.compile(r"[^\W_]+")
_CHOICE = re.compile(r"\b(?:or|eller)\b", re.I)
_NOT = re.compile(r"\b(?:not|never|cannot|ikke|aldrig)\b|n['’]t\b|\b(?:has|have|had|is|are|was|were) no\b", re.I)
_TURNED = re.compile(
    r"\b(?:un|in|im|ir|dis|non|anti)-?\w{4}|less\b"
    r"|\b(?:fail|lack|refus|except|exclu|prohibit|forbid|forbud|prevent|avoid|only|uden)\w*",
    re.I,
)
"""Words that deny without a "not"."""
_BOUND = re.compile(
    r"\b(?:after|since|before|until|by|between|from|to|and|than|efter|siden|før|indtil|fra|mellem|til|og)\s*"
    r"(?:the |early |late |\w+ )?$",
    re.I,
)
_ASKING = frozenset("which what whose many hvilken hvilket hvilke hvis mange".split())
_ALIKE, _FEWEST_ALIKE = 0.6, 3
"""Share and number of a word's letters that another has in a row when the two are one, spelt in two ways."""


def differs(question: Question, sentence: str, around: str, passage: str) -> bool:
    """Whether the sentence speaks of another thing; `around` is what stands above it, `passage` all beside it."""
    if question.kind is Kind.YES_NO or _CHOICE.search(question.text):
        return False
    asked, told = facts(question.text), facts(sentence)
    near = f"{around}\n{passage}"
    return (
        _says_opposite(question.text, sentence, around)
        or _denies_otherwise(question, sentence)
        or _of_another_place(question.text, sentence, around)
        or _of_another_year(asked, told, near)
        or _of_another_number(asked, told, near)
        or _of_another_name(asked, told, near)
        or _of_another_kind(question.text, sentence, near)
    )


def _says_opposite(question: str, sentence: str, around: str) -> bool:
    """Whether a word of the question is missing and its opposite is said, and neither is denied by itself."""
    if denies(question) != denies(sentence):
        return False
    asked, told, above = (_stems(text) for text in (question, sentence, around))
    return any(not _opposites().get(word, frozenset()).isdisjoint(told - asked) for word in asked - told - above)


def _stems(text: str) -> frozenset[str]:
    return frozenset(name_stem(word.lower()) for word in _WORD.findall(text))


@lru_cache(maxsize=1)
def _opposites() -> dict[str, frozenset[str]]:
    """Each word's stem -> the stems of its opposites."""
    found: dict[str, frozenset[str]] = {}
    for line in (*ANTONYMS.strip().splitlines(), *w.CONTRASTS.strip().splitlines()):
        sides = [frozenset(name_stem(word) for word in side.split()) for side in line.split("|")]
        if line.split()[0] in w.NO_CONTRAST:
            continue
        for side in sides:
            others = frozenset[str]().union(*(other for other in sides if other is not side)) - side
            for word in side:
                found[word] = found.get(word, frozenset()) | others
    return found


def _denies_otherwise(question: Question, sentence: str) -> bool:
    """Whether it says what holds where it was asked what does not, or denies the very thing that was asked for."""
    if _NOT.search(question.text):
        return not denies(sentence) and not _TURNED.search(sentence)
    if denies(question.text) or question.kind is not Kind.OPEN:
        return False
    asked = {stem(word) for word in counting(question.text)}
    denials = [denial for one in statements(sentence) for denial in one.denials]
    return any(denial.after and denial.after <= asked for denial in denials)


def _of_another_year(asked: Facts, told: Facts, near: str) -> bool:
    """Whether no year of the question is said, near it neither, and another year is."""
    years = {str(date.year) for date in asked.dates if date.year and not _is_bound(asked, date)}
    others = [date.year for date in told.dates if date.year]
    return bool(years and others) and years.isdisjoint(_BARE.findall(f"{told.text} {near}"))


def _is_bound(asked: Facts, date: Date) -> bool:
    return bool(_BOUND.search(asked.text[: date.start]))


def _of_another_number(asked: Facts, told: Facts, near: str) -> bool:
    """Whether a number of the question in digits stands nowhere near, and the sentence has others."""
    figures = [one for one in asked.numbers if re.search(r"\d", asked.text[one.start : one.end]) and not one.bound]
    if not figures or all(one.soft for one in told.numbers):
        return False
    known = {value for one in (*told.numbers, *facts(near).numbers) for value in one.values}
    return any(one.values.isdisjoint(known) for one in figures)


def _of_another_place(question: str, sentence: str, around: str) -> bool:
    """Whether it speaks of the first where the second was asked for."""
    said, told, above = ([word.lower() for word in _WORD.findall(text)] for text in (question, sentence, around))
    return any(
        word in said and word not in [*told, *above] and any(other in told for other in ordinals if other != word)
        for ordinals in w.ORDINALS
        for word in ordinals
    )


def _of_another_name(asked: Facts, told: Facts, near: str) -> bool:
    """Whether a name of the question has a word that stands nowhere near, and the sentence has names of its own."""
    words = [word for name in asked.names if name.sure for word in _said_of(name)]
    return any(name.sure for name in told.names) and _is_missing(words, f"{told.text} {near}")


def _is_missing(words: Sequence[str], text: str) -> bool:
    """Whether one of the words, or what may be the same word, does not stand in the text."""
    open_words = [word for word in words if word.lower() not in text.lower()]
    if not open_words:
        return False
    known = dict.fromkeys(_BARE.findall(text))
    stems = keys_of(" ".join(known))
    return any(keys(word).isdisjoint(stems) and not any(_alike(word, other) for other in known) for word in open_words)


def _said_of(name: Name) -> list[str]:
    """The words of a name that may be compared: no abbreviation, which may be spelt out elsewhere."""
    return [word for word in name.words if not word.isupper() and "-" not in word and counting(word)]


def _alike(one: str, other: str) -> bool:
    """Whether two words are likely one, spelt or inflected in two ways: from one end most letters are the same."""
    own, its = _folded(one), _folded(other)
    same = max(len(commonprefix([own, its])), len(commonprefix([own[::-1], its[::-1]])))
    return same >= max(_FEWEST_ALIKE, round(len(own) * _ALIKE))


@lru_cache(maxsize=1 << 14)
def _folded(word: str) -> str:
    return "".join(letter for letter in normalize("NFKD", word.lower()) if letter.isalnum())


def _of_another_kind(question: str, sentence: str, near: str) -> bool:
    """Whether a noun of the question stands there only with another word before it, and its own word nowhere near."""
    asked, told = _TOKEN.findall(question), _TOKEN.findall(sentence)
    spoken = keys_of(question)
    for place, (word, noun) in enumerate(pairwise(asked)):
        if not (_tells_kind(word) and counting(noun)) or _asks_of(asked, place) or _is_done(asked, place + 1):
            continue
        places = [at for at, one in enumerate(told) if not keys(one).isdisjoint(keys(noun))]
        others = [told[at - 1] if at else "" for at in places]
        if (
            others
            and all(_tells_kind(one) and keys(one).isdisjoint(spoken) for one in others)
            and all(_is_missing([part], f"{sentence} {near}") for part in word.split("-"))
        ):
            return True
    return False


def _asks_of(asked: Sequence[str], place: int) -> bool:
    """Whether the word is what is asked for and the next its verb: "which company owns"."""
    before = next((one.lower() for one in reversed(asked[:place]) if not _tells_kind(one)), "")
    after = asked[place + 2].lower() if place + 2 < len(asked) else ""
    return before in _ASKING and after not in AUXILIARIES


def _is_done(asked: Sequence[str], place: int) -> bool:
    """Whether the word says what is done with the one before it: "are the oars kept"."""
    word = asked[place].lower()
    participle = word in FINITE or (word.endswith("ed") and not word.endswith("eed"))
    return participle and not AUXILIARIES.isdisjoint(one.lower() for one in asked[:place])


def _tells_kind(word: str) -> bool:
    """Whether a word before a noun may tell which of its kind is meant."""
    plain = word.lower()
    ends = plain.endswith(("ly", "ing", "ed")) or plain in w.ADVERBS
    return word[:1].isalpha() and bool(counting(word)) and not ends and not word.isupper()
