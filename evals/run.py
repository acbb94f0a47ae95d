"""Ask the cases, keep the answers, judge them.

Answers are appended to `answers.jsonl` as they come, each with the fingerprints of its case and of everything that
could change the answer. A run that was interrupted goes on where it stopped; an answer whose fingerprints differ is
asked again. Scores are never kept: they are made anew from the answers, so a corrected expectation counts at once.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from assistant.answer import Answer, Event, EvidenceFound, TextDelta
from evals.cases import Case
from evals.errors import EvalError
from evals.reply import Reply
from evals.score import Score, score_reply
from ingest.documents import list_folder, read_document

ANSWERS = "answers.jsonl"


class Asked(Protocol):
    """What is evaluated: an `Assistant`, or anything that answers as one."""

    def stream(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Iterator[Event]:
        """EvidenceFound first, TextDelta as it is written, the verified Answer last."""


class Asks(Protocol):
    """What is asked of it: a `Case`, or a question of a foreign set."""

    @property
    def id(self) -> str: ...
    @property
    def fingerprint(self) -> str:
        """Changes when what is asked changes."""


@dataclass(frozen=True, slots=True)
class Asking:
    """An answer as it was given, as plain JSON types, and when its parts came."""

    answer: Mapping[str, Any]
    evidence_seconds: float | None
    """None where no evidence was shown: small talk."""
    first_word_seconds: float

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types only."""
        return {
            "answer": dict(self.answer),
            "evidence_seconds": self.evidence_seconds,
            "first_word_seconds": self.first_word_seconds,
        }


@dataclass(frozen=True, slots=True)
class Judged:
    """A case, what was answered, and how good that is."""

    case: Case
    asking: Asking
    score: Score


class Answers:
    """The answers of one system, in a file that is whole after every answer."""

    def __init__(self, folder: Path) -> None:
        """Reads what an earlier run left; a line torn by an interruption is left out. Raises EvalError."""
        self._path = folder / ANSWERS
        self._lines = _lines(self._path)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            beside = self._path.with_suffix(".new")
            beside.write_text("".join(_written(line) for line in self._lines.values()), encoding="utf-8")
            os.replace(beside, self._path)
        except OSError as error:
            raise EvalError(
                f"{folder} cannot be written ({error.strerror}). Name another folder with --out."
            ) from error

    def find(self, asks: Asks, made_by: str) -> Asking | None:
        """The answer to these very words by this very system, if it was kept."""
        line = self._lines.get(asks.id)
        if line is None or (line["asked"], line["made_by"]) != (asks.fingerprint, made_by):
            return None
        return Asking(line["answer"], line["evidence_seconds"], line["first_word_seconds"])

    def add(self, asks: Asks, made_by: str, asking: Asking) -> None:
        """Keep an answer; it takes the place of an older one."""
        self._lines[asks.id] = {"case": asks.id, "asked": asks.fingerprint, "made_by": made_by, **asking.to_dict()}
        with self._path.open("a", encoding="utf-8") as file:
            file.write(_written(self._lines[asks.id]))


@dataclass(frozen=True, slots=True)
class System:
    """One that is asked: an assistant over the documents of one suite, and where its answers are kept."""

    assistant: Asked
    answers: Answers
    made_by: str
    """Fingerprint of everything that could change an answer."""

    def answer(self, case: Case) -> Asking:
        """The answer that was kept, or else the one that is given now."""
        known = self.answers.find(case, self.made_by)
        if known is None:
            known = ask(case.question, [message.model_dump() for message in case.history], self.assistant)
            self.answers.add(case, self.made_by, known)
        return known


def run(
    cases: Sequence[Case], texts: Mapping[str, str], systems: Sequence[System], advance: Callable[[], object]
) -> tuple[tuple[Judged, ...], ...]:
    """Ask every system in turn, case by case, and judge: for each system its cases, in their order.

    `texts` is the corpus as `corpus_texts` reads it; `advance` is called after each case. Raises what a system raises.
    """
    judged: list[list[Judged]] = [[] for _ in systems]
    for case in cases:
        for system, done in zip(systems, judged, strict=True):
            asking = system.answer(case)
            done.append(Judged(case, asking, score_reply(case, Reply.of(asking.answer), texts)))
        advance()
    return tuple(tuple(done) for done in judged)


def ask(question: str, history: Sequence[Mapping[str, str]], assistant: Asked) -> Asking:
    """Ask once, and take the times at which a person sees something."""
    started = time.perf_counter()
    evidence = first_word = answer = None
    for event in assistant.stream(question, history):
        now = time.perf_counter() - started
        if isinstance(event, EvidenceFound):
            evidence = evidence or now  # a draft that was given up brings more
        elif isinstance(event, TextDelta):
            first_word = first_word or now
        elif isinstance(event, Answer):
            first_word, answer = first_word or now, event
    if answer is None or first_word is None:
        raise EvalError(f"There was no answer to {question!r}. Ask it by itself to see why.")
    return Asking(answer.to_dict(), evidence and round(evidence, 4), round(first_word, 4))


def fingerprint(settings: Mapping[str, Any]) -> str:
    """Of settings: the same settings, the same fingerprint."""
    return sha256(json.dumps(settings, sort_keys=True, default=str).encode()).hexdigest()[:16]


def corpus_texts(folder: Path) -> dict[str, str]:
    """The text of each document of a folder as it is on disk, by document id. Raises KildeError when unreadable."""
    return {name: read_document(folder, name).text for name in list_folder(folder).readable}


def _written(line: Mapping[str, Any]) -> str:
    return json.dumps(line, ensure_ascii=False) + "\n"


def _lines(path: Path) -> dict[str, dict[str, Any]]:
    """The last whole line of each case."""
    if not path.is_file():
        return {}
    kept: dict[str, dict[str, Any]] = {}
    needed = ("case", "asked", "made_by", "answer", "evidence_seconds", "first_word_seconds")
    for text in path.read_text(encoding="utf-8", errors="replace").split("\n"):
        try:
            line = json.loads(text)
        except json.JSONDecodeError:
            continue
        if isinstance(line, dict) and all(name in line for name in needed):
            kept[line["case"]] = line
    return kept
