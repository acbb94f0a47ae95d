"""What the reader learns from that was written for it: documents of many kinds, and questions about each.

`evals/lessons/GENRE` has the documents in `docs` and, in `questions.jsonl`, questions with the lines that answer them
(`quotes`) and the words within these (`answer`), or, where the document does not say it, the line that looks as if it
did (`lure`). They are no part of the evaluation, whose documents are about other things. Every sixth document, by
hash, is held out to measure by.

A question is read with what it is for: the passages that answer it, or the one that looks so, and beside them one that
is near to it among the documents of its genre.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.judge import lead_of
from evals.errors import EvalError
from evals.foreign import drawn
from ingest.build import build_index
from ingest.embedder import Embedder
from ingest.index import PassageIndex
from ingest.passages import Passage

LESSONS = Path(__file__).resolve().parent / "lessons"
QUESTIONS, DOCUMENTS = "questions.jsonl", "docs"
_HELD = 6
_NEAREST = 5
_ANSWERING = 2
_BARE = 0.15
"""Share of the passages that are read without what they stand under."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question and a text. `quoted` are the places of the text that prove the answer, `answers` those of the words
    that answer; nothing answers where there are none. The text is read after `lead`.
    """

    question: str
    text: str
    quoted: tuple[tuple[int, int], ...] = ()
    answers: tuple[tuple[int, int], ...] = ()
    lead: str = ""


class Lesson(BaseModel):
    """A question about one document."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    doc: str
    kind: str
    style: str
    question: str
    answerable: bool
    quotes: tuple[str, ...] = ()
    answer: tuple[str, ...] = ()
    polarity: Literal["yes", "no"] | None = None
    lure: str = ""


def load_lessons(genre: Path) -> tuple[Lesson, ...]:
    """The questions of a genre's folder. Raises EvalError, naming the line, when one is malformed."""
    file = genre / QUESTIONS
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found.append(Lesson.model_validate_json(line))
        except ValidationError as error:
            raise EvalError(f"{file}, line {number}: {error.errors()[0]['msg']}. Mend the line.") from error
    return tuple(found)


def genres(folder: Path = LESSONS) -> list[Path]:
    """The folders of all genres."""
    return sorted(path for path in folder.iterdir() if (path / QUESTIONS).is_file())


def lessons(embedder: Embedder, folder: Path = LESSONS) -> tuple[list[Example], list[Example]]:
    """To learn from, and held out."""
    learned: list[Example] = []
    held: list[Example] = []
    for genre in genres(folder):
        with tempfile.TemporaryDirectory() as place:
            build_index(genre / DOCUMENTS, place, embedder=embedder)
            with PassageIndex(Path(place), embedder) as index:
                for lesson in load_lessons(genre):
                    (held if is_held_out(genre, lesson) else learned).extend(_of(lesson, index))
    return learned, held


def is_held_out(genre: Path, lesson: Lesson) -> bool:
    """Whether the question's document is kept to measure by."""
    return int(drawn(f"{genre.name}/{lesson.doc}")[:8], 16) % _HELD == 0


def _of(lesson: Lesson, index: PassageIndex) -> Iterator[Example]:
    words = lesson.quotes if lesson.answerable else (lesson.lure,)
    about = [passage for passage in index.passages(lesson.doc) if _places(passage.text, words)][:_ANSWERING]
    near = [hit.passage for hit in index.search(lesson.question, _NEAREST)]
    beside = [passage for passage in near if passage not in about][: 1 if lesson.answerable else 2]
    for passage in [*about, *beside]:
        own = lesson.answerable and passage.document_id == lesson.doc
        quoted = _places(passage.text, lesson.quotes) if own else ()
        drop = int(drawn(f"{lesson.question} {passage.start}")[:8], 16) < _BARE * 16**8
        lead = "" if drop else lead_of(index.document(passage.document_id), passage)
        yield Example(lesson.question, passage.text, quoted, tuple(_within(passage, quoted, lesson.answer)), lead)


def _places(text: str, words: Iterable[str]) -> tuple[tuple[int, int], ...]:
    found = ((text.find(one), len(one)) for one in words)
    return tuple((start, start + length) for start, length in found if start >= 0)


def _within(passage: Passage, quoted: Sequence[tuple[int, int]], answers: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the words that answer stand in what is quoted; all that is quoted where they stand nowhere in it."""
    found = [
        (start + at, start + at + len(words))
        for start, end in quoted
        for words in answers
        if (at := passage.text[start:end].find(words)) >= 0
    ]
    yield from found or quoted
