"""Which questions are being answered or wait for it, those of all visitors."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

_LONGEST = 900.0
"""Seconds after which a question is no longer counted: who asked it left while it waited, and nobody says so."""


class Going:
    """Keys of the turns that are under way."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since: dict[str, float] = {}

    def begin(self, keys: Iterable[str]) -> None:
        """They wait from now on."""
        now = self._clock()
        self._since = {key: since for key, since in self._since.items() if now - since < _LONGEST}
        self._since.update((key, now) for key in keys)

    def end(self, keys: Iterable[str]) -> None:
        """They are answered, or nobody waits for them any more."""
        for key in keys:
            self._since.pop(key, None)

    def __contains__(self, key: object) -> bool:
        return key in self._since

    def __len__(self) -> int:
        """How many a question that comes now has before it."""
        now = self._clock()
        return sum(now - since < _LONGEST for since in self._since.values())
