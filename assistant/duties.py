"""Yes or no to what must, may or must not be done, by what the evidence says of duty and leave. Pure.

1. The question is read for what it asks: a duty ("must", "is it mandatory"), a possible duty ("might ... be required"),
   a choice ("is it voluntary"), a leave ("may", "is it allowed") or a ban ("is it forbidden").
2. A clause of the evidence is read for what it states in the same way.
3. `_VERDICTS` says what the one answers to the other; what stands in no pair is left open: that something may be done
   does not tell whether it must.
4. The clause must have all other words of the question, of the same things and no fewer, without a condition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from assistant.asked import Said, counting, denies, keys, keys_of, narrowed


class _Rule(Enum):
    MUST = "must"
    MIGHT = "might be required"
    CHOICE = "need not"
    MAY = "may"
    BAN = "must not"


_BE = r"(?:is|are|be|being|becomes?|remains?|er|bliver)"
_BIND = (
    r"(?:required|obliged|obligated|compelled|mandatory|compulsory|obligatory"
    r"|forpligtet|obligatorisk\w*|påkrævet|påbudt)"
)
_DUTY = r"(?:duty|obligation|requirement|need|pligt|krav)"
_FREE = r"(?:voluntary|voluntarily|optional|frivillig\w*|valgfri\w*)"
_LEAVE = r"(?:allowed|permitted|entitled|tilladt|lovligt?)"
_BANNED = r"(?:forbidden|prohibited|banned|forbudt)"
_STATED = (
    (
        _Rule.CHOICE,
        rf"\b(?:need not|(?:do|does)(?: not|n't) (?:have|need) to|{_BE} not {_BIND}|behøver ikke|{_FREE})\b",
    ),
    (_Rule.CHOICE, rf"\b(?:there {_BE} |der {_BE} |ha(?:s|ve) |har )?(?:no|ingen|intet) {_DUTY}\b"),
    (_Rule.BAN, rf"\b(?:must|may|shall|can) not\b|\bcannot\b|\b(?:mustn|can)'t\b|\bmå (?:\w+ )?ikke\b|{_BANNED}"),
    (_Rule.BAN, rf"\b{_BE} (?:not|ikke) {_LEAVE}\b"),
    (_Rule.MIGHT, rf"\b(?:may|can|could|might|kan) (?:also |be |become |være |blive ){{1,2}}{_BIND}\b"),
    (_Rule.MIGHT, rf"\b(?:in (?:some|certain) cases|sometimes|i (?:nogle|visse) tilfælde) {_BIND}\b"),
    (_Rule.MUST, rf"\b(?:must|shall|ha(?:s|ve) to|needs? to|skal|{_BE} (?:always |altid )?{_BIND})\b"),
    (_Rule.MUST, r"\b(?:mandatory|compulsory|obligatory|obligatorisk\w*)\b"),
    (_Rule.MUST, rf"\b(?:har pligt til|ha(?:s|ve) a duty to|there is a {_DUTY})\b"),
    (_Rule.MAY, rf"\b(?:may|can|må|kan|{_BE} (?:also |always )?(?:free to|{_LEAVE}))\b"),
)
"""How a clause states each; the longer forms come first, each takes its words out."""
_ASKED = (
    (
        _Rule.MIGHT,
        rf"^(?:might|may|can|could|kan)\b(?P<rest>.*?)\b(?:be|være|blive) {_BIND}\b(?: to\b)?(?P<end>.*)",
    ),
    (_Rule.MUST, rf"^(?:is|are) there (?:a|an|any) (?:\w+ )?{_DUTY}\b(?P<end>.*)"),
    (_Rule.MUST, rf"^er der (?:nogen |en |et )?{_DUTY}\b(?P<end>.*)"),
    (_Rule.MUST, r"^(?:must|shall|skal)\b(?P<end>.*)"),
    (_Rule.MUST, r"^(?:do|does)\b(?P<rest>.*?)\b(?:have|need) to\b(?P<end>.*)"),
    (_Rule.MUST, rf"^(?:is|are|er)\b(?P<rest>.*?)\b{_BIND}\b(?P<end>.*)"),
    (_Rule.CHOICE, rf"^(?:is|are|er)\b(?P<rest>.*?)\b{_FREE}(?P<end>.*)"),
    (_Rule.BAN, rf"^(?:is|are|er)\b(?P<rest>.*?)\b{_BANNED}\b(?P<end>.*)"),
    (_Rule.MAY, rf"^(?:is|are|er)\b(?P<rest>.*?)\b{_LEAVE}\b(?P<end>.*)"),
    (_Rule.MAY, r"^(?:may|can|må|kan)\b(?P<end>.*)"),
)
_VERDICTS = {
    (_Rule.MUST, _Rule.MUST): True,
    (_Rule.MUST, _Rule.CHOICE): False,
    (_Rule.MUST, _Rule.BAN): False,
    (_Rule.MIGHT, _Rule.MUST): True,
    (_Rule.MIGHT, _Rule.MIGHT): True,
    (_Rule.CHOICE, _Rule.CHOICE): True,
    (_Rule.CHOICE, _Rule.MUST): False,
    (_Rule.MAY, _Rule.MAY): True,
    (_Rule.MAY, _Rule.BAN): False,
    (_Rule.BAN, _Rule.BAN): True,
    (_Rule.BAN, _Rule.MAY): False,
}
_IMPERSONAL = re.compile(rf"{_FREE}|{_BANNED}|{_DUTY}|{_BIND}(?! to\b)|{_LEAVE}(?! to\b)", re.I)
_WHOEVER = ("to ", "at ")
"""So goes a question on that does not say whose the duty is: "is there a duty to ...", "is it allowed to ..."."""
_OTHERWISE = re.compile(r"\b(?:that|at|more than|less than|mere end|mindre end)\b", re.I)
"""What must or may not be is another's doing ("must ensure that ..."), or more of it than some."""
_AND = re.compile(r",?\s(?:and|og)\s", re.I)


@dataclass(frozen=True)
class _Stated:
    """What a clause states: the rule, where its words begin and end."""

    rule: _Rule
    start: int
    end: int


def on_duty(question: str, clause: Said) -> bool | None:
    """Yes or no to a question of duty or leave, None where the clause leaves it open or it is not asked."""
    asked = _asked(question)
    if asked is None or clause.hedged and asked[0] is not _Rule.MIGHT:
        return None
    rule, rest = asked
    verdicts = {_verdict(rule, rest, part) for part in _parts(clause)} - {None}
    return verdicts.pop() if len(verdicts) == 1 else None


def asks_for_duty(question: str) -> bool:
    """Whether it asks what must or may be done: then words in common are no yes."""
    return _asked(question) is not None


def is_mixed(text: str) -> bool:
    """Whether a text states more than one thing of duty and leave, or a limit: words in common do not tell which."""
    return len({one.rule for one in _stated(text)}) > 1 or bool(_OTHERWISE.search(text))


def _asked(question: str) -> tuple[_Rule, str] | None:
    for rule, pattern in _ASKED:
        if found := re.match(pattern, question.strip().rstrip("?. "), re.I):
            groups = found.groupdict()
            return rule, f"{groups.get('rest') or ''} {groups['end']}"
    return None


def _parts(clause: Said) -> Iterator[Said]:
    """The clause, or where it states two things ("voluntary for A and mandatory for B"), each with the subject."""
    found = _stated(clause.text)
    if len({one.rule for one in found}) < 2:
        yield clause
        return
    subject = clause.text[: min(one.start for one in found)]
    for place, part in enumerate(_AND.split(clause.text)):
        yield Said(part if place == 0 else f"{subject} {part}", clause.around)


def _stated(text: str) -> list[_Stated]:
    found: list[_Stated] = []
    left = text
    for rule, pattern in _STATED:
        for match in re.finditer(pattern, left, re.I):
            found.append(_Stated(rule, match.start(), match.end()))
            left = left[: match.start()] + "\x01" * (match.end() - match.start()) + left[match.end() :]
    return found


def _verdict(rule: _Rule, rest: str, part: Said) -> bool | None:
    found = _stated(part.text)
    if len(found) != 1 or not part.has(rest):
        return None
    (one,) = found
    before, after = part.text[: one.start], part.text[one.end :]
    if _OTHERWISE.search(after):
        return None
    if denies(f"{before} {after}") or (
        narrowed(before, rest) and not _IMPERSONAL.search(part.text[one.start : one.end + 4])
    ):
        return None
    told = _until_said(after, rest)
    if _IMPERSONAL.search(part.text[one.start : one.end + 4]) and narrowed(f"it {told}", rest, kinds_only=True):
        return None
    if not rest.lstrip().startswith(_WHOEVER) and not _same_order(
        rest, before, after, part.text[one.start : one.end + 4]
    ):
        return None
    return _VERDICTS.get((rule, one.rule))


def _until_said(text: str, asked: str) -> str:
    """The text up to where all that is asked is said: "a captain or a ship's captain" speaks of captains."""
    ends = (word.end() for word in re.finditer(r"\w+", text))
    return next((text[:end] for end in ends if Said(text[:end], "").has(asked)), text)


def _same_order(rest: str, before: str, after: str, words: str) -> bool:
    """Whether the one who must or may is the same: "tenants must pay landlords" is not "landlords must pay tenants"."""
    if _IMPERSONAL.search(words):
        return True
    first = counting(rest)[0]
    return not keys(first).isdisjoint(keys_of(before)) or keys(first).isdisjoint(keys_of(after))
