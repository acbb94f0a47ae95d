"""Two quotations do not prove together what neither says: the date of the one for the name of the other."""

from __future__ import annotations

import pytest

from assistant.answer import Verdict
from assistant.verify import verify

CLUB = "The yard under which the Ormond (est. 1987) and the Gull Club operate."
NOTICE = "Since March 2003, a new notice board has been in place at the yard for clubs that report damage."
PLAIN = "The Ormond is a rowing club of the yard."


@pytest.mark.parametrize(
    "sentence", ["The Ormond was established in March 2003.", "The Ormond has a board since 2003."]
)
def test_a_date_is_not_borrowed_from_another_quotation(sentence: str) -> None:
    assert verify(sentence, [NOTICE, CLUB]) is Verdict.DATE


@pytest.mark.parametrize(
    ("sentence", "quotes"),
    [
        ("The Ormond was established in 1987.", [CLUB]),
        ("The Ormond was established in 1987 and a new notice board is there since March 2003.", [CLUB, NOTICE]),
        ("A new notice board has been in place since March 2003.", [NOTICE, CLUB]),
        ("The Ormond, a rowing club, has a notice board at the yard since March 2003.", [PLAIN, NOTICE]),
    ],
)
def test_quotations_that_belong_together_still_prove_a_date(sentence: str, quotes: list[str]) -> None:
    assert verify(sentence, quotes) in {Verdict.SUPPORTED, Verdict.MEANING}
