"""The turns of one conversation as the page keeps them: what is shown, and what the assistant is told of it.

A Turn is what stands on the page; the Answer below it is there when there is one. The assistant's history is the text
of the answers, never their HTML, and a turn that was stopped or failed is no part of it.
"""

from __future__ import annotations

from collections.abc import Container, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from assistant.answer import Answer, Citation, Event, TextDelta
from assistant.prompts import NOT_STATED
from ingest.build import IngestReport, Told
from ingest.documents import Document
from ingest.errors import KildeError
from ingest.index import Hit
from ui.history import KeptTurn, Thumb
from ui.render import answer_html, draft_html, error_html, question_html, stopped_html, waiting_html


class Answering(Protocol):
    """What the page needs of an Assistant."""

    def ask(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Answer: ...

    def stream(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Iterator[Event]: ...

    def retrieve(self, question: str, k: int = 10) -> list[Hit]: ...

    def documents(self) -> tuple[Document, ...]: ...

    def ingest(self, folder: Path, index: Path, told: Told = ...) -> IngestReport: ...

    def beside(self, index: Path) -> Answering: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what stands below it on the page; `text` is the answer in plain words once there is one."""

    question: str
    html: str
    text: str = ""
    pending: bool = False
    key: str = ""
    """Tells the turns that are being answered apart."""
    answer: Answer | None = None
    kept: int = 0
    """Its id in the store of conversations, once it is kept."""
    thumb: Thumb = Thumb.NONE


Turns = tuple[Turn, ...]


def begun(turns: Turns, question: str, *, before: int = 0) -> Turns:
    """The conversation with a new question in it, unless it is blank or the last one is still being answered.

    `before` are the questions of others that are answered first.
    """
    if not question.strip() or (turns and turns[-1].pending):
        return turns
    shown = waiting_html(before) if before else draft_html()
    return (*turns, Turn(question.strip(), shown, pending=True, key=uuid4().hex))


def retried(turns: Turns, *, before: int = 0) -> Turns:
    """The conversation with its last question asked once more in place of what was stopped or failed."""
    if not turns or turns[-1].pending or turns[-1].answer is not None:
        return turns
    return begun(turns[:-1], turns[-1].question, before=before)


def stopped(turns: Turns, going: Container[str] = ()) -> Turns:
    """The conversation when nothing but the turns of the keys `going` is being answered: others were stopped."""
    return tuple(
        replace(t, html=stopped_html(), pending=False) if t.pending and t.key not in going else t for t in turns
    )


def answered(assistant: Answering, turns: Turns) -> Generator[Turns]:
    """The conversation while its last question is being answered, once for every step a person can see."""
    if not turns or not turns[-1].pending:
        yield turns
        return
    *before, turn = turns
    try:
        for shown in _steps(assistant, tuple(before), turn):
            yield (*before, shown)
    except KildeError as error:
        yield failed(turns, str(error))


def failed(turns: Turns, message: str) -> Turns:
    """The conversation when its last question cannot be answered, for the reason given."""
    if not turns or not turns[-1].pending:
        return turns
    return (*turns[:-1], replace(turns[-1], html=error_html(message), pending=False))


def _steps(assistant: Answering, before: Turns, turn: Turn) -> Iterator[Turn]:
    quotations: tuple[Citation, ...] = ()
    draft = ""
    # Closing tells the assistant at once that nobody waits any more, when stop is pressed or the browser goes away.
    with closing(_generator(assistant.stream(turn.question, history(before)))) as events:
        for event in events:
            if isinstance(event, Answer):
                yield _told(turn.question, event, len(before) + 1)
                continue
            if isinstance(event, TextDelta):
                draft += event.text
            else:
                quotations, draft = event.quotations, ""
            yield replace(turn, html=draft_html(quotations, "" if _refusing(draft) else draft))


def _told(question: str, answer: Answer, number: int) -> Turn:
    return Turn(question, answer_html(answer, anchor=f"answer-{number}"), answer.text, answer=answer)


def reopened(kept: Sequence[KeptTurn]) -> Turns:
    """A conversation from the store."""
    return tuple(
        replace(_told(turn.answer.question, turn.answer, number), kept=turn.id, thumb=turn.thumb)
        for number, turn in enumerate(kept, start=1)
    )


def _refusing(draft: str) -> bool:
    """Whether the model writes, or begins to write, that the question is not answered: a word between it and us."""
    said = draft.strip().upper()
    return NOT_STATED.startswith(said) or NOT_STATED in said


def _generator(events: Iterator[Event]) -> Generator[Event]:
    yield from events


def last_answer(turns: Turns) -> str:
    """The last answer to take elsewhere: its text, then the numbered quotations."""
    answer = turns[-1].answer if turns else None
    return str(answer) if answer else ""


def history(turns: Turns) -> list[dict[str, str]]:
    """What was said so far, for the assistant."""
    said = [turn for turn in turns if turn.text]
    return [
        message
        for turn in said
        for message in (
            {"role": "user", "content": turn.question},
            {"role": "assistant", "content": turn.text},
        )
    ]


def messages(turns: Turns) -> list[dict[str, str]]:
    """What the chat shows."""
    return [
        message
        for turn in turns
        for message in (
            {"role": "user", "content": question_html(turn.question)},
            {"role": "assistant", "content": turn.html},
        )
    ]
