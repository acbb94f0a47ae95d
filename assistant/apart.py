"""Evidence taken apart, so that what is said of one thing proves nothing about its neighbour. Pure.

A row of a table is read column by column. An item of a list that has several sentences is several statements: of
"The depot holds the pumps (est. 1988). Since 2016 a new rule applies" no half says that the depot is of 2016. A first
sentence without a verb ("Pump house.") is the name of what follows, and introduces it.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.clauses import has_verb
from assistant.evidence import Evidence
from ingest.passages import SentenceKind
from ingest.sentences import sentence_spans


def apart(piece: Evidence) -> list[Evidence]:
    """The statements of a piece, each with its own span; a piece that says one thing as it is."""
    if piece.is_row:
        return piece.by_column()
    own = piece.sentence
    spans = list(sentence_spans(piece.document.text, own.start, own.end)) if own.kind is SentenceKind.ITEM else []
    if len(spans) < 2:
        return [piece]
    name = None if has_verb(piece.document.text[slice(*spans[0])]) else spans[0]
    first = replace(own, end=spans[0][1])
    rest = [replace(own, start=start, end=end, intro=name or own.intro) for start, end in spans[1:]]
    return [replace(piece, sentence=sentence) for sentence in (first, *rest)]
