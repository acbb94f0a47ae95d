"""What is told beside an answer: what other documents say of the same, and quotations in another language. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.akin import coverage
from assistant.amendments import amends, dated, replaces_words
from assistant.conflicts import disagree, rivals
from assistant.evidence import Evidence, answering, without_mark
from assistant.facts import facts
from assistant.fitting import fitting
from assistant.form import asks_for_form, says_hours
from assistant.judge import MOST_JUDGED
from assistant.phrases import phrase
from assistant.polarity import Polarity, polarity
from assistant.question import Kind, Question, content_stems
from assistant.wordlists import TIMES

Sentenced = tuple[str, Sequence[Evidence]]
"""A line of an answer and the evidence it cites."""
_ASKS_FOR_ALL = re.compile(
    r"\b(?:documents|papers|sources|texts|differ\w*|disagree|conflict\w*|contradict\w*|dokumenterne|kilderne)\b"
    r"|\baccording to .+ and according to\b",
    re.I,
)
_ASKS_FOR_TWO = re.compile(r"\b(?:both|or|eller)\b", re.I)
_NEAR, _NEAR_OF_ALL = 0.5, 0.4
"""Cosine with the question from which another document is heard beside the one that answers."""
_MOST_RIVALS = 2
_ANSWERS, _HAS_FORM = 1.0, -0.8
"""Log odds from which a line of another document answers as well; the second where it has the form asked for."""
_SPOKEN_OF = 0.6
"""Share of the question's words that it must have."""
_SAID = 0.5
"""Share of what it adds to the question that the quotations have already when it says the same."""


def latest_first(question: Question, lines: Sequence[Sentenced], pieces: Sequence[Evidence]) -> list[Sentenced]:
    """The lines; what a later document amends comes after the amendment, both named with their dates."""
    told: list[Sentenced] = []
    for line, cited in lines:
        newer = [one for one in rivals(cited[:1], _heard(pieces)) if amends(one, cited[0])]
        if not newer:
            told.append((line, cited))
            continue
        latest = max(newer, key=lambda one: dated(one) or (0, 0, 0))
        told.append((latest.told(question), cited_with(latest)))
        told.append((phrase("amended", question.language, quote=line, **_named(latest, cited[0])), [latest, *cited]))
    return told


def told_otherwise(question: Question, lines: Sequence[Sentenced], pieces: Sequence[Evidence]) -> list[Sentenced]:
    """What other documents say of the same with another figure, both named with their dates."""
    told: list[Sentenced] = []
    cited = [piece for _, quoted in lines for piece in quoted]
    for other in rivals(cited, _heard(pieces))[:_MOST_RIVALS]:
        one = next(piece for piece in cited if disagree(piece, other))
        told.append((phrase("differs", question.language, quote=other.said, **_named(one, other)), [one, other]))
    return told


def _heard(pieces: Sequence[Evidence]) -> list[Evidence]:
    """The nearest pieces, and those that replace words and are near to nothing but these."""
    return [*pieces[:MOST_JUDGED], *(piece for piece in pieces[MOST_JUDGED:] if replaces_words(piece))]


def _named(one: Evidence, other: Evidence) -> dict[str, str]:
    """Titles and dates of the documents of two pieces, for a phrase."""
    return {
        "title": one.document.title,
        "date": f" ({one.document.date})" if one.document.date else "",
        "other": other.document.title,
        "other_date": f" ({other.document.date})" if other.document.date else "",
    }


def told_beside(
    asked: str, question: Question, lines: Sequence[Sentenced], pieces: Sequence[Evidence]
) -> list[Sentenced]:
    """What another document says: the nearest, where a message asks for all sources or to choose between two things;
    else one that answers the question as well, and otherwise.

    `asked` is the whole message: "collect it from all documents" is no part of the question that is searched for.
    """
    cited = [piece for _, quoted in lines for piece in quoted]
    own = {piece.document.id for piece in cited}
    near = [piece for piece in fitting(question, answering(pieces, MOST_JUDGED)) if _is_timed(question, piece)]
    others = [piece for piece in near if piece.document.id not in own]
    if len(own) != 1 or not others:
        return []
    nearest = next((piece for piece in others if not piece.is_row), None)
    least = _NEAR_OF_ALL if _ASKS_FOR_ALL.search(asked) else _NEAR if _ASKS_FOR_TWO.search(asked) else 1.0
    if nearest is None or nearest.cosine < least:
        nearest = next((piece for piece in others if _answers_otherwise(question, piece, cited)), None)
    return [_says(question, nearest)] if nearest is not None else []


def told_against(question: Question, said: Polarity, pieces: Sequence[Evidence]) -> list[Sentenced]:
    """The yes beside a no, or the no beside a yes, that another document gives."""
    others = [piece for piece in pieces[:MOST_JUDGED] if piece.document.id != said.piece.document.id]
    other = polarity(question, others)
    return [_says(question, other.piece)] if other is not None and other.yes != said.yes else []


def _says(question: Question, piece: Evidence) -> Sentenced:
    title, date = piece.document.title, f" ({piece.document.date})" if piece.document.date else ""
    quote = piece.told(question)
    return phrase("beside", question.language, title=title, date=date, quote=quote), cited_with(piece)


def _answers_otherwise(question: Question, piece: Evidence, cited: Sequence[Evidence]) -> bool:
    """Whether it speaks of what was asked, is found to answer it, and says something that no quotation says."""
    least = _HAS_FORM if asks_for_form(question) else _ANSWERS
    if piece.relevance < least or coverage(question.words, piece.stems) < _SPOKEN_OF:
        return False
    added = [stem for stem in content_stems(piece.told(question)) if stem not in question.words]
    return coverage(added, frozenset(stem for one in cited for stem in one.stems)) < _SAID if added else False


def told_in(language: str, kept: Sequence[Sentenced]) -> list[Sentenced]:
    """Sentences as they are in the documents' language; for a question in another, the quotations that prove them.

    A small model's translation cannot be vouched for, a quotation can (docs/decisions/004-danish.md).
    """
    if language == "en":
        return list(kept)
    told: list[Sentenced] = []
    for number, (sentence, pieces) in enumerate(kept):
        reply = re.match(r"(yes|no)\b", sentence, re.I)
        lead = f"{phrase(reply[1].lower(), language)}. " if reply and number == 0 else ""
        new = [piece for piece in pieces if not any(piece in earlier for _, earlier in told)]
        told += [(lead + phrase("says", language, quote=without_mark(piece.text)), (piece,)) for piece in new]
    return told


def cited_with(piece: Evidence) -> list[Evidence]:
    """What is quoted for a piece: a row of a table goes with its head."""
    head = piece.introducing() if piece.is_row else None
    return [piece, head] if head else [piece]


def _is_timed(question: Question, piece: Evidence) -> bool:
    """Whether it says a time, where one is asked for: "10 metres" has a unit and is none."""
    found = facts(piece.said)
    timed = bool(found.dates) or any(number.unit in TIMES for number in found.numbers) or says_hours(piece.said)
    return timed or question.kind is not Kind.WHEN
