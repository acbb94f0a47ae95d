"""Small real implementations of the interfaces that cost time or weights, and a folder of documents to use them on.

An embedder in which shared words mean nearness, and a language model that says what the test gives it to say. Both
are the same in every process, and both remember what they were asked.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from assistant.evidence import Evidence
from assistant.judge import Reading
from assistant.model import Message
from ingest.embedder import Vectors
from ingest.passages import Passage

GUIDE = """Keeping bees in a small garden

Who this guide is for
A colony needs forage within 3 km. The hive stands in morning sun, out of the wind.

Equipment
Before the first colony arrives, three things must be in the shed:
1. A smoker, to calm the colony before the hive is opened.
2. A veil that closes at the neck.
3. A hive tool of hardened steel.

Common questions
When is the first inspection?
The first inspection is on 12 April, provided that the temperature is above 14 degrees.
Rule no. 713 on animal health applies.
Must a hive be registered?
There is no duty to register a single hive. Keepers of two or more hives register with the county.
"""

MANUAL = """# Workshop manual

## Lathe

The lathe runs at three speeds. Wear goggles at all speeds.

| Speed | Turns a minute | Use |
|-------|----------------|-----|
| low | 300 | hard wood |
| high | 1,200 | soft wood |

### Oiling

Oil the spindle every week, in this order:

- wipe off the dust
- add two drops of grade 32 oil
  - not grade 46
- turn the spindle by hand

## Opening hours

The workshop is open from 9 to 17, and closed on Sundays.
"""

NOTES = """Minutes of the garden society

The society met on 3 May 2021. The chair is Anna Holm.
The next meeting was set for 7 June 2021.
"""

SOURCES = """["guide.txt"]
title = "Beekeeping guide"
publisher = "Garden society"
kind = "guide"
date = "March 2020"
"""

CORPUS: Mapping[str, str] = {
    "guide.txt": GUIDE,
    "manual.md": MANUAL,
    "minutes/2021-05.txt": NOTES,
    "sources.toml": SOURCES,
}


def write_folder(folder: Path, files: Mapping[str, str]) -> Path:
    """The folder with these files, their line ends as given."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


class Interrupted(Exception):
    """What a HashEmbedder raises when it was told to break off."""


class HashEmbedder:
    """Counts words into 256 dimensions by their checksum: texts with the same words are near each other."""

    def __init__(self, name: str = "word-hash", *, dimensions: int = 256, break_after: int | None = None) -> None:
        self._name, self._dimensions, self._break_after = name, dimensions, break_after
        self.recorded: list[str] = []
        """Every text that was embedded for the index, in order."""
        self.asked: list[str] = []
        """Every question that was embedded."""

    @property
    def name(self) -> str:
        return self._name

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        if self._break_after is not None and len(self.recorded) + len(texts) > self._break_after:
            raise Interrupted
        self.recorded += texts
        return np.array([self._vector(text) for text in texts], dtype=np.float32).reshape(-1, self._dimensions)

    def embed_query(self, text: str) -> Vectors:
        self.asked.append(text)
        return self._vector(text)

    def _vector(self, text: str) -> Vectors:
        vector = np.zeros(self._dimensions, dtype=np.float32)
        for word in re.findall(r"\w+", text.lower()) or [text]:
            vector[crc32(word.encode("utf-8", "surrogatepass")) % self._dimensions] += 1
        unit: Vectors = vector / np.linalg.norm(vector)
        return unit


@dataclass(frozen=True, slots=True)
class Asked:
    """One request to a ScriptedModel."""

    messages: tuple[Message, ...]
    max_tokens: int
    schema: Mapping[str, Any] | None = None

    @property
    def prompt(self) -> str:
        """All that was said to the model, as one text."""
        return "\n\n".join(message.content for message in self.messages)


@dataclass(frozen=True, slots=True)
class Weighed:
    """One request to a ScriptedModel to weigh replies."""

    messages: tuple[Message, ...]
    options: tuple[str, ...]


class ScriptedModel:
    """Writes the replies it was given, one after the other, word by word; asking for more than that is an error.

    `weights` are the answers of `weigh`, one after the other; when there are none left all options are alike.
    """

    def __init__(self, *replies: str, weights: Sequence[Mapping[str, float]] = (), name: str = "scripted") -> None:
        self._name, self._replies, self._weights = name, list(replies), list(weights)
        self.asked: list[Asked] = []
        self.weighed: list[Weighed] = []
        self.stopped = False
        """Whether a reply was broken off by the reader."""
        self.closed = False

    @property
    def name(self) -> str:
        return self._name

    def write(
        self, messages: Sequence[Message], *, max_tokens: int, schema: Mapping[str, Any] | None = None
    ) -> Generator[str, None, None]:
        self.asked.append(Asked(tuple(messages), max_tokens, schema))
        assert self._replies, f"the script has no reply {len(self.asked)}"
        reply = self._replies.pop(0)
        try:
            yield from re.findall(r"\S+\s*|\s+", reply)
        except GeneratorExit:
            self.stopped = True
            raise

    def weigh(self, messages: Sequence[Message], options: Sequence[str]) -> dict[str, float]:
        self.weighed.append(Weighed(tuple(messages), tuple(options)))
        return dict(self._weights.pop(0)) if self._weights else {option: 1 / len(options) for option in options}

    def close(self) -> None:
        self.closed = True


class WordJudge:
    """Gives each piece the log odds of the words of it that it knows, 0 where it knows none; in a passage it points to
    them.
    """

    def __init__(self, **odds: float) -> None:
        self._odds = odds
        self._weighs = True
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        """Each question, and the pieces that were read with it."""
        self.read: list[tuple[str, tuple[str, ...]]] = []
        """Each question, and the passages that were read in full."""

    def spans_alone(self) -> WordJudge:
        """One that finds all pieces even, and points to the words."""
        self._weighs = False
        return self

    def log_odds(self, question: str, pieces: Sequence[Evidence]) -> list[float]:
        self.asked.append((question, tuple(piece.text for piece in pieces)))
        known = self._odds if self._weighs else {}
        return [next((odds for word, odds in known.items() if word in piece.text), 0.0) for piece in pieces]

    def readings(self, question: str, passages: Sequence[Passage], leads: Sequence[str]) -> list[Reading]:
        self.read.append((question, tuple(lead + passage.text for lead, passage in zip(leads, passages, strict=True))))
        return [self._reading(passage) for passage in passages]

    def _reading(self, passage: Passage) -> Reading:
        word = next((word for word in self._odds if word in passage.text), "")
        start, odds = passage.text.find(word), self._odds.get(word, float("-inf"))
        points = [word and start < one.end - passage.start and start + len(word) > one.start - passage.start
                  for one in passage.sentences]  # fmt: skip
        return Reading(start, start + len(word), odds, tuple(odds if one else float("-inf") for one in points))
