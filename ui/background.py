"""Work that tells how far it is, seen as an iterator: the work goes on in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from queue import SimpleQueue
from typing import TypeVar

Step = TypeVar("Step")
Made = TypeVar("Made")


class _Done:
    """No more steps."""


def while_working(work: Callable[[Callable[[Step], None]], Made]) -> Generator[Step, None, Made]:
    """Each step that `work` tells, as it is told, then what it makes; raises what it raises.

    When nobody listens any more the work still goes on to its end.
    """
    steps: SimpleQueue[Step | _Done] = SimpleQueue()
    made: list[Made] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            made.append(work(steps.put))
        except BaseException as error:  # noqa: BLE001  (raised again where it is waited for)
            raised.append(error)
        finally:
            steps.put(_Done())

    thread = threading.Thread(target=run, name="kilde-work", daemon=True)
    thread.start()
    while not isinstance(step := steps.get(), _Done):
        yield step
    thread.join()
    if raised:
        raise raised[0]
    return made[0]
