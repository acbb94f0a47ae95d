"""Small talk: recognised by whole-message patterns, answered politely, without claims. Pure.

Marks and emoji do not count, and a name may follow a greeting, thanks or goodbye ("Tak for hjælpen, Mette 😊"). One
word that is no small talk makes it a question about the documents.
"""

from __future__ import annotations

import re

from assistant import wordlists as w

_TALK: tuple[tuple[str, str], ...] = (
    (
        "goodbye",
        r"(?:good ?bye|bye(?: bye)?|see (?:you|ya)(?: later| soon| tomorrow)?|good ?night|take care"
        r"|have a (?:nice|good|great) (?:day|evening|weekend|one)|farvel|vi ses|hej hej|godnat"
        r"|ha(?:v)? en god (?:dag|aften|weekend))",
    ),
    (
        "greeting",
        r"(?:hi|hiya|hello|hey|good (?:morning|afternoon|evening|day)|greetings|hej(?:sa)?|hallo|halløj|goddag"
        r"|godmorgen"
        r"|god(?:aften| morgen| aften| dag)|how are (?:you|things)(?: doing)?|how(?:'s| is) it going|what's up"
        r"|how do you do|(?:nice|pleased|good) to meet you|hvordan (?:går det|har du det)|hyggeligt at møde dig)",
    ),
    (
        "who",
        r"(?:who are you|what are you|what(?:'s| is) your name|what is kilde|who is kilde|(?:who|what) (?:am i"
        r"|is this i'm)"
        r" talking to|are you (?:an? )?(?:bot|robot|human|machine|person|ai)|what can you (?:do|help(?: me)? with)"
        r"|what do you do|how (?:do|can) you help(?: me)?|how do you work|can you help(?: me)?"
        r"|(?<!your )(?<!the )(?<!for )help|hvem er du|hvad er du|hvad hedder du|hvad er kilde"
        r"|hvad kan du hjælpe (?:mig )?med"
        r"|hvad kan du|kan du hjælpe(?: mig)?|hvordan virker du|er du (?:et menneske|en robot))",
    ),
    (
        "thanks",
        r"(?:(?:many |a thousand )?thanks|thank (?:you|u)|thx|cheers|much appreciated|i appreciate (?:it|that)"
        r"|great|perfect|excellent|brilliant|wonderful|amazing|nice(?: one)?|cool|super|awesome|well done"
        r"|good (?:job|work|answer|to know)|you(?: are|'re) (?:great|good|helpful|the best|amazing)"
        r"|you helped(?: me)?"
        r"|(?:mange |tusind )?tak(?: skal du have)?|på forhånd tak"
        r"|(?:that|this|it)(?:'s| is| was| has)? ?(?:really |very |just )?(?:solved|solves|worked|works|helped"
        r"|helps|helpful|useful|all|great|perfect"
        r"|what i (?:needed|wanted)|answers? my question)|problem solved"
        r"|det (?:hjalp|virkede|var godt|var alt|løste det|er godt|er fint|var hjælpsomt)|godt (?:gået|svar"
        r"|arbejde)|flot|fedt|godt|dejligt|fint|skønt)",
    ),
    (
        "fine",
        r"(?:ok(?:ay)?|okey|alright|all right|i see|got it|understood|fair enough|sure|right|noted|makes sense"
        r"|det er i orden|forstået|javel|i orden|nå)",
    ),
)
_FILLER = (
    r"(?:there|kilde|again|very|so|much|a lot|for|the|your|help|answers?|today|to|me|my|please|du"
    r"|everyone|all|guys|friend|problem|igen|now|then|and|og|but|this|that|it|skal|have|hjælpen|svaret|dit|din"
    r"|hjælp|i dag|med|dig|jer|alle"
    r"|for nu|oh|ah|wow|haha|well|yes|yeah|no|ja|nej|mig|really)"
)
_ANY = "|".join(pattern for _, pattern in _TALK)
_WHOLE = re.compile(rf"(?:[\W_]|\b(?>(?:{_ANY})\b|{_FILLER}\b))*+")
"""Each word is taken once and not given back, so that no message takes long to read."""
_NAMED = re.compile(r"\b[,\s]+((?:[A-ZÆØÅ][a-zæøå]+)(?: [A-ZÆØÅ][a-zæøå]+)?)\W*$")
_NO_NAMES = w.FUNCTION_EN | w.FUNCTION_DA
_TO_SOMEONE = re.compile(
    r"\b(?:hi|hello|hey|hej(?:sa)?|morning|evening|bye|thanks?|thank you|thx|cheers|tak|farvel)\b", re.I
)
"""What is said to someone by name; "great" before a capital is rather the name of a hall."""
_LONGEST = 160
"""Characters; nobody greets longer, and a long text is not tried against the patterns."""


def small_talk(text: str) -> str | None:
    """The name of the phrase that answers it when it is nothing but small talk, else None."""
    if len(text) > _LONGEST:
        return None
    if talk := _said(text):
        return talk
    named = _NAMED.search(text.strip())
    if named is None or set(named[1].lower().split()) & _NO_NAMES:
        return None
    talk = _said(text.strip()[: named.start()])
    return talk if _TO_SOMEONE.search(text) else None


def _said(text: str) -> str | None:
    lowered = text.strip().lower().replace("’", "'")
    if not _WHOLE.fullmatch(lowered):
        return None
    return next((name for name, pattern in _TALK if re.search(rf"\b{pattern}\b", lowered)), None)
