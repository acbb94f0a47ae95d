"""Answering without a model: by quoting. Pure.

Lists and counts are quoted whole. Anything else is answered by the sentence that fits best, and by a second one when
it says what the first leaves open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conflicts import disagree, rivals
from assistant.evidence import MOST_JUDGED, Evidence, answering, coverage, without_mark
from assistant.form import asks_for_form, dimension, has_form
from assistant.gap import answers_form
from assistant.lists import FoundList
from assistant.phrases import phrase
from assistant.polarity import Polarity
from assistant.prove import Composed, compose
from assistant.question import Kind, Question, content_stems

Sentenced = tuple[str, Sequence[Evidence]]
"""A line of an answer and the evidence it cites."""
_HALF = 0.5
_SPOKEN_OF = 0.75
"""Share of the question's words that the best sentence must have to be quoted in place of a draft that failed."""
_ASKS_FOR_ALL = re.compile(
    r"\b(?:documents|papers|sources|texts|differ\w*|disagree|conflict\w*|contradict\w*|both|or|eller|dokumenterne|kilderne)\b"
    r"|\baccording to .+ and according to\b",
    re.I,
)
_NEAR = 0.5
"""Cosine with the question from which another document is heard beside the one that answers."""
_RELEVANT = 0.4
"""Log odds from which a sentence is quoted to a question for a yes or no."""
_MOST_RIVALS = 2
_SECOND = 0.12
"""A second sentence may score this much less than the first when it has what of the question the first has not."""


def quote_list(question: Question, found: FoundList) -> Composed:
    """The line that introduces the list, or how many there are under it, and every item with its own citation."""
    first = found.items[0]
    label = first.introducing()
    head = without_mark(first.intro) or first.heading
    if question.kind is Kind.ORDINAL:
        return compose([(f"{head.rstrip(' :;')}: {first.said}", [first])])
    if question.kind is Kind.COUNT or len(found.items) < found.of:
        count, quoted = len(found.items), head.rstrip(" :;")
        head = phrase("count", question.language, count=count, label=quoted)
    lines: list[tuple[str, Sequence[Evidence]]] = [(head, [label] if label else [])]
    lines += [(f"- {item.line}", [item]) for item in found.items]
    return compose(lines, "\n")


def quote_sentences(question: Question, pieces: Sequence[Evidence], said: Polarity | None = None) -> Composed:
    """The best sentence, and the next one when it covers words of the question that the best does not.

    Where the evidence says yes or no, that, and the sentence that says it. Nothing when none has the form asked for.
    """
    if said is not None:
        answer = re.sub(r"^(?:yes|no|ja|nej)[,.:]\s+", "", said.piece.said, flags=re.I)
        return compose([(f"{phrase('yes' if said.yes else 'no', question.language)}. {answer}", [said.piece])])
    chosen = answering(_fitting(question, pieces), 4)
    if not chosen:
        return compose([])
    best, *others = chosen
    open_words = [word for word in question.words if word not in best.stems]
    chosen = [best]
    for other in others:
        adds = any(word in other.stems for word in open_words)
        if adds and best.score - other.score <= _SECOND:
            chosen.append(other)
            break
    if question.language != "en":
        return compose(told_in(question.language, [("", chosen)]))
    lines: list[Sentenced] = [(piece.told(question), cited_with(piece)) for piece in chosen]
    more = [*told_otherwise(question, lines, pieces), *told_beside(question, lines, pieces)]
    return compose([*lines, *more])


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


def cited_with(piece: Evidence) -> list[Evidence]:
    """What is quoted for a piece: a row of a table goes with its head."""
    head = piece.introducing() if piece.is_row else None
    return [piece, head] if head else [piece]


def _fits(question: Question, piece: Evidence) -> bool:
    """Whether the piece fills the gap of the question, has the form asked for, and speaks of anything that was asked:
    any date is not the date.
    """
    if not answers_form(question, piece.line, " ".join(piece.context)):
        return False
    spoken = coverage(question.words, piece.stems)
    if dimension(question) and (spoken < _HALF or not has_form(question, piece.told(question))):
        return False
    return not asks_for_form(question) or (has_form(question, piece.line) and spoken > 0)


def _fitting(question: Question, pieces: Sequence[Evidence]) -> list[Evidence]:
    """The pieces that fit. Where the best one speaks of the matter and does not answer, one that speaks less of it does
    not either.
    """
    fitting = [piece for piece in pieces if _fits(question, piece)]
    formed = [piece for piece in pieces if not asks_for_form(question) or has_form(question, piece.line)]
    best = answering(formed, 1)
    if not best or answers_form(question, best[0].line, " ".join(best[0].context)):
        return fitting
    least = min(coverage(question.words, best[0].stems), _SPOKEN_OF)
    return [
        piece
        for piece in fitting
        if coverage(question.words, piece.stems) >= least
        and coverage(question.words, frozenset(content_stems(piece.said))) >= _HALF
    ]


def quotable(question: Question, pieces: Sequence[Evidence]) -> bool:
    """Whether quoting is better than saying nothing when no sentence of the draft could be proved."""
    best = answering(pieces, 1)
    if not best or not _fits(question, best[0]):
        return False
    # A sentence can be quoted where no yes or no could be proved: it answers without either.
    spoken = coverage(question.words, best[0].stems)
    if question.kind is Kind.YES_NO and best[0].relevance >= _RELEVANT:
        return True
    if question.kind in {Kind.WHEN, Kind.COUNT, Kind.OFTEN}:
        return spoken >= _HALF
    return spoken >= _SPOKEN_OF and set(question.thing) <= best[0].stems


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
