"""The assistant: question -> evidence -> draft (`writer`) -> verified answer, in the order of `_answer`.

`stream` is the pipeline and `ask` is its last event; the page, the command line and the evaluation use one of the
two, so that all show the same answer for the same question.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answer import Answer, Event
from assistant.answerable import EVEN, HOPELESS, probability, signals
from assistant.each import quote_each
from assistant.evidence import Evidence
from assistant.followup import Turn
from assistant.in_full import in_full
from assistant.judge import Judge
from assistant.list_around import MAY_BE_LISTED, list_around
from assistant.lists import LISTED, FoundList, find_list
from assistant.look import look, read_again
from assistant.model import Model
from assistant.parts import core
from assistant.phrases import phrase
from assistant.prove import Composed
from assistant.question import Question, read
from assistant.quote import quotable, quote_list, quote_sentences
from assistant.quoted_first import is_quoted_first
from assistant.rewrite import checked_history, checked_question, standing_alone, translated
from assistant.seen import Seen, first_seen
from assistant.settings import Settings
from assistant.spelling import repair
from assistant.talk import small_talk
from assistant.trace import Trace
from assistant.verb_first import verb_first
from assistant.visible import plainly
from assistant.writer import Writer
from ingest.documents import Document
from ingest.index import Hit, PassageIndex

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

    from ingest.build import IngestReport, Told

_SURE = 0.5
"""A list that fits better than this needs no second look at whether it is what was asked for."""


class Assistant:
    """Answers questions from one index, with one model or none. A context manager; open it with `Assistant.open`."""

    def __init__(
        self, index: PassageIndex, model: Model | None, settings: Settings, judge: Judge | None = None
    ) -> None:
        self._index, self._model, self._settings, self._judge = index, model, settings, judge

    @classmethod
    def open(
        cls, index: str | Path | None = None, model: str | LLM | None = None, *, progress: bool = False
    ) -> Assistant:
        """Open an index (the shipped corpus's, built on first use, when none is named) and a model.

        `model`: auto, none, a .gguf path, ollama/NAME, openai/NAME, or any LLM object of LlamaIndex; KILDE_MODEL when
        not given. Raises IndexMissing, IndexMismatch, IndexAway or IndexDamaged for the index, ModelError for the
        model.
        """
        from assistant.build import open_assistant

        return open_assistant(index, model, progress=progress)

    @property
    def model_name(self) -> str:
        """The model that writes; "none" when answers are quoted."""
        return self._model.name if self._model else "none"

    def documents(self) -> tuple[Document, ...]:
        """The documents that can be asked, by id."""
        return self._index.documents()

    def document(self, document_id: str) -> Document:
        """The document with this id. Raises KeyError when there is none."""
        return self._index.document(document_id)

    def retrieve(self, question: str, k: int = 10) -> list[Hit]:
        """The `k` passages that fit the question best, in rank order. Raises QuestionError when it cannot be taken."""
        return self._index.search(checked_question(question, self._settings.question_characters), k)

    def ask(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Answer:
        """The verified answer. `history` is a list of {"role": "user" or "assistant", "content": ...}.

        Raises QuestionError when the question is empty or too long, ModelError when the model fails.
        """
        for event in self.stream(question, history):
            last = event
        assert isinstance(last, Answer)
        return last

    def stream(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Iterator[Event]:
        """EvidenceFound first, TextDelta as the model writes, and the verified Answer last; raises as `ask` does.

        EvidenceFound again means that the draft so far is given up and another one follows. Small talk has no
        evidence: its Answer comes alone.
        """
        started = time.perf_counter()
        trace = Trace()
        text = checked_question(question, self._settings.question_characters)
        turns = checked_history(history)
        with self._index.steady():  # an ingest that ends meanwhile is for the next question
            answer = yield from self._answer(text, turns, trace)
        seconds = time.perf_counter() - started
        yield replace(answer, model=self.model_name, seconds=seconds, trace=tuple(trace.steps))

    def _answer(self, text: str, history: Sequence[Turn], trace: Trace) -> Generator[Event, None, Answer]:
        asked = read(text)
        if talk := small_talk(text):
            return Answer(text, phrase(talk, asked.language), answered=False, small_talk=True)
        worded = self._understood(asked, history, trace)
        question = replace(read(verb_first(worded)), language=asked.language)
        looked = look(question, self._index, trace)
        evidence = first_seen(question, looked, self._index.passages)
        yield evidence

        answer = Answer(text, "", answered=True, standalone=worded)
        seen = Seen.of(question, evidence, read_again(looked, self._judge, trace), self._index.passages)
        found = self._find_list(question, seen.pieces, trace)
        if self._model is None or is_quoted_first(seen):
            quoted = self._by_quoting(answer, seen, found, trace)
            if _is_told(quoted):
                return quoted
        if self._model is None:
            return self._abstain(answer, seen)
        likely = self._likelihood(seen, found, self._model, trace)
        if found is not None and likely >= EVEN:
            return _told(answer, quote_list(question, found))
        return (yield from self._written(answer, seen, likely, self._model, trace))

    def _written(
        self, answer: Answer, seen: Seen, likely: float, model: Model, trace: Trace
    ) -> Generator[Event, None, Answer]:
        """What the model makes of the best lines, or, where that is nothing, of their passages in full."""
        writer = Writer(model, self._index.passages, self._settings.reply_tokens)
        told = answer
        if likely >= EVEN:
            told = yield from writer.told(answer, seen, seen.shown, trace, judge=model)
            best = sorted(seen.shown, key=lambda piece: -piece.score)
            if not told.text and (seen.decided is not None or quotable(seen.question, best)):
                told = self._quoted(told, seen, best)
        if _is_told(told):
            return told
        if likely >= HOPELESS:
            if told is not answer:
                yield seen.evidence  # The first draft is given up.
            # What was doubted must be borne word for word: there the model's own "yes" tells little.
            judge = model if likely >= EVEN else None
            again = yield from writer.told(answer, seen, in_full(seen.pieces), trace, judge=judge)
            told = replace(again, dropped=tuple(dict.fromkeys([*told.dropped, *again.dropped])))
        return told if _is_told(told) else self._abstain(told, seen)

    def _understood(self, asked: Question, history: Sequence[Turn], trace: Trace) -> str:
        """The question as it is searched for: standing alone, and in the language of the documents."""
        with trace.step("understand") as said:
            text = standing_alone(core(asked.text), history, self._model)
            if asked.language == "en":
                text = repair(text, self._index.vocabulary)
            else:
                nearest = " ".join(hit.passage.text for hit in self._index.search(text, 3))
                text = translated(text, nearest, self._index.vocabulary, self._model)
            said(f"{text} ({read(verb_first(text)).kind.value})")
        return text

    def _find_list(self, question: Question, pieces: Sequence[Evidence], trace: Trace) -> FoundList | None:
        if question.kind not in MAY_BE_LISTED:
            return None
        with trace.step("list") as said:
            own = find_list(question, pieces, self._index.passages) if question.kind in LISTED else None
            found = own or list_around(question, pieces, self._index.passages)
            said(f"{len(found.items)} of {found.of} items, fit {found.fit:.2f}" if found else "none")
        return found

    def _likelihood(self, seen: Seen, found: FoundList | None, model: Model | None, trace: Trace) -> float:
        """How likely the evidence answers; certainly, where it decides by itself or is a list that surely fits."""
        if seen.decided is not None or (found is not None and found.fit > _SURE):
            return 1.0
        with trace.step("answerable") as said:
            looked_at = signals(seen.question, seen.shown, model)
            said(str(looked_at))
        return probability(looked_at)

    def _by_quoting(self, answer: Answer, seen: Seen, found: FoundList | None, trace: Trace) -> Answer:
        """The answer as it is without a model; without text where the evidence does not give one."""
        if self._likelihood(seen, found, None, trace) < EVEN:
            return answer
        return (
            self._quoted(answer, seen, seen.pieces)
            if found is None
            else _told(answer, quote_list(seen.question, found))
        )

    def _quoted(self, answer: Answer, seen: Seen, pieces: Sequence[Evidence]) -> Answer:
        """An answer by quoting, part by part where a question asks twice; without text where no sentence has the form
        asked for.
        """
        composed = quote_each(seen.question.language, seen.parts)
        composed = composed or quote_sentences(seen.question, pieces, seen.decided, answer.question)
        return _told(answer, composed)

    def _abstain(self, answer: Answer, seen: Seen) -> Answer:
        text = phrase("not_stated", seen.question.language, searched=plainly(answer.standalone))
        return replace(answer, text=text, answered=False, nearest=tuple(seen.hits[:3]))

    def ingest(self, folder: str | Path, index: str | Path, told: Told = lambda event: None) -> IngestReport:
        """Bring an index up to date with a folder, as `ingest.build_index` does, with this embedding model."""
        from ingest.build import build_index

        return build_index(folder, index, embedder=self._index.embedder, told=told)

    def beside(self, index: str | Path) -> Assistant:
        """Another index, asked with the same models, which stay this assistant's: close that one before this one.

        Raises IndexMissing, IndexMismatch, IndexAway or IndexDamaged.
        """
        opened = PassageIndex(Path(index), self._index.embedder)
        return _Beside(opened, self._model, self._settings, self._judge)

    def close(self) -> None:
        """Give back the model's memory and the index's files."""
        if self._model is not None:
            self._model.close()
        self._index.close()

    def __enter__(self) -> Assistant:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Beside(Assistant):
    """An assistant whose models are another one's."""

    def close(self) -> None:
        """Let go of the index's files."""
        self._index.close()


def _is_told(answer: Answer) -> bool:
    return answer.answered and bool(answer.text)


def _told(answer: Answer, composed: Composed) -> Answer:
    return replace(answer, text=composed.text, citations=composed.citations)
