"""The question before, asked again of another thing, or of the same thing in another way. Pure.

- "And X?", "what about X?", "no, I meant X": X takes the place of what it resembles in form: a country of a country, a
  year of a year, a name of a name, "for a probe" of another phrase that begins so; else it is told at the end.
- "And when?", "since when?", "by whom?": the question before with that word of asking.
"""

from __future__ import annotations

import re

from assistant import wordlists as w
from assistant.mentions import THING, groups_in, several_in
from assistant.question import language_of

_ABOUT = re.compile(
    r"^(?:(?:and|og|so|but|men|ok(?:ay)?)\b)?[\s,]*(?:(?:what|how) about|hvad med|hvad så med|(?:and|og|or"
    r"|eller)\b)\s+(.+?)[?.!\s]*$",
    re.I,
)
_CORRECTION = re.compile(
    r"^(?:no|nej|sorry|actually)?[,.\s]*(?:(?:i (?:actually )?meant?|sorry|rather|jeg mente"
    r"|jeg mener))[,:\s]+(.+?)[?.!\s]*$",
    re.I,
)
_REJECTED = re.compile(r",? (?:(?:and|og) )?(?:not|ikke) (?:the |a |an )?([\w -]+)$", re.I)
_ASKS = re.compile(
    r"\b(?:when|who|why|how|where|what|which|is|are|does|do|did|was|were|hv(?:em|ad|or\w*|ilke\w*))\b", re.I
)
_LONGEST = 9
"""Words of the thing that is asked of."""
_PREPOSITION = r"(?:for|in|of|on|at|from|with|by|to|about|under|after|before|i|på|for|af|fra|til|med|om)"
_PHRASE = re.compile(r"\b(?:on|for|of|with|about|på|for|af|med|om) (?=(an?|the|en|et) )", re.I)
_LONGEST_PHRASE = 6
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
_WORD_ASKED = re.compile(
    r"^(?:and |og |but |men |ok(?:ay)?,? )?((?:(?:since|until|from|by|for|at|in|to|with|fra|af|til|med) )?"
    r"(?:when|where|why|whom?|how (?:often|long|much)|which year|what year|hvornår|hvorfor|hvor(?: ofte| længe"
    r"| meget)?|hvem|hvordan|how)"
    r")(?: (?:exactly|then|so|not))?[?.!\s]*$",
    re.I,
)
_ASKED_BEFORE = re.compile(
    r"^(?:and |og )?(?:(?:since|until|from|by|fra|af|til) )?"
    r"(?:when|where|why|how (?:often|long|much|many)|how|hvornår|hvorfor|hvor ofte|hvor længe|hvor meget|hvordan"
    r"|hvor|(?:in )?(?:which|what) year) "
    r"(?=(?:is|are|was|were|do|does|did|has|have|had|can|could|must|should|will|er|var|blev|bliver|har|kan|skal"
    r"|må) )",
    re.I,
)
_YES_NO = re.compile(r"^(?:is|are|was|were|do|does|did|has|have|can|must|should|er|var|blev|har|kan|skal|må) ", re.I)
_WHO_DID = re.compile(r"^who (\w+ed) ((?:the |an? )?[\w&\- ]+?)\?*$", re.I)


def other_thing(text: str) -> str:
    """What "and X?" or "no, I meant X" names, with what it rejects; "" where the question is none of these."""
    match = _CORRECTION.match(text.strip()) or _ABOUT.match(text.strip())
    return match[1] if match and len(match[1].split()) <= _LONGEST and not _ASKS.search(match[1]) else ""


def asked_of(before: str, other: str) -> str:
    """The question before, asked of another thing."""
    rejected = _REJECTED.search(other)
    other = other[: rejected.start()] if rejected else other
    if rejected and _form(other) == "word" and (swapped := _in_place_of(rejected[1], other, before)):
        return swapped
    led = re.match(rf"({_PREPOSITION}) (?=\S)", other, re.I)
    bare = other[led.end() :] if led else other
    if other.lower() in w.COUNTRIES or bare.lower() in w.COUNTRIES:
        lands = [m for m in re.finditer(r"[\w-]+", before) if m.group().lower() in w.COUNTRIES]
        if lands:
            return f"{before[: lands[-1].start()]}{bare}{before[lands[-1].end() :]}"
    things = [m for m in THING.finditer(before) if m.start() > 0 and _form(m.group()) == _form(bare)]
    if things:
        lead = re.sub(r"\b(?:the|an?)\s+$", "", before[: things[-1].start()], flags=re.I)
        return f"{lead}{bare}{before[things[-1].end() :]}"
    if led and (swapped := _phrase_swapped(before, other, led[1], bare)):
        return swapped
    kind = several_in(before)
    if kind and re.fullmatch(r"[^\W\d_][\w-]*s", bare) and not led:
        return before.replace(kind, bare, 1)
    article = re.match(r"(the|an?) ", bare, re.I)
    same = [group for group in groups_in(before) if article and (group[0].lower() == article[1][0].lower())]
    if not rejected and len(same) == 1 and same[0].islower():
        place = before.find(same[0])
        return f"{before[:place]}{bare}{before[place + len(same[0]) :]}"
    return f"{before.rstrip('?.! ')}, {re.sub(r'^the ', '', other, flags=re.I)}?"


def _phrase_swapped(before: str, other: str, preposition: str, bare: str) -> str:
    """The question before that ends in a phrase like `other`, with that in its place: "on a boat" by "for a car"."""
    same = list(re.finditer(rf"\b{preposition} (?=\S)", before, re.I))
    like = [found for found in _PHRASE.finditer(before) if found[1].lower() == bare.split()[0].lower()]
    last = next(iter([*same[-1:], *like[-1:]]), None)
    ends = last is not None and len(before[last.start() :].split()) <= _LONGEST_PHRASE
    return f"{before[: last.start()]}{other}?" if last and ends else ""


def _in_place_of(rejected: str, wanted: str, before: str) -> str:
    """The question before with what was rejected replaced by what was wanted; "" where it does not say it."""
    found = re.search(rf"(\b(?:the|an?) )?\b{re.escape(rejected)}\b", before, re.I)
    if found is None:
        return ""
    bare = wanted if found[1] else re.sub(r"^(?:the|an?) ", "", wanted, flags=re.I)
    return f"{before[: found.start()]}{bare}{before[found.end() :]}"


def asked_so(before: str, text: str) -> str:
    """The question before with the word of asking that is all of `text`; "" where that makes no question."""
    match = _WORD_ASKED.match(text.strip())
    if match is None:
        return ""
    word, plain = match[1][0].upper() + match[1][1:], re.sub(r"^(?:and|og) ", "", before, flags=re.I)
    if asked := _ASKED_BEFORE.match(plain):
        return f"{word} {plain[asked.end() :]}"
    if _YES_NO.match(plain):
        return f"{word} {plain[0].lower()}{plain[1:]}"
    if (did := _WHO_DID.match(plain)) and language_of(plain) == "en":
        return f"{word} was {did[2]} {did[1]}?"
    return ""


def _form(text: str) -> str:
    if _YEAR.match(text):
        return "year"
    return "number" if re.search(r"\d", text) else "name" if re.search(r"[A-ZÆØÅ]", text) else "word"
