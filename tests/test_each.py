"""Answering each part of a question by itself."""

from __future__ import annotations

from dataclasses import replace

from assistant.each import Part, quote_each, quote_rest
from assistant.evidence import Evidence
from assistant.prove import Composed
from assistant.question import read
from tests.shelf import Shelf

BUILT, OWNED = "The old mill was built in 1731.", "The land of the old mill was owned by the parish."
WHEN, WHO = "When was the old mill built?", "Who owned the land of the old mill?"


def part(shelf: Shelf, text: str, **relevance: float) -> Part:
    """A question with all that stands on the shelf, near to it; `relevance` by a word of the sentence."""
    question = read(text)
    pieces = [
        replace(
            piece, cosine=0.7, relevance=next((odds for word, odds in relevance.items() if word in piece.text), 0.0)
        )
        for piece in shelf.gathered(question)
    ]
    return Part(question, pieces)


def told(composed: Composed | None) -> str:
    return composed.text if composed else ""


def test_each_part_is_answered_by_its_best_sentence() -> None:
    shelf = Shelf(a=f"{BUILT} The sails are white.\n", b=f"{OWNED}\n")
    answer = quote_each("en", [part(shelf, WHEN), part(shelf, WHO)])
    assert told(answer) == f"{BUILT} [1] {OWNED} [2]"


def test_a_sentence_that_is_best_for_both_parts_is_left_to_the_whole_question() -> None:
    shelf = Shelf(a="The old mill was built in 1731 by Anna Holm.\n")
    assert quote_each("en", [part(shelf, WHEN), part(shelf, "Who built the old mill?")]) is None


def test_a_part_that_nothing_answers_is_not_answered_with_something_near() -> None:
    shelf = Shelf(a=f"{BUILT} The sails are white.\n")
    assert quote_each("en", [part(shelf, WHEN), part(shelf, "Which prizes did the ferry captain win?")]) is None
    assert quote_each("en", [part(shelf, WHEN), part(shelf, "When were the sails washed?")]) is None
    assert quote_each("en", []) is None


def test_who_is_answered_by_a_name_that_answers_better_than_what_is_nearest() -> None:
    shelf = Shelf(a=f"{BUILT} The board of the mill has four members.\n\nMs Anna Holm leads it.\n")
    asked = part(shelf, "Who leads the board of the mill?", four=0.2, Holm=0.9)
    assert told(quote_each("en", [part(shelf, WHEN), asked])) == f"{BUILT} [1] Ms Anna Holm leads it. [2]"
    less = part(shelf, "Who leads the board of the mill?", four=0.9, Holm=0.2)
    assert told(quote_each("en", [part(shelf, WHEN), less])).endswith("The board of the mill has four members. [2]")


def test_a_sentence_that_points_back_is_told_after_the_one_it_points_to() -> None:
    shelf = Shelf(a="The Guild trains bakers. It also grinds the rye of the parish.\n", b=f"{BUILT}\n")
    answer = quote_each("en", [part(shelf, "Who grinds the rye of the parish?"), part(shelf, WHEN)])
    assert told(answer) == f"The Guild trains bakers. [1] It also grinds the rye of the parish. [2] {BUILT} [3]"


def test_what_another_document_says_otherwise_of_a_part_is_told_after_all_parts() -> None:
    shelf = Shelf(
        a="The mooring fee is 20 euros a metre.\n",
        b="The mooring fee becomes 30 euros for each metre.\n",
        c=f"{BUILT}\n",
    )
    answer = quote_each("en", [part(shelf, "What is the mooring fee for a metre?"), part(shelf, WHEN)])
    first, second, third = told(answer).partition(f"{BUILT} [2]")
    assert first and second
    assert "says otherwise" in third


def test_for_a_question_in_danish_the_quotations_are_told() -> None:
    shelf = Shelf(a=f"{BUILT}\n", b=f"{OWNED}\n")
    assert told(quote_each("da", [part(shelf, WHEN), part(shelf, WHO)])) == (
        f"Dokumenterne siger: “{BUILT}” [1] Dokumenterne siger: “{OWNED}” [2]"
    )


def test_pieces_are_the_same_by_place_whatever_they_score() -> None:
    shelf = Shelf(a=f"{BUILT}\n")
    pieces: list[Evidence] = part(shelf, WHEN).pieces[:1]  # type: ignore[assignment]
    twice = [Part(read(WHEN), pieces), Part(read(WHEN), [replace(piece, score=piece.score + 1) for piece in pieces])]
    assert quote_each("en", twice) is None


def test_what_of_a_draft_was_not_proved_is_quoted_for_its_part_alone() -> None:
    shelf = Shelf(a=f"{BUILT} The fare of the ferry is 12 euros.\n")
    asked = [part(shelf, WHEN), part(shelf, "What is the fare of the ferry?")]
    ((line, cited),) = quote_rest(asked, [shelf.piece("built")])
    assert line == "The fare of the ferry is 12 euros."
    assert [piece.text for piece in cited] == [line]
    assert quote_rest(asked, [shelf.piece("built"), shelf.piece("fare")]) == []
    assert quote_rest(asked, []) == []
    assert quote_rest(asked[:1], []) == []
