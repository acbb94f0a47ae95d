"""What a quotation excepts must not be claimed."""

from __future__ import annotations

import pytest

from assistant.answer import Verdict
from assistant.verify import verify

DOGS = "All animals except dogs are allowed in the park."
POOL = "The pool is open every day apart from Mondays and holidays."
TREES = "Trees that were not planted may be felled within 40 weeks, except oaks and elms by the river."
SIGN = "No one except the director may sign."
FEE = "Everybody pays a fee, with the exception of members."
STAFF = "Staff other than nurses may enter the ward."
DANSK = "Alle hunde undtagen puddelhunde er velkomne i parken."

DENIED = [
    ("Dogs are allowed in the park.", DOGS),
    ("The pool is open on Mondays.", POOL),
    ("The pool is open on holidays.", POOL),
    ("One may fell an oak within 40 weeks.", TREES),
    ("The director may not sign.", SIGN),
    ("Members pay a fee.", FEE),
    ("Nurses may enter the ward.", STAFF),
    ("Puddelhunde er velkomne i parken.", DANSK),
]
BORNE = [
    ("Animals are allowed in the park.", DOGS),
    ("All animals except dogs are allowed in the park.", DOGS),
    ("Trees that were not planted may be felled within 40 weeks.", TREES),
    ("Staff may enter the ward.", STAFF),
    ("Visitors pay nothing except for groups.", "Visitors pay nothing except for groups."),
]


@pytest.mark.parametrize(("sentence", "quote"), DENIED)
def test_what_is_excepted_is_not_claimed(sentence: str, quote: str) -> None:
    assert verify(sentence, [quote]) is Verdict.NEGATION


@pytest.mark.parametrize(("sentence", "quote"), BORNE)
def test_the_rest_may_be_claimed_and_so_may_the_exception_itself(sentence: str, quote: str) -> None:
    assert verify(sentence, [quote]) is not Verdict.NEGATION
