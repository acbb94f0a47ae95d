"""Sets that others made, as data: passages, questions, and which passages answer them.

A set is a folder with `corpus.jsonl` {id, title, text, doc} and `questions.jsonl` {id, question, history, answers,
gold, gold_spans, answerable, type}. `doc` says which passages make one document, in their order. `gold` names the
passages that a question is about, also one that they do not answer; `gold_spans` are [passage id, start, end], where a
set knows the very words. Nothing of a set is ever part of Kilde.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.errors import EvalError

CORPUS, QUESTIONS = "corpus.jsonl", "questions.jsonl"
YES, NO = "yes", "no"
_BETWEEN = "\n\n"


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class ForeignPassage(_Frozen):
    """A passage as the set has it; not a `Passage` of an index."""

    id: str
    title: str = ""
    text: str
    doc: str


class ForeignMessage(_Frozen):
    """One message before a question."""

    role: str
    text: str


class ForeignQuestion(_Frozen):
    """A question and what its set says of it."""

    id: str
    question: str
    history: tuple[ForeignMessage, ...] = ()
    answers: tuple[str, ...] = ()
    gold: tuple[str, ...] = ()
    gold_spans: tuple[tuple[str, int, int], ...] = ()
    answerable: str = YES

    @property
    def said_before(self) -> list[dict[str, str]]:
        """The history as an assistant takes it."""
        return [{"role": message.role, "content": message.text} for message in self.history]

    @property
    def fingerprint(self) -> str:
        """Changes when what is asked changes."""
        return sha256(json.dumps([self.question, self.said_before, self.gold]).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Place:
    """A slice of a document that was written: `text[start:end]`."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ForeignSet:
    """All of a set."""

    passages: Mapping[str, ForeignPassage]
    questions: tuple[ForeignQuestion, ...]


_Line = TypeVar("_Line", bound=_Frozen)


def load_set(folder: Path) -> ForeignSet:
    """Read a set. Raises EvalError, naming file and line, when it is not one."""
    passages = _lines(folder / CORPUS, ForeignPassage)
    questions = _lines(folder / QUESTIONS, ForeignQuestion)
    known = {passage.id: passage for passage in passages}
    for question in questions:
        if lost := [name for name in question.gold if name not in known]:
            raise EvalError(f"{folder}: the question {question.id} is about {lost[0]}, which {CORPUS} does not have.")
    return ForeignSet(known, tuple(questions))


def _lines(path: Path, kind: type[_Line]) -> list[_Line]:
    try:
        written = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise EvalError(
            f"{path} cannot be read ({reason}). Name a folder with {CORPUS} and {QUESTIONS}, or CANARD's dev.json."
        ) from error
    found = []
    for number, line in enumerate(written, start=1):
        if not line.strip():
            continue
        try:
            found.append(kind.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise EvalError(f"{path}, line {number}: {place} {first['msg']}. Mend the line.") from error
    if not found:
        raise EvalError(f"{path} is empty. Name a folder with {CORPUS} and {QUESTIONS}.")
    return found


def drawn(name: str) -> str:
    """What a sample is drawn by: the lowest first."""
    return sha256(name.encode()).hexdigest()


def sample(questions: Iterable[ForeignQuestion], size: int) -> tuple[ForeignQuestion, ...]:
    """So many questions about known passages, drawn by hash; half of them without an answer, where there are any.

    Questions that are answered in part, or otherwise, are left out.
    """
    about = sorted((q for q in questions if q.gold), key=lambda q: drawn(q.id))
    answered, unanswered = ([q for q in about if q.answerable == kind] for kind in (YES, NO))
    without = min(len(unanswered), max(size // 2, size - len(answered)))
    return tuple(answered[: size - without] + unanswered[:without])


def write_documents(passages: Iterable[ForeignPassage], folder: Path) -> dict[str, Place]:
    """Make the folder anew, with a text file for each document: where in it each passage stands.

    Passages without text are left out.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    documents: dict[str, list[ForeignPassage]] = {}
    for passage in passages:
        if passage.text.strip():
            documents.setdefault(passage.doc, []).append(passage)
    places: dict[str, Place] = {}
    notes = []
    for number, parts in enumerate(documents.values()):
        name, start = f"{number:05}.txt", 0
        for part in parts:
            places[part.id] = Place(name, start, start + len(part.text))
            start += len(part.text) + len(_BETWEEN)
        (folder / name).write_bytes(_BETWEEN.join(part.text for part in parts).encode())
        if title := " ".join(parts[0].title.replace("_", " ").split()):
            notes.append(f"[{json.dumps(name)}]\ntitle = {json.dumps(title, ensure_ascii=False)}\n")
    (folder / "sources.toml").write_text("".join(notes), encoding="utf-8")
    return places


def within(passages: Mapping[str, ForeignPassage], wanted: Sequence[str], characters: int) -> list[ForeignPassage]:
    """The wanted passages, and others drawn by hash, up to so many characters; in the order of the set."""
    chosen, size = set(wanted), sum(len(passages[name].text) for name in set(wanted))
    for name in sorted(passages, key=drawn):
        if name not in chosen and size + len(passages[name].text) <= characters:
            chosen.add(name)
            size += len(passages[name].text)
    return [passage for passage in passages.values() if passage.id in chosen]
