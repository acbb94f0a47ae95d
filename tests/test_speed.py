"""The speed table: what its numbers mean. Nothing here is timed."""

from __future__ import annotations

import pytest

from evals.speed import Measured, Row, in_turn, measured, missed, number, table

MOST = Row("finding", "a raw query", "ms", ratio=1.5, above=10.0)
LEAST = Row("embedding", "the library", "texts/s", ratio=0.9, at_least=True)
ABOVE = Row("help", "nothing", "s", above=0.3)


@pytest.mark.parametrize(
    ("row", "kilde", "reference", "met"),
    [
        (MOST, 14.0, 10.0, True),
        (MOST, 16.0, 10.0, False),
        (MOST, 111.0, 100.0, False),
        (MOST, 109.0, 100.0, True),
        (LEAST, 95.0, 100.0, True),
        (LEAST, 89.0, 100.0, False),
        (ABOVE, 0.2, 0.0, True),
        (ABOVE, 0.4, 0.01, False),
    ],
)
def test_a_goal_is_met_when_every_part_of_it_is(row: Row, kilde: float, reference: float, met: bool) -> None:
    assert Measured(row, kilde, reference).met is met


def test_a_row_that_was_not_measured_is_neither_met_nor_missed() -> None:
    one = Measured(MOST, note="there is no model")
    assert (one.met, one.ratio, missed([one])) == (None, None, ())
    assert "not measured" in table([one]) and "there is no model" in table([one])


def test_what_a_row_asks_for_beside_its_numbers_can_miss_it() -> None:
    wrong = Measured(MOST, 1.0, 10.0, "right answers 1 against 2", holds=False)
    assert missed([wrong, Measured(MOST, 1.0, 10.0)]) == (wrong,)


def test_kilde_and_the_reference_take_turns_and_the_warm_up_is_not_counted() -> None:
    asked: list[str] = []
    pairs = in_turn("abc", lambda thing: asked.append(f"kilde {thing}"), lambda thing: asked.append(thing), warm=1)
    assert asked == ["a", "kilde a", "b", "kilde b", "c", "kilde c"]
    assert len(pairs) == 2 and all(part >= 0 for pair in pairs for part in pair)


def test_the_median_of_the_turns_counts_and_all_are_kept() -> None:
    one = measured(MOST, [(1.0, 10.0), (3.0, 30.0), (50.0, 20.0)])
    assert (one.kilde, one.reference) == (3.0, 20.0)
    assert one.to_dict()["samples"] == [[1.0, 3.0, 50.0], [10.0, 30.0, 20.0]]


def test_the_goal_is_said_in_words() -> None:
    assert MOST.goal == "at most 1.5 times, at most 10 ms above"
    assert LEAST.goal == "at least 0.9 times"
    assert [number(value) for value in (None, 0.0123, 12.34, 1234.5)] == ["-", "0.0123", "12.3", "1,234"]
