from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from ui.background import while_working


def test_steps_come_while_the_work_goes_on_and_then_what_it_made() -> None:
    heard = threading.Event()

    def work(told: Callable[[int], None]) -> str:
        told(1)
        assert heard.wait(10), "the first step is heard before the work is done"
        told(2)
        return "made"

    steps = while_working(work)
    assert next(steps) == 1
    heard.set()
    assert next(steps) == 2
    with pytest.raises(StopIteration) as end:
        next(steps)
    assert end.value.value == "made"


def test_what_the_work_raises_is_raised_after_its_steps() -> None:
    def work(told: Callable[[int], None]) -> None:
        told(1)
        raise ValueError("no room")

    steps = while_working(work)
    assert next(steps) == 1
    with pytest.raises(ValueError, match="no room"):
        next(steps)


def test_the_work_goes_on_when_nobody_listens_any_more() -> None:
    ended, go = threading.Event(), threading.Event()

    def work(told: Callable[[int], None]) -> None:
        told(1)
        go.wait(10)
        ended.set()

    steps = while_working(work)
    next(steps)
    steps.close()
    go.set()
    assert ended.wait(10)
