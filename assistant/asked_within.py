"""Questions that are asked within a sentence: "Can you tell me when the hall was built?". Pure.

Read as they begin, they ask whether somebody can tell; so what is asked is taken out and put as people put it when they
ask it alone: "When was the hall built?", "What is the fee for guests?" ("Could you give me the fee for guests?"), "List
the rules" ("I need a list of the rules"), and a statement for "if" and "whether".
"""

from __future__ import annotations

import re

AUX = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may|might|shall|am)(?:n't|n’t)?"
WH = r"(?:what|when|which|who|whose|whom|how|where|why)"
AT = r"(?:in|from|since|by|for|of|on|at|to|with|under|until|after|before|between|within|into|through|about)"
_KINDLY = r"(?:(?:can|could|would|will) (?:you|anyone|someone) |please |kindly |just )"
_TELL = (
    rf"(?:{_KINDLY}*(?:tell (?:me|us)|let (?:me|us) know|explain(?: to me)?|find out|check|confirm|verify|say)"
    r"|do (?:you|we) (?:happen to )?know|any idea|not sure|i (?:do not|don.t) know|is it (?:known|clear)"
    r"|(?:i\W?(?:am|m| am|was| was)? )?(?:just )?wondering|i wonder(?:ed)?"
    r"|i\W?(?:d| would)? (?:like|want|need|have) to (?:know|find out|check|ask|learn))"
)
_GIVE = (
    rf"(?:{_KINDLY}*(?:tell|give|show) (?:me|us)|do you know"
    r"|i\W?(?:d| would)? (?:like|want|need) (?:to know )?|i\W?(?:am|m| am) looking for)"
)
_WHETHER = re.compile(
    rf"^(?:{_TELL}\s(?:if|whether|that)|whether)(?: or not)?\s(?P<stated>\w[^?]*?)(?:\sor not)?[?.]*$", re.I
)
_WHAT = re.compile(rf"^{_TELL}(?: about)?\s(?P<asks>(?:{AT}\s)?{WH}\b[^?]*?)[?.]*$", re.I)
_LISTED = re.compile(
    rf"^(?:{_KINDLY}+(?:list|name|enumerate)|{_GIVE}\s?a(?: full| complete)? list of)\s(?P<things>\w[^?]*?)[?.]*$", re.I
)
_THING = re.compile(rf"^{_GIVE}\s?(?P<thing>(?:the|its|their|your|our|my)\s\w[^?]*?)[?.]*$", re.I)
_GROUP_ENDS = re.compile(rf"\s(?:{AT}|{AUX}|{WH}|that|and|or|as)\s", re.I)
_INDIRECT = re.compile(
    rf"^(?P<asks>(?:{AT}\s)?(?:how (?:many|much) \w+|how (?:much|long|often|old|far|big|large|high|deep|wide|heavy|soon"
    r"|late|early|fast|quickly)|(?:which|what|whose)(?: [\w-]+){0,3}?|when|where|why|how|who))"
    r"\s(?P<subject>(?:there|it|they|we|you|i|he|she|this|that|the|an?|its|their|your|our|my|each|every|(?-i:[A-Z])\w*)\b"
    rf"[^,?]*?)\s(?P<verb>{AUX})(?P<rest>(?:\s[^?]*)?)$",
    re.I,
)


def stated_within(text: str) -> str:
    """What somebody wants to know whether it is so, as a statement; "" where nothing of the kind is asked."""
    found = _WHETHER.match(text)
    return found["stated"] if found else ""


def asked_within(text: str) -> str:
    """The question that a sentence asks within it, alone; "" where there is none."""
    if found := _LISTED.match(text):
        return f"List {found['things']}"
    if found := _THING.match(text):
        group = _GROUP_ENDS.split(found["thing"], maxsplit=1)[0]
        return f"What {'are' if re.search(r'[^s]s$', group) else 'is'} {found['thing']}?"
    if found := _WHAT.match(text):
        return _direct(found["asks"])
    return ""


def _direct(asks: str) -> str:
    """ "when the hall was built" as "When was the hall built?"."""
    found = _INDIRECT.match(asks)
    if found is None or re.fullmatch(WH, found["subject"].split()[-1], re.I):
        return f"{asks[:1].upper()}{asks[1:]}?"
    words = f"{found['asks']} {found['verb']} {found['subject']}{found['rest']}"
    return f"{words[:1].upper()}{words[1:]}?"
