"""Questions that lean on the conversation, made to stand alone by rule. Pure.

The algorithm, for a question that has history:

1. An ordinal ("the third one", "the next one") is replaced by that item of the last list that was answered, and a
   bare "how many?" counts what was listed.
2. "And X?", "what about X?" asks the question before of another thing: X takes the place of the thing it resembles
   most in form (a name for a name, a number for a number), or of the last words.
3. A pronoun or a question without a thing of its own is told what the talk is about: the identifier that was the
   answer, or the names and identifiers of the question before, or else its content words.

Where a model is at hand it rewrites instead, and its rewriting is used only if it invents nothing; these rules are
what happens otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant import wordlists as w
from assistant.question import content_stems, language_of, proper_stems


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation."""

    role: Literal["user", "assistant"]
    content: str


_ORDINALS = {
    word: place
    for place, words in enumerate(
        (
            ("first", "1st", "første"),
            ("second", "2nd", "anden", "andet"),
            ("third", "3rd", "tredje"),
            ("fourth", "4th", "fjerde"),
            ("fifth", "5th", "femte"),
            ("sixth", "6th", "sjette"),
            ("seventh", "7th", "syvende"),
            ("eighth", "8th", "ottende"),
        )
    )
    for word in words
} | {"last": -1, "sidste": -1}
_ORDINAL = re.compile(
    r"\b(?:the|den|det)\s+(\w+)(?:\s+(?:one|of (?:them|these|those)|af dem)\b|(?=\s*[?.,]|\s+of\b|$))", re.I
)
_NEXT = re.compile(r"\b(?:the|den|det)\s+(?:next|næste|following)(?:\s+one)?\b", re.I)
_AND = re.compile(
    r"^(?:and|og|so|but|men)?[\s,]*(?:(?:what|how) about|hvad med|(?:and|og)(?: for| in| of| i| for)?)\s+"
    r"(?:for |in |of )?(.+?)[?.!\s]*$",
    re.I,
)
# "that" joins clauses more often than it points back, and "den", "det" and "de" are articles before an adjective.
_LEANS = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|she|his|her|this|those|these|there|such|ones?|same|latter|former"
    r"|deres|dens|dets|han|hun|denne|dette|disse|dem)\b"
    r"|\b(?:(?:is|was|are|does|did|do|about|of|for|on|after|before|from|with)\s+that\b|that(?=\s*(?:[?.,!]|$)))"
    r"|\b(?:den|det|de)\b(?!\s+(?:\w+e|to|fem|seks|syv|otte|ni|ti)\s+\w)",
    re.I,
)
_ITEM = re.compile(r"^\s*(?:[-•*]|\d+[.)])\s+(.+?)\s*(?:\[\d+\])*\s*$", re.M)
_PREAMBLE = re.compile(
    r"^(?:(?:ok(?:ay)?|right|well|thanks?|thank you|now|so|fine|good|tak|godt)[,.!:\s]+)*"
    r"(?:(?:on )?(?:something|a) (?:completely |totally )?(?:else|different|new)(?: topic| question| subject)?"
    r"|another (?:question|topic|thing)"
    r"|(?:new|different|next) (?:question|topic|subject)|noget (?:helt )?andet|et andet spørgsmål)[:,.!\s–-]+",
    re.I,
)
_CORRECTION = re.compile(
    r"^(?:no|nej|sorry)[,.\s]+(?:i meant|i mean|sorry|rather|jeg mente|jeg mener)[,:\s]+(?:the )?(.+?)[?.!\s]*$", re.I
)
_ABOUT_THEN = re.compile(
    r"^(?:and |og |but |men )?(?:what about|how about|hvad med|as for)\s+([^,?]+)[,?]\s*(.{8,})$", re.I
)
_AND_ASKS = re.compile(
    r"(?:and|og|so|then|but|men)[\s,]+"
    r"(?:who|what|when|where|which|why|how(?! about)|is|are|was|were|do|does|did|hv\w+)\b",
    re.I,
)
_ASKS_FOR_THING = re.compile(r"(?:which|what|name|hvilke[nt]?|hvad|nævn)\b", re.I)
_ASKS_FOR_PERSON = re.compile(r"(?:who|hvem)\b", re.I)
_PERSON = re.compile(r"\b(?:he|she|his|her|han|hun|hans|hendes)\b", re.I)
_SHORT_ANSWER = 16
_LONGEST_ENUMERATED = 6
"""Words of an answer that only names a thing, and of one thing in an enumeration."""
_NAMED = re.compile(r"(?:The |An? |Den |Det )?[A-ZÆØÅ0-9]\S* (?:and|og) (?:the |an? |den |det )?[A-ZÆØÅ0-9]\S*$")
_ASKS_WHO = re.compile(r"(?:who|what|where|hvem|hvad|hvor) (?:is|are|was|were|er|var)\b", re.I)
_ASKS = re.compile(r"\b(?:when|who|why|how|where|what|which|is|are|does|do|did|was|were|hv\w+)\b", re.I)
_HOW_MANY = re.compile(
    r"^(?:and |og )?(?:how many|hvor mange)(?: of (?:them|these|those))?(?: are there| is that| er der| er det)?"
    r"(?: in (?:all|total)| i alt)?\s*\?*$",
    re.I,
)
_WHAT_LIST = re.compile(
    r"^(?:(?:what|which) (?:are|were) |list |name |give me |hvilke |which |what )(?:all )?(?:the |de )?(.+?)[?.!\s]*$",
    re.I,
)
_IDENTIFIER = re.compile(r"[^\W\d_]+\s+(?:no|nr)\.\s*\d+")
_THING = re.compile(
    r"(?:[^\W\d_]+\s+)?(?:no|nr)\.\s*\d+"
    r"|[A-ZÆØÅ][\w&/\-]*(?:\s+(?:of|for|and|the|og|[A-ZÆØÅ0-9][\w&/\-]*))*[\w]|\d[\w.\-]*"
)


def without_preamble(text: str) -> str:
    """The question without the words that only announce another topic."""
    return _PREAMBLE.sub("", text.strip(), count=1) or text


def leans(text: str) -> bool:
    """Whether the question can hardly be understood without what was said before."""
    if _PREAMBLE.match(text.strip()):
        return False
    bare = re.sub(
        r"\b(?:is|are|was|were) there\b|\bthere (?:is|are|was|were)\b|\b(?:er|findes|var) der\b",
        " ",
        text.strip(),
        flags=re.I,
    )
    starts = _CORRECTION.match(bare) or re.match(
        r"(?:and|og|what about|how about|hvad med|so|then|but|men)\b", bare, re.I
    )
    if _AND_ASKS.match(bare) and len(content_stems(bare)) > 1 and proper_stems(bare):
        starts = None  # "And who leads Lake School?" says itself what it is about
    points = _LEANS.search(bare) or _NEXT.search(bare) or _ordinal(bare)
    names_itself = _ASKS_WHO.match(bare) and proper_stems(bare)
    return bool(starts or points) or (len(content_stems(bare)) <= 1 and not names_itself)


def resolved_by_form(text: str, history: Sequence[Turn]) -> str:
    """The question resolved by a rule that needs no guess: an item by its place, a count of the list before, or ""."""
    if resolved := _by_place(text, history):
        return resolved
    for turn in reversed(history) if _HOW_MANY.match(text.strip()) else ():
        listed = _WHAT_LIST.match(turn.content) if turn.role == "user" else None
        if listed and not leans(turn.content):
            return f"{'Hvor mange' if language_of(text) == 'da' else 'How many'} {listed[1]}?"
    return ""


def stand_alone(text: str, history: Sequence[Turn]) -> str:
    """The question with what it leaves to the conversation put in; unchanged when it leans on nothing."""
    before = ""
    answer = ""
    for turn in history:
        if turn.role == "user":
            before = _resolve(turn.content, before, answer) if before else turn.content
        else:
            answer = turn.content
    return _resolve(text, before, answer) if before else text


def _resolve(text: str, before: str, answer: str) -> str:
    if not leans(text):
        return text
    if then := _ABOUT_THEN.match(text.strip()):
        named = _LEANS.sub(then[1], then[2], count=1)
        return named if named != then[2] else f"{then[2].rstrip('?')}, {then[1]}?"
    about = _CORRECTION.match(text.strip()) or _AND.match(text.strip())
    if about and len(about[1].split()) <= 8 and not _ASKS.search(about[1]):
        return _replaced(before, about[1])
    topic = _answered_by(text, before, answer) or _topic(before) or _topic(answer.split("\n", 1)[0])
    missing = [word for word in topic if word.lower() not in text.lower()]
    joiner = "om" if language_of(text) == "da" else "regarding"
    return f"{text.strip().rstrip('?.! ')}, {joiner} {', '.join(missing)}?" if missing else text


def _ordinal(text: str) -> re.Match[str] | None:
    return next((m for m in _ORDINAL.finditer(text) if m[1].lower() in _ORDINALS), None)


def _by_place(text: str, history: Sequence[Turn]) -> str:
    """The question with "the third one" or "the next one" replaced by that item of the last list, or nothing."""
    items, later = _last_list(history)
    ordinal, following = _ordinal(text), _NEXT.search(text)
    if ordinal:
        place = _ORDINALS[ordinal[1].lower()]
    elif following:
        named = [place for place, item in enumerate(items) if item in later]
        place = named[-1] + 1 if named else len(items)
    match = ordinal or following
    if match is None or not -len(items) <= place < len(items):
        return ""
    return f"{text[: match.start()]}“{items[place]}”{text[match.end() :]}"


def _last_list(history: Sequence[Turn]) -> tuple[list[str], str]:
    """The items of the last list that was answered, and what was said after it."""
    for back, turn in enumerate(reversed(history)):
        told = re.sub(r"\s*\[\d+\]", "", turn.content)
        items = [re.sub(r"^\d+[.)]\s*", "", match[1]).rstrip(" ;.") for match in _ITEM.finditer(told)]
        items = items or _enumerated(told)
        if turn.role == "assistant" and len(items) > 1:
            return items, " ".join(turn.content for turn in history[len(history) - back :])
    return [], ""


def _enumerated(told: str) -> list[str]:
    """What a sentence enumerates: A, B and C; the last such sentence of an answer counts."""
    for sentence in reversed(re.split(r"(?<=[.!?])\s+", told.strip())):
        listed = sentence.rsplit(":", 1)[-1].strip(" .")
        parts = [part.strip() for part in re.split(r"\s*[,;]\s*(?:(?:and|og)\s+)?|\s+(?:and|og)\s+", listed)]
        if len(parts) > (1 if ":" in sentence or _NAMED.match(listed) else 2) and all(
            0 < len(part.split()) <= _LONGEST_ENUMERATED for part in parts
        ):
            return parts
    return []


def _replaced(before: str, other: str) -> str:
    """The question before, asked of another thing."""
    other = re.sub(r",? (?:and )?not (?:the |a |an )?[\w -]+$", "", other)
    if other.lower() in w.COUNTRIES:
        lands = [m for m in re.finditer(r"[\w-]+", before) if m.group().lower() in w.COUNTRIES]
        if lands:
            return f"{before[: lands[-1].start()]}{other}{before[lands[-1].end() :]}"
    things = [m for m in _THING.finditer(before) if m.start() > 0]
    alike = [m for m in things if _form(m.group()) == _form(other)]
    if alike:
        last = alike[-1]
        lead = re.sub(r"\b(?:the|a|an)\s+$", "", before[: last.start()], flags=re.I)
        return f"{lead}{other}{before[last.end() :]}"
    return f"{before.rstrip('?.! ')}, {other}?"


def _form(text: str) -> str:
    return "number" if re.search(r"\d", text) else "name" if re.search(r"[A-ZÆØÅ]", text) else "word"


def _answered_by(text: str, before: str, answer: str) -> list[str]:
    """What the answer named and the question before did not: "it" is the act, "she" the person that was asked for."""
    first = re.sub(r"\s*\[\d+\]", "", answer).split("\n", 1)[0]
    named = [m.group() for m in _IDENTIFIER.finditer(first) if m.group() not in before]
    asked = _ASKS_FOR_PERSON.match(before) if _PERSON.search(text) else _ASKS_FOR_THING.match(before)
    if not named and asked and len(first.split()) <= _SHORT_ANSWER and (_PERSON.search(text) or not _named_in(before)):
        said = [re.sub(r"^(?:The|An?)\b ?", "", m.group()) for m in _THING.finditer(first)]
        named = [thing for thing in said if len(thing) > 1 and thing not in before and not thing.isdigit()]
    return list(dict.fromkeys(named))[:1]


def _named_in(text: str) -> list[str]:
    """Its names, identifiers and numbers; the first word of a sentence has a capital anyway."""
    return [m.group() for m in _THING.finditer(text) if m.start() > 0 and len(m.group()) > 1]


def _topic(text: str) -> list[str]:
    """What a question or an answer is about: its names and identifiers, or its last content words."""
    if things := _named_in(text):
        return things[:3]
    stems = content_stems(text)
    words = [word for word in re.findall(r"[\w\-]+", text) if content_stems(word) and content_stems(word)[0] in stems]
    return [" ".join(words[-4:])] if words else []
