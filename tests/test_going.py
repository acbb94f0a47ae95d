"""How many questions a new one has before it, also when people leave while they wait."""

from __future__ import annotations

from ui.going import Going


def test_a_question_counts_from_its_beginning_to_its_end() -> None:
    going = Going()
    going.begin(["a", "b"])
    assert (len(going), "a" in going, "c" in going) == (2, True, False)
    going.end(["a", "never begun"])
    assert (len(going), "a" in going) == (1, False)


def test_a_question_that_nobody_ended_is_not_counted_for_ever() -> None:
    now = [0.0]
    going = Going(lambda: now[0])
    going.begin(["left"])
    now[0] = 800.0
    going.begin(["waits"])
    assert len(going) == 2
    now[0] = 1000.0
    assert len(going) == 1
    going.begin(["new"])
    assert ("left" in going, "waits" in going, len(going)) == (False, True, 2)
