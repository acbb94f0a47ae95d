"""What a question or an answer speaks of: its names, and its groups of words such as "the wooden ferry". Pure.

There is no grammar here, only closed classes of words. A group begins at an article and ends at the next word that
carries no content; the verb that ends a question ("does the ferry leave") is taken off it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant import wordlists as w
from assistant.question import content_stems, language_of

IDENTIFIER = re.compile(r"[^\W\d_]+\s+(?:no|nr)\.\s*\d+")
THING = re.compile(
    r"(?:[^\W\d_]+\s+)?(?:no|nr)\.\s*\d+"
    r"|[A-ZÆØÅ][\w&/\-]*(?:\s+(?:of|for|and|the|og|[A-ZÆØÅ0-9][\w&/\-]*))*[\w]|\d[\w.\-]*"
)
_ARTICLE = re.compile(r"(?<!\w)(?:the|an?|my|our|your|this|these|those)\s+", re.I)
_WORD = re.compile(r"[\w\-’']+")
_LONGEST_GROUP = 4
_BE = frozenset("is are was were be been isn't aren't wasn't weren't".split())
_HELP = frozenset(
    "do does did can could must may might shall should will would doesn't don't didn't won't can't".split()
)
_PREDICATES = frozenset(
    "open closed free available due safe full empty ready valid allowed built made set held".split()
)
"""Words that say something of a group that stands before them, where others ("the harbour office") belong to it."""
_FUNCTION = w.FUNCTION_EN | w.FUNCTION_DA
_AFTER = (
    r"(?=\s+(?:is|are|was|were|do|does|did|has|have|had|can|could|must|should|will|may|in|of|on|under|for|from"
    r"|that|to"
    r"|with|by|at|who|which|er|var|har|kan|skal|i|på|af|for|til|fra|med|der|som)\b|\s*[?.!]|$)"
)
_ASKED = re.compile(
    r"^(?:and |og )?(?:(?:what|which)(?: (?:are|were|is|was) (?:all )?the)?|how many|(?:name|list"
    r"|give me)(?: (?:an?|all|the))*"
    rf"|hvilke[nt]?|hvor mange|nævn(?: en| et| alle)?) ((?:[^\W\d_][\w\-]* ){{0,3}}?[^\W\d_][\w\-]*){_AFTER}",
    re.I,
)
_ASKED_MANY = re.compile(r"^(?:and |og )?(?:which|what|how many|hvilke) ([^\W\d_][\w\-]+(?:[^su]s|er))\b", re.I)
_SEVERAL = re.compile(
    r"^(?:(?:when|where|why|how(?: \w+)?) )?(?:are|were|do|did|can|may|must|should|will|have) ([a-z][\w\-]*[^\Wsu]s)\b",
    re.I,
)
_DEFINITE_DA = re.compile(r"\b(?!(?:en|et|den|det|hvorn\w+|mange|noget|meget)\b)[a-zæøå]{2,}(?:en|et|erne|ene)\b")
_TOLD_GROUP = re.compile(
    r"(?:The|An?) ((?:[^\W\d_][\w\-]* ){0,3}?[^\W\d_][\w\-]*) (?:is|are|was|were|has|have|had|can|must|will|shall"
    r"|may)\b"
)
_MONTH = "|".join(name for name in w.MONTHS if len(name) > 3)
_DATED = re.compile(rf"^(?:{_MONTH})\b[\s\d]*$|^\d[\d.\-]*$", re.I)


def named_in(text: str) -> list[str]:
    """Its names and identifiers, no dates; the first word of a sentence has a capital anyway."""
    if whole := _title(text):
        return [whole]
    return [found.text for found in _names(text) if found.place > 0]


def told_names(line: str) -> list[str]:
    """The names of an answer; its first word counts where it is plainly one, as in "Lake School did" or "Alma."."""
    few = len(line.split()) < 3
    return [found.text for found in _names(line) if found.place > 0 or few or found.sure]


def told_subject(line: str) -> str:
    """What an answer says something of: the name it begins with, or "the wooden ferry" of "the wooden ferry was"."""
    first = next((found.text for found in _names(line) if found.place == 0 and found.sure), "")
    group = _TOLD_GROUP.match(line)
    return first or (f"the {group[1]}" if group and content_stems(group[1]) else "")


class _Name(NamedTuple):
    text: str
    place: int
    sure: bool
    """Whether it would be a name at the start of a sentence as well."""


def _names(text: str) -> list[_Name]:
    found: list[_Name] = []
    for match in THING.finditer(text):
        name = re.sub(r"^(?:The|An?|Den|Det|In|On|By|At|I)\b ?|[’']s?$", "", match.group())
        if len(name) > 1 and not _DATED.match(name) and name.lower() not in w.NUMERALS | _FUNCTION:
            found.append(_Name(name, match.start(), len(match.group().split()) > 1 or not name.istitle()))
    return found


def _title(text: str) -> str:
    """A message that is only a name, as a reader types it to say what the talk is about; "" when it says more."""
    head = re.split(r"\s*[(,]", text.strip().rstrip("."))[0]
    words = head.split()
    named = bool(set(head.lower().split()) - _FUNCTION) and all(
        word[0].isupper() or word[0].isdigit() or word.lower() in _FUNCTION for word in words
    )
    sure = 1 < len(words) <= 6 or (len(words) == 1 and not head.istitle())
    return head if sure and named and "?" not in text and not _DATED.match(head) else ""


def groups_in(text: str) -> list[str]:
    """Its groups of words with an article, as they are written."""
    groups: list[str] = []
    empty = w.FUNCTION_DA if language_of(text) == "da" else w.FUNCTION_EN
    for article in _ARTICLE.finditer(text):
        words: list[str] = []
        rest = text[article.end() :]
        for match in _WORD.finditer(rest):
            gap = rest[: match.start()].rsplit(words[-1], 1)[-1] if words else ""
            if match.group().lower() in empty or gap.strip() or len(words) == _LONGEST_GROUP:
                break
            words.append(match.group())
        words = _without_predicate(text[: article.start()].lower().split(), words)
        if words:
            groups.append(article.group() + " ".join(words))
    return groups


def group_in(text: str) -> str:
    """The first group of words with an article, or a Danish word with its article; "a member" is anyone."""
    if groups := groups_in(text):
        clear = len(groups) == 1 or not re.match(r"an? ", groups[0], re.I)
        return _ARTICLE.sub("the ", groups[0], count=1) if clear else ""
    danish = _DEFINITE_DA.search(text)
    return danish.group() if danish and re.match(r"(?:hv|er |kan |skal |må )", text.lower()) else ""


def _without_predicate(before: list[str], words: list[str]) -> list[str]:
    """The words of a group without what the question says of it: "does the ferry leave", "is the ferry late"."""
    last = words[-1].lower() if words else ""
    helped = bool(before) and before[-1] in _HELP
    said = (
        bool(before)
        and before[-1] in _BE
        and (last in _PREDICATES or last.endswith("ed") or len(before) == 1 and before[0] in _BE)
    )
    return words[:-1] if len(words) > 1 and (helped or said) else words


def asked_for(text: str) -> str:
    """The kind of thing a question asks for: "response team" of "name a response team in Lyng"; "" where none."""
    match = _ASKED.match(text)
    words = match[1] if match else ""
    several = _ASKED_MANY.match(text)
    if several and not is_plural(words) and several[1].lower() not in _FUNCTION:
        return several[1]
    return words if content_stems(words) and not set(words.lower().split()) & _FUNCTION else ""


def several_in(text: str) -> str:
    """The word for several that a question says something of: "dogs" of "are dogs allowed"; "" where none."""
    match = _SEVERAL.match(text)
    return match[1] if match and match[1].lower() not in _FUNCTION else ""


def is_plural(words: str) -> bool:
    """Whether a group of words means several."""
    last = words.lower().split()[-1] if words else ""
    return bool(re.search(r"[^su]s$|(?:men|people|children|erne|ene)$", last))


def plural(words: str) -> str:
    """A group of English words as several."""
    if is_plural(words):
        return words
    if re.search(r"[^aeiou]y$", words):
        return f"{words[:-1]}ies"
    return f"{words}{'es' if re.search(r'(?:s|x|z|ch|sh)$', words) else 's'}"


def topic(text: str) -> list[str]:
    """What a question or an answer is about: its names, or its last content words."""
    if things := named_in(text):
        return things[:3]
    words = [word for word in re.findall(r"[\w\-]+", text) if content_stems(word)]
    return [" ".join(words[-4:])] if words else []
