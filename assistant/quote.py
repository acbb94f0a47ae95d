"""Answering without a model: by quoting. Pure.

Lists and counts are quoted whole. Anything else is answered by the sentence that fits best, and by a second one when
it says what the first leaves open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.akin import coverage
from assistant.beside import (
    Sentenced,
    cited_with,
    latest_first,
    told_against,
    told_beside,
    told_in,
    told_otherwise,
)
from assistant.evidence import Evidence, answering, without_mark
from assistant.fitting import fits, fitting, is_sure, surest
from assistant.leads import led_by
from assistant.lists import FoundList
from assistant.phrases import phrase
from assistant.polarity import Polarity
from assistant.prove import Composed, compose
from assistant.question import Kind, Question

_HALF = 0.5
_SPOKEN_OF = 0.75
"""Share of the question's words that the best sentence must have to be quoted in place of a draft that failed."""
_RELEVANT = 0.4
"""Log odds from which a sentence is quoted to a question for a yes or no."""
_REPLY = re.compile(r"^(?:yes|no|ja|nej)[,.:]\s+", re.I)
_SECOND = 0.12
"""A second sentence may score this much less than the first when it has what of the question the first has not."""


def quote_list(question: Question, found: FoundList) -> Composed:
    """The line that introduces the list, or how many there are under it, and every item with its own citation.

    A sentence that names what is counted stands after the count; items of several lists have no line in common.
    """
    first = found.items[0]
    if found.named:
        head = f"{len(found.named)}: {first.said}"
        return compose([(head, [first]), *((f"- {part}", [first]) for part in found.named)], "\n")
    if len({item.list_key for item in found.items}) > 1:
        return compose([(f"{len(found.items)}:", []), *((f"- {item.line}", [item]) for item in found.items)], "\n")
    label = first.introducing()
    head = "" if first.is_row else without_mark(first.intro).lstrip("# ")
    head = head or first.heading
    if question.kind is Kind.ORDINAL:
        return compose([(f"{head.rstrip(' :;')}: {first.said}", [first])])
    if question.kind is Kind.COUNT or len(found.items) < found.of:
        count, quoted = len(found.items), head.rstrip(" :;")
        head = phrase("count", question.language, count=count, label=quoted)
    lines: list[tuple[str, Sequence[Evidence]]] = [(head, [label] if label else [])]
    lines += [(f"- {item.line}", [item]) for item in found.items]
    return compose(lines, "\n")


def quote_sentences(
    question: Question, pieces: Sequence[Evidence], said: Polarity | None = None, asked: str = ""
) -> Composed:
    """The best sentence, and the next one when it covers words of the question that the best does not.

    Where the evidence says yes or no, that, and the sentence that says it. Nothing when none has the form asked for.
    `asked` is the whole message, for what it says beside the question.
    """
    if said is not None:
        answer = _REPLY.sub("", said.piece.told(question), count=1)
        reply = phrase("yes" if said.yes else "no", question.language)
        line: Sentenced = (f"{reply}. {answer}", cited_with(said.piece))
        return compose([line, *told_against(question, said, pieces)])
    sure = surest(pieces)
    chosen = answering(fitting(question, pieces), 4) or ([sure] if sure else [])
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
    lines = lines_of(question, chosen, pieces)
    lines += told_otherwise(question, lines, pieces)
    more = told_beside(asked or question.text, question, lines, pieces)
    return compose([*lines, *more])


def lines_of(question: Question, chosen: Sequence[Evidence], pieces: Sequence[Evidence]) -> list[Sentenced]:
    """What these pieces say, after the sentence that the first one points back to, and after what amends them."""
    lines: list[Sentenced] = [(one.said, [one]) for piece in chosen[:1] for one in led_by(piece)]
    lines += [(_bare(question, piece.told(question)), cited_with(piece)) for piece in chosen]
    return latest_first(question, lines, pieces)


def _bare(question: Question, line: str) -> str:
    """Without the "Yes," of a document's own question, where none was asked for."""
    bare = line if question.kind is Kind.YES_NO else _REPLY.sub("", line, count=1)
    return bare[:1].upper() + bare[1:]


def quotable(question: Question, pieces: Sequence[Evidence]) -> bool:
    """Whether quoting is better than saying nothing when no sentence of the draft could be proved."""
    best = answering(pieces, 1)
    if not best or not fits(question, best[0]):
        return False
    # A sentence can be quoted where no yes or no could be proved: it answers without either.
    spoken = coverage(question.words, best[0].stems)
    if is_sure(best[0]) or (question.kind is Kind.YES_NO and best[0].relevance >= _RELEVANT):
        return True
    if question.kind in {Kind.WHEN, Kind.COUNT, Kind.OFTEN}:
        return spoken >= _HALF
    return spoken >= _SPOKEN_OF and set(question.thing) <= best[0].stems
