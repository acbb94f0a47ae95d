from __future__ import annotations

from tests.test_password import Clock
from ui.limits import _KNOWN, Limit


def come(limit: Limit, address: str) -> bool:
    if limit.wait(address):
        return False
    limit.count(address)
    return True


def test_a_burst_then_the_rate_for_each_address() -> None:
    clock = Clock()
    limit = Limit(60, 3, clock)
    assert [come(limit, "a") for _ in range(5)] == [True, True, True, False, False]
    assert come(limit, "b")
    assert limit.wait("a") == 1.0
    clock.now = 2.0
    assert [come(limit, "a") for _ in range(3)] == [True, True, False]
    clock.now = 1000.0
    assert [come(limit, "a") for _ in range(4)] == [True, True, True, False]


def test_asking_how_long_to_wait_costs_nothing() -> None:
    limit = Limit(60, 1, Clock())
    assert [limit.wait("a") for _ in range(5)] == [0.0] * 5


def test_who_is_forgotten_is_who_may_come_anyway() -> None:
    clock = Clock()
    limit = Limit(60, 2, clock)
    for number in range(_KNOWN):
        limit.count(str(number))
    clock.now = 10.0
    come(limit, "late"), come(limit, "late")
    assert len(limit._left) == 1
    assert not come(limit, "late")
