"""Speed of answering with the language model: against LlamaIndex's citation engine, against the bare engine, and when
eight people ask at once.

Kilde and the baseline have an engine each, as in `kilde eval --baseline`: with one for both, each would throw the
other's prompt out of its cache at every turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Barrier, Thread

from assistant.chat import Assistant
from assistant.reader import Reader
from assistant.settings import Settings
from assistant.store import find, models
from evals.baseline import REPLY_SECONDS, Baseline
from evals.cases import Case, CaseType, Split, select
from evals.errors import EvalError
from evals.reply import Reply
from evals.run import Asking, ask, corpus_texts
from evals.score import score_reply
from evals.speed import Measured, Row, measured, seconds_of
from evals.suites import SUITES
from evals.timed import ClockedModel, Timing
from ingest.build import build_index
from ingest.embedder import Embedder, open_embedder
from ingest.index import PassageIndex
from ingest.settings import IngestSettings

ENGINE = "LlamaIndex CitationQueryEngine, same model, streaming"
FIRST_WORD = Row("question to first word", ENGINE, "s", ratio=0.2)
ANSWER = Row("question to verified answer", ENGINE, "s", ratio=0.2)
MODEL = Row("model time in an answer", "its tokens at the bare engine's rates", "s", ratio=1.15)
PROMPT = Row("prompt tokens read per question", ENGINE, "tokens", ratio=0.25)
EIGHT = Row("8 people asking at once", "the same 8 one after another", "s", ratio=0.7)
EIGHT_EVIDENCE = Row("8 at once: the slowest evidence", "one second", "s", ratio=1.0)
PEOPLE = 8
_QUESTIONS, _RATES = 5, 3
_KINDS = (CaseType.FACT, CaseType.DATE, CaseType.NUMBER, CaseType.DEFINITION)
"""What the model writes an answer to; lists are quoted without it."""
_FRESH = "{}. The council of the island decided in its meeting that the ferry should leave at a quarter past seven. "


@dataclass(frozen=True, slots=True)
class _Turn:
    """One question: how it was answered, what the engine did for it, and the seconds that were spent in the model."""

    asking: Asking
    timings: Sequence[Timing]
    model_seconds: float
    right: bool

    @property
    def whole(self) -> float:
        return float(self.asking.answer["seconds"])

    @property
    def read(self) -> int:
        """Tokens of its prompts that were not in the cache."""
        return sum(timing.read for timing in self.timings)


def answers(questions: int = _QUESTIONS) -> list[Measured]:
    """Questions of the development half about the shipped corpus, of the kinds that the model answers."""
    chosen = _cases(questions + 1)
    with _opened() as (assistant, model, embedder), ExitStack() as stack:
        patient = Settings().model_copy(update={"reply_seconds": REPLY_SECONDS})
        other = ClockedModel(*_model_file(), patient)
        stack.callback(other.close)
        baseline = Baseline.over(SUITES[0].folder, embedder, other)
        turns, rates = list[tuple[_Turn, _Turn]](), list[Timing]()
        for number, case in enumerate(chosen):
            theirs, own = _turn(case, baseline, other), _turn(case, assistant, model)
            if number:  # the first one fills the caches
                turns.append((own, theirs))
            if len(rates) < _RATES:
                rates.append(_bare(model, number))
    rate = median(one.read / one.read_seconds for one in rates)
    written = median(one.written / one.write_seconds for one in rates)
    model.llm.take()
    return _rows(turns, rate, written)


def _rows(turns: Sequence[tuple[_Turn, _Turn]], rate: float, written: float) -> list[Measured]:
    right, theirs_right = (sum(turn[side].right for turn in turns) for side in (0, 1))
    accuracy = f"right answers {right} against {theirs_right} of {len(turns)}"
    drafted = [own for own, _ in turns if own.timings]
    hits = all(turn.timings[0].cached > 0 for turn in drafted)
    bare = [
        sum(timing.read / rate + timing.written / written for timing in turn.timings if timing.written > 1)
        + sum(timing.read / rate for timing in turn.timings if timing.written <= 1)
        for turn in drafted
    ]
    engine = f"bare engine {rate:.0f} and {written:.1f} tokens a second; prefix cached on every question: "
    return [
        measured(FIRST_WORD, [(a.asking.first_word_seconds, b.asking.first_word_seconds) for a, b in turns]),
        measured(ANSWER, [(a.whole, b.whole) for a, b in turns], accuracy, holds=right >= theirs_right),
        measured(
            MODEL,
            [(turn.model_seconds, least) for turn, least in zip(drafted, bare, strict=True)],
            f"{engine}{'yes' if hits else 'no'}",
            holds=hits,
        )
        if drafted
        else Measured(MODEL, note="none of these questions was answered by the model"),
        measured(PROMPT, [(a.read, b.read) for a, b in turns], "tokens in the prompt cache are not counted"),
    ]


def _turn(case: Case, asked: Assistant | Baseline, model: ClockedModel) -> _Turn:
    model.llm.take()
    before = model.seconds
    asking = ask(case.question, [], asked)
    right = score_reply(case, Reply.of(asking.answer), corpus_texts(SUITES[0].folder)).correct
    return _Turn(asking, model.llm.take(), model.seconds - before, right)


def _bare(model: ClockedModel, number: int) -> Timing:
    """Some 300 tokens that it has not seen, and 32 of its own."""
    return model.llm.bare("".join(_FRESH.format(f"{number}.{line}") for line in range(12)), 32)


def _cases(most: int) -> tuple[Case, ...]:
    cases = select(SUITES[0].cases(), Split.DEVELOPMENT, _KINDS)
    return select([case for case in cases if not case.history], limit=most)


def _model_file() -> tuple[Path, str]:
    """The default model. Raises EvalError when it is not here."""
    default = next(iter(models(Settings().models_dir)))
    path = find(default.name, Settings().models_dir)
    if path is None:
        raise EvalError(f"{default.name} is not here: `kilde models --fetch {default.name}`.")
    return path, default.name


@contextmanager
def _opened() -> Iterator[tuple[Assistant, ClockedModel, Embedder]]:
    """Kilde over the shipped corpus, with an engine that has read nothing yet."""
    suite, embedder, settings = SUITES[0], open_embedder(IngestSettings()), Settings()
    build_index(suite.folder, suite.index, embedder=embedder)
    patient = settings.model_copy(update={"reply_seconds": REPLY_SECONDS})
    model = ClockedModel(*_model_file(), patient)
    try:
        with PassageIndex(suite.index, embedder) as index:
            yield Assistant(index, model, patient, Reader()), model, embedder
    finally:
        model.close()


def eight() -> list[Measured]:
    """The same questions one after another, then all at once, each time with an engine that does not know them."""
    warm, *people = _cases(PEOPLE + 1)

    def timed(work: Callable[[Assistant], list[Asking]]) -> tuple[float, list[Asking]]:
        done: list[Asking] = []
        with _opened() as (assistant, _, _):
            ask(warm.question, [], assistant)
            return seconds_of(lambda: done.extend(work(assistant))), done

    alone, _ = timed(lambda assistant: [ask(case.question, [], assistant) for case in people])
    together, answered = timed(lambda assistant: at_once([case.question for case in people], assistant))
    whole = sorted(float(asking.answer["seconds"]) for asking in answered)
    slowest = max(asking.evidence_seconds or 0.0 for asking in answered)
    note = f"the first has its answer after {whole[0]:.1f} s, the last after {whole[-1]:.1f} s"
    return [
        Measured(EIGHT, together, alone, note, samples=([together], [alone])),
        Measured(EIGHT_EVIDENCE, slowest, 1.0),
    ]


def at_once(questions: Sequence[str], assistant: Assistant) -> list[Asking]:
    """All answers, asked for at the same moment. Raises EvalError when one of them fails."""
    begin, answered, failed = Barrier(len(questions)), list[Asking](), list[BaseException]()

    def person(question: str) -> None:
        begin.wait()
        try:
            answered.append(ask(question, [], assistant))
        except BaseException as error:  # told below, in the thread that waits
            failed.append(error)

    threads = [Thread(target=person, args=(question,)) for question in questions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise EvalError(f"Of {len(questions)} people {len(failed)} got no answer: {failed[0]}") from failed[0]
    return answered
