"""How ingest and questions grow with the folder: speed, memory and disk at 1,000 passages and more.

    python -m evals.growth                                  1,000 and 10,000 passages, hashed words for vectors
    python -m evals.growth --sizes 1000 --embedder real     with the embedding model

Each phase (the first ingest, one of an unchanged folder, one after 1 % of the files changed, questions) runs in a
process of its own, so that its peak memory is its own, and begins where the libraries are loaded. Hashed words cost
almost nothing: what is measured with them is reading, splitting, storing and searching, not embedding. Seconds of the
clock depend on what else the machine does; processor seconds, of all threads, hardly do.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any
from zlib import crc32

import numpy as np

from assistant.answer import EvidenceFound
from assistant.chat import Assistant
from assistant.settings import Settings
from evals.growth_text import Prose, change_files, write_files
from evals.latest import kept_in
from ingest.build import build_index
from ingest.embedder import Embedder, Vectors, open_embedder
from ingest.errors import KildeError
from ingest.index import PassageIndex
from ingest.settings import IngestSettings

SIZES = (1_000, 10_000)
CHANGED = 100
"""One file in so many is changed."""
_QUESTIONS = 100
_DIMENSIONS = 384


class HashedWords:
    """A direction for each word, by its checksum; a text is the sum of its words. As many numbers as MiniLM's."""

    name = "hashed-words"

    def __init__(self) -> None:
        self._known: dict[str, Vectors] = {}

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> Vectors:
        total = np.sum([self._direction(word) for word in text.lower().split() or [""]], axis=0)
        unit: Vectors = (total / np.linalg.norm(total)).astype(np.float32)
        return unit

    def _direction(self, word: str) -> Vectors:
        if word not in self._known:
            generator = np.random.default_rng(crc32(word.encode()))
            self._known[word] = generator.standard_normal(_DIMENSIONS, dtype=np.float32)
        return self._known[word]


@dataclass(frozen=True, slots=True)
class Phase:
    """What one process took: `megabytes` at its peak, of them `loaded` before it began."""

    seconds: float
    processor: float
    """Seconds of it."""
    megabytes: float
    loaded: float


@dataclass(frozen=True, slots=True)
class Ingested:
    """An ingest: how many passages the folder has, and how many texts were embedded."""

    phase: Phase
    passages: int
    texts: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions, in seconds: the index opened and the first answered, then to the evidence of each of the others."""

    phase: Phase
    opened: float
    first: float
    median: float
    slow: float
    """19 of 20 were faster."""
    processor: float
    """Seconds of it for each of the others, to the evidence."""


@dataclass(frozen=True, slots=True)
class Growth:
    """One size of folder."""

    first: Ingested
    unchanged: Ingested
    changed: Ingested
    asked: Asked
    text_megabytes: float
    index_megabytes: float
    words_megabytes: float
    """Of those of the index."""


def measure(size: int, embedder: str, *, questions: int = _QUESTIONS) -> Growth:
    """A folder of about `size` passages, ingested three times and asked. `embedder`: hash or real."""
    with TemporaryDirectory() as place:
        folder, index = Path(place) / "folder", Path(place) / "index"
        text = sum(path.stat().st_size for path in write_files(folder, size))
        first = _alone(_ingest, folder, index, embedder)
        unchanged = _alone(_ingest, folder, index, embedder)
        held, words = _megabytes(index), sum(map(_megabytes, index.glob("state-*/words")))
        asked = _alone(_ask, index, embedder, questions)
        change_files(folder, CHANGED)
        changed = _alone(_ingest, folder, index, embedder)
    return Growth(first, unchanged, changed, asked, text / 1e6, held, words)


def _alone(work: Callable[..., Any], *arguments: Any) -> Any:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def _embedder(name: str) -> Embedder:
    return open_embedder(IngestSettings()) if name == "real" else HashedWords()


@dataclass(frozen=True, slots=True)
class _Clock:
    """Both clocks and the peak memory at one moment."""

    seconds: float
    processor: float
    megabytes: float

    @classmethod
    def now(cls) -> _Clock:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
        return cls(time.perf_counter(), time.process_time(), peak)

    def phase(self) -> Phase:
        now = self.now()
        return Phase(now.seconds - self.seconds, now.processor - self.processor, now.megabytes, self.megabytes)


def _ingest(folder: Path, index: Path, embedder: str) -> Ingested:
    chosen, start = _embedder(embedder), _Clock.now()
    report = build_index(folder, index, embedder=chosen)
    return Ingested(start.phase(), report.added + report.unchanged, report.embedded)


def _ask(index: Path, embedder: str, questions: int) -> Asked:
    chosen, prose, start = _embedder(embedder), Prose("questions"), _Clock.now()
    with PassageIndex(index, chosen) as opened:
        ready = start.phase().seconds
        assistant = Assistant(opened, None, Settings())
        (first,) = _until_evidence(assistant, [prose.question()])
        warm = _Clock.now()
        others = list(_until_evidence(assistant, [prose.question() for _ in range(questions)]))
        processor = warm.phase().processor / questions
        phase = start.phase()
    cuts = quantiles(others, n=20)
    return Asked(phase, ready, first, cuts[9], cuts[18], processor)


def _until_evidence(assistant: Assistant, questions: Sequence[str]) -> Iterator[float]:
    for question in questions:
        start = time.perf_counter()
        next(event for event in assistant.stream(question) if isinstance(event, EvidenceFound))
        yield time.perf_counter() - start


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def table(grown: Sequence[Growth]) -> str:
    """A line for each size, as Markdown. Processor seconds in brackets, and the shares are of those."""
    ingests = "passages | rows | first ingest | unchanged | 1 % changed | peak MB | MB of text, index, word index"
    lines = [f"| {ingests} | opened + first question | p50 | p95 | processor | peak MB |", "|" + "--:|" * 12]
    for one in grown:
        first, asked = one.first, one.asked
        cells = [
            f"{first.passages:,}",
            f"{first.texts:,}",
            f"{first.phase.seconds:.1f} s ({first.phase.processor:.1f})",
        ]
        cells += [_share(one.unchanged.phase, first.phase), _share(one.changed.phase, first.phase)]
        cells += [f"{first.phase.megabytes:,.0f}"]
        cells += [f"{one.text_megabytes:.1f}, {one.index_megabytes:.0f}, {one.words_megabytes:.1f}"]
        cells += [f"{asked.opened:.2f} + {asked.first:.2f} s"]
        cells += [f"{1_000 * seconds:.0f} ms" for seconds in (asked.median, asked.slow, asked.processor)]
        lines.append(f"| {' | '.join([*cells, f'{asked.phase.megabytes:,.0f}'])} |")
    return "\n".join(lines)


def _share(phase: Phase, of: Phase) -> str:
    return f"{phase.seconds:.1f} s ({phase.processor:.1f}, {phase.processor / of.processor:.1%})"


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the table, write growth.json."""
    parser = argparse.ArgumentParser(prog="evals.growth", description="Measure how ingest and questions grow.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="passages, e.g. 1000 10000 100000")
    parser.add_argument("--embedder", choices=["hash", "real"], default="hash", help="hashed words, or the model")
    parser.add_argument("--out", type=Path, help="folder for growth.json (default: one of its own)")
    arguments = parser.parse_args(argv)
    try:
        grown = []
        for size in arguments.sizes:
            grown.append(measure(size, arguments.embedder))
            sys.stderr.write(table(grown[-1:]).rpartition("\n")[2] + "\n")
    except KildeError as error:
        sys.stderr.write(f"evals.growth: {error}\n")
        return 1
    out = arguments.out or kept_in("growth", arguments.embedder)
    out.mkdir(parents=True, exist_ok=True)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
    said = {"embedder": arguments.embedder, "machine": machine, "sizes": [asdict(one) for one in grown]}
    (out / "growth.json").write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(f"{table(grown)}\n{machine}\nResults: {out / 'growth.json'}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
