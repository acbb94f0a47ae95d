"""The measurements themselves, with small real parts: that they measure what they say, not how long it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from assistant.answer import Answer, Event, EvidenceFound, TextDelta
from assistant.chat import Assistant
from assistant.settings import Settings
from evals.errors import EvalError
from evals.speed_answers import at_once
from evals.speed_bare import BareSearch, Way, encoder
from evals.speed_ingest import as_ingested, whole
from evals.speed_processes import _run as run
from evals.speed_search import large, until_evidence
from evals.timed import Timing
from ingest.embedder import Vectors
from ingest.index import PassageIndex
from tests.fakes import HashEmbedder


def test_until_evidence_stops_before_the_answer(index: PassageIndex) -> None:
    events: list[Event] = []

    class Told(Assistant):
        def stream(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Iterator[Event]:
            for event in super().stream(question, history):
                events.append(event)
                yield event

    until_evidence(Told(index, None, Settings()), "Where do the bees live?")
    assert [type(event) for event in events] == [EvidenceFound]


def test_the_raw_search_reads_the_very_index_and_says_when_it_cannot(shipped: PassageIndex, tmp_path: Path) -> None:
    BareSearch(shipped.folder).ask("Where do the bees live?")
    with pytest.raises(EvalError, match="Unset KILDE_CHROMA_URL"):
        BareSearch(tmp_path / "none")


def test_a_way_to_embed_says_what_it_is() -> None:
    way = Way(encoder(native=False), False, 16, 1)
    way.embed(["a hive", "a lathe"])
    assert str(way) == "float32, batches of 16, 1 threads"


class Counting(HashEmbedder):
    """Remembers how many texts it was given at a time, and the longest of each."""

    def __init__(self) -> None:
        super().__init__()
        self.batches: list[tuple[int, int]] = []

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.batches.append((len(texts), max(map(len, texts))))
        return super().embed_passages(texts)


def test_texts_are_embedded_in_batches_of_an_ingest_the_shortest_first() -> None:
    embedder = Counting()
    as_ingested(embedder, ["a" * number for number in range(130, 0, -1)])
    assert embedder.batches == [(64, 64), (64, 128), (2, 130)]


def test_a_whole_ingest_takes_longer_than_its_embedding() -> None:
    (found,) = whole(sections=3, turns=1)
    assert found.kilde is not None and found.reference is not None and found.kilde > found.reference > 0
    assert "passages" in found.note


def test_the_large_index_is_made_once_and_asked_by_meaning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (first,) = large(20)
    made = next(tmp_path.rglob("current.json")).stat().st_mtime_ns
    (again,) = large(20)
    assert next(tmp_path.rglob("current.json")).stat().st_mtime_ns == made
    assert first.note == again.note == "30 questions" and first.ratio is not None


def test_a_command_that_fails_is_named_with_what_it_said() -> None:
    run(["-c", "pass"])
    with pytest.raises(EvalError, match="ended with 3: no such luck"):
        run(["-c", "import sys; print('no such luck', file=sys.stderr); sys.exit(3)"])


class Eight(Assistant):
    """Answers, and fails where it is told to."""

    def __init__(self) -> None:
        pass

    def stream(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Iterator[Event]:
        if question == "fail":
            raise EvalError("the model was closed")
        yield EvidenceFound(question, ())
        yield TextDelta("Yes.")
        yield Answer(question, "Yes.", True, seconds=0.1)


def test_all_who_ask_at_once_are_answered_and_a_failure_is_told() -> None:
    assert sorted(asking.answer["question"] for asking in at_once(["a", "b", "c"], Eight())) == ["a", "b", "c"]
    with pytest.raises(EvalError, match="Of 2 people 1 got no answer: the model was closed"):
        at_once(["a", "fail"], Eight())


def test_timings_are_those_of_the_engine() -> None:
    told = {"cache_n": 32, "prompt_n": 70, "prompt_ms": 1_000.0, "predicted_n": 5, "predicted_ms": 500.0, "more": 1}
    assert Timing.of(told) == Timing(32, 70, 1.0, 5, 0.5)
