"""Whether quotations support a sentence: pure, no model, no index, no I/O. The algorithm:

1. Citation marks, list marks and a leading "Yes," / "Nej," are taken off the sentence. A sentence that is a quotation,
   letter by letter, is SUPPORTED. No quotation, or no word and no fact in common with them: NOT_FOUND.
2. Every number, date, identifier and name of the sentence (`facts`) must stand in the quotations or in their context
   (title, headings, the line that introduces a list). Numbers agree in value, unit and in what they count: 27 goes with
   "focus areas" only where the text has 27 of them. A date is supported by one at least as precise. Names agree across
   possessives, demonyms ("Denmark", "Danish") and acronyms. Else NUMBER, DATE, IDENTIFIER or NAME. An address of a
   page or mailbox must stand there letter by letter, else IDENTIFIER.
3. A date or number next to an identifier or name must not, in the quotations, stand next to another one while that
   identifier or name stands next to another date or number: "Order no. 204 of 11 December" fails where the text has
   "Order no. 1733 of 11 December and Order no. 204 of 1 June". So must names not be joined across an enumeration:
   "the cafe of Rome is Bruno" fails where the text has "Bruno (Oslo); Carla (Rome)".
   Nor may a date be taken from one quotation for a name that only another has, with a date of its own.
4. Each statement of the sentence is held against the quoted statements that share most stems with it (`statements`).
   A negation in the one must be one in the other; opposites ("voluntary", "mandatory") and obligation against
   permission count as one more. An odd balance of negations is NEGATION; a swap of opposites, of must and may, of
   all and some, of monthly and yearly, an added "only", or a bound that the quoted number has not, is MEANING. What a
   quotation excepts must not be claimed ("all but dogs may enter": "dogs may enter", `exceptions`): NEGATION. What it
   says of one thing by a relative clause must not be said of another (`relatives`), nor what it says under a condition
   without that (`conditions`): MEANING.
5. Fewer than a quarter of the content stems in the quotations (words of the context count half) is MEANING. Words that
   only say of what kind a fact is ("the date is") do not count.
6. Else SUPPORTED.

A sentence and quotations in different languages (Danish, English) cannot share words: for them step 5 and the nouns of
step 2 are left out, names agree by a shared run of letters, and step 4 speaks only where the quotation is one
statement. `supporting` attaches them only by a shared fact or a word that looks alike.

Out of reach, by design: swapped roles ("A sued B" for "B sued A"), paraphrase by words that no table relates, and
generalisation ("users" for "some users"). The thresholds were set on the public corpora clapnq and PolicyQA.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant import phrasing
from assistant.answer import Verdict
from assistant.bindings import borrowed, misattached, mispaired
from assistant.conditions import leaves_out_condition
from assistant.exceptions import denied_by_exception
from assistant.facts import Facts, facts
from assistant.meaning import contradiction
from assistant.relatives import other_antecedent
from assistant.support import akin, date_holds, identifier_holds, name_holds, number_holds
from assistant.terms import stem, stems

MIN_OVERLAP = 0.25
"""Least share of content stems that must be quoted or, at half weight, stand around the quotation."""
CONTEXT_WEIGHT = 0.5
MOST_QUOTES = 3
_FORMAL = frozenset(stem(word) for word in phrasing.LABELS | phrasing.LIGHT)
"""Stems of words that only say of what kind a fact is: "the date of the act", "it was issued on"."""
_MARKS = re.compile(r"\[\d+(?:,\s*\d+)*\]|(?m:^\s*(?:[-*•]|\d{1,2}[.)])\s+)")
_ADDRESS = re.compile(r"(?:\b[a-z][a-z0-9+.-]*://|\bwww\.|\bmailto:)[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.I)
_REPLY = re.compile(r"^\s*(?:yes|no|ja|nej|jo)\b\s*[,.:;!-]+\s*(?=\S)", re.I)


def verify(sentence: str, quotes: Sequence[str], context: Sequence[str] = ()) -> Verdict:
    """The first reason to refuse the sentence, in the order of `Verdict`, or SUPPORTED.

    `quotes` are the quotations cited for this sentence; `context` is text that the reader sees around them.
    """
    plain = _bare(sentence)
    claim, quoted = facts(plain), tuple(facts(quote) for quote in quotes)
    shown = (*quoted, *(facts(text) for text in context))
    if any(read.text.strip() == claim.text.strip() for read in quoted):
        return Verdict.SUPPORTED
    overlap = _overlap(plain, quotes, context)
    foreign = is_foreign(claim, quoted)
    if not quoted or not (overlap or foreign or _shares_fact(claim, shown)):
        return Verdict.NOT_FOUND
    if not addresses(plain) <= addresses(" ".join((*quotes, *context))):
        return Verdict.IDENTIFIER
    wrong = _wrong_fact(claim, shown, foreign) or _opposed(plain, quotes, foreign)
    if wrong:
        return wrong
    return Verdict.SUPPORTED if foreign or overlap >= MIN_OVERLAP else Verdict.MEANING


def refuted(sentence: str, quotes: Sequence[str], context: Sequence[str] = ()) -> Verdict | None:
    """What is wrong with the sentence by steps 2 to 4 alone: a fact that is not there, or a contradiction."""
    plain = _bare(sentence)
    claim, quoted = facts(plain), tuple(facts(quote) for quote in quotes)
    foreign = is_foreign(claim, quoted)
    shown = (*quoted, *(facts(text) for text in context))
    return _wrong_fact(claim, shown, foreign) or _opposed(plain, quotes, foreign)


def _opposed(plain: str, quotes: Sequence[str], foreign: bool) -> Verdict | None:
    if not foreign and denied_by_exception(plain, quotes):
        return Verdict.NEGATION
    if borrowed(facts(plain), [facts(quote) for quote in quotes]):
        return Verdict.DATE
    if not foreign and (other_antecedent(plain, quotes) or leaves_out_condition(plain, quotes)):
        return Verdict.MEANING
    return contradiction(plain, quotes, foreign)


def is_foreign(claim: Facts, quoted: Sequence[Facts]) -> bool:
    """Whether the sentence is Danish and the quotations English, or the other way round."""
    languages = {read.language for read in quoted} - {""}
    return bool(claim.language and languages and claim.language not in languages)


def addresses(text: str) -> frozenset[str]:
    """The addresses of pages and mailboxes in a text."""
    return frozenset(address.rstrip(".,;:!?)'\"").lower() for address in _ADDRESS.findall(text))


@lru_cache(maxsize=4096)
def _bare(sentence: str) -> str:
    return _REPLY.sub("", _MARKS.sub(" ", sentence).strip()) or sentence


def _wrong_fact(claim: Facts, shown: Sequence[Facts], foreign: bool) -> Verdict | None:
    if not all(number_holds(number, shown, foreign) for number in claim.numbers):
        return Verdict.NUMBER
    if not all(date_holds(date, shown) for date in claim.dates):
        return Verdict.DATE
    if not all(identifier_holds(code, shown) for code in claim.identifiers):
        return Verdict.IDENTIFIER
    if not all(name_holds(name, claim, shown, foreign) for name in claim.names):
        return Verdict.NAME
    if mispaired(claim, shown):
        return Verdict.NAME
    return misattached(claim, shown)


def _shares_fact(claim: Facts, shown: Sequence[Facts]) -> bool:
    return (
        any(date_holds(date, shown) for date in claim.dates)
        or any(identifier_holds(code, shown) for code in claim.identifiers)
        or any(number_holds(number, shown, True) for number in claim.numbers)
        or any(name_holds(name, claim, shown, True) for name in claim.names if name.sure)
    )


def _overlap(sentence: str, quotes: Sequence[str], context: Sequence[str]) -> float:
    """Share of the sentence's content stems that are quoted, those only in the context counted half; 1 for none."""
    wanted = _stems(sentence) - _FORMAL
    if not wanted:
        return 1.0 if quotes and (read := facts(sentence)) and (read.numbers or read.dates or read.identifiers) else 0.0
    quoted = wanted & frozenset[str]().union(*(_stems(quote) for quote in quotes))
    around = wanted & frozenset[str]().union(*(_stems(text) for text in context)) - quoted
    return (len(quoted) + CONTEXT_WEIGHT * len(around)) / len(wanted) if quoted or around else 0.0


@lru_cache(maxsize=8192)
def _stems(text: str) -> frozenset[str]:
    read = facts(text)
    return stems(read.rest, read.language)


def supporting(sentence: str, candidates: Sequence[str], contexts: Sequence[Sequence[str]] = ()) -> tuple[int, ...]:
    """Indices of the fewest candidate quotations (at most 3) that together support the sentence, best first, or ().

    Greedy: the candidate that covers most of the sentence's stems and facts first, then whichever adds most.
    `contexts` holds the context of each candidate, or is empty.
    """
    plain = _bare(sentence)
    claim, wanted = facts(plain), _stems(plain)
    around = [tuple(contexts[i]) if contexts else () for i in range(len(candidates))]
    covers = [_covered(claim, wanted, candidates[i], around[i]) for i in range(len(candidates))]

    def holds(chosen: Sequence[int]) -> bool:
        shown = [text for i in chosen for text in around[i]]
        return verify(sentence, [candidates[i] for i in chosen], shown) is Verdict.SUPPORTED

    order = sorted((i for i in range(len(candidates)) if covers[i]), key=lambda i: -len(covers[i]))
    for i in order:
        if holds([i]):
            return (i,)
    for first in order[:2]:
        chosen, covered = [first], covers[first]
        while len(chosen) < MOST_QUOTES:
            best = max((i for i in order if i not in chosen), key=lambda i: len(covers[i] - covered), default=None)
            if best is None or covers[best] <= covered:
                break
            chosen, covered = [*chosen, best], covered | covers[best]
            if holds(chosen):
                return tuple(chosen)
    return ()


def _covered(claim: Facts, wanted: frozenset[str], candidate: str, around: Sequence[str]) -> frozenset[str]:
    """The stems and facts of the sentence that a candidate has."""
    shown = (facts(candidate), *(facts(text) for text in around))
    held = {f"number {n.start}" for n in claim.numbers if number_holds(n, shown, False)}
    held |= {f"date {d.start}" for d in claim.dates if date_holds(d, shown)}
    held |= {f"identifier {c.start}" for c in claim.identifiers if identifier_holds(c, shown)}
    if is_foreign(claim, shown[:1]):
        held |= {word for word in wanted if any(akin(word, other) for other in _stems(candidate))}
    return frozenset(held) | (wanted & _stems(candidate))
