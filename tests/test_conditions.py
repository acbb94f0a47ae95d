"""What holds under a condition is not claimed without it."""

from __future__ import annotations

import pytest

from assistant.answer import Verdict
from assistant.conditions import leaves_out_condition
from assistant.verify import verify

SAUNA = "Guests may use the sauna only after they have taken a shower."
GATE = "The north gate is opened at noon unless the warden keeps it shut."
FEE = "Unless the annual fee has been paid, boats must leave the harbour."
DOGS = "Dogs may run free provided that a keeper is near, and cats may do so always."
POOL = "The pool is open on Sundays only for members."
DANSK = "Gæster må bruge saunaen, men kun efter et brusebad."
GUIDES = "The guides are sold by the library (only in Danish)."

LEFT_OUT = [
    ("Guests may use the sauna.", SAUNA),
    ("The guests can use the sauna.", SAUNA),
    ("The north gate is opened at noon.", GATE),
    ("Boats must leave the harbour.", FEE),
    ("Dogs may run free.", DOGS),
    ("The pool is open on Sundays.", POOL),
    ("Gæster må bruge saunaen.", DANSK),
]
BORNE = [
    ("Guests may use the sauna after a shower.", SAUNA),
    ("Guests may use the sauna once they have washed in the shower.", SAUNA),
    ("The warden may keep the north gate shut.", GATE),
    ("Cats may do so always.", DOGS),
    ("Members may use the pool: it is open on Sundays.", POOL),
    ("The guides are sold by the library.", GUIDES),
]


@pytest.mark.parametrize(("sentence", "quote"), LEFT_OUT)
def test_a_condition_is_not_left_out(sentence: str, quote: str) -> None:
    assert verify(sentence, [quote]) is Verdict.MEANING


@pytest.mark.parametrize(("sentence", "quote"), BORNE)
def test_what_names_the_condition_or_says_something_else_is_borne(sentence: str, quote: str) -> None:
    assert not leaves_out_condition(sentence, [quote])


def test_a_line_that_says_it_without_a_condition_bears_it() -> None:
    assert verify("Guests may use the sauna.", [SAUNA, "Guests may use the sauna and the pool."]) is Verdict.SUPPORTED
