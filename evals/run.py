"""Ask the cases, keep the answers, judge them.

Answers are appended to `answers.jsonl` as they come, each with the fingerprints of its case and of everything that
could change the answer. A run that was interrupted goes on where it stopped; an answer whose fingerprints differ is
asked again. Scores are never kept: they are made anew from the answers, so a corrected expectation counts at once.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from tqdm import tqdm

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


def run(
    cases: Sequence[Case],
    assistant: Asked,
    texts: Mapping[str, str],
    folder: Path,
    settings: Mapping[str, Any],
    *,
    progress: bool = False,
) -> tuple[Judged, ...]:
    """Ask what is not answered yet and judge everything, in the order of the cases. Raises what the assistant raises.

    `texts` is the corpus as `corpus_texts` reads it; `settings` is everything that could change an answer.
    """
    made_by = fingerprint(settings)
    known = _kept(folder / ANSWERS, cases, made_by)
    _rewrite(folder / ANSWERS, cases, known, made_by)
    with (folder / ANSWERS).open("a", encoding="utf-8") as file:
        for case in tqdm(cases, desc="evaluating", unit="question", disable=not progress):
            if case.id in known:
                continue
            known[case.id] = ask(case, assistant)
            file.write(_line(case, known[case.id], made_by))
            file.flush()
    return tuple(Judged(c, known[c.id], score_reply(c, Reply.of(known[c.id].answer), texts)) for c in cases)


def ask(case: Case, assistant: Asked) -> Asking:
    """Ask one case, and take the times at which a person sees something."""
    started = time.perf_counter()
    evidence = first_word = answer = None
    for event in assistant.stream(case.question, [message.model_dump() for message in case.history]):
        now = time.perf_counter() - started
        if isinstance(event, EvidenceFound):
            evidence = now
        elif isinstance(event, TextDelta):
            first_word = first_word or now
        elif isinstance(event, Answer):
            first_word, answer = first_word or now, event
    if answer is None or first_word is None:
        raise EvalError(f"The assistant gave no answer to {case.id}. Ask it by itself to see why.")
    return Asking(answer.to_dict(), evidence and round(evidence, 4), round(first_word, 4))


def fingerprint(settings: Mapping[str, Any]) -> str:
    """Of settings: the same settings, the same fingerprint."""
    return sha256(json.dumps(settings, sort_keys=True, default=str).encode()).hexdigest()[:16]


def corpus_texts(folder: Path) -> dict[str, str]:
    """The text of each document of a folder as it is on disk, by document id. Raises KildeError when unreadable."""
    return {name: read_document(folder, name).text for name in list_folder(folder).readable}


def _line(case: Case, asking: Asking, made_by: str) -> str:
    kept = {"case": case.id, "asked": case.fingerprint, "made_by": made_by, **asking.to_dict()}
    return json.dumps(kept, ensure_ascii=False) + "\n"


def _kept(path: Path, cases: Iterable[Case], made_by: str) -> dict[str, Asking]:
    """Answers to these very cases by this very assistant; a line torn by an interruption is left out."""
    if not path.is_file():
        return {}
    wanted = {case.id: case.fingerprint for case in cases}
    known: dict[str, Asking] = {}
    for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
        try:
            kept = json.loads(line)
            same = kept["made_by"] == made_by and wanted.get(kept["case"]) == kept["asked"]
            asking = Asking(kept["answer"], kept["evidence_seconds"], kept["first_word_seconds"])
        except (json.JSONDecodeError, KeyError, TypeError):
            continue
        if same:
            known[kept["case"]] = asking
    return known


def _rewrite(path: Path, cases: Iterable[Case], known: Mapping[str, Asking], made_by: str) -> None:
    """Only what is kept stays in the file, whole lines all. Raises EvalError when it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".new")
        lines = (_line(case, known[case.id], made_by) for case in cases if case.id in known)
        beside.write_text("".join(lines), encoding="utf-8")
        os.replace(beside, path)
    except OSError as error:
        raise EvalError(
            f"{path.parent} cannot be written ({error.strerror}). Name another folder with --out."
        ) from error
