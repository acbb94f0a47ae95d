"""The assistant: question -> evidence -> draft -> verified answer, in the order of `_answer`.

`stream` is the pipeline and `ask` is its last event; the page, the command line and the evaluation use one of the
two, so that all show the same answer for the same question.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from assistant.answer import Answer, Dropped, Event, EvidenceFound, Step, TextDelta, Verdict
from assistant.answerable import is_answered, signals
from assistant.draft import ask_for_draft, read_draft
from assistant.evidence import Evidence, gather, in_turn, worth_showing
from assistant.followup import Turn
from assistant.lists import FoundList, find_list
from assistant.model import Model
from assistant.parts import core, parts
from assistant.phrases import phrase
from assistant.polarity import Polarity, agreeing, oversteps, polarity
from assistant.prove import Proven, compose, prove
from assistant.question import Kind, Question, read
from assistant.quote import quotable, quote_list, quote_sentences, told_in
from assistant.rewrite import checked_history, checked_question, standing_alone, translated
from assistant.settings import Settings
from assistant.spelling import repair
from assistant.talk import small_talk
from ingest.documents import Document
from ingest.index import Hit, PassageIndex

_HITS = 8
_SURE = 0.5
"""A list that fits better than this needs no second look at whether it is what was asked for."""


class Assistant:
    """Answers questions from one index, with one model or none. A context manager; open it with `Assistant.open`."""

    def __init__(self, index: PassageIndex, model: Model | None, settings: Settings) -> None:
        self._index, self._model, self._settings = index, model, settings

    @classmethod
    def open(cls, index: str | Path | None = None, model: str | None = None, *, progress: bool = False) -> Assistant:
        """Open an index (the shipped corpus's, built on first use, when none is named) and a model.

        `model`: auto, none, a .gguf path, ollama/NAME, openai/NAME; KILDE_MODEL when not given. Raises IndexMissing,
        IndexMismatch or IndexDamaged for the index and ModelError for the model.
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

        Small talk has no evidence: its Answer comes alone.
        """
        started = time.perf_counter()
        trace = _Trace()
        text = checked_question(question, self._settings.question_characters)
        answer = yield from self._answer(text, checked_history(history), trace)
        seconds = time.perf_counter() - started
        yield replace(answer, model=self.model_name, seconds=seconds, trace=tuple(trace.steps))

    def _answer(self, text: str, history: Sequence[Turn], trace: _Trace) -> Generator[Event, None, Answer]:
        asked = read(text)
        if talk := small_talk(text):
            return Answer(text, phrase(talk, asked.language), answered=False, small_talk=True)
        question = self._understood(asked, history, trace)
        hits, pieces = self._look(question, trace)
        shown = worth_showing(pieces, self._index.passages)
        yield EvidenceFound(question.text, tuple(piece.cite(n) for n, piece in enumerate(shown, start=1)))

        answer = Answer(text, "", answered=True, standalone=question.text)
        found = self._find_list(question, pieces, trace)
        decided = polarity(question, shown)
        sure = decided is not None or (found is not None and found.fit > _SURE)
        if not sure and not self._is_answered(question, shown, trace):
            return self._abstain(answer, question, hits)
        if found is not None:
            composed = quote_list(question, found)
            return replace(answer, text=composed.text, citations=composed.citations)
        if self._model is None:
            return self._quoted(answer, question, hits, pieces, decided)
        return (yield from self._drafted(answer, question, hits, shown, decided, trace))

    def _understood(self, asked: Question, history: Sequence[Turn], trace: _Trace) -> Question:
        """The question as it is searched for: standing alone, and in the language of the documents."""
        with trace.step("understand") as said:
            text = standing_alone(core(asked.text), history, self._model)
            if asked.language == "en":
                text = repair(text, self._index.vocabulary)
            if asked.language == "da" and self._model is not None:
                nearest = " ".join(hit.passage.text for hit in self._index.search(text, 3))
                text = translated(text, nearest, self._model)
            question = replace(read(text), language=asked.language)
            said(f"{question.text} ({question.kind.value})")
        return question

    def _look(self, question: Question, trace: _Trace) -> tuple[list[Hit], list[Evidence]]:
        """Hits and evidence, best first; of a question that asks twice, for each part in turn."""
        with trace.step("retrieve") as said:
            looked = [
                self._look_for(question if text == question.text else read(text)) for text in parts(question.text)
            ]
            hits = in_turn([hits for hits, _ in looked], lambda hit: hit.passage)
            pieces = in_turn([pieces for _, pieces in looked], lambda piece: (piece.document.id, piece.sentence))
            said(", ".join(f"{hit.passage.document_id}:{hit.passage.start} {hit.score:.4f}" for hit in hits))
        return hits, pieces

    def _look_for(self, question: Question) -> tuple[list[Hit], list[Evidence]]:
        vector = self._index.embed(question.text)
        hits = self._index.search(question.text, _HITS, vector=vector)
        return hits, gather(question, hits, self._index.cosines(vector, hits), self._index.document)

    def _find_list(self, question: Question, pieces: Sequence[Evidence], trace: _Trace) -> FoundList | None:
        if question.kind not in {Kind.LIST, Kind.COUNT, Kind.ORDINAL}:
            return None
        with trace.step("list") as said:
            found = find_list(question, pieces, self._index.passages)
            said(f"{len(found.items)} of {found.of} items, fit {found.fit:.2f}" if found else "none")
        return found

    def _is_answered(self, question: Question, shown: Sequence[Evidence], trace: _Trace) -> bool:
        with trace.step("answerable") as said:
            found = signals(question, shown, self._model)
            said(str(found))
        return is_answered(found, proof_follows=self._model is not None)

    def _drafted(
        self,
        answer: Answer,
        question: Question,
        hits: Sequence[Hit],
        shown: Sequence[Evidence],
        decided: Polarity | None,
        trace: _Trace,
    ) -> Generator[Event, None, Answer]:
        assert self._model is not None
        with trace.step("draft") as said:
            parts: list[str] = []
            messages = ask_for_draft(question, shown)
            for part in self._model.write(messages, max_tokens=self._settings.reply_tokens):
                parts.append(part)
                yield TextDelta(part)
            draft = read_draft("".join(parts))
            said(draft.text)
        if draft.refused and decided is None:
            return self._abstain(answer, question, hits)
        with trace.step("verify") as said:
            proven = prove(agreeing(draft.sentences, question, decided), shown)
            said(f"{len(proven.kept)} kept, {len(proven.dropped)} dropped")
        if decided is None and oversteps(question, proven.kept):
            more = tuple(Dropped(sentence, Verdict.MEANING) for sentence, _ in proven.kept)
            proven = Proven((), (*proven.dropped, *more))
        answer = replace(answer, dropped=proven.dropped)
        if not proven.kept:
            best = sorted(shown, key=lambda piece: -piece.score)
            if decided is None and not quotable(question, best):
                return self._abstain(answer, question, hits)
            return self._quoted(answer, question, hits, best, decided)
        composed = compose(told_in(question.language, proven.kept))
        return replace(answer, text=composed.text, citations=composed.citations)

    def _quoted(
        self,
        answer: Answer,
        question: Question,
        hits: Sequence[Hit],
        pieces: Sequence[Evidence],
        decided: Polarity | None,
    ) -> Answer:
        """An answer by quoting; none where a date or number is asked for and no sentence has one."""
        composed = quote_sentences(question, pieces, decided)
        if not composed.text:
            return self._abstain(answer, question, hits)
        return replace(answer, text=composed.text, citations=composed.citations)

    def _abstain(self, answer: Answer, question: Question, hits: Sequence[Hit]) -> Answer:
        text = phrase("not_stated", question.language, searched=question.text)
        return replace(answer, text=text, answered=False, nearest=tuple(hits[:3]))

    def close(self) -> None:
        """Give back the model's memory and the index's files."""
        if self._model is not None:
            self._model.close()
        self._index.close()

    def __enter__(self) -> Assistant:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Trace:
    """What each step did and how long it took."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    @contextmanager
    def step(self, name: str) -> Iterator[_Outcome]:
        outcome = _Outcome()
        started = time.perf_counter()
        yield outcome
        self.steps.append(Step(name, outcome.text, time.perf_counter() - started))


class _Outcome:
    text = ""

    def __call__(self, text: str) -> None:
        self.text = text
