"""What the reader learns from that others made: questions with a passage, and the words of it that answer, or none.

Most sets have only questions that their passage answers. Such a question with the answering sentences taken out of the
passage is a near-miss: on the matter, and without the answer. So is one with another passage of the same title. SQuAD
2.0 has near-misses that people wrote. Every ninth title of it is held out, to measure by.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from evals.foreign import YES, ForeignPassage, ForeignQuestion, ForeignSet, drawn, load_set
from evals.lessons import Example
from ingest.sentences import sentence_spans

_SQUAD = "squad2_half_dev"
SETS = {_SQUAD: (1.0, 0.4), "xquad_en": (0.9, 0.7), "policyqa_test": (0.28, 0.3), "covidqa": (0.5, 0.45)}
"""Share of the questions of each set, and share of those again without their answering sentences."""
_SWAPPED = 0.17
_TITLED = 0.8
_LONGEST, _WINDOW, _BEFORE = 1_400, 1_300, 700
"""Characters of a passage, of what is left of a longer one, and of that before the answer."""
_LEAST_LEFT = 0.35


def examples(folder: Path) -> tuple[list[Example], list[Example]]:
    """To learn from, and held out. Raises EvalError when a set is not in the folder."""
    learned: list[Example] = []
    held: list[Example] = []
    for name, (share, left_out) in SETS.items():
        found = load_set(folder / name)
        titles = sorted({passage.title for passage in found.passages.values()})
        apart = set(titles[::9]) if name == _SQUAD else set[str]()
        for question in found.questions:
            if not question.gold or not _in_share(question.id, share):
                continue
            to = held if found.passages[question.gold[0]].title in apart else learned
            to += _of(question, found, left_out, _SWAPPED if name == _SQUAD else 0.0)
    return learned, held


def _of(question: ForeignQuestion, found: ForeignSet, left_out: float, swapped: float) -> Iterator[Example]:
    passage = found.passages[question.gold[0]]
    answer = next((one for one in sorted(question.answers, key=len) if one and one in passage.text), "")
    if question.answerable != YES:
        yield _example(question, passage, passage.text[:_LONGEST])
        return
    if not answer:
        return
    place = passage.text.index(answer)
    first = max(0, place - _BEFORE) if len(passage.text) > _LONGEST else 0
    last = max(first + _WINDOW, place + len(answer)) if len(passage.text) > _LONGEST else len(passage.text)
    window = passage.text[first:last]
    yield _example(question, passage, window, answer)
    less = without(window, question.answers)
    if less and _in_share(f"{question.id} less", left_out):
        yield _example(question, passage, less)
    if _in_share(f"{question.id} other", swapped):
        yield from _swapped(question, passage, found.passages)


def _swapped(
    question: ForeignQuestion, passage: ForeignPassage, passages: Mapping[str, ForeignPassage]
) -> Iterator[Example]:
    others = [one for one in passages.values() if one.title == passage.title and one.id != passage.id]
    for other in sorted(others, key=lambda one: drawn(f"{question.id} {one.id}"))[:1]:
        if not any(answer.lower() in other.text.lower() for answer in question.answers):
            yield _example(question, other, other.text[:_LONGEST])


def _example(question: ForeignQuestion, passage: ForeignPassage, text: str, answer: str = "") -> Example:
    title = passage.title.replace("_", " ").strip()
    lead = f"{title}: " if title and _in_share(f"{question.id} title", _TITLED) else ""
    if not answer:
        return Example(question.question, text, lead=lead)
    start = text.index(answer)
    end = start + len(answer)
    quoted = tuple(span for span in sentence_spans(text, 0, len(text)) if span[1] > start and span[0] < end)
    return Example(question.question, text, quoted, ((start, end),), lead)


def without(text: str, answers: Sequence[str]) -> str | None:
    """The text without the sentences that have an answer; None where too little would be left."""
    sentences = [text[start:end].strip() for start, end in sentence_spans(text, 0, len(text))]
    kept = [one for one in sentences if not any(answer.lower() in one.lower() for answer in answers)]
    left = " ".join(kept)
    return left if len(kept) > 1 and len(left) > _LEAST_LEFT * len(text) else None


def _in_share(name: str, share: float) -> bool:
    return int(drawn(name)[:8], 16) < share * 16**8
