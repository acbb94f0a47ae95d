"""Yes or no, by the same check that proves sentences. Pure.

"Are agencies required to have an officer?" is read as the statement "agencies required to have an officer". A piece of
evidence that contradicts it ("there is no requirement ...", "voluntary" for "mandatory") says no; one that has all its
words, denies nothing and supports it says yes. One that does neither leaves it open, and the model's word stands.

Duties and leaves (`duties`), comparisons (`limits`), and what holds of all, of the first and of nothing else (`shares`)
have rules of their own, which come first: shared words do not tell "may" from "must", or 23 kg from more than 20.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.akin import coverage
from assistant.answer import Verdict
from assistant.asked import clauses_said
from assistant.duties import asks_for_duty, is_mixed, on_duty
from assistant.evidence import Evidence
from assistant.limits import compares, on_limits
from assistant.meaning import contradiction
from assistant.question import Kind, Question, content_stems
from assistant.shares import asks_for_earlier, asks_for_share, on_first, on_only, on_shares
from assistant.statements import statements
from assistant.terms import content, stem, stems
from assistant.verify import verify

_AUX = re.compile(
    r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may|might|shall|er|var|har|havde|kan|skal|må"
    r"|vil|blev|bliver|findes|gælder|bør|får)(?P<neg>n't|n’t)?\s+(?P<there>(?:there|der)\s+)?",
    re.I,
)
_SUPPOSES = re.compile(r"\b(?:would|could|should|might|if|unless|whether|hvis|ville|kunne)\b", re.I)
_WISHES = re.compile(r"\b(?:would|might|wish\w*|wants?|wanted|asks? for|asked for|ville|ønsker)\b", re.I)
_LOOKED_AT = 3
_RULED_BY = 6
"""Pieces that the rules are tried on: they ask for every word of the question, so a lower piece can be trusted."""
_HALF = 0.5
"""Share of the question's words that must stand in or around the quotations of a yes or no."""
_SPOKEN_OF = 0.6
"""Share of the question's words that a piece must cover before its yes or no counts."""
_REPLY = re.compile(r"^(yes|no|ja|nej)\b[\s,.:;–-]*", re.I)


@dataclass(frozen=True, slots=True)
class Polarity:
    """What the evidence says to a yes-or-no question, and the piece that says it."""

    yes: bool
    piece: Evidence


def polarity(question: Question, pieces: Sequence[Evidence]) -> Polarity | None:
    """Yes or no by the best pieces, or None when none of them decides, or nothing of the kind is asked."""
    match = _AUX.match(question.text)
    if question.kind is not Kind.YES_NO or match is None or match["neg"]:
        return None
    statement = question.text[match.end() :].rstrip("?! .")
    if _denies(statement):
        return None
    best = sorted(pieces, key=lambda piece: -piece.score)
    ruled = [
        Polarity(yes, piece)
        for piece in best[:_RULED_BY]
        if (yes := _by_rule(question.text, piece, pieces)) is not None
    ]
    if ruled:
        return ruled[0] if len({one.yes for one in ruled}) == 1 else None
    if compares(question.text) or asks_for_share(question.text) or asks_for_earlier(question.text):
        return None
    return _by_words(question, statement, bool(match["there"]), best[:_LOOKED_AT])


def _by_rule(question: str, piece: Evidence, pieces: Sequence[Evidence]) -> bool | None:
    """What the rules make of one piece; None when none speaks or two clauses disagree."""
    around = " ".join(part for part in (piece.intro, piece.heading) if not part.rstrip().endswith("?"))
    near = " ".join(other.said for other in pieces if other.document.id == piece.document.id)
    found = {
        said
        for clause in clauses_said(piece.said, around)
        for said in (
            on_limits(question, clause),
            on_duty(question, clause),
            on_shares(question, clause),
            on_only(question, clause),
            on_first(question, clause, near),
        )
        if said is not None
    }
    return found.pop() if len(found) == 1 else None


def _by_words(question: Question, statement: str, there: bool, pieces: Sequence[Evidence]) -> Polarity | None:
    """By the first piece that says the statement or its opposite."""
    duty = asks_for_duty(question.text)
    for piece in pieces:
        # What a question of duty ends with ("for boats") is what it is narrowed to.
        if duty and (is_mixed(piece.said) or question.words[-1] not in piece.stems):
            continue
        spoken = coverage(question.words, piece.stems)
        said = contradiction(statement, [piece.said], foreign=False) if spoken >= _SPOKEN_OF else None
        if spoken >= _SPOKEN_OF and there and _has_none(statement, piece.text):
            said = Verdict.NEGATION
        # An opposite stands in the place of a word of the question; where every word is there, it is said of another.
        # And what is only wished or supposed is no answer to whether it is so.
        denied = said is Verdict.NEGATION and not _WISHES.search(piece.text)
        opposed = said is Verdict.MEANING and spoken < 1 and not _SUPPOSES.search(piece.text)
        if denied or opposed:
            return Polarity(False, piece)
        denies = _denies(piece.said) or _SUPPOSES.search(piece.text)
        if (
            _asserts(question, piece)
            and not duty
            and not denies
            and verify(statement, [piece.said], _around(piece)) is Verdict.SUPPORTED
        ):
            return Polarity(True, piece)
    return None


def _has_none(statement: str, text: str) -> bool:
    """Whether the text says that there is no such thing: the first word of what is asked for comes right after a no."""
    thing = next((stem(word) for word in re.findall(r"\w+", statement) if content(word)), "")
    return any(thing in denial.after for one in statements(text) for denial in one.denials)


def _asserts(question: Question, piece: Evidence) -> bool:
    """Whether all words of the question are said: what stands only in a question above the piece is asked, not said."""
    said = [part for part in (piece.text, piece.intro, piece.heading) if not part.rstrip().endswith("?")]
    return coverage(question.words, frozenset(content_stems(" ".join(said)))) == 1


def _around(piece: Evidence) -> list[str]:
    return [part for part in piece.context if part]


def agreeing(sentences: Sequence[str], question: Question, decided: Polarity | None) -> list[str]:
    """The sentences of a draft that can stand beside what the evidence decides.

    A draft that begins with the opposite was written in the belief of the opposite: none of it is kept. A yes or no
    that was not asked for is taken off.
    """
    match = _REPLY.match(sentences[0]) if sentences else None
    if match is None:
        return list(sentences)
    if question.kind is not Kind.YES_NO:
        rest = sentences[0][match.end() :]
        return [*([rest[:1].upper() + rest[1:]] if rest else []), *sentences[1:]]
    opposed = decided is not None and decided.yes != (match[1].lower() in {"yes", "ja"})
    return [] if opposed else list(sentences)


def oversteps(question: Question, kept: Sequence[tuple[str, Sequence[Evidence]]]) -> bool:
    """Whether a yes or no says more than its quotations bear, though it shares their words.

    "Yes, there is a fine for late returns" has all its words but one in a quotation on returns, and the fine from the
    question: what is affirmed or denied must stand in the quotations or around them. And a plain yes cannot rest on
    quotations that each deny something.
    """
    if question.kind is not Kind.YES_NO or not kept:
        return False
    sentence, pieces = kept[0]
    lead = _REPLY.match(sentence)
    says_yes = lead is not None and lead[1].lower() in {"yes", "ja"}
    if (
        says_yes
        and not _denies(sentence[lead.end() :] if lead else "")
        and all(_denies(piece.said) for piece in pieces)
    ):
        return True
    shown = frozenset[str]().union(*(piece.stems | set(content_stems(" ".join(piece.context))) for piece in pieces))
    alike = frozenset[str]().union(*(stems(f"{piece.text} {' '.join(piece.context)}") for piece in pieces))
    if lead is not None and coverage(question.words, shown) < _HALF:
        return True
    lent = [word for word in re.findall(r"[\w-]+", sentence) if set(content_stems(word)) & set(question.words)]
    return any(not set(content_stems(word)) <= shown and not stems(word) <= alike for word in lent)


def _denies(text: str) -> bool:
    return any(one.denials for one in statements(text))
