"""Questions as the rules read them: what asks stands first. Pure.

People put a circumstance ahead ("If I lose my card, can I get a new one?"), or what they ask about ("the hall, is it
heated?"), ask within a sentence ("I'd like to know if dogs are allowed"), or state and ask whether it is so ("Dogs are
allowed, right?"). What a question asks for is told from how it begins (`shapes`, `polarity`), so each is turned round:
"Can I get a new one if I lose my card?", "Is the hall heated?", "Are dogs allowed?". Its words stay, but for those that
only say that something is asked. What fits no pattern is left as it is.
"""

from __future__ import annotations

import re

from assistant.asked_within import AT, AUX, WH, asked_within, stated_within

_SAID = r"(?:i|you|we|he|she|it|they|there|this|that|and|but|so|or)"
"""With these a sentence is said, or joined, and no thing is named."""
_GREETING = re.compile(
    r"^(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|sorry|excuse me|please|quick question"
    r"|just (?:checking|curious)|(?:one|a) (?:more |quick |last )?question)(?: there| all| again)?\s*[,:;!.–-]+\s*)+"
    r"(?=\w+\s+\w)",
    re.I,
)
_CIRCUMSTANCE = re.compile(
    r"^(?P<lead>(?:if|when|once|whenever|unless|while|after|before|until|during|under|in|at|on|for|with|without|within|by|from"
    r"|to|as|since|because|given|according to|regarding|concerning|outside|inside|among|per|despite|except|assuming)"
    rf"\s(?!{WH}\b|{AUX}\s)\w[^?]*?),\s+(?:then\s+)?(?P<asks>(?:(?:{AT}\s)?{WH}|{AUX})\s\w[^?]*)\??$",
    re.I,
)
_TOPIC = re.compile(
    rf"^(?P<topic>(?:(?!{WH}\b|{AUX}\s|{_SAID}\b)[^\s?,:;]++\s){{0,8}}(?!{WH}\b|{AUX}\b|{_SAID}\b)[^\s?,:;]+)"
    rf"(?:[,:;]|\s[–-])\s+(?P<asks>(?:{AUX}|(?:(?:{AT}\s)?{WH}\b)[^?,]*?)\s)"
    r"(?:it|they|them|that|this|these|those)(?P<rest>(?:\s[^?,]*)?)\?*$",
    re.I,
)
_SUPPOSED = re.compile(
    rf"^(?:suppose|supposing|say|imagine)(?: that)?,?\s(?P<lead>[^?]+?)[,:.;–-]+\s+(?={AUX}\s)", re.I
)
_TAGGED = re.compile(
    r"^(?P<stated>\w[^?]*?)(?:,\s*(?:right|correct|yes|no|true|(?:is )?that(?:'s| is)? (?:so|right|correct|true)"
    rf"|am i right|{AUX} (?:it|they|you|we|he|she|i|there))|\s(?:right|correct))\s*\?+$",
    re.I,
)
_ASSERTED = re.compile(
    r"^(?P<stated>\w[^.?!]*?)[.!,]\s(?:is|was) (?:that|this|it) (?:so|right|correct|true|the case)\s*\?+$", re.I
)
_IS_SO = re.compile(r"^is it (?:true|correct|right|so|the case)(?: that)?\s(?P<stated>\w[^?]*?)\?*$", re.I)
_STATED = re.compile(
    rf"^(?P<stated>(?!{WH}\b|{AUX}\s|(?:and|but|so|or)\b)(?![^?]*[,;:–-]\s(?:{AUX}|{WH})\b)\w[^?]*)\?+$", re.I
)
_GIVEN = re.compile(
    r"^(?P<said>(?:i|we|you|he|she|it|they|there|this|that|my|our|your|his|her|their)\b[^?]*?)\s?[,.;:–-]+\s+"
    rf"(?:and |but |so )?(?P<asks>{AUX}\s\w[^?.]*)\?*$",
    re.I,
)
_OR_NOT = re.compile(r"\s+or not\s*(?=\?*$)", re.I)
_CLAUSE = re.compile(
    rf"^(?P<subject>(?:(?!{AUX}\s|{WH}\b|that\s|if\s|list\s|name\s|give\s|tell\s|show\s|explain\s|describe\s)\S+\s){{1,8}}?)"
    rf"(?P<verb>{AUX})\s(?P<rest>.+)$",
    re.I,
)
_ASKS_LATER = re.compile(rf"\b(?:{WH}\W*$|(?:what|whose|how (?:much|many|long|often))\b)", re.I)
_ASKS_TWICE = re.compile(rf"[\s,;](?:and|or)\s(?:{AT}\s)?{WH}\s", re.I)
_SENTENCE_ENDS = re.compile(r"[.?!]\s+\S")


def verb_first(text: str) -> str:
    """The question with what asks at its beginning; the text itself where it asks so already, or in no known way."""
    plain = _OR_NOT.sub("", _GREETING.sub("", text.strip()))
    plain = _SUPPOSED.sub(r"if \g<lead>, ", plain)
    if asserted := _ASSERTED.match(plain):
        return _turned(asserted["stated"], plain)
    if given := None if _TAGGED.match(plain) else _GIVEN.match(plain):
        return f"{_capital(given['asks'])}, given that {_inside(given['said'])}?"
    if _SENTENCE_ENDS.search(plain) or _ASKS_TWICE.search(plain):
        return plain
    if within := asked_within(plain):
        return within
    if stated := stated_within(plain):
        return _turned(stated, plain)
    if circumstance := _CIRCUMSTANCE.match(plain):
        lead, asks = circumstance["lead"], circumstance["asks"].rstrip(" .?!")
        return f"{_capital(asks)} {lead[0].lower()}{lead[1:]}?"
    if about := _TOPIC.match(plain):
        return f"{_capital(about['asks'])}{_inside(about['topic'].strip())}{about['rest']}?"
    for pattern in (_TAGGED, _IS_SO, _STATED):
        if found := pattern.match(plain):
            return _turned(found["stated"].strip(" ,"), plain)
    return plain


def _turned(stated: str, otherwise: str) -> str:
    """A statement as the question whether it is so; `otherwise` where its verb cannot be told from its words."""
    clause = _CLAUSE.match(stated)
    if clause is None or _ASKS_LATER.search(stated):
        return otherwise
    subject, verb, rest = clause["subject"].strip(), clause["verb"], clause["rest"].rstrip(" .!")
    return f"{_capital(verb)} {_inside(subject)} {rest}?"


def _inside(subject: str) -> str:
    """A subject as it is written within a sentence."""
    own = re.match(r"I\b|[A-Z]\S*[A-Z\d]", subject) or _is_name(subject)
    if own and not re.match(rf"(?!I\b){_SAID}\b", subject, re.I):
        return subject
    return subject[0].lower() + subject[1:]


def _is_name(subject: str) -> bool:
    """Whether the first word keeps its capital: another that has one follows, or nothing but it is the subject."""
    words = subject.split()
    alone = len(words) == 1 and not words[0].endswith("s")
    return words[0][0].isupper() and (alone or any(word[0].isupper() for word in words[1:]))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
