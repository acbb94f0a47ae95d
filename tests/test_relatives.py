"""What a relative clause says of one thing must not be said of another."""

from __future__ import annotations

import pytest

from assistant.answer import Verdict
from assistant.relatives import other_antecedent
from assistant.verify import verify

OFFICE = "The northern Bureau for Fairways under which Lodsen (est. 1908) and the river pilots work. It is in Ry."
PORTS = "Pilots of all ports, river pilots among them, work by night."
CHOIR = "Anna Holm, who founded the choir in Lyng, plays the organ."
MILL = "The mill whose sails were lost in a storm belongs to the parish."

OTHERS = [
    ("The northern ports under which Lodsen (est. 1908) and the river pilots work.", [OFFICE, PORTS]),
    ("The river pilots, under which Lodsen works, are in Ry.", [OFFICE]),
    ("The vicar, who founded the choir in Lyng, is Anna Holm.", [CHOIR]),
    ("The barn whose sails were lost in a storm belongs to the parish.", [MILL]),
]
SAME = [
    ("The bureau under which Lodsen and the river pilots work is in Ry.", [OFFICE]),
    ("The Bureau for Fairways under which the river pilots work.", [OFFICE, PORTS]),
    ("Anna Holm, who founded the choir, plays the organ.", [CHOIR]),
    ("The parish owns the mill whose sails were lost.", [MILL]),
    ("The vicar, who sings, is Anna Holm.", [CHOIR]),
    ("Which mill belongs to the parish?", [MILL]),
]


@pytest.mark.parametrize(("sentence", "quotes"), OTHERS)
def test_another_thing_before_the_same_clause_is_refused(sentence: str, quotes: list[str]) -> None:
    assert other_antecedent(sentence, quotes)
    assert verify(sentence, quotes) is not Verdict.SUPPORTED


@pytest.mark.parametrize(("sentence", "quotes"), SAME)
def test_the_same_thing_or_another_clause_is_not(sentence: str, quotes: list[str]) -> None:
    assert not other_antecedent(sentence, quotes)
