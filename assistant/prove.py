"""The code proves: every sentence of a draft gets its quotations, or is repaired, or goes. Pure.

1. The pieces of evidence that support the sentence together are found (`verify.supporting`). If they do not pass what
   follows, one that counts by enumerating (`enumerations`) is tried, and the nearest ones, alone and with the line that
   they go on with ("It is also ...").
2. The sentence is checked against exactly those quotations, with what a reader sees around them.
3. A sentence that a closer piece contradicts fails too: "it is allowed" is not proven by another line about it.
4. So does one with a clause whose subject and half of whose predicate (`clauses`) no single quotation has.
5. A sentence that is found in no piece may be borne by a heading or an introducing line alone (`leads`).
6. A fact of the sentence that only such a line has brings it along as a quotation.
7. What fails is dropped, with the reason. Nothing is shown that did not pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.akin import coverage
from assistant.answer import Citation, Dropped, Verdict
from assistant.apart import apart
from assistant.clauses import Clause, Word, clauses, has_verb
from assistant.enumerations import counted_in
from assistant.evidence import Evidence
from assistant.facts import facts
from assistant.form import says_how_often
from assistant.joined import Shown, joins
from assistant.leads import bearing, completed
from assistant.meaning import contradiction
from assistant.phrasing import PRONOUNS
from assistant.quantities import Number
from assistant.question import content_stems
from assistant.terms import stems
from assistant.verify import refuted, supporting, verify
from assistant.visible import plainly

_NEAREST = 3
_SHORT_CELL = 6
"""Words of a cell that is a figure with its unit."""
_CLOSE = 4
"""Characters between two lines of which the second goes on with the first."""


@dataclass(frozen=True, slots=True)
class Proven:
    """Sentences that passed, each with its pieces of evidence, and those that did not."""

    kept: tuple[tuple[str, tuple[Evidence, ...]], ...]
    dropped: tuple[Dropped, ...]


def prove(sentences: Sequence[str], pieces: Sequence[Evidence]) -> Proven:
    """Check each sentence against the evidence that was shown, and nothing else."""
    kept: list[tuple[str, tuple[Evidence, ...]]] = []
    dropped: list[Dropped] = []
    pieces = [part for piece in pieces for part in apart(piece)]
    for sentence in sentences:
        chosen, refused = _proved(sentence, pieces)
        if refused is Verdict.NOT_FOUND:
            chosen, again = _proved(sentence, bearing(sentence, pieces))
            refused = again and refused
        if refused is not None:
            dropped.append(Dropped(sentence, refused))
        elif sentence not in [text for text, _ in kept]:
            kept.append((sentence, completed(sentence, chosen)))
    return Proven(tuple(kept), tuple(dropped))


def _proved(sentence: str, pieces: Sequence[Evidence]) -> tuple[tuple[Evidence, ...], Verdict | None]:
    """The pieces that prove the sentence together, and why they do not, or None when they do."""
    first: Verdict | None = None
    for chosen in _choices(sentence, pieces):
        refused = _refused(sentence, chosen, pieces)
        if refused is None:
            return chosen, None
        first = first or refused
    return (), first or _reason(sentence, pieces)


def _choices(sentence: str, pieces: Sequence[Evidence]) -> Iterator[tuple[Evidence, ...]]:
    """Pieces that may prove it: the fewest that support it; one that counts; the nearest, with the line it goes on."""
    contexts = [piece.context for piece in pieces]
    if found := supporting(sentence, [piece.said for piece in pieces], contexts):
        yield tuple(pieces[index] for index in found)
    yield from ((piece,) for piece in pieces if counted_in(sentence, piece))
    words = content_stems(sentence)
    near = sorted(pieces, key=lambda piece: -coverage(words, piece.stems))[:_NEAREST]
    for piece in (piece for piece in near if not set(words).isdisjoint(content_stems(piece.said))):
        yield (piece,)
        yield from ((before, piece) for before in pieces if _continues(piece, before))


def _refused(sentence: str, chosen: Sequence[Evidence], pieces: Sequence[Evidence]) -> Verdict | None:
    """Why the sentence is not proved by the chosen pieces, or None when it is."""
    if not counted_in(sentence, chosen[0]):
        if _verdict(sentence, chosen) is not Verdict.SUPPORTED:
            return _reason(sentence, pieces)
        if against := told_otherwise(sentence, chosen):
            return against
    if crosses_columns(sentence, chosen):
        return Verdict.MEANING
    return _denied(sentence, chosen, pieces) or _strays(sentence, chosen)


def told_otherwise(sentence: str, chosen: Sequence[Evidence]) -> Verdict | None:
    """What the pieces say against the sentence together with the lines that are cited beside them."""
    around = [part for piece in chosen for part in piece.context if part]
    return refuted(sentence, [piece.said for piece in completed(sentence, chosen)], around)


def crosses_columns(sentence: str, chosen: Sequence[Evidence]) -> bool:
    """Whether a figure is taken from another row or column of a table than the sentence speaks of."""
    cells = [piece for piece in chosen if piece.reading]
    if len({(piece.document.id, piece.sentence) for piece in cells}) > 1:
        return True
    said = frozenset(content_stems(sentence)) | stems(sentence)
    return any(not part & said for piece in cells for part in _speaks_of(piece.reading))


def _speaks_of(reading: str) -> list[frozenset[str]]:
    """Row label and column head of a cell with a figure, as stems; nothing for a cell of words."""
    place, _, cell = reading.rpartition(": ")
    if not facts(cell).numbers or len(cell.split()) > _SHORT_CELL:
        return []
    label, _, head = place.rpartition(", ")
    both = (frozenset(content_stems(part)) | stems(part) for part in (label, head))
    return [part for part in both if part]


def _strays(sentence: str, chosen: Sequence[Evidence]) -> Verdict | None:
    """MEANING when a clause has no quotation that has its subject and says so of it, or none says how often.

    A draft restates the question's subject; where the quotations have another ("the director" for "the mayor"), or only
    one beside the matter, the sentence is about something else though its words are quoted. A wrong refusal costs only
    a fall back to quoting.
    """
    around = [" ".join((piece.said, *piece.context)) for piece in chosen]
    if says_how_often(sentence) and not any(map(says_how_often, around)):
        return Verdict.MEANING
    said = clauses(sentence)
    borne = all(any(_bears(piece, clause, chosen) for piece in chosen) for clause in said)
    return None if borne and not any(joins(sentence, clause, chosen) for clause in said) else Verdict.MEANING


def _bears(piece: Evidence, clause: Clause, chosen: Sequence[Evidence]) -> bool:
    """Whether a piece has the clause's head, its names and half its subject, and says half of the predicate.

    The number of a name ("Group 3") counts as part of the name. The subject may stand in the title or any heading, or
    in the line before a piece without a verb ("Open on Sundays"). What is said of it must stand in the piece, its
    introduction or its heading.
    """
    near = Shown(" ".join((piece.said, piece.intro, piece.heading)))
    before = [other.said for other in chosen if _continues(piece, other)]
    around = Shown(" ".join((piece.said, *piece.context, *before)))
    subject = [word for word in clause.subject if not isinstance(word.fact, Number)]
    named = 2 * sum(map(around.has, subject)) >= len(subject)
    headed = all(around.has(word) for word in clause.subject if word == clause.head or word.is_name)
    numbered = all(around.has(number) for name, number in pairwise(clause.subject) if _numbers(name, number))
    return named and headed and numbered and 2 * sum(map(near.has, clause.predicate)) >= len(clause.predicate)


def _numbers(name: Word, number: Word) -> bool:
    """Whether a number says which of several is meant ("Group 3"), and does not count."""
    return name.is_name and isinstance(number.fact, Number)


def _continues(piece: Evidence, other: Evidence) -> bool:
    """Whether a piece without a verb or a subject of its own ("It is ...") comes right after the other."""
    gap = piece.sentence.start - other.sentence.end
    near = piece.document.id == other.document.id and 0 <= gap <= _CLOSE
    return near and (not has_verb(piece.said) or piece.said.split()[0].lower() in PRONOUNS)


def _verdict(sentence: str, pieces: Sequence[Evidence]) -> Verdict:
    around = [part for piece in pieces for part in piece.context if part]
    return verify(sentence, [piece.said for piece in pieces], around)


def _denied(sentence: str, chosen: Sequence[Evidence], pieces: Sequence[Evidence]) -> Verdict | None:
    """What a piece that has more of the sentence's words than the chosen ones together says against it."""
    words = content_stems(sentence)
    own = coverage(words, frozenset(content_stems(" ".join(piece.said for piece in chosen))))
    for piece in pieces:
        theirs = coverage(words, frozenset(content_stems(piece.said)))
        # What two pieces say together, one of them may deny alone.
        closer = theirs > own or (theirs == own and len(chosen) > 1)
        if closer and (against := contradiction(sentence, [piece.said], foreign=False)):
            return against
    return None


def _reason(sentence: str, pieces: Sequence[Evidence]) -> Verdict:
    """What the piece with most of the sentence's words has against it."""
    words = content_stems(sentence)
    nearest = max(pieces, key=lambda piece: coverage(words, piece.stems), default=None)
    verdict = _verdict(sentence, [nearest]) if nearest else Verdict.NOT_FOUND
    return verdict if verdict is not Verdict.SUPPORTED else Verdict.NOT_FOUND


@dataclass(frozen=True, slots=True)
class Composed:
    """The text with its markers, and the citations they refer to."""

    text: str
    citations: tuple[Citation, ...]


def compose(lines: Sequence[tuple[str, Sequence[Evidence]]], joiner: str = " ") -> Composed:
    """Put lines together, as plain text; each quotation gets one number, however often it is cited."""
    numbers: dict[tuple[str, int, int], Citation] = {}
    parts = []
    for text, pieces in lines:
        marks = []
        for piece in pieces:
            key = (piece.document.id, piece.sentence.start, piece.sentence.end)
            citation = numbers.setdefault(key, piece.cite(len(numbers) + 1))
            marks.append(f"[{citation.number}]")
        parts.append(" ".join([plainly(text), "".join(dict.fromkeys(marks))]).strip())
    return Composed(joiner.join(parts), tuple(numbers.values()))
