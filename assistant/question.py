"""What a question asks for. Pure.

A Question stands alone, knows its language and its kind (a list, a count, a date, yes or no ...), and the words that
an answer has to be about: content words as stems, without the words that only say that something is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from assistant import wordlists as w
from assistant.everyday import in_one_word
from assistant.facts import facts
from assistant.shapes import ORDINAL, PLACES, PLACES_DA, SHAPES, Kind


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands alone. `words` are stems in order, each once; `language` is "en" or "da"."""

    text: str
    kind: Kind
    language: str
    words: tuple[str, ...]
    noun: str = ""
    """The thing that is listed or counted, as written, "" when nothing is."""
    thing: tuple[str, ...] = ()
    """Stems of X in "what is the X of Y" and the like: what an answer must speak of above all."""


_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\w+(?:[.\-/’']\w+)*")
_ASKING = frozenset(
    """list name enumerate give show tell please many much number count say says state stated mention mentioned describe
    explain mean means meaning document documents text source sources according kind kinds type types thing things
    nævn mange meget antal dokument dokumenter dokumenterne ifølge sige siger står exactly know want find anything
    stand stands abbreviation acronym something question answer call called exist exists set sets difference differences
    differ compare compared comparison versus forskel forskellen""".split()
)
_STEMMER = Stemmer.Stemmer("english")
_SAME = {"weigh": "weight", "depth": "deep", "width": "wide", "price": "cost"}
"""Stems of a verb or adjective and its noun that stemming does not bring together."""

__all__ = [
    "Kind",
    "Question",
    "content_stems",
    "language_of",
    "place_in_list",
    "proper_stems",
    "read",
    "stem",
    "tokens",
]


def read(text: str) -> Question:
    """Read a question that stands alone."""
    language = language_of(text)
    kind = _kind(text)
    noun = _noun(text) if kind in {Kind.LIST, Kind.COUNT, Kind.ORDINAL} else ""
    thing = _THING.match(text)
    words = content_stems(in_one_word(text))
    return Question(text, kind, language, words, noun, content_stems(thing[1]) if thing else ())


_THING = re.compile(
    r"^(?:what|who|where|which|hvad|hvem|hvor)(?: is| are| was| were|'s| er| var) (?:the |its |their |den |det |de )?"
    r"((?:[\w\-]+ ){0,3}?[\w\-]+) (?:of|for|in|behind|at|under|on|af|for|i|på)\b",
    re.I,
)


def _kind(text: str) -> Kind:
    lowered = re.sub(r"^(?:and|but|so|please|then|also|og|men)[\s,]+", "", text.strip().lower())
    for kind, pattern in SHAPES:
        if re.search(pattern, lowered):
            return kind
    return Kind.OPEN


def place_in_list(text: str) -> int | None:
    """The place that "the third ..." asks for, from 0, or -1 for the last; None where no place is asked for."""
    match = re.search(rf"\b{ORDINAL}\b", text.lower())
    if match is None:
        return None
    word = match["place"]
    if word[0].isdecimal():
        return int(re.sub(r"\D", "", word)) - 1
    return next((places.index(word) for places in (PLACES, PLACES_DA) if word in places), -1)


def _noun(text: str) -> str:
    """The last word of the group of words that names what is listed or counted."""
    match = _LISTED.search(text.lower())
    words = re.findall(r"[\w\-]+", re.split(r"[,;:?]", text.lower()[match.end() :])[0])[:5] if match else []
    group: list[str] = []
    for word in words:
        if word in w.FUNCTION_EN or word in w.FUNCTION_DA:
            if group:
                break
            continue
        group.append(word)
    plural = [word for word in group if re.search(r"(?:[^s]s|er)$", word)]
    if match and match[0] == "how many" and not plural and _SINGULAR_AND_ON.match(text.lower(), match.end()):
        return ""  # "How many sit in it?" counts whoever sits.
    return (plural or group)[-1] if group else ""


_SINGULAR_AND_ON = re.compile(
    r"\s+(?!people|men|women|children|staff|police|fish|sheep|cattle|data|media|criteria|feet|teeth|geese|mice)\w+"
    r"\s+(?:up|down|in|on|at|to|from|with|by|for|out|off|over|the|an?|their|it|this|that)\b"
)


_LISTED = re.compile(
    rf"(?:what|hvad) (?:is|er) (?:the )?(?:total )?(?:number of|antallet af)|{ORDINAL}|how many|number of"
    r"|hvor mange|antallet af|which|what|list|name|enumerate|all|hvilke|nævn|hvad er"
)


def language_of(text: str) -> str:
    """ "da" when more of its words are plainly Danish than plainly English, else "en"."""
    words = re.findall(r"\w+", text.lower())
    danish = sum(word in w.TELLTALE_DA or word in _DANISH_ASKING for word in words)
    english = sum(word in w.TELLTALE_EN or word in _ENGLISH_ASKING for word in words)
    return "da" if danish + bool(re.search("[æøå]", text.lower())) > english else "en"


_DANISH_ASKING = frozenset(
    "hvad hvem hvor hvornår hvilke hvilken hvilket hvorfor hvordan mange findes gælder hej hejsa tak".split()
)
_ENGLISH_ASKING = frozenset("what who where when which why how many does do did can should about".split())


@lru_cache(maxsize=1 << 15)
def content_stems(text: str) -> tuple[str, ...]:
    """Stems of the words that carry content, in order, each once, in one spelling of English."""
    acronyms = {match.lower() for match in re.findall(r"\b[A-ZÆØÅ]{2,}\b", text)}
    empty = (w.FUNCTION_EN | w.FUNCTION_DA | _ASKING) - acronyms
    return tuple(dict.fromkeys(stem(word) for word in tokens(text) if word not in empty))


def proper_stems(text: str) -> tuple[str, ...]:
    """Stems of the names, figures, dates and identifiers of a text; a number in words ("the two") is no figure."""
    found = facts(text)
    figures = [number for number in found.numbers if found.text[number.start].isdecimal()]
    spans = [(one.start, one.end) for one in found.names]
    spans += [(one.start, one.end) for one in figures]
    spans += [(one.start, one.end) for one in found.dates]
    spans += [(one.start, one.end) for one in found.identifiers]
    return tuple(dict.fromkeys(stem for start, end in spans for stem in content_stems(found.text[start:end])))


_CODE_HYPHEN = re.compile(r"(?<=[a-z])-(?=\d)|(?<=\d)-(?=[a-z]{1,2}\b)")
"""Within a code, where people leave it out as often as not."""


def tokens(text: str) -> list[str]:
    """Lower-case words, each also in its parts where it is joined by hyphens or slashes; "PX-7" is one with "px7"."""
    found: list[str] = []
    for match in _TOKEN.finditer(text.lower().replace("’", "'")):
        word = re.sub(r"'s?$", "", match.group())
        found.append(_CODE_HYPHEN.sub("", word))
        parts = re.split(r"[\-/.]", word)
        found += [part for part in parts if len(parts) > 1 and part]
    return found


def stem(word: str) -> str:
    """The stem, the same for British and American spelling, and for a country and its people."""
    if word in w.COUNTRIES:
        return w.COUNTRIES[word]
    level = re.sub(r"(?<=\w{2})tre(s?)$", r"ter\1", word)
    level = re.sub(r"(?<=\w{3})is(e[drs]?|ing|ations?)$", r"iz\1", level)
    level = re.sub(r"(?<=[cdfl]en)ce$", "se", level)
    stemmed = str(_STEMMER.stemWord(level))
    return _SAME.get(stemmed, stemmed)
