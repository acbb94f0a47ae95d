"""What "it", "she" and "they" stand for, looked up in the exchanges before, the last one first. Pure.

- A thing is the identifier or name that was the answer where one was asked for, else what the question was about: its
  first name, or its first group of words ("the wooden ferry").
- A person is the name that answered "who", else a name of the question that can be a person's.
- Several are the kind of thing that was asked for ("which fees"), a group in the plural, or an organisation's name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from assistant.mentions import (
    IDENTIFIER,
    asked_for,
    group_in,
    is_plural,
    named_in,
    several_in,
    told_names,
    told_subject,
)
from assistant.turns import Exchange


class Means(StrEnum):
    """What a pronoun can stand for."""

    PERSON = "person"
    THING = "thing"
    MANY = "many"


_SHORT_ANSWER = 16
"""Words of an answer that only names a thing."""
_ASKS_FOR_THING = re.compile(
    r"(?:and |og )?(?:which|what (?:is|was|are)|name|hvilke[nt]?|hvad (?:er|var|hedder)|nævn)\b", re.I
)
_CHOOSES = re.compile(r"(?:and |og )?(?:which|name|hvilke[nt]?|nævn)\b", re.I)
_ASKS_FOR_PERSON = re.compile(r"(?:and |og )?(?:who|whom|hvem)\b", re.I)
_NO_PERSON = re.compile(
    r"\d|(?-i:[A-ZÆØÅ]{2})|\b(?:of|for|and|the|og)\b"
    r"|\b(?:school|company|act|order|cent(?:er|re)|council|university|committee|board|fund|institute|agency"
    r"|ministry|skole"
    r"|fond|service|department|office|bank|club|union|society|association|bridge|street|road|island|tv)\b",
    re.I,
)
_PLACED = re.compile(r"\b(?:in|at|near|from|to|i|på|fra|til) (?:the )?$", re.I)
_THERE_ARE = re.compile(
    r"\b(?:are|has|have|er|har|offers?) (?:[a-z]+ )?((?:two|three|four|five|six|seven|eight|nine|ten|to|tre|fire"
    r"|fem|seks|syv|otte|ni|ti|\d+)"
    r" (?:[a-zæøå\-]+ ){0,2}?[a-zæøå\-]{3,}(?:s|er|e))(?=\s*(?:[:;,.]|$))"
)


def antecedent(means: Means, exchanges: Sequence[Exchange]) -> str:
    """What the pronoun stands for, in full; "" when nothing that was said fits."""
    for place in range(len(exchanges) - 1, -1, -1):
        said, earlier = exchanges[place], exchanges[:place]
        if means is Means.PERSON:
            found = _in_full(_person(said, earlier), exchanges)
        else:
            found = _thing(said) if means is Means.THING else _many(said)
        if found:
            return found
    return ""


def _person(said: Exchange, earlier: Sequence[Exchange]) -> str:
    asked = [name for name in named_in(said.question) if _can_be_person(name)]
    asked = [name for name in asked if not _PLACED.search(said.question[: said.question.find(name)])]
    known = [name for name in asked if any(name in one.question for one in earlier)]
    told = [name for name in told_names(said.first_line) if name not in said.question and _can_be_person(name)]
    if not known and told and _ASKS_FOR_PERSON.match(said.question) and len(said.first_line.split()) <= _SHORT_ANSWER:
        return told[0]
    subject = told_subject(said.first_line)
    return next(iter([*known, *asked]), "") or (subject if len(subject.split()) > 1 and subject in told else "")


def _thing(said: Exchange) -> str:
    named = [found.group() for found in IDENTIFIER.finditer(said.first_line) if found.group() not in said.question]
    asked = named_in(said.question)
    wanted = _CHOOSES if asked else _ASKS_FOR_THING
    if not named and wanted.match(said.question) and len(said.first_line.split()) <= _SHORT_ANSWER:
        named = [name for name in told_names(said.first_line) if name not in said.question]
    return next(iter([*named, *asked]), "") or group_in(said.question) or told_subject(said.first_line)


def _many(said: Exchange) -> str:
    wanted = asked_for(said.question)
    if is_plural(wanted):
        return f"the {wanted}"
    counted = _THERE_ARE.search(said.answer)
    if counted:
        return f"the {counted[1]}"
    if several := several_in(said.question):
        return several
    group = group_in(said.question)
    return group if is_plural(group) else next(iter(named_in(said.question)), "")


def _can_be_person(name: str) -> bool:
    return len(name.split()) <= 4 and not _NO_PERSON.search(name)


def _in_full(name: str, exchanges: Sequence[Exchange]) -> str:
    """The full name of a person of whom only a part was said the last time."""
    known = [full for one in exchanges for full in [*named_in(one.question), *told_names(one.first_line)]]
    fuller = [full for full in known if name and name in full.split() and _can_be_person(full)]
    return max(fuller, key=len, default=name)
