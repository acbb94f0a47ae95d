"""Known sentences in, known other wordings out; and what may not be left out or reworded."""

from __future__ import annotations

import pytest

from evals.planting import Source
from evals.rephrasings import REPHRASINGS, spelled


def said(kind: str, text: str) -> list[str]:
    return list(REPHRASINGS[kind](Source("a.txt", 0, text)))


LED = ["According to the document, the pool is old.", "The document says that the pool is old."]
DATED = ["It opened on 4 May 1998.", "It opened on May 4, 1998.", "It opened on 1998-05-04."]
KNOWN = [
    ("verbatim", "The pool is old.", ["The pool is old."]),
    ("lead", "The pool is old.", LED),
    ("date notation", "It opened on 4 May 1998.", ["It opened on May 4, 1998.", "It opened on 1998-05-04."]),
    ("date notation", "It opened on 04.05.1998.", DATED),
    ("coarser date", "It opened on 4 May 1998.", ["It opened in May 1998."]),
    ("numeral", "The pool has 12 lanes.", ["The pool has twelve lanes."]),
    ("numeral", "The pool has twelve lanes.", ["The pool has 12 lanes."]),
    ("order", "In May 1998, the pool was opened.", ["The pool was opened in May 1998."]),
    ("order", "The pool was opened in May 1998.", ["In May 1998, the pool was opened."]),
    ("active", "The pool was opened by the mayor.", ["The mayor opened the pool."]),
    ("synonym", "Numerous pools were closed.", ["Many pools were closed."]),
    ("spelling", "The organisation.", ["The organization."]),
    ("contraction", "It is not old.", ["It isn't old.", "It's not old."]),
    ("no parenthesis", "The pool (the old one) is closed.", ["The pool is closed."]),
    ("no aside", "The pool has slides, such as a long one.", ["The pool has slides."]),
    ("no aside", "The pool, which is old, is closed.", ["The pool is closed."]),
    ("no aside", "It borders on the park, which is old.", ["It borders on the park."]),
    ("no link", "However, the pool is old.", ["The pool is old."]),
    ("clause", "The pool is very old; the hall is new.", ["The pool is very old."]),
    ("acronym", "Ask the Board of Sewage Works (BSW) first.", ["Ask the BSW first."]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "expected"), KNOWN)
def test_a_sentence_is_reworded_in_the_known_way(kind: str, text: str, expected: list[str]) -> None:
    assert said(kind, text) == expected


UNTOUCHED = [
    ("lead", "Formation of a new unit."),
    ("coarser date", "Pay before 4 May 1998."),
    ("numeral", "See Act no. 12, § 6(4), the nights of 3 and 4 August, and −20 °C."),
    ("no parenthesis", "It is open (only on Mondays) and closes (not late)."),
    ("no aside", "It has no slides, such as a long one."),
    ("order", "In May 1998, the pool, which was new, was opened."),
    ("clause", "The pool is old, and red, and wet."),
    ("contraction", "Dansk IT is a group."),
]


@pytest.mark.parametrize(("kind", "text"), UNTOUCHED)
def test_what_could_change_the_meaning_is_left_alone(kind: str, text: str) -> None:
    assert said(kind, text) == []


def test_numbers_are_spelled_below_a_hundred() -> None:
    assert [spelled(number) for number in (2, 20, 27, 31, 100)] == ["two", "twenty", "twenty-seven", "thirty-one", ""]
