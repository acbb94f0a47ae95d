"""Places that say the same thing with another figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.conflicts import disagree, rivals
from assistant.evidence import Evidence
from tests.shelf import Shelf, pumps

FEE = "The mooring fee is 28 euros a metre."
LATER = "The mooring fee becomes 36 euros for each metre."


def two(one: str, other: str) -> tuple[Evidence, Evidence]:
    """A sentence of one document and one of another."""
    shelf = Shelf(a=f"{one}\n", b=f"{other}\n")
    first, second = sorted(shelf.gathered("What is it?"), key=lambda piece: piece.document.id)
    return first, second


PAIRS = [
    (FEE, LATER, True),
    (FEE, "The mooring fee is 28 euros a metre in all ports.", False),
    (FEE, "The mooring fee is 28.00 euros for each metre.", False),
    (FEE, "The mooring fee is paid within 14 days.", False),
    (FEE, "The mooring fee is high.", False),
    (FEE, "The crane was hired for 36 euros a metre of chain.", False),
    (FEE, "The bridge is closed to lorries of 36 tonnes.", False),
    ("The pool opens on 3 May 2021.", "The pool opens on 9 June 2021.", True),
    ("The pool opens in May 2020.", "The pool opens in May 2021.", True),
    ("The pool opens on 3 May.", "The pool opens on 3 May 2021.", False),
    ("The pool opens on 3 May 2021.", "The pool opens to guests.", False),
    ("The school has 12 rooms for pupils.", "The school has 14 rooms for pupils.", True),
    ("The school has twelve rooms for pupils.", "The school has 14 rooms for pupils.", True),
    ("The school has twelve rooms for pupils.", "The school has 12 rooms for pupils.", False),
    ("The school has 12 rooms for pupils.", "The school has 14 teachers for pupils.", False),
    ("The school has one room for pupils.", "The school has 14 rooms for pupils.", False),
    (
        "The mooring fee for boats is 28 euros a metre and 5 euros a night.",
        "The mooring fee for boats is 36 euros a metre and 5 euros a night.",
        False,
    ),
]


@pytest.mark.parametrize(("one", "other", "expected"), PAIRS)
def test_two_sentences_disagree_when_they_say_the_same_with_another_figure(
    one: str, other: str, expected: bool
) -> None:
    first, second = two(one, other)
    assert disagree(first, second) is expected
    assert disagree(second, first) is expected


def test_one_document_does_not_disagree_with_itself() -> None:
    shelf = Shelf(a=f"{FEE} {LATER}\n")
    assert not disagree(shelf.piece("28"), shelf.piece("36"))


def test_a_heading_does_not_disagree() -> None:
    shelf = Shelf(a=f"{FEE}\n", b="Mooring fee: 36 euros a metre\n\nIt is paid by card at the office of the harbour.\n")
    heading = shelf.piece("36 euros")
    assert heading.sentence.kind == "heading"
    assert not disagree(shelf.piece("28"), heading)


def test_rivals_are_the_best_of_each_other_document_best_first() -> None:
    shelf = Shelf(
        a=f"{FEE} The quay is long.\n",
        b=f"{LATER} The mooring fee was once 31 euros a metre.\n",
        c="The mooring fee is 40 euros a metre.\n",
        d="The mooring fee is 28 euros a metre.\n",
    )
    scores = {"28 euros": 0.9, "36": 0.3, "31": 0.5, "40": 0.7}
    pieces = [
        replace(piece, score=next((score for words, score in scores.items() if words in piece.text), 0.0))
        for piece in shelf.gathered("What is it?")
    ]
    cited = [piece for piece in pieces if piece.document.id == "a.txt" and "28" in piece.text]
    assert [piece.text for piece in rivals(cited, pieces)] == [
        "The mooring fee is 40 euros a metre.",
        "The mooring fee was once 31 euros a metre.",
    ]


def test_what_is_cited_already_is_no_rival() -> None:
    first, second = two(FEE, LATER)
    assert rivals([first], [first, second]) == [second]
    assert rivals([first, second], [first, second]) == []
    assert rivals([], [first, second]) == []
    assert rivals([first], []) == []


def test_a_row_of_a_table_has_no_rivals_and_is_none() -> None:
    shelf = Shelf(*pumps().documents.values(), a="The Alder pump moves 44 litres a minute.\n")
    row, sentence = shelf.piece("300"), shelf.piece("44")
    assert row.is_row
    assert disagree(row, sentence)
    assert rivals([row], [sentence]) == []
    assert rivals([sentence], [row]) == []
