"""Which pieces could be the answer if they were quoted."""

from __future__ import annotations

import pytest

from assistant.fitting import fits, fitting
from assistant.question import read
from assistant.quote import quote_sentences
from ingest.documents import Document
from tests.shelf import Shelf

FERRIES = """# Ferries

| Property | FX-1 | FX-2 Arctic |
|---|---|---|
| Seats | 120 | 48 |
| Weight | 90 t | 60 t |

| Ferry | Price |
|---|---|
| FX-1 | 900 euros |

| Job | Interval | Done by |
|---|---|---|
| Paint the hull | 2 years | a workshop |

Every time the horn sounds, the ferry leaves. Tickets are sold by the crew.
"""


def ferries() -> Shelf:
    return Shelf(Document("ferries.md", FERRIES, "Ferries"))


TOLD = [
    ("How many seats has the FX-2?", "Seats, FX-2 Arctic: 48 [1][2]"),
    ("What does the FX-1 weigh?", "Weight, FX-1: 90 t [1][2]"),
    ("What does the FX-1 cost?", "FX-1, Price: 900 euros [1][2]"),
    ("How often is the hull painted?", "Paint the hull, Interval: 2 years [1][2]"),
    ("Who paints the hull?", "Paint the hull - Interval: 2 years; Done by: a workshop [1][2]"),
]


@pytest.mark.parametrize(("question", "answer"), TOLD)
def test_a_question_is_answered_by_one_cell_with_its_label_and_head(question: str, answer: str) -> None:
    asked = read(question)
    assert quote_sentences(asked, ferries().gathered(asked)).text == answer


def test_the_row_of_another_code_does_not_fit() -> None:
    asked = read("What does the FX-2 cost?")
    assert not fitting(asked, ferries().gathered(asked))


def test_a_frequency_of_nothing_that_is_asked_does_not_fit() -> None:
    asked = read("How often is the deck of the school boat washed by the cook?")
    shelf = ferries()
    assert not any(fits(asked, piece) for piece in shelf.gathered(asked) if "horn" in piece.text)


def test_which_country_is_answered_by_a_name_and_not_by_that_of_a_model() -> None:
    asked = read("In which countries are the seats sold?")
    shelf = Shelf(a="The seats of the FX-2 Arctic are sold.\n\nThe seats are sold in Norway.\n")
    assert [piece.text for piece in fitting(asked, shelf.gathered(asked))] == ["The seats are sold in Norway."]


def test_which_firm_is_not_answered_by_a_person() -> None:
    asked = read("Which firm painted the ferry?")
    shelf = Shelf(a="The ferry was painted for Mr Holm.\n\nThe ferry was painted by Tarp Brothers.\n")
    assert [piece.text for piece in fitting(asked, shelf.gathered(asked))] == [
        "The ferry was painted by Tarp Brothers."
    ]
