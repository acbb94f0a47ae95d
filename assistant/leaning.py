"""Whether a question leans on what was said before. Pure; it looks at the question alone."""

from __future__ import annotations

import re

from assistant.mentions import group_in, named_in
from assistant.places import asks_by_place
from assistant.question import content_stems, proper_stems

_PREAMBLE = re.compile(
    r"^(?:(?:ok(?:ay)?|right|well|thanks?|thank you|now|so|fine|good|tak|godt)[,.!:\s]+)*"
    r"(?:(?:on )?(?:something|a) (?:completely |totally )?(?:else|different|new)(?: topic| question| subject)?"
    r"|another (?:question|topic|thing)"
    r"|(?:new|different|next) (?:question|topic|subject)|noget (?:helt )?andet|et andet spørgsmål)[:,.!\s–-]+",
    re.I,
)
_NO_POINTING = re.compile(
    r"\b(?:is|are|was|were) there\b|\bthere (?:is|are|was|were)\b|\b(?:er|findes|var) der\b"
    # "Is it possible to ...", "how long does it take to ...": nothing is meant by this "it".
    r"|\b(?:is|was) it (?:allowed|permitted|required|needed|advised|\w+[ai]ble|\w+al|\w+ary|true|ok(?:ay)?|usual"
    r"|known|safe|better|free)\b(?= (?:to"
    r"|that|for)\b)"
    r"|\bdoes it (?:take|cost|mean)(?= (?:[\w ]{1,20} )?to\b)"
    r"|\ber det (?:\w+ligt|\w+adt|muligt|sandt|rigtigt)(?= at\b)"
    r"|\b(?:those|they|dem|de) (?=(?:who|that|with|without|der|som)\b)"
    r"|\b(?:this|these|those|disse|dette) (?:documents?|texts?|files?|folders?|papers?|articles?|pages?"
    r"|dokument\w*)\b"
    r"|\b(?-i:IT)\b",
    re.I,
)
# "that" joins clauses more often than it points back, and "den", "det" and "de" are articles before an adjective.
_POINTS = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|him|she|his|her|hers|this|those|these|there|such|ones|same|latter|former"
    r"|deres|dens|dets|han|ham|hun|hende|hans|hendes|denne|dette|disse|dem)\b"
    r"|\bone\b(?=\s*(?:[?.!,]|$|(?:is|was|are|does|did|do|has|have|can|will|must|should)\b))"
    r"|\b(?:(?:is|was|are|does|did|do|about|of|for|on|after|before|from|with)\s+that\b|that(?=\s*(?:[?.,!]|$)))"
    r"|\b(?:den|det|de)\b(?!\s+(?:\w+e|to|fem|seks|syv|otte|ni|ti)\s+\w)",
    re.I,
)
_AND_ASKS = re.compile(
    r"(?:and|og|so|then|but|men)[\s,]+"
    r"(?:who|what|when|where|which|why|how(?! about)|is|are|was|were|do|does|did|hv\w+)\b",
    re.I,
)
_STARTS = re.compile(
    r"(?:and|og|what about|how about|hvad med|so|then|but|men|(?:(?:no|nej|sorry|actually)[,.\s]+)?(?:i"
    r"|jeg) (?:actually )?(?:meant?|mente|mener))\b",
    re.I,
)
_ASKS_WHO = re.compile(r"(?:who|what|where|hvem|hvad|hvor) (?:is|are|was|were|er|var)\b", re.I)
_CLAUSE = re.compile(
    r"\b(?:if|when|because|that|before|after|than|unless|until|hvis|når|fordi|at|før|efter|end)\b", re.I
)
_OWNER = frozenset("his her its their hans hendes dens dets deres".split())


def without_preamble(text: str) -> str:
    """The question without the words that only announce another topic."""
    return _PREAMBLE.sub("", text.strip(), count=1) or text


def leans(text: str) -> bool:
    """Whether the question can hardly be understood without what was said before."""
    bare = text.strip()
    if _PREAMBLE.match(bare):
        return False
    starts = bool(_STARTS.match(bare))
    if _AND_ASKS.match(bare) and len(content_stems(bare)) > 1 and proper_stems(bare):
        starts = False  # "And who leads Lake School?" says itself what it is about
    names_itself = _ASKS_WHO.match(bare) and proper_stems(bare)
    return starts or points(bare) or (len(content_stems(bare)) <= 1 and not names_itself)


def points(text: str) -> bool:
    """Whether a word of it stands for something that was said."""
    bare = _NO_POINTING.sub(" ", text)
    return any(not means_own(bare, match) for match in _POINTS.finditer(bare)) or asks_by_place(bare)


def means_nothing(text: str, pronoun: re.Match[str]) -> bool:
    """Whether a pronoun stands for nothing that was said: "is it possible to ...", "IT"."""
    return any(idle.start() <= pronoun.start() < idle.end() for idle in _NO_POINTING.finditer(text))


def means_own(text: str, pronoun: re.Match[str]) -> bool:
    """Whether a pronoun can mean what the question itself named before: "does the valve close when it is hot"."""
    before = text[: pronoun.start()]
    clause = list(_CLAUSE.finditer(before))
    if clause and clause[-1].start() > 0:
        main = before[: clause[-1].start()]
        return bool(named_in(main) or group_in(main))
    return pronoun.group().lower() in _OWNER and bool(named_in(before))
