"""Words by which a question and the line above a list say the same: general English and Danish. Pure.

"What duties has the warden?" is answered by the list under "The warden shall", "what is in the box?" by the list under
"Contents of the box" and not by the one under "Not included". Nothing here knows a document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.question import Question, content_stems, proper_stems, stem
from assistant.terms import stem as level_stem
from assistant.terms import stems as level_stems
from assistant.wordlists import GENERIC

_KINDS = r"(?:kinds?|types?|sorts?|forms?|categor(?:y|ies)|classes|varieties|slags|typer|former)"
_KINDS_OF = re.compile(rf"\b{_KINDS} (?:of |af )?(?:the |a |an )?((?:[\w\-]+ )??[\w\-]+)", re.I)
_ALL = frozenset("everything anything all alt".split())
_DENIES = re.compile(
    r"\b(?:not|no(?!\.)|never|nor|neither|except\w*|exempt\w*|exclu\w+|without|forbid\w*|prohibit\w*|bans?|banned|refus\w+"
    r"|ikke|ingen|uden|undtag\w*|forbud\w*|forbudt)\b|n['’]t\b",
    re.I,
)
_ASIDE = re.compile(r"\([^()]*\)")
_HOLDS = re.compile(
    r"\b(?:includ\w*|contain\w*|consist\w*|compris\w*|contents?|cover(?:s|ed|age|ing)?|suppl(?:y|ies|ied)|enclos\w*"
    r"|comes? with|belongs? to|holds?|made up of|indehold\w*|indhold\w*|omfatte\w*|dække\w*|består)\b",
    re.I,
)
_CONTAINERS = re.compile(
    r"\b(?:box(?:es)?|kits?|packs?|packages?|packaging|parcels?|bags?|sets?|crates?|boksen?|kassen?|pakken?|sættet)\b",
    re.I,
)
_MODAL = re.compile(r"\b(?:must|shall|should|has to|have to|needs? to|skal|bør)\b", re.I)
_CUES: tuple[tuple[str, str], ...] = (
    (
        r"dut(?:y|ies)|obligations?|responsibilit(?:y|ies)|tasks?|requirements?|pligt(?:er)?|opgaver?|krav",
        r"must|shall|should|has to|have to|is to|are to|responsib\w+|required|requires?|oblig\w+|dut(?:y|ies)|tasks?"
        r"|skal|ansvar\w*|pligt\w*|opgaver?",
    ),
    (
        r"rights?|powers?|permissions?|rettigheder|beføjelser",
        r"may|can|entitled|allowed|permitted|empowered|rights?|powers?|må|kan|ret til",
    ),
    (
        r"conditions?|criteria|criterion|betingelser?|kriterier",
        r"if|when|provided|only|unless|conditions?|criteria|hvis|når|forudsat|kun|betingelser?",
    ),
    (
        r"reasons?|causes?|cases|circumstances|situations|occasions|grunde|årsager|tilfælde",
        r"if|when|whenever|because|where|in case|for(?=:)|due to|reasons?|causes?|hvis|når|fordi|skyldes",
    ),
    (
        r"exceptions?|exemptions?|exclusions?|undtagelser?",
        r"except\w*|exempt\w*|exclu\w+|(?:not|ikke) (?:apply|cover|covered|include|included|gælde|dækket|omfattet)"
        r"|undtag\w*",
    ),
    (
        r"bans?|prohibitions?|forbud",
        r"(?:must|may|shall) not|not (?:allowed|permitted)|forbidden|prohibited|banned|må ikke|forbudt|ikke tilladt",
    ),
    (r"decisions?|resolutions?|beslutninger", r"resolved|decided|agreed|besluttet|vedtaget"),
    (r"recommendations?|advice|anbefalinger", r"recommend\w*|advis\w+|should|anbefale\w*|bør"),
    (r"examples?|eksempler", r"such as|for example|including|e\.g\.|for eksempel|fx|herunder"),
)
"""What is asked for, and how a line says that such things follow without that word."""


_IS_LISTED = re.compile(
    r"\b(?:is|are|was|were|has|have) (?:been )?(?:listed|mentioned|named|given|enumerated|set out|laid down|nævnt)\b",
    re.I,
)
_PART = r"(?:section|chapter|part|clause|article|annex|appendix|paragraph|schedule|afsnit|kapitel|bilag)"
_SECTION = re.compile(rf"\b(?:in|of|under|by|i|af) (?:the )?{_PART} (?P<number>\d+(?:\.\d+)*|[A-Z]\b)", re.I)


def asked_noun(question: Question) -> str:
    """What is listed or counted: of "kinds of lock" the lock. "" for everything, and where nothing is named."""
    noun = question.noun
    kinds = _KINDS_OF.search(question.text)
    if kinds and (not content_stems(noun) or re.fullmatch(_KINDS, noun)):
        noun = kinds[1].lower().split()[-1]
    return "" if noun in _ALL else noun


def is_open(question: Question) -> bool:
    """Whether the noun says nothing of what is listed: "which things", "everything"."""
    noun = asked_noun(question)
    return bool(question.noun) and (not content_stems(noun) or stem(noun) in GENERIC)


def asks_for_kinds(question: Question, label: str) -> bool:
    """Whether both speak of kinds of the same and the label of nothing else: "Kinds of lock"."""
    asked, told = _KINDS_OF.search(question.text), _KINDS_OF.search(label)
    if not asked or not told:
        return False
    own = frozenset(word for word in content_stems(label) if not word.replace(".", "").isdecimal())
    return bool(own) and own <= frozenset(question.words)


def without_place(question: Question, headings: Sequence[str]) -> Question:
    """The question without "are listed" and the like, and without "in section 3" where a heading has that number."""
    bare = _IS_LISTED.sub(" ", question.text)
    for place in _SECTION.finditer(bare):
        if any(
            re.match(rf"[#\s§]*(?:{_PART} )?{re.escape(place['number'])}(?![\w.]*\d)\W", one, re.I) for one in headings
        ):
            bare = bare.replace(place[0], " ", 1)
    return question if bare == question.text else replace(question, text=bare, words=content_stems(bare))


def said_otherwise(noun: str, label: str) -> bool:
    """Whether the label says in its own way that such things follow: duties under "The warden shall"."""
    return any(
        re.fullmatch(nouns, noun, re.I) and re.search(rf"\b(?:{cues})\b", _ASIDE.sub(" ", label), re.I)
        for nouns, cues in _CUES
    )


def denies(text: str) -> bool:
    """Whether a question or label speaks of what is not so; what stands in parentheses is an aside."""
    return bool(_DENIES.search(_ASIDE.sub(" ", text)))


def share_held(question: Question, label: str) -> float:
    """How well the label says that what follows belongs to what is asked about, from 0 to 1.

    0 where it does not speak of contents at all, or of what is left out when the question does not.
    """
    holds = _HOLDS.search(label) or _CONTAINERS.search(label) or (_MODAL.search(label) and _MODAL.search(question.text))
    if denies(question.text) != denies(label) or not (holds or denies(label)):
        return 0.0
    bare = _DENIES.sub(" ", _HOLDS.sub(" ", question.text))
    if _CONTAINERS.search(label) and _CONTAINERS.sub("", bare).strip(" ?") != bare.strip(" ?"):
        bare = _CONTAINERS.sub(" ", bare)
    own, level = frozenset(content_stems(label)), level_stems(label)
    asked = [
        word for word in re.findall(r"[\w\-]+", bare) if content_stems(word) and not re.fullmatch(_KINDS, word, re.I)
    ]
    asked = [word for word in asked if stem(word.lower()) not in {stem(question.noun), *_EMPTY}]
    if not asked or any(word not in own for word in proper_stems(bare)):
        return 0.0
    return sum(not own.isdisjoint(content_stems(word)) or level_stem(word) in level for word in asked) / len(asked)


_EMPTY = frozenset(map(stem, "kept carried put go goes belong come comes need needs left part".split()))
