"""What of a draft reaches the answer: the sentences that are proved and that answer the question.

1. What says the opposite of what the evidence decides goes (`polarity.agreeing`).
2. Each sentence is proved (`prove`); one that fails and joins two statements (`halves`) is tried in two.
3. Of what a sentence adds to the question in words something must be quoted, and of what it repeats half: "it is also
   very popular" is not, nor the age "for riding a pony" where the age is one for swimming.
4. What no quotation bears word for word is looked at again with the model (`second_look`), where one is given.
5. What is left must have the form that was asked for, as must a quotation that proves it: the date of an act is not
   the date it applies from, whatever the draft makes of it. And no yes or no may say more than its quotations.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.akin import coverage
from assistant.answer import Dropped, Verdict
from assistant.evidence import Evidence
from assistant.fitting import fills_gap
from assistant.form import says_what_is_asked
from assistant.halves import halves
from assistant.model import Model
from assistant.polarity import Polarity, agreeing, oversteps
from assistant.prove import Proven, prove
from assistant.question import Question, content_stems
from assistant.second_look import second_look

_FEW = 2
"""Words from which their share is looked at: a draft takes a word for another."""
_ADDED = 0.4
_REPEATED = 0.5


def kept_of(
    drafted: Sequence[str], question: Question, decided: Polarity | None, shown: Sequence[Evidence], judge: Model | None
) -> Proven:
    """The sentences of a draft that are proved and answer the question; `decided` is the evidence's own yes or no."""
    sentences = agreeing(drafted, question, decided)
    proven = prove(sentences, shown)
    failed = {one.text for one in proven.dropped}
    parted = [part for text in sentences for part in (halves(text) if text in failed else (text,))]
    if len(parted) > len(sentences):
        sentences, proven = parted, prove(parted, shown)
    unquoted = [text for text, pieces in proven.kept if _is_unquoted(question, text, pieces)]
    if unquoted:
        kept = tuple((text, pieces) for text, pieces in proven.kept if text not in unquoted)
        proven = Proven(kept, (*proven.dropped, *(Dropped(text, Verdict.MEANING) for text in unquoted)))
    if proven.dropped and judge is not None:
        proven = second_look(proven, sentences, question, shown, judge)
    formless = not any(_answers(question, text, pieces) for text, pieces in proven.kept)
    if formless or (decided is None and oversteps(question, proven.kept)):
        more = tuple(Dropped(sentence, Verdict.MEANING) for sentence, _ in proven.kept)
        return Proven((), (*proven.dropped, *more))
    return proven


def _is_unquoted(question: Question, sentence: str, pieces: Sequence[Evidence]) -> bool:
    """Whether most of the words that it adds to the question, or repeats of it, stand at none of its quotations."""
    said = content_stems(sentence)
    added = [stem for stem in said if stem not in question.words and stem.isalpha()]
    repeated = [stem for stem in said if stem in question.words]
    shown = frozenset(stem for piece in pieces for stem in (*piece.stems, *content_stems(" ".join(piece.context))))
    return (len(added) >= _FEW and coverage(added, shown) < _ADDED) or (
        len(repeated) >= _FEW and coverage(repeated, shown) < _REPEATED
    )


def _answers(question: Question, sentence: str, pieces: Sequence[Evidence]) -> bool:
    return says_what_is_asked(question, sentence) and any(fills_gap(question, piece) for piece in pieces)
