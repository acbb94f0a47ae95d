"""The trace of an answer."""

from __future__ import annotations

import time

import pytest

from assistant.trace import Trace


def test_steps_stand_in_order_with_what_they_say_of_themselves() -> None:
    trace = Trace()
    with trace.step("retrieve") as said:
        said("three passages")
    with trace.step("draft"):
        pass
    with trace.step("verify") as said:
        said("one")
        said("two kept")
    assert [(step.name, step.outcome) for step in trace.steps] == [
        ("retrieve", "three passages"),
        ("draft", ""),
        ("verify", "two kept"),
    ]


def test_a_step_takes_the_time_that_was_spent_in_it() -> None:
    trace = Trace()
    with trace.step("slow"):
        time.sleep(0.02)
    time.sleep(0.02)
    with trace.step("fast"):
        pass
    slow, fast = trace.steps
    assert slow.seconds >= 0.02 > fast.seconds >= 0


def test_each_answer_has_steps_of_its_own() -> None:
    one, other = Trace(), Trace()
    with one.step("retrieve") as said:
        said("for one")
    with other.step("retrieve"):
        pass
    assert [step.outcome for step in one.steps + other.steps] == ["for one", ""]


def test_a_step_that_fails_is_no_step_and_its_error_is_not_hidden() -> None:
    trace = Trace()
    with pytest.raises(ValueError, match="no such passage"), trace.step("retrieve"):
        raise ValueError("no such passage")
    assert trace.steps == []
