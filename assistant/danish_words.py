"""The Danish dictionary: what a word can be, in any of its forms, and compounds by their parts. Pure but for its file.

Each row of danish.tsv is bent into all its forms at first use, rather too many than too few, for nobody writes a form
that does not exist. A word that is in no row is split ("sikkerhedsplan": "sikkerhed", a linking s, "plan"): the longest
known ending first, and what is before it is known itself or split again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from assistant import english_forms as forms_of

_VOWELS = "aeiouyæøå"
_SHORTEST = 3
_SHORT_FIRST = frozenset("it el eu by ø å is".split())
"""Words shorter than `_SHORTEST` that compounds begin with."""
_PRESENT = {"gøre": "gør", "vide": "ved", "være": "er"}
_LONG_UNKNOWN = 4
_LONG_KNOWN = 5
"""An unknown word is split from a known ending when both are at least this long."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a written word can be: part of speech as in danish.tsv, English base forms best first, and its form."""

    part: str
    english: tuple[str, ...]
    tense: str = ""
    """Of a verb: infinitive, present, past or participle."""
    passive: bool = False
    plural: bool = False
    definite: bool = False
    genitive: bool = False
    before: tuple[tuple[str, ...], ...] = ()
    """Of a compound: the English of its first parts."""


@dataclass(slots=True)
class Lexicon:
    """The dictionary by written form."""

    words: dict[str, list[Reading]] = field(default_factory=dict)
    phrases: dict[tuple[str, ...], Reading] = field(default_factory=dict)
    """Fixed groups of words, but for verbs."""
    particles: dict[str, list[tuple[tuple[str, ...], Reading]]] = field(default_factory=dict)
    """Verbs of several words ("træde i kraft"): by each form of the verb, the words that complete it."""
    firsts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What compounds begin with: base forms and their English."""
    irregular: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """English words whose forms are no rule's."""


def readings(word: str) -> list[Reading]:
    """What a word can be; nothing when it is unknown and no compound of known words."""
    folded = word.lower()
    known = lexicon().words
    if folded in known:
        return known[folded]
    if folded.endswith("s") and folded[:-1] in known:
        found = [replace(one, genitive=True) for one in known[folded[:-1]] if one.part in "no"]
        if found:
            return found
    return _compound(folded)


def _compound(word: str) -> list[Reading]:
    known = lexicon().words
    unknown: list[Reading] = []
    for place in range(_SHORTEST - 1, len(word) - _SHORTEST + 1):
        own = word[place:]
        ends = known.get(own) or [replace(one, genitive=True) for one in known.get(own.removesuffix("s"), ())]
        ends = [one for one in ends if one.part in "na" and not (one.part == "a" and len(own) < _LONG_KNOWN)]
        if not ends:
            continue
        if first := _first(word[:place]):
            return [replace(one, before=first) for one in ends]
        if not unknown and place >= _LONG_UNKNOWN and len(own) >= _LONG_KNOWN:
            unknown = [replace(one, before=((word[:place],),)) for one in ends]
    return unknown


def _first(part: str) -> tuple[tuple[str, ...], ...]:
    """The English of the beginning of a compound, with or without a linking sound; () when it is unknown."""
    firsts = lexicon().firsts
    for own in dict.fromkeys((part, part.removesuffix("s"), part.removesuffix("e"), f"{part}e")):
        if own in firsts and (len(own) >= _SHORTEST or own in _SHORT_FIRST):
            return (firsts[own],)
    for place in range(len(part) - _SHORTEST, _SHORTEST - 1, -1):
        own = part[place:].removesuffix("s")
        if own in firsts and len(own) >= _SHORTEST and (more := _first(part[:place])):
            return (*more, firsts[own])
    return ()


@cache
def lexicon() -> Lexicon:
    """The dictionary, read and bent once."""
    found = Lexicon()
    text = files(__package__).joinpath("danish.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            forms, part, english = line.split("\t")
            _add(found, forms.split("/"), Reading(part, tuple(english.split(", "))))
    return found


def _add(found: Lexicon, forms: list[str], base: Reading) -> None:
    if base.part == "e":
        found.irregular[forms[0]] = base.english
    elif base.part == "v":
        verb, *rest = forms[0].split()
        for form, reading in _verb([verb, *forms[1:]], base):
            if rest:
                found.particles.setdefault(form, []).append((tuple(rest), reading))
            else:
                _put(found, form, reading)
        if not rest:
            found.firsts.setdefault(verb, tuple(map(forms_of.doing, base.english)))
    else:
        for form in forms:
            if " " in form:
                found.phrases.setdefault(tuple(form.split()), base)
            elif base.part not in "na":
                _put(found, form, base)
        if base.part in "na":
            for form, reading in _noun(forms, base) if base.part == "n" else _adjective(forms, base):
                _put(found, form, reading)
        if base.part in "nao":
            found.firsts.setdefault(forms[0], base.english)


def _put(found: Lexicon, form: str, reading: Reading) -> None:
    there = found.words.setdefault(form, [])
    if all(one.part != reading.part for one in there):
        there.append(reading)


def _noun(forms: list[str], base: Reading) -> Iterator[tuple[str, Reading]]:
    """Singular and plural, each with its definite ending, and the genitive of all."""
    single, *several = forms
    bent: list[tuple[str, Reading]] = [(single, base)]
    bent += [(form, replace(base, plural=True)) for form in several]
    for stem in _stems(single):
        # Of "bruger", "brugere" and "brugerne"; of "sag", "sager" and "sagerne"; of "ord", "ordene".
        bent += [(stem + end, replace(base, definite=True)) for end in ("en", "et")]
        bent += [(stem + end, replace(base, plural=True)) for end in ("er", "e")]
        bent += [(stem + end, replace(base, plural=True, definite=True)) for end in ("erne", "ene")]
    if single.endswith("e"):
        bent += [(single + end, replace(base, definite=True)) for end in "nt"]
        bent += [
            (f"{single}r", replace(base, plural=True)),
            (f"{single}rne", replace(base, plural=True, definite=True)),
        ]
    if single.endswith("er"):
        bent.append((f"{single}ne", replace(base, plural=True, definite=True)))
    for form in several:
        bent += [(form + end, replace(base, plural=True, definite=True)) for end in ("ne", "ene")]
    for form, reading in bent:
        yield form, reading
        if not form.endswith("s"):
            yield f"{form}s", replace(reading, genitive=True)


def _stems(word: str) -> list[str]:
    """What endings go on: the word, its last consonant doubled, or without a weak e ("regel") or a Latin ending."""
    stems = [word]
    if word[-1] not in _VOWELS:
        stems.append(word + word[-1])
    if re.search(r"(?:us|um)$", word):
        stems.append(word[:-2])
    if re.search(r"[^aeiouyæøå]e[lrn]$", word):
        stems.append(re.sub(r"(.)\1$", r"\1", word[:-2]) + word[-1])
    return stems


def _adjective(forms: list[str], base: Reading) -> Iterator[tuple[str, Reading]]:
    for form in forms:
        yield form, base
    for stem in _stems(forms[0]):
        yield f"{stem}e", base
    yield f"{forms[0]}t", base


def _verb(forms: list[str], base: Reading) -> Iterator[tuple[str, Reading]]:
    """All tenses of a verb, and those of its passive; `forms` are the infinitive and what is irregular of past and
    participle.
    """
    infinitive, *irregular = forms
    stem = infinitive.removesuffix("e")
    short = re.sub(r"(.)\1$", r"\1", stem)
    active = not infinitive.endswith("s")
    present = _PRESENT.get(infinitive, f"{infinitive}r" if active else infinitive)
    yield present, replace(base, tense="present")
    yield infinitive, replace(base, tense="infinitive")
    if active:
        yield f"{infinitive}s", replace(base, tense="present", passive=True)
    participles = irregular[-1:] or [f"{stem}et", f"{short}t", f"{stem}t"]
    for form in participles if active else []:
        yield form, replace(base, tense="participle")
    regular = [f"{stem}ede", f"{short}te", f"{stem}te"] if active else []
    for form in irregular[:1] or regular:
        yield form, replace(base, tense="past")
        yield f"{form}s", replace(base, tense="past", passive=True)
    if active:
        # "de solgte varer", "de skrevne regler"; after the past, which looks the same where it is regular.
        for form in (f"{participles[0]}e", f"{participles[0].removesuffix('et')}ne"):
            yield form, replace(base, tense="participle")
