"""The code proves: every sentence of a draft gets its quotations, or is repaired, or goes. Pure.

1. The pieces of evidence that support the sentence together are found (`verify.supporting`).
2. The sentence is checked against exactly those quotations, with what a reader sees around them. A count may be borne
   by an enumeration of so many things (`enumerations`).
3. A sentence that a closer piece contradicts fails too: "it is allowed" is not proven by another line about it.
4. So does one whose subject and half of whose words no single quotation has, itself or in its surroundings.
5. What fails is dropped, with the reason. Nothing is shown that did not pass.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Citation, Dropped, Verdict
from assistant.enumerations import counted_in
from assistant.evidence import Evidence, coverage
from assistant.form import says_how_often
from assistant.meaning import contradiction
from assistant.question import content_stems
from assistant.terms import stems
from assistant.verify import supporting, verify

_REPLY = re.compile(r"^(?:yes|no|ja|nej)\b[\s,.:;–-]*", re.I)


@dataclass(frozen=True, slots=True)
class Proven:
    """Sentences that passed, each with its pieces of evidence, and those that did not."""

    kept: tuple[tuple[str, tuple[Evidence, ...]], ...]
    dropped: tuple[Dropped, ...]


def prove(sentences: Sequence[str], pieces: Sequence[Evidence]) -> Proven:
    """Check each sentence against the evidence that was shown, and nothing else."""
    kept: list[tuple[str, tuple[Evidence, ...]]] = []
    dropped: list[Dropped] = []
    texts = [piece.said for piece in pieces]
    contexts = [piece.context for piece in pieces]
    for sentence in sentences:
        chosen = tuple(pieces[index] for index in supporting(sentence, texts, contexts))
        chosen = chosen or tuple(piece for piece in pieces if counted_in(sentence, piece))[:1]
        refused = _refused(sentence, chosen, pieces)
        if refused is not None:
            dropped.append(Dropped(sentence, refused))
        elif sentence not in [text for text, _ in kept]:
            kept.append((sentence, chosen))
    return Proven(tuple(kept), tuple(dropped))


def _refused(sentence: str, chosen: Sequence[Evidence], pieces: Sequence[Evidence]) -> Verdict | None:
    """Why the sentence is not proved by the chosen pieces, or None when it is."""
    if not chosen:
        return _reason(sentence, pieces)
    if not counted_in(sentence, chosen[0]) and _verdict(sentence, chosen) is not Verdict.SUPPORTED:
        return _reason(sentence, pieces)
    return _denied(sentence, chosen, pieces) or _strays(sentence, chosen)


def _strays(sentence: str, chosen: Sequence[Evidence]) -> Verdict | None:
    """MEANING when no quotation alone has the subject and half of what is said of it, or none says how often.

    A draft restates the question's subject; where the quotations have another ("the director" for "the mayor"), or only
    one beside the matter, the sentence is about something else though its words are quoted. A wrong refusal costs only
    a fall back to quoting.
    """
    around = [" ".join((piece.said, *piece.context)) for piece in chosen]
    if says_how_often(sentence) and not any(map(says_how_often, around)):
        return Verdict.MEANING
    return None if any(_is_about(sentence, text) for text in around) else Verdict.MEANING


def _is_about(sentence: str, text: str) -> bool:
    """Whether the text has the first content word of the sentence and at least half of them all."""
    own = [word for word in re.findall(r"[\w-]+", _REPLY.sub("", sentence)) if content_stems(word)]
    quoted, alike = frozenset(content_stems(text)), stems(text)
    known = [bool(quoted.intersection(content_stems(word)) or alike & stems(word)) for word in own]
    subject = next((has for word, has in zip(own, known, strict=True) if not word.isdecimal()), True)
    return subject and 2 * sum(known) >= len(known)


def _verdict(sentence: str, pieces: Sequence[Evidence]) -> Verdict:
    around = [part for piece in pieces for part in piece.context if part]
    return verify(sentence, [piece.said for piece in pieces], around)


def _denied(sentence: str, chosen: Sequence[Evidence], pieces: Sequence[Evidence]) -> Verdict | None:
    """What a piece that has more of the sentence's words than the chosen ones together says against it."""
    words = content_stems(sentence)
    own = coverage(words, frozenset(content_stems(" ".join(piece.said for piece in chosen))))
    for piece in pieces:
        closer = coverage(words, frozenset(content_stems(piece.said))) > own
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
    """Put lines together; each quotation gets one number, however often it is cited."""
    numbers: dict[tuple[str, int, int], Citation] = {}
    parts = []
    for text, pieces in lines:
        marks = []
        for piece in pieces:
            key = (piece.document.id, piece.sentence.start, piece.sentence.end)
            citation = numbers.setdefault(key, piece.cite(len(numbers) + 1))
            marks.append(f"[{citation.number}]")
        parts.append(" ".join([text, "".join(dict.fromkeys(marks))]).strip())
    return Composed(joiner.join(parts), tuple(numbers.values()))
