"""The best passages in full: what the model is shown when single lines were not enough. Pure.

Lines are chosen by the words they share with the question, so a question in other words loses the line that answers
it, while its passage is found by its neighbours. Reading passages whole costs about three seconds more on two cores;
docs/decisions/009-in-full.md has what it is worth.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.orders import heeded
from ingest.passages import SentenceKind

_PASSAGES = 4
_LONGEST = 2_400
"""Passages and their characters, together."""
_UNSEEN = 0.5
"""What a sentence that was not among the pieces scores below the passage's best."""


def in_full(pieces: Sequence[Evidence]) -> list[Evidence]:
    """All sentences of the passages that the best pieces stand in, passage by passage, the best first."""
    best: dict[tuple[str, int], Evidence] = {}
    for piece in sorted(pieces, key=lambda piece: -piece.score):
        best.setdefault((piece.document.id, piece.passage.position), piece)
    own = {(piece.document.id, piece.sentence): piece for piece in pieces}
    shown: list[Evidence] = []
    length = 0
    for piece in list(best.values())[:_PASSAGES]:
        if shown and length + len(piece.passage.text) > _LONGEST:
            continue
        length += len(piece.passage.text)
        for sentence in piece.passage.sentences:
            unseen = Evidence(piece.document, piece.passage, sentence, piece.score - _UNSEEN)
            one = own.get((piece.document.id, sentence), unseen)
            if sentence.kind is not SentenceKind.HEADING and sentence in heeded(piece.passage):
                shown.append(one)
    return shown
