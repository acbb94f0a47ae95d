"""What of a message is the question, and what its parts are. Pure.

1. Markup is taken off: no document and no reader writes `<system>`.
2. Where a message has sentences that ask and sentences that do not, those that ask are the question, unless they lean
   on the others ("The order exists. When does it apply?"). So "answer in rhyme. When was it adopted?" asks for a date.
3. A question that asks twice has parts, each of which is looked for on its own (`parts`).

The ways to ask twice, each tried in turn:

- of two sources: "according to A and according to B";
- to compare: "how do A and B differ?", which asks what is said of A, and of B;
- to choose: "which is it: A, or B?", "is it voluntary or mandatory?";
- with two question words: "when was it founded and whose network does it run?", where the second is told what the first
  is about; with two for one verb: "when and by whom was it founded?";
- of two things: "the dates of A and of B", "who owns the mill and the weir?", "what do RX-1 and RX-2 cost?".

Two things are only taken apart where each is written as one of two: with a preposition or an article of its own, or as
a code. "Law and Order Committee" is one name, and "the agreement between A and B" is one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.followup import Turn, leans, stand_alone
from assistant.question import content_stems
from ingest.sentences import sentence_spans

_MARKUP = re.compile(r"</?[A-Za-z][\w:-]*(?:\s[^<>]{0,80}=[^<>]{0,80})?\s*/?>|<\|[^|<>]{0,40}\|>|\[/?[A-Z]{3,}\]")
_ASKS = r"(?:what|when|which|who|whose|whom|how|where|why|hvad|hvornår|hvilke[nt]?|hvem|hvor|hvorfor|hvordan)\b"
_AT = (
    r"(?:(?:in|from|since|by|for|of|on|at|to|with|under|until|after|before|between|within|into|through|about"
    r"|i|fra|af|til|på|med|ved|om|mellem)\s+)?"
)
_AND = r"(?:and|og)"
_BORDER = re.compile(rf"(?:[,;]\s*|\s+){_AND}\s+(?={_AT}{_ASKS})", re.I)
_VERB = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may|er|var|blev|har|kan|skal|må|vil)"
)
_LEAD = re.compile(
    rf"((?:for|in|under|regarding|concerning|as for|with|i|for|om)\s[^,:?.]+?[:,]\s+)(?={_AT}{_ASKS})", re.I
)
"""What both parts are asked of: "In the north, who ... and who ...?"."""
_IMPERSONAL = re.compile(
    rf"\b{_VERB} it (?:be |get |become )?(?:quiet|silent|dark|light|late|cold|possible|necessary|safe|legal|common)\b"
    r"|\b(?:does|will|did) it (?:rain|snow|take|cost)\b",
    re.I,
)
"""An "it" that stands for nothing."""
_SHARED_VERB = re.compile(rf"({_AT}{_ASKS})\s+{_AND}\s+({_AT}{_ASKS}(?:\s+\w+)?)\s+({_VERB}\s.+)", re.I)
_BARE = re.compile(rf"{_AT}{_ASKS}(?:\s+\w+)?", re.I)
_FIRST_VERB = re.compile(rf"(?:\S+\s+){{1,3}}?(?={_VERB}\s)", re.I)
_SOURCES = re.compile(
    rf"(?P<before>.*?)[,\s]*\b(?P<says>according to|ifølge) (?P<one>.+?),? {_AND} (?:according to|ifølge) "
    r"(?P<other>[^,?]+)(?P<after>.*)",
    re.I,
)
_COMPARES = (
    re.compile(
        rf"how (?:do|does|did|are|is) (?P<one>.+?) (?:{_AND}|from) (?P<other>.+?) (?:differ|different)\b(?P<in>.*)",
        re.I,
    ),
    re.compile(r"how (?:do|does|did|is|are) (?P<one>.+?) (?:differ|different) from (?P<other>.+?)(?P<in>)", re.I),
    re.compile(rf"(?:please )?(?:compare|sammenlign) (?P<one>.+?) (?:with|to|{_AND}|med) (?P<other>.+?)(?P<in>)", re.I),
    re.compile(
        rf"(?:what|hvad) (?:is|are|er) (?:the |de )?(?:differences?|forskel\w*) (?:between|mellem|på) "
        rf"(?P<one>.+?) {_AND} (?P<other>.+?)(?P<in>)",
        re.I,
    ),
)
_ABOUT = re.compile(r"\s+(?:in|on|about|regarding|as to|om|i)\s+(?=\w)", re.I)
_CHOICE = re.compile(r"(?P<asks>.+?):\s*(?P<one>[^:?]+?),?\s+(?:or|eller)\s+(?P<other>[^:?]+)", re.I)
_EITHER = re.compile(rf"(?P<asks>{_VERB}\s.+?)\s+(?:or|eller)\s+(?P<other>[^,]+)", re.I)
_FOLLOWS = re.compile(r"\s+(?:of|for|in|on|at|by|to|from|with|under|i|på|af|til|om|ved)\s", re.I)
_BOTH_OF = re.compile(
    rf"(?P<asks>.+?)\s(?P<at>of|for|in|on|at|by|under|af|til|i|på)\s(?P<one>[^,]+?),?\s{_AND}\s(?P=at)\s(?P<other>.+)",
    re.I,
)
_THE = r"the(?:\s(?!(?:of|for|in|on|at|by|to|from|with|under|and)\b)[\w-]+){1,4}?"
_TWO_THINGS = re.compile(rf"(?P<asks>.+\s)(?P<one>{_THE})\s{_AND}\s(?P<other>{_THE})(?P<end>)")
_CODE = r"(?:(?:[A-Z]\w*\s)?(?:no\.\s?)?[A-Z]*-?\d[\w./-]*|[A-Z]{2,}[\w-]*)"
_TWO_CODES = re.compile(
    rf"(?P<asks>.+?\s)(?P<one>(?:the )?{_CODE})\s{_AND}\s(?P<other>(?:the )?{_CODE})(?P<end>(?:\s[a-z].*)?)"
)
_PAIR = re.compile(
    r"\b(?:between|both|same|together|each other|relat\w+|connect\w+|agree\w+|contracts?|distance|link\w*|versus|vs"
    r"|cooperat\w+|combin\w+|mellem|begge|sammen|fælles|hinanden)\b",
    re.I,
)
"""Says that two things are spoken of as one."""
_MOST = 3


def core(text: str) -> str:
    """The part of a message that asks."""
    plain = " ".join(_MARKUP.sub(" ", text).split()) or text
    sentences = [plain[start:end] for start, end in sentence_spans(plain, 0, len(plain))]
    asking = [sentence for sentence in sentences if sentence.endswith("?")]
    if not asking or len(asking) == len(sentences) or leans(asking[0]):
        return plain
    return " ".join(asking)


@lru_cache(maxsize=256)
def parts(text: str) -> tuple[str, ...]:
    """The questions that a question consists of, each standing alone; itself alone where it asks once."""
    bare = text.rstrip("?!. ")
    for ways in (_of_sources, _compared, _chosen, _asked_twice, _of_things):
        asked = tuple(f"{part.strip(' ,')}?" for part in ways(bare))
        if 1 < len(asked) <= _MOST and all(map(content_stems, asked)):
            return asked
    return (text,)


def _of_sources(bare: str) -> Iterable[str]:
    """What is asked, according to each of two sources."""
    if not (match := _SOURCES.fullmatch(bare)):
        return ()
    asks = f"{match['before']}{match['after'].lstrip(' ,')}"
    return [f"{asks}, {match['says'].lower()} {match[source]}" for source in ("one", "other")]


def _compared(bare: str) -> Iterable[str]:
    """What is said of each of two things that are compared, and in what respect."""
    match = next((match for shape in _COMPARES if (match := shape.fullmatch(bare))), None)
    if match is None:
        return ()
    other, *respect = _ABOUT.split(f"{match['other']}{match['in']}", maxsplit=1) if match["in"] else [match["other"]]
    about = f", regarding {respect[0]}" if respect else ""
    return [f"What is said about {thing}{about}" for thing in (match["one"], other)]


def _chosen(bare: str) -> Iterable[str]:
    """What is asked, with each of two answers that the question itself offers."""
    if match := _CHOICE.fullmatch(bare):
        return [f"{match['asks']}, {match[answer]}" for answer in ("one", "other")]
    match = _EITHER.fullmatch(bare)
    if match is None or re.match(rf"{_VERB}\b|not\b|ikke\b", match["other"], re.I):
        return ()
    follows = _FOLLOWS.search(match["other"])
    end = match["other"][follows.start() :] if follows else ""
    other = match["other"].removesuffix(end).split()
    asks = match["asks"].split()
    if len(asks) < len(other) + 2:
        return ()
    return [f"{match['asks']}{end}", " ".join([*asks[: -len(other)], *other]) + end]


def _asked_twice(bare: str) -> Iterable[str]:
    """What is asked by each question word, all of the same thing where only the first names it."""
    if match := _SHARED_VERB.fullmatch(bare):
        return [f"{match[1]} {match[3]}", f"{match[2]} {match[3]}"]
    lead = _LEAD.match(bare)
    first, *others = _BORDER.split(bare)
    said = [first]
    for other in others:
        verb = _FIRST_VERB.match(first)
        if _BARE.fullmatch(other) and verb:
            said.append(f"{other} {first[verb.end() :]}")
        elif len(content_stems(first)) < 2 or len(content_stems(other)) < 2:
            return ()
        elif lead:
            said.append(f"{lead[1]}{other}")
        elif _IMPERSONAL.search(other):
            said.append(other)
        else:
            said.append(stand_alone(f"{other}?", [Turn("user", f"{first}?")]).rstrip("?"))
    return said


def _of_things(bare: str) -> Iterable[str]:
    """What is asked of each of two things."""
    if _PAIR.search(bare) or re.match(rf"{_VERB}\b", bare, re.I):
        return ()
    if match := _BOTH_OF.fullmatch(bare):
        return [f"{match['asks']} {match['at']} {match[thing]}" for thing in ("one", "other")]
    match = _TWO_CODES.fullmatch(bare) or _TWO_THINGS.fullmatch(bare)
    if match is None:
        return ()
    return [f"{match['asks']}{match[thing]}{match['end']}" for thing in ("one", "other")]
