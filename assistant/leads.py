"""The lines that lead to a piece of evidence, as evidence of their own: what introduces it, and its headings. Pure.

A sentence may take a number, a date, a code or a name from the heading above the quotation that proves it. Then that
line is cited too, so that every fact of an answer stands in a quotation:

1. The introducing line is known by its span; a heading is the last place above the piece where its words stand.
2. Each fact of the sentence that no quotation has is looked for in these lines, the nearest first.
3. Where the quotations have less than half of the sentence's words, the line that introduces one of them and has more
   of these is cited: an item of a list does not say by itself what it is an item of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.akin import coverage
from assistant.evidence import Evidence, points_back
from assistant.facts import Facts, facts
from assistant.question import content_stems
from assistant.support import date_holds, identifier_holds, name_holds, number_holds
from ingest.passages import Sentence, SentenceKind

_TELLS_MEANING = re.compile(
    r"\b(?:mean(?:s|t|ing)?|stands? for|short for|abbreviat\w+|acronym|denotes?|betyder|står for|forkort\w+)\b", re.I
)

_BORNE = 0.5
"""Share of a sentence's words that its quotations have by themselves, below which their introductions are cited."""


def leading(piece: Evidence) -> list[Evidence]:
    """The lines above a piece that lead to it, nearest first, each once, where they stand in its text."""
    found: dict[tuple[int, int], Evidence] = {}
    intro = piece.introducing()
    if intro is not None:
        found[piece.sentence.intro or (0, 0)] = intro
    for heading in (*reversed(piece.passage.heading_path), piece.document.title):
        span = _above(piece, heading)
        if span is not None and span not in found:
            found[span] = replace(piece, sentence=Sentence(*span, SentenceKind.HEADING))
    return list(found.values())


def _above(piece: Evidence, heading: str) -> tuple[int, int] | None:
    """Where the words of a heading last stand above the piece."""
    words = r"\s+".join(map(re.escape, heading.split()))
    places = (
        [found.span() for found in re.finditer(words, piece.document.text[: piece.sentence.start])] if words else []
    )
    return places[-1] if places else None


def led_by(piece: Evidence) -> list[Evidence]:
    """The sentence before one that begins by pointing back, or nothing: "it" is said there."""
    own = piece.passage.sentences
    place = own.index(piece.sentence) - 1 if points_back(piece) and piece.sentence in own else -1
    return [replace(piece, sentence=own[place])] if place >= 0 and own[place].kind is SentenceKind.SENTENCE else []


def bearing(sentence: str, pieces: Iterable[Evidence]) -> list[Evidence]:
    """The leading lines that may prove the sentence by themselves. A question tells no more than what a word means."""
    lines = {(line.document.id, line.sentence.start): line for piece in pieces for line in leading(piece)}
    tells = bool(_TELLS_MEANING.search(sentence))
    return [line for line in lines.values() if tells or not line.text.rstrip().endswith("?")]


def completed(sentence: str, chosen: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The chosen pieces, and after them the lines that lead to them and have facts of the sentence they lack, or the
    most of its words.

    A row of a table goes with its head.
    """
    claim = facts(sentence)
    cited = list(chosen)
    for line in [line for piece in chosen for line in leading(piece)]:
        if _held(claim, [*cited, line]) > _held(claim, cited):
            cited.append(line)
    heads = (piece.introducing() for piece in chosen if piece.reading)
    cited += [head for head in heads if head is not None and head not in cited]
    words = content_stems(sentence)
    for intro in (piece.introducing() for piece in chosen):
        if intro is not None and _borne(words, cited) < min(_BORNE, _borne(words, [*cited, intro])):
            cited.append(intro)
    return tuple(cited)


def _borne(words: Sequence[str], cited: Sequence[Evidence]) -> float:
    """The share of these words that stand in the pieces themselves."""
    return coverage(words, frozenset(content_stems(" ".join(piece.said for piece in cited))))


def _held(claim: Facts, cited: Sequence[Evidence]) -> int:
    """How many facts of the sentence stand in the pieces."""
    shown = [facts(piece.said) for piece in cited]
    return sum(
        (
            sum(number_holds(number, shown, True) for number in claim.numbers if not number.soft),
            sum(date_holds(date, shown) for date in claim.dates),
            sum(identifier_holds(code, shown) for code in claim.identifiers),
            sum(name_holds(name, claim, shown, False) for name in claim.names if name.sure),
        )
    )
