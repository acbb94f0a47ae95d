"""How often somebody may come: a bucket for each address, which fills slowly and is emptied by coming."""

from __future__ import annotations

import time
from collections.abc import Callable

_KNOWN = 10_000
"""Addresses that are remembered; of more, those whose bucket is full are forgotten, then the others."""


class Limit:
    """At most `burst` at once and `per_minute` in the long run, from each address."""

    def __init__(self, per_minute: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._clock = per_minute / 60, burst, clock
        self._left: dict[str, tuple[float, float]] = {}

    def wait(self, address: str) -> float:
        """Seconds until this address may come again; 0 when it may now."""
        return max(0.0, (1 - self._now(address)) / self._rate)

    def count(self, address: str) -> None:
        """Somebody came from this address."""
        if address not in self._left and len(self._left) >= _KNOWN:
            self._forget()
        self._left[address] = (self._now(address) - 1, self._clock())

    def _now(self, address: str) -> float:
        left, at = self._left.get(address, (self._burst, self._clock()))
        return min(self._burst, left + (self._clock() - at) * self._rate)

    def _forget(self) -> None:
        self._left = {one: kept for one, kept in self._left.items() if self._now(one) < self._burst}
        if len(self._left) >= _KNOWN:
            self._left.clear()
