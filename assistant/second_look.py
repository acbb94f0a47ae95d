"""A draft sentence that no quotation bears word for word, looked at again with the model's help.

A right answer often restates the question in its own words and takes only its substance from the text: "the display
goes dark below 5 degrees" for "how cold may it get before the screen is blank?". Such a sentence has words of the
question that no quotation has. It is kept when

1. one quotation has every number, date, identifier and name of it, and says nothing against it;
2. at least half of what the sentence adds to the question stands in it;
3. the model, shown only this quotation and the sentence, finds that it states it.

The first two are this file; the third costs a short prompt and is asked last.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.akin import coverage
from assistant.answer import Dropped
from assistant.apart import apart
from assistant.draft import ask_for_support
from assistant.evidence import Evidence, as_read
from assistant.leads import completed
from assistant.model import Model
from assistant.prove import Proven, crosses_columns, told_otherwise
from assistant.question import Kind, Question, content_stems

_ADDED = 0.5
_SURE = 0.6
_MOST_ASKED = 3
"""Sentences of one draft that the model is asked about."""


def second_look(
    proven: Proven, sentences: Sequence[str], question: Question, shown: Sequence[Evidence], model: Model
) -> Proven:
    """What was proved, and what of the rest is kept now, in the order of the draft."""
    kept = dict(proven.kept)
    dropped: list[Dropped] = []
    asked_of = 0
    for one in proven.dropped:
        chosen = candidates(one.text, question, shown) if asked_of < _MOST_ASKED else ()
        asked_of += bool(chosen)
        asked = ask_for_support(one.text, as_read(chosen)) if chosen else []
        if asked and model.weigh(asked, ["yes", "no"])["yes"] >= _SURE:
            kept[one.text] = completed(one.text, chosen)
        else:
            dropped.append(one)
    order = [sentence for sentence in dict.fromkeys(sentences) if sentence in kept]
    return Proven(tuple((sentence, kept[sentence]) for sentence in order), tuple(dropped))


def candidates(sentence: str, question: Question, pieces: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The piece that may state the sentence; none when none may."""
    pieces = [part for piece in pieces for part in apart(piece)]
    added = tuple(word for word in content_stems(sentence) if word not in question.words)
    if not added and question.kind is not Kind.YES_NO:
        return ()  # It only says the question again: "why did it close?", "it closed".
    near = sorted(pieces, key=lambda piece: (-_has(added, piece), -piece.score))
    return next(((piece,) for piece in near if _may_state(sentence, added, piece)), ())


def _may_state(sentence: str, added: Sequence[str], piece: Evidence) -> bool:
    """One piece alone: of two, the one may have the subject and the other what is said of something else."""
    return (
        _has(added, piece) >= _ADDED
        and not crosses_columns(sentence, [piece])
        and not told_otherwise(sentence, [piece])
    )


def _has(added: Sequence[str], piece: Evidence) -> float:
    """Share of what the sentence adds that stands in the piece; 1 when it adds nothing."""
    return coverage(added, piece.stems) if added else 1.0
