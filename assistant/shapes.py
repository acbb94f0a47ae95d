"""The shapes that questions have: patterns that tell what form the answer takes. Data only; the first match counts."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What form the answer takes."""

    LIST = "list"
    ORDINAL = "one of a list"
    CONTENTS = "what belongs to it"
    STEPS = "how it is done"
    COUNT = "count"
    WHEN = "when"
    AMOUNT = "amount"
    OFTEN = "how often"
    YES_NO = "yes or no"
    OPEN = "open"


_AUX = "is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may|might|shall|am"
_AUX_DA = "er|var|har|havde|kan|kunne|skal|skulle|må|vil|ville|bliver|blev|findes|gælder|bør|får"
# What comes after a group of words such as "strategic focus areas" in "which strategic focus areas are there".
_AFTER = (
    "are|were|is|was|do|does|did|have|has|had|can|could|must|should|shall|will|may|might|belong|apply|in|of|on|under|for"
    "|from|that|to|with|by|at"
)
_AT = "in|into|on|for|under|from|to|at|with|by|through|of|about|between|against|within"
_PLURAL = "people|persons|men|women|children|staff|criteria|media|data|police|feet|teeth|geese"
# Verbs that end as a plural does, right after "what" or "which".
_VERBS = (
    "happens|comes|counts|belongs|goes|follows|applies|changes|makes|matters|needs|gets|takes|gives|says|stands|costs"
    "|means"
)
PLACES = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
PLACES_DA = "første anden tredje fjerde femte sjette syvende ottende niende tiende".split()
ORDINAL = rf"(?P<place>{'|'.join([*PLACES, *PLACES_DA])}|last|final|sidste|\d{{1,2}}(?:st|nd|rd|th))"
_COUNT = (
    r"\bhow many\b|^(?:what|give|count).*\bnumber of (?!the |a )\w+s\b|\bcount (?:the|all)\b"
    r"|^(?:the )?(?:total )?number of \w|\bhvor mange\b|\bantallet af\b"
)
_WHEN = (
    r"^(?!(?:what|who|whom|whose|which|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should"
    r"|must|may|might)\b).*\bwhen\b|\b(?:what|which) (?:year|date|month|day|period)\b|\bhow long\b"
    r"|\bhvornår\b|\bhvilket år\b|\bhvilken dato\b"
)
_AMOUNT = r"\bhow much\b|\bwhat (?:percentage|share|amount|sum)\b|\bhvor meget\b|\bhow (?:old|large|big)\b"
_NAME_THEM = r"^(?:list|name|enumerate|nævn|opremse?|oplist)\b|\b(?:give|show) (?:me )?(?:a list|all|the list)\b"
_SOME_OF = r"^which of (?:the|its|these|those|their|our) .+ (?:are|were|concern|deal with|mention|involve) \w"
_WHAT_ARE = (
    rf"^(?:what|which) (?:are|were) (?:all |some of )?(?:the|its|their|our|my|your|his|her) "
    rf"(?:[\w\-/]+ ){{0,4}}?(?:[\w\-]+(?<!s)s|{_PLURAL})\b"
)
_WHAT_PLURAL = (
    rf"^(?:(?:{_AT}) (?=\w+ [\w\-/ ]*s\b))?(?:what|which) (?!(?:{_VERBS}|{_AFTER})\b)"
    rf"(?:(?!(?:{_AFTER})\b)[\w\-/]+ ){{0,3}}?"
    rf"(?!this\b)(?:[\w\-]{{2,}}(?<!s)s|{_PLURAL}) (?:{_AFTER})\b"
)
_WHICH_PLURAL = (
    rf"^which (?!(?:{_VERBS})\b)(?:(?!of\b|is\b|was\b|does\b)[\w\-/]+ ){{0,2}}?"
    rf"(?!this\b|is\b|was\b|does\b|has\b)(?:[\w\-]{{3,}}(?<!s)s|{_PLURAL})\b(?! ?['’])"
)
_CONTENTS = (
    r"^what (?:is|are) (?:not |all )?(?:included|contained|covered|supplied|enclosed|excluded|exempt(?:ed)?|packed)\b"
    r"|^what (?:does|do|did|should|must|shall|can|may|will) .*\b(?:include|contain|consist of|comprise|cover|hold"
    r"|exclude|come with)\b"
    r"|^what (?:is|are|should|must|shall|has to|ought to)(?: be| go)?(?: included| kept| carried)? (?:in|inside|part"
    r" of) (?:the|a|an|my|our|your|each|every) "
    r"|^what (?:comes|belongs|goes) (?:in|with|to|inside)\b"
    r"|^hvad (?:indeholder|omfatter|dækker|består|hører)\b"
    r"|^hvad (?:er|skal være|bør være) (?:ikke )?(?:omfattet|inkluderet|i |undtaget|dækket)"
)
_STEPS = (
    r"\bstep by step\b|\btrin for trin\b|^(?:what|which|list|name|give|describe)\b.{0,20}\bsteps\b|^hvilke trin\b"
    r"|^how (?:do|can|should|must) (?:i|we|you|one) (?!know\b|see\b|tell\b)"
)
_NTH = (
    r"^(?:what|which|name|hvad|hvilke[nt]?) (?:is |are |was |were |er |var )?(?:the |den |det )?"
    rf"{ORDINAL} [a-zæøå]"
)
_YES_NO = rf"^(?:(?:{_AUX})(?:n't|n’t)? \w|(?:{_AUX_DA})\b)(?!.*\b(?:or|eller)\b)"

SHAPES: tuple[tuple[Kind, str], ...] = (
    (Kind.COUNT, _COUNT),
    (Kind.WHEN, _WHEN),
    (Kind.AMOUNT, _AMOUNT),
    (Kind.OFTEN, r"\bhow (?:often|frequently)\b|\bhvor (?:tit|ofte)\b"),
    (Kind.CONTENTS, _CONTENTS),
    (Kind.STEPS, _STEPS),
    (Kind.LIST, _NAME_THEM),
    (Kind.LIST, _SOME_OF),
    (Kind.LIST, _WHAT_ARE),
    (Kind.LIST, _WHAT_PLURAL),
    (Kind.LIST, _WHICH_PLURAL),
    (Kind.LIST, r"^hvilke\b|^hvad er (?:de|alle)\b"),
    (Kind.ORDINAL, _NTH),
    (Kind.YES_NO, _YES_NO),
)
