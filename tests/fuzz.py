"""`python -m tests.fuzz --inputs 20000 --seed 1`: files of spite through every reader, apart as ingest reads them.

Each input is read by `ingest.apart`, cut into passages, and held to what is promised: it is read or refused with a
reason of one line; its passages tile its text; the pages lie in order within it; all in bounded time and memory. An
error that is no refusal, a crash, a hang, or a broken span is a failure, told with the seed that makes it again.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.apart import Apart
from ingest.documents import Document
from ingest.errors import DocumentError, ReaderFailed
from ingest.passages import split
from ingest.readers import FORMATS, Read
from ingest.settings import IngestSettings
from tests.fuzz_grammar import made

SETTINGS = IngestSettings.model_validate({"reader_seconds": 60.0, "reader_memory_bytes": 1_500_000_000})
"""What an input may take: a small part of what a file of somebody's may."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that broke a promise. `made(ending, random.Random(seed))` makes it again."""

    seed: str
    ending: str
    what: str


@dataclass(slots=True)
class Tally:
    """What became of the inputs."""

    read: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, tuple[float, str]] = field(default_factory=dict)
    """Ending -> seconds, and the seed of that input."""
    failures: list[Failure] = field(default_factory=list)

    def __str__(self) -> str:
        rows = [
            f"{ending:10} {self.read[ending]:6} read {self.refused[ending]:6} refused, "
            "slowest {:.1f} s (seed {!r})".format(*self.slowest.get(ending, (0.0, "")))
            for ending in FORMATS
        ]
        told = [f"FAILURE {failure.ending} seed {failure.seed!r}: {failure.what}" for failure in self.failures]
        total = self.read.total() + self.refused.total() + len(self.failures)
        return "\n".join([*rows, *told, f"{total} inputs, {len(self.failures)} failures"])


def fuzz(inputs: int, seed: int, read: Read) -> Tally:
    """Read that many inputs, the formats in turn."""
    tally = Tally()
    for ending, name in _turns(inputs, seed):
        started = time.monotonic()
        try:
            _hold(read, made(ending, random.Random(name)), ending)
            tally.read[ending] += 1
        except ReaderFailed as error:
            tally.failures.append(Failure(name, ending, str(error)))
        except DocumentError as error:
            if not str(error) or "\n" in str(error):
                tally.failures.append(Failure(name, ending, f"a reason that is no line: {str(error)!r}"))
            tally.refused[ending] += 1
        except Exception as error:  # noqa: BLE001  (anything but a refusal is what is looked for)
            tally.failures.append(Failure(name, ending, f"{type(error).__name__}: {error}"))
        took = time.monotonic() - started
        tally.slowest[ending] = max(tally.slowest.get(ending, (0.0, "")), (took, name))
    return tally


def _turns(inputs: int, seed: int) -> Iterator[tuple[str, str]]:
    endings = list(FORMATS)
    for number in range(inputs):
        yield endings[number % len(endings)], f"{seed}-{number}"


def _hold(read: Read, content: bytes, ending: str) -> None:
    """Read the input and look at what came out. Raises AssertionError where a promise is broken."""
    told = read(content, ending)
    document = Document(f"fuzz{ending}", told.text, told.title, date=told.date, page_starts=told.page_starts)
    passages = split(document)
    assert "".join(passage.text for passage in passages) == document.text, "the passages do not tile the text"
    assert list(told.page_starts) == sorted(told.page_starts), "the pages are not in order"
    for passage in passages:
        assert document.text[passage.start : passage.end] == passage.text, "a passage is no slice"
        for sentence in passage.sentences:
            quote = document.text[sentence.start : sentence.end]
            assert passage.start <= sentence.start < sentence.end <= passage.end, "a sentence leaves its passage"
            assert quote == passage.quote(sentence), "a quotation is no slice"
            assert quote == quote.strip(), "a quotation begins or ends with a blank"
    json.dumps([told.text, told.title, told.date], ensure_ascii=False).encode()  # as answers are told


def main(arguments: list[str]) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the inputs that fail")
    told = parser.parse_args(arguments)
    started = time.monotonic()
    with Apart(SETTINGS) as apart:
        tally = fuzz(told.inputs, told.seed, apart.read)
    for number, failure in enumerate(tally.failures if told.keep else []):
        told.keep.mkdir(parents=True, exist_ok=True)
        content = made(failure.ending, random.Random(failure.seed))
        (told.keep / f"{number}{failure.ending}").write_bytes(content)
    print(tally)  # noqa: T201
    print(f"{time.monotonic() - started:.0f} seconds, seed {told.seed}")  # noqa: T201
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
