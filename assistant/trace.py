"""What each step of an answer did and how long it took, for the curious."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.answer import Step


class Trace:
    """The steps so far."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    @contextmanager
    def step(self, name: str) -> Iterator[Outcome]:
        outcome = Outcome()
        started = time.perf_counter()
        yield outcome
        self.steps.append(Step(name, outcome.text, time.perf_counter() - started))


class Outcome:
    """What a step says of itself."""

    text = ""

    def __call__(self, text: str) -> None:
        self.text = text
