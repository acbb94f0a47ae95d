"""Speed of finding: from a question to its evidence, with everything loaded.

The index of 100,000 passages holds generated text (evals.growth_text) with hashed words for vectors: embedding it would
take hours and change nothing about searching. Its questions are embedded by the real model. It is kept, and an ingest
that was interrupted goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.answer import EvidenceFound
from assistant.chat import Assistant
from assistant.settings import Settings
from evals.cases import Split, select
from evals.growth import HashedWords
from evals.growth_text import Prose, write_files
from evals.latest import kept_in
from evals.speed import Measured, Row, in_turn, measured
from evals.suites import SUITES
from ingest.build import build_index
from ingest.embedder import Embedder, Vectors, open_embedder
from ingest.index import PassageIndex
from ingest.settings import IngestSettings

BARE = "one SentenceTransformer.encode and one raw Chroma query"
EVIDENCE = Row("question to evidence, shipped corpus", BARE, "ms", ratio=1.5, above=10.0)
LARGE = Row("question to evidence, 100,000 passages", BARE, "ms", ratio=2.0)
LARGE_SIZE = 100_000
_QUESTIONS, _WARM = 30, 5


def evidence() -> list[Measured]:
    """Questions of the development half about the shipped corpus."""
    suite = SUITES[0]
    cases = select(suite.cases(), Split.DEVELOPMENT)
    questions = [case.question for case in cases if not case.history][: _QUESTIONS + _WARM]
    embedder = open_embedder(IngestSettings())
    build_index(suite.folder, suite.index, embedder=embedder)
    return [_compared(EVIDENCE, suite.index, embedder, questions)]


def large_index(size: int = LARGE_SIZE) -> Path:
    """Where the index of so many generated passages is kept."""
    return kept_in("speed", f"{size}") / "index"


def large_is_there() -> bool:
    """Whether it was made before."""
    return (large_index() / "current.json").is_file()


def large(size: int = LARGE_SIZE) -> list[Measured]:
    """Generated questions; the index is made first when it is not there."""
    index, prose = large_index(size), Prose("questions")
    folder = index.parent / "folder"
    if not (index / "current.json").is_file():
        list(write_files(folder, size))
        build_index(folder, index, embedder=HashedWords(), progress=True)
    questions = [prose.question() for _ in range(_QUESTIONS + _WARM)]
    return [_compared(LARGE, index, _HashedPassages(open_embedder(IngestSettings())), questions)]


class _HashedPassages(HashedWords):
    """Passages as hashed words, questions by the real model."""

    def __init__(self, real: Embedder) -> None:
        super().__init__()
        self._real = real

    def embed_query(self, text: str) -> Vectors:
        return self._real.embed_query(text)


def _compared(row: Row, index: Path, embedder: Embedder, questions: Sequence[str]) -> Measured:
    from evals.speed_bare import BareSearch  # torch and Chroma, which the other rows can do without

    with PassageIndex(index, embedder) as opened:
        assistant, bare = Assistant(opened, None, Settings()), BareSearch(index)
        pairs = in_turn(questions, lambda asked: until_evidence(assistant, asked), bare.ask, warm=_WARM)
    return measured(row, [(1_000 * own, 1_000 * theirs) for own, theirs in pairs], f"{len(pairs)} questions")


def until_evidence(assistant: Assistant, question: str) -> None:
    """As far as a person sees what was found."""
    next((event for event in assistant.stream(question) if isinstance(event, EvidenceFound)), None)
