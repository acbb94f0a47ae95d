"""What is told beside an answer: what other documents say of the same, and quotations in another language. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conflicts import disagree, rivals
from assistant.evidence import MOST_JUDGED, Evidence, answering, without_mark
from assistant.phrases import phrase
from assistant.question import Question

Sentenced = tuple[str, Sequence[Evidence]]
"""A line of an answer and the evidence it cites."""
_ASKS_FOR_ALL = re.compile(
    r"\b(?:documents|papers|sources|texts|differ\w*|disagree|conflict\w*|contradict\w*|both|or|eller|dokumenterne|kilderne)\b"
    r"|\baccording to .+ and according to\b",
    re.I,
)
_NEAR = 0.5
"""Cosine with the question from which another document is heard beside the one that answers."""
_MOST_RIVALS = 2


def told_otherwise(question: Question, lines: Sequence[Sentenced], pieces: Sequence[Evidence]) -> list[Sentenced]:
    """What other documents say of the same with another figure, both named with their dates."""
    told: list[Sentenced] = []
    cited = [piece for _, quoted in lines for piece in quoted]
    for other in rivals(cited, pieces[:MOST_JUDGED])[:_MOST_RIVALS]:
        one = next(piece for piece in cited if disagree(piece, other))
        values = {
            "title": one.document.title,
            "date": f" ({one.document.date})" if one.document.date else "",
            "other": other.document.title,
            "other_date": f" ({other.document.date})" if other.document.date else "",
        }
        told.append((phrase("differs", question.language, quote=other.said, **values), [one, other]))
    return told


def told_beside(question: Question, lines: Sequence[Sentenced], pieces: Sequence[Evidence]) -> list[Sentenced]:
    """What the nearest other document says, where a question asks for all sources or to choose between two things."""
    cited = {piece.document.id for _, quoted in lines for piece in quoted}
    others = [piece for piece in answering(pieces, MOST_JUDGED) if piece.document.id not in cited and not piece.is_row]
    if len(cited) != 1 or not others or not _ASKS_FOR_ALL.search(question.text) or others[0].cosine < _NEAR:
        return []
    other = others[0]
    date = f" ({other.document.date})" if other.document.date else ""
    return [(phrase("beside", question.language, title=other.document.title, date=date, quote=other.said), [other])]


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
