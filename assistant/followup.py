"""Questions that lean on the conversation, made to stand alone by rule. Pure.

The algorithm, for a question that has history:

1. An ordinal ("the third one", "the next one") is replaced by that item of the last list that was answered, and a
   bare "how many?" counts what was listed.
2. "And X?", "no, I meant X" and "and when?" ask the question before of another thing, or in another way.
3. A pronoun is replaced by what it stands for in the exchanges before.
4. What is left leaning is told at its end what the talk is about; the words that were asked are kept as they are.

Where a model is at hand it rewrites what the first three leave, and its rewriting is used only if it stands alone and
invents nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.leaning import leans, without_preamble
from assistant.mentions import group_in, named_in, topic
from assistant.places import by_place
from assistant.pronouns import put_in
from assistant.question import language_of
from assistant.swaps import asked_of, asked_so, other_thing
from assistant.talk import small_talk
from assistant.turns import Exchange, Turn, last_of, unmarked

__all__ = ["Turn", "leans", "resolved_by_form", "settled", "stand_alone", "without_preamble"]

_HOW_MANY = re.compile(
    r"^(?:and |og )?(?:how many|hvor mange)(?: of (?:them|these|those))?(?: are there| is that| er der| er det)?"
    r"(?: in (?:all|total)| i alt)?\s*\?*$",
    re.I,
)
_WHAT_LIST = re.compile(
    r"^(?:(?:what|which) (?:are|were) |list |name |give me |hvilke |which |what )(?:all )?(?:the |de )?(.+?)[?.!\s]*$",
    re.I,
)
_ABOUT_THEN = re.compile(
    r"^(?:and |og |but |men )?(?:what about|how about|hvad med|as for)\s+([^,?]+)[,?]\s*(.{8,})$", re.I
)
_NOTHING_SAID = re.compile(r"\s*(?:the documents do not say|det siger dokumenterne ikke|i don.t know|jeg ved)\b", re.I)
_NEAR = 3
"""Questions that the topic of one that names nothing is looked for in."""
_OWNED = re.compile(r"^(?:its|their|his|her|deres|dens|dets|hans|hendes)\s", re.I)
_DANISH_OWNED = re.compile(r"^(?:deres|dens|dets|hans|hendes)\s", re.I)
_POINTER = re.compile(r"\b(?:it|they|them|that one|this|he|she|its|their|his|her|den|det|de|dem)\b", re.I)


def resolved_by_form(text: str, history: Sequence[Turn]) -> str:
    """The question resolved by a rule that needs no guess: an item by its place, a count of the list before, or ""."""
    if resolved := by_place(text, history):
        return resolved
    for turn in reversed(history) if _HOW_MANY.match(text.strip()) else ():
        listed = _WHAT_LIST.match(turn.content) if turn.role == "user" else None
        if listed and not leans(turn.content):
            return f"{'Hvor mange' if language_of(text) == 'da' else 'How many'} {listed[1]}?"
    return ""


def settled(text: str, history: Sequence[Turn]) -> str:
    """The question with the place of each pronoun and left-out word taken by what it stands for; "" where unsure."""
    exchanges = _exchanges(history)
    return _settled(text, exchanges) if exchanges else ""


def stand_alone(text: str, history: Sequence[Turn]) -> str:
    """The question with what it leaves to the conversation put in; unchanged when it leans on nothing."""
    exchanges = _exchanges(history)
    return _resolve(text, exchanges) if exchanges else text


def _exchanges(history: Sequence[Turn]) -> tuple[Exchange, ...]:
    """What was asked, each question standing alone, and what was answered; an abstention says nothing of the topic."""
    exchanges: list[Exchange] = []
    for place, turn in enumerate(history):
        if turn.role == "user" and not small_talk(turn.content):
            asked = without_preamble(turn.content)
            asked = by_place(asked, history[:place]) or _resolve(asked, exchanges)
            exchanges.append(Exchange(asked, ""))
        elif turn.role == "assistant" and exchanges and not _NOTHING_SAID.match(turn.content):
            exchanges[-1] = Exchange(exchanges[-1].question, unmarked(turn.content))
    return tuple(exchanges)


def _resolve(text: str, exchanges: Sequence[Exchange]) -> str:
    if not exchanges or not leans(text):
        return text
    return _settled(text, exchanges) or _about(text, exchanges)


def _settled(text: str, exchanges: Sequence[Exchange]) -> str:
    before = last_of(exchanges).question
    if then := _ABOUT_THEN.match(text.strip()):
        named = _POINTER.sub(then[1], then[2], count=1)
        return named if named != then[2] else f"{then[2].rstrip('?')}, {then[1]}?"
    if asked := asked_so(before, text):
        return asked
    if other := other_thing(text):
        if not _OWNED.match(other):
            return asked_of(before, put_in(other, exchanges))
        owned = put_in(other, exchanges)
        return f"{'Hvad er' if _DANISH_OWNED.match(other) else 'What is'} {owned}?" if owned != other else ""
    told = put_in(text, exchanges)
    return told if told != text else ""


def _about(text: str, exchanges: Sequence[Exchange]) -> str:
    """The question as it was asked, and at its end what the talk is about."""
    near = [one.question for one in reversed(exchanges)][:_NEAR]
    named = next((names for names in map(named_in, near) if names), [])
    group = group_in(near[0])
    topics = named or ([group] if group else topic(near[0]))
    missing = [words for words in topics if words.lower() not in text.lower()]
    joiner = "om" if language_of(text) == "da" else "regarding"
    return f"{text.strip().rstrip('?.! ')}, {joiner} {', '.join(missing[:3])}?" if missing else text
