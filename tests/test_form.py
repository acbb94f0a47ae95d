"""The form of an answer."""

from __future__ import annotations

import pytest

from assistant.form import asks_for_form, has_form
from assistant.question import read

FORMS = [
    ("How many rooms has it?", "It has 12 rooms.", True),
    ("How many rooms has it?", "It has twelve large rooms.", True),
    ("How many rooms has it?", "Rooms: 12", True),
    ("How many rooms has it?", "It has 12 windows.", False),
    ("How many rooms has it?", "It has rooms.", False),
    ("How many rooms has it?", "12. Clean the rooms.", False),
    ("How many rooms has it?", "One of the rooms is cold.", False),
    ("Hvor mange værelser er der?", "Der er tolv værelser.", True),
    ("When did it open?", "It opened in May 1967.", True),
    ("When did it open?", "It opened in the morning.", False),
    ("When did it open?", "It opened to 300 guests.", False),
    ("When did it open?", "It opened to guests. [3]", False),
    ("How long does it take?", "It takes 3 weeks.", True),
    ("How often is it cleaned?", "It is cleaned every week.", True),
    ("How often is it cleaned?", "It is cleaned by hand.", False),
    ("Hvor tit gøres der rent?", "Der gøres rent hver uge.", True),
    ("How much does it cost?", "It costs EUR 5.", True),
    ("How much does it cost?", "There is no fee.", True),
    ("How much does it cost?", "It is cheap.", False),
    ("What percentage is sold?", "It sold 40 % of the seats.", True),
    ("What percentage is sold?", "It sold 40 seats.", False),
    ("Who runs it?", "The monks do.", True),
    ("Is it open?", "", True),
]


@pytest.mark.parametrize(("question", "text", "expected"), FORMS)
def test_a_text_has_the_form_that_the_question_asks_for(question: str, text: str, expected: bool) -> None:
    assert has_form(read(question), text) is expected


@pytest.mark.parametrize(("question", "text", "expected"), FORMS)
def test_only_questions_that_ask_for_a_form_can_miss_it(question: str, text: str, expected: bool) -> None:
    assert asks_for_form(read(question)) or expected
