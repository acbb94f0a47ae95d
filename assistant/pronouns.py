"""Pronouns of a question replaced by what they stand for. Pure.

Only the first pronoun of each kind is replaced, as a writer would; "this" and "that" only where they plainly stand
alone, not before a noun; "after that" speaks of a time and is left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.antecedents import Means, antecedent
from assistant.leaning import means_nothing, means_own
from assistant.mentions import asked_for, plural
from assistant.question import language_of
from assistant.turns import Exchange, last_of

_ALONE = (
    r"(?<!after )(?<!before )(?<!since )(?<!than )(?<!like )(?<!during )(?<!time )\b{0}(?=\s*(?:[?.!,]|$))"
    r"|(?:(?<=\bdo )|(?<=\bdoes )|(?<=\bdid )){0}(?=\s+\w+(?:\s+(?:to|for|in|on|at|from|with|until|well|so)\b"
    r"|\s*[?.!,]|\s*$))"
    r"|(?:(?<=\bis )|(?<=\bwas )|(?<=\bare )|(?<=\bwere )){0}(?=\s+(?:an?|the|also|still|not|only|\w+ed)\b)"
)
_ONE = _ALONE.replace("{0}", "(?:this|that)")
_SOME = _ALONE.replace("{0}", "(?:these|those)")
_DANISH = r"(?<![A-Za-zæøå])%s\b(?!\s+(?:\w+e\b|\d|to\b|fem\b|seks\b|syv\b|otte\b|ni\b|ti\b))"
_PRONOUNS = {
    Means.PERSON: re.compile(r"\b(?:he|she|him|his|hers?|han|hun|ham|hende|hans|hendes)\b", re.I),
    Means.THING: re.compile(
        rf"\bits?\b|\bde[nt]s\b|{_ONE}|{_DANISH % 'de[nt]'}|\b(?:denne|dette)(?=\s*(?:[?.!,]|$))", re.I
    ),
    Means.MANY: re.compile(
        rf"\b(?:they|them|theirs?|deres|dem)\b|{_SOME}|{_DANISH % 'de'}|\bdisse(?=\s*(?:[?.!,]|$))", re.I
    ),
}
_OWNERS_DA = frozenset("hans hendes dens dets deres".split())
_OWNERS = frozenset("his her its their theirs hers".split()) | _OWNERS_DA
_ONES = re.compile(r"\b(which|hvilken|hvilket)\s+one\b|\bones\b", re.I)


def put_in(text: str, exchanges: Sequence[Exchange]) -> str:
    """The question with its pronouns replaced; unchanged where nothing that was said fits."""
    text = _ones(text, exchanges)
    for means, pronoun in _PRONOUNS.items():
        match = next(
            (
                found
                for found in pronoun.finditer(text)
                if not means_nothing(text, found) and not means_own(text, found)
            ),
            None,
        )
        meant = antecedent(means, exchanges) if match else ""
        if match and meant and meant.lower() not in text.lower():
            text = f"{text[: match.start()]}{_owning(meant, match, text)}{text[match.end() :]}"
    return text


def _owning(meant: str, pronoun: re.Match[str], text: str) -> str:
    """What is meant, with the ending of an owner where the pronoun was one ("her" is one before a noun)."""
    rest = text[pronoun.end() :]
    word = pronoun.group().lower()
    owns = word in _OWNERS and (word != "her" or re.match(r"\s+(?!(?:in|on|at|to|for|from|with|by|and|or)\b)\w", rest))
    if not owns:
        return meant
    if word in _OWNERS_DA or language_of(text) == "da":
        return meant if meant.endswith("s") else f"{meant}s"
    return f"{meant}’" if meant.endswith("s") else f"{meant}'s"


def _ones(text: str, exchanges: Sequence[Exchange]) -> str:
    """ "Which one" and "the other ones" told of what kind: the kind of thing that was asked for before."""
    before = last_of(exchanges).question
    kind, match = asked_for(before), _ONES.search(text)
    if not kind or not match:
        return text
    few = " ".join(kind.split()[-2:])
    named = f"{match[1]} of the {plural(kind)}" if match[1] else plural(few)
    asked = f"{text[: match.start()]}{named}{text[match.end() :]}"
    where = before[before.find(kind) + len(kind) :].rstrip("?.! ")
    if re.match(r"\s+(?:in|of|on|from|at|for)\b", where) and len(where.split()) <= 4 and where not in text:
        return f"{asked.rstrip('?.! ')}{where}?"
    return asked
