"""Known sentences in, known changes out; and what must not be changed, for it would still be true."""

from __future__ import annotations

import re

import pytest

from evals import alterations as a
from evals.planting import Source


def changed(kind: str, text: str, *around: str) -> list[str]:
    return list(a.ALTERATIONS[kind](Source("a.txt", 0, text, around)))


KNOWN = [
    ("identifier", "Order 12 is new.", "Act 12 is new."),
    ("unit", "It takes 90 days.", "It takes 90 weeks."),
    ("unit", "It costs 5 % more.", "It costs 5 per mille more."),
    ("unit", "The price is EUR 45.", "The price is USD 45."),
    ("unit", "An annual report is made.", "A monthly report is made."),
    ("negation added", "The pool is heated.", "The pool is not heated."),
    ("negation added", "Members can vote.", "Members cannot vote."),
    ("negation added", "The town provides towels.", "The town does not provide towels."),
    ("negation removed", "Diving is not allowed.", "Diving is allowed."),
    ("negation removed", "There is no duty to report.", "There is a duty to report."),
    ("negation removed", "There are no lockers.", "There are some lockers."),
    ("negation removed", "Dogs cannot swim here.", "Dogs can swim here."),
    ("quantifier", "All pools are open.", "Some pools are open."),
    ("quantifier", "Bring at least 2 towels.", "Bring at most 2 towels."),
    ("quantifier", "It is used in some cases.", "It is used in all cases."),
    ("only added", "Towels are lent by the town.", "Towels are lent only by the town."),
    ("duty", "Members must pay.", "Members may pay."),
    ("duty", "Members may vote.", "Members must vote."),
    ("duty", "Voting is mandatory.", "Voting is voluntary."),
    ("duty", "They are required to pay.", "They are free to pay."),
    ("opposite", "The public pool was praised.", "The private pool was praised."),
    ("opposite", "Close it before use.", "Close it after use."),
]


@pytest.mark.parametrize(("kind", "text", "expected"), KNOWN)
def test_a_known_fact_is_changed_in_the_known_way(kind: str, text: str, expected: str) -> None:
    assert expected in changed(kind, text)


UNCHANGED = [
    ("number", "It opened on 4 May 1998 under Act no. 12 in Area 3."),
    ("number", "Rule (3) holds, see 7/8 and RV-40."),
    ("year", "Order no. 1998 is new."),
    ("negation added", "It is not heated, and nobody knows if it is open."),
    ("negation added", "They never sell the set."),
    ("negation removed", "It is not only warm but no longer closed."),
    ("quantifier", "It is not at all warm."),
    ("bound added", "Bring at least 2 towels within 5 days, from 3 to 4 of them."),
    ("only added", "Towels are not lent by the town."),
    ("duty", "It opens in May and may not close."),
    ("opposite", "The public and the private pool."),
]


@pytest.mark.parametrize(("kind", "text"), UNCHANGED)
def test_what_would_stay_true_or_is_no_such_fact_is_left_alone(kind: str, text: str) -> None:
    assert changed(kind, text) == []


DIFFERING = [
    ("number", "The pool has 12 lanes.", r"The pool has \d+ lanes\."),
    ("number", "The pool has twelve lanes.", r"The pool has [a-z]+ lanes\."),
    ("number", "It cost £1,250 in all.", r"It cost £[\d,]+ in all\."),
    ("day", "It opened on 4 May 1998.", r"It opened on \d+ May 1998\."),
    ("day", "It opened on 04.05.1998.", r"It opened on \d\d\.05\.1998\."),
    ("month", "It opened on 4 May 1998.", r"It opened on 4 [A-Z][a-z]+ 1998\."),
    ("month", "It opened on 1998-05-04.", r"It opened on 1998-\d\d-04\."),
    ("year", "It opened on 4 May 1998.", r"It opened on 4 May (?:19|20)\d\d\."),
    ("identifier", "Act no. 418 is new.", r"Act no\. \d+ is new\."),
    ("identifier", "The NC3 is new.", r"The NC\d+ is new\."),
    ("bound added", "It has 12 lanes.", r"It has (?:more|less) than 12 lanes\."),
]


@pytest.mark.parametrize(("kind", "text", "pattern"), DIFFERING)
def test_a_value_becomes_another_of_the_same_form(kind: str, text: str, pattern: str) -> None:
    made = [sentence for sentence in changed(kind, text) if re.fullmatch(pattern, sentence)]
    assert made
    assert text not in made


def test_no_new_value_stands_in_what_is_shown() -> None:
    around = " ".join(str(number) for number in (13, 21, 22))
    assert changed("number", "The pool has 12 lanes.", around) == ["The pool has 24 lanes."]
    assert changed("year", "It opened in 1998.", "1995 1996 1997 1999 2000") == ["It opened in 2001."]


def test_the_same_sentence_is_changed_in_the_same_way_each_time() -> None:
    assert changed("number", "The pool has 12 lanes.") == changed("number", "The pool has 12 lanes.")
