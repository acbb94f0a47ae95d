"""Small talk: recognised by whole-message patterns, answered politely, without claims. Pure."""

from __future__ import annotations

import re

_TALK: tuple[tuple[str, str], ...] = (
    (
        "greeting",
        r"(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|hej(?:sa)?|goddag|godmorgen"
        r"|how are you(?: doing)?"
        r"|how do you do|nice to meet you|hvordan (?:går det|har du det))",
    ),
    (
        "who",
        r"(?:who are you|what are you|what is kilde|what can you do|can you help(?: me)?"
        r"|(?<!your )(?<!the )(?<!for )help|hvem er du|hvad kan du)",
    ),
    ("goodbye", r"(?:good ?bye|bye(?: bye)?|see you(?: later| soon)?|farvel|vi ses|hej hej)"),
    (
        "thanks",
        r"(?:(?:many )?thanks?|thank you|cheers|great|perfect|nice(?: one)?|super|awesome|well done|good (?:job|answer)"
        r"|(?:mange |tusind )?tak|that(?:'s| is| was)? ?(?:helped|helps|helpful|useful|all|great|perfect)|fedt|godt)",
    ),
)
_FILLER = (
    r"(?:[\s,.!?:;)(-]|\b(?:there|kilde|again|very|so|much|a lot|for|the|your|help|answers?|today|to|me|please|du"
    r"|igen|ok|okay"
    r"|now|all|then|and|og|this|it|skal|du|ha|have|hjælpen|for)\b)*"
)
_ANY = "|".join(pattern for _, pattern in _TALK)


def small_talk(text: str) -> str | None:
    """The name of the phrase that answers it when it is nothing but small talk, else None."""
    lowered = text.strip().lower().replace("’", "'")
    if not re.fullmatch(rf"{_FILLER}(?:(?:{_ANY}){_FILLER})+", lowered):
        return None
    return next(name for name, pattern in _TALK if re.search(rf"\b{pattern}\b", lowered))
