"""A producer that blocks, as a generator with a deadline.

The producer runs in a thread of its own and hands over each piece by calling `put`, which returns True once nobody
listens any more: that is its sign to stop. The listener gets the pieces in order, then whatever the producer raised.
The thread is a daemon, since a server that has fallen silent must not keep the program from ending.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from queue import Empty, SimpleQueue
from typing import TypeVar

from assistant.errors import ModelStuck

T = TypeVar("T")


def pieces(produce: Callable[[Callable[[T], bool]], None], seconds: float, name: str) -> Generator[T, None, None]:
    """What `produce` puts, as it comes; ModelStuck when it has not ended after `seconds`."""
    arrived: SimpleQueue[tuple[T] | BaseException | None] = SimpleQueue()
    gone = threading.Event()

    def put(piece: T) -> bool:
        arrived.put((piece,))
        return gone.is_set()

    def run() -> None:
        try:
            produce(put)
        except BaseException as error:  # not swallowed: it is raised again below, where somebody listens
            arrived.put(error)
        else:
            arrived.put(None)

    threading.Thread(target=run, name=f"kilde {name}", daemon=True).start()
    deadline = time.monotonic() + seconds
    try:
        while True:
            try:
                piece = arrived.get(timeout=max(0.0, deadline - time.monotonic()))
            except Empty:
                raise _stuck(name, seconds) from None
            if piece is None:
                return
            if isinstance(piece, BaseException):
                raise piece
            if time.monotonic() > deadline:
                raise _stuck(name, seconds)
            yield piece[0]
    finally:
        gone.set()


def _stuck(name: str, seconds: float) -> ModelStuck:
    return ModelStuck(
        f"{name} did not finish its reply within {seconds:g} seconds: use a smaller model, or raise KILDE_REPLY_SECONDS"
    )
