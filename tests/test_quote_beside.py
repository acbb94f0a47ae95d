"""What another document says beside the answer, and when quoting is better than saying nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.beside import told_beside
from assistant.evidence import Evidence
from assistant.fitting import fitting
from assistant.question import read
from assistant.quote import quotable, quote_sentences
from ingest.documents import Document
from tests.shelf import Shelf, mill, pumps

CLOSED, OPEN = "The quay is closed at night.", "At night the quay is open to members."
QUAY = Shelf(
    Document("rules.txt", f"{CLOSED}\n", "Quay rules", date="March 2015"),
    Document("notice.txt", f"{OPEN}\n", "Quay notice", date="June 2021"),
)
CHOICE = "Is the quay closed or open at night?"


def nearest(*pieces: Evidence, cosine: float = 0.6) -> list[Evidence]:
    """The pieces, each this near to the question."""
    return [replace(piece, cosine=cosine) for piece in pieces]


def beside(question: str, cosine: float = 0.6) -> list[str]:
    """What is told beside the line that the quay is closed."""
    rules, notice = QUAY.piece("closed"), QUAY.piece("members")
    told = told_beside(question, read(question), [(CLOSED, [rules])], nearest(rules, notice, cosine=cosine))
    assert all([piece.text for piece in pieces] == [OPEN] for _, pieces in told)
    return [line for line, _ in told]


ALL = [
    CHOICE,
    "What do the documents say on the quay at night?",
    "What do both texts say on the quay at night?",
    "Do the sources disagree on the quay?",
    "According to the rules and according to the notice, who may enter?",
]


@pytest.mark.parametrize("question", ALL)
def test_the_other_document_is_heard_where_all_are_asked_or_a_choice_is_offered(question: str) -> None:
    assert beside(question) == [f"Quay notice (June 2021) says: “{OPEN}”"]


@pytest.mark.parametrize("question", ["When is the quay closed?", "Is the quay closed?", "Who says that it is closed?"])
def test_it_is_not_heard_where_one_answer_is_asked_for(question: str) -> None:
    assert beside(question) == []


def test_it_is_heard_from_half_a_cosine_on_and_sooner_where_all_are_asked() -> None:
    assert (len(beside(CHOICE, 0.5)), beside(CHOICE, 0.49)) == (1, [])
    assert (len(beside(ALL[1], 0.4)), beside(ALL[1], 0.39)) == (1, [])


def test_what_a_message_says_beside_its_question_counts() -> None:
    rules, notice = QUAY.piece("closed"), QUAY.piece("members")
    question, near = read("Is the quay closed?"), nearest(rules, notice)
    assert told_beside("Is the quay closed? The papers differ.", question, [(CLOSED, [rules])], near)
    assert not told_beside("Is the quay closed? I am in a hurry.", question, [(CLOSED, [rules])], near)


def test_another_document_is_heard_with_a_time_where_a_time_is_asked_for() -> None:
    shelf = Shelf(
        a="Boats leave the yard on 3 May.\n",
        b="Boats of 10 metres leave the yard by crane.\n\nBoats leave by 9 June.\n",
    )
    asked = "When do boats leave the yard? The papers differ."
    first, metres, later = shelf.piece("3 May"), shelf.piece("metres"), shelf.piece("9 June")
    ((line, _),) = told_beside(asked, read(asked), [("", [first])], nearest(first, metres, later))
    assert line == "B says: “Boats leave by 9 June.”"


FITS = [
    ("How many may go in?", "At most four boats go in.", True),
    ("How many may go in?", "Boats go in by crane.", False),
    ("How many boats may go in?", "At most four crates go in.", False),
    ("Which period does the plan cover?", "The plan is made each year.", True),
    ("When was the plan made?", "The plan is made each year.", False),
    ("When was the plan made?", "The fee was paid in 1999.", False),
    ("Who made the plan?", "Snow fell.", True),
]


@pytest.mark.parametrize(("question", "sentence", "expected"), FITS)
def test_a_piece_fits_by_its_form_and_a_word_that_was_asked_for(question: str, sentence: str, expected: bool) -> None:
    piece = Shelf(a=f"{sentence}\n").piece(sentence)
    assert fitting(read(question), [piece]) == ([piece] if expected else [])


def test_only_another_document_is_heard_and_only_beside_one() -> None:
    rules, notice = QUAY.piece("closed"), QUAY.piece("members")
    one = Shelf(a=f"{CLOSED} {OPEN}\n")
    asked = read(CHOICE)
    told = [(CLOSED, [one.piece("closed")])]
    assert told_beside(CHOICE, asked, told, nearest(one.piece("closed"), one.piece("members"))) == []
    assert told_beside(CHOICE, asked, [(CLOSED, [rules, notice])], nearest(rules, notice)) == []
    assert told_beside(CHOICE, asked, [(CLOSED, [rules])], nearest(rules)) == []
    assert told_beside(CHOICE, asked, [], nearest(rules, notice)) == []


def test_a_row_of_a_table_is_not_heard_but_the_line_after_it() -> None:
    row, volts, rules = pumps().piece("Alder"), pumps().piece("12 volts"), QUAY.piece("closed")
    told, asked = [(CLOSED, [rules])], "What do all documents say?"
    assert told_beside(asked, read(asked), told, nearest(rules, row)) == []
    ((line, pieces),) = told_beside(asked, read(asked), told, nearest(rules, row, volts))
    assert line == "Pump list (May 2019) says: “Both pumps run on 12 volts.”"
    assert [piece.text for piece in pieces] == ["Both pumps run on 12 volts."]


QUOTABLE = [
    ("Was the mill built by monks?", 0.4, True),
    ("Was the mill built by monks?", 0.39, False),
    ("Was the mill built in 1731?", 0.0, True),
    ("Who paid the monks for the mill?", 4.0, False),
    ("When was the mill built by monks and bakers?", 0.0, True),
    ("When was the mill built by monks, bakers and smiths?", 0.0, False),
    ("How many monks built the mill?", 0.0, False),
    ("Who built the mill in 1731?", 0.0, False),
    ("What was built in 1731?", 0.0, True),
    ("What was built in 1731, the mill or the quay?", 0.0, True),
    ("What was built in 1731, the mill, the quay or the weir?", 0.0, False),
    ("What is the colour of the mill built in 1731?", 0.0, False),
]


@pytest.mark.parametrize(("question", "relevance", "expected"), QUOTABLE)
def test_the_best_sentence_is_quotable_by_relevance_half_or_three_quarters_of_the_words(
    question: str, relevance: float, expected: bool
) -> None:
    best = replace(mill().piece("1731"), relevance=relevance)
    assert quotable(read(question), [best]) is expected


@pytest.mark.parametrize(("odds", "expected"), [(None, False), (1.9, False), (2.0, True)])
def test_the_best_sentence_is_quotable_where_a_reader_points_to_its_words_for_sure(
    odds: float | None, expected: bool
) -> None:
    best = replace(mill().piece("1731"), span_odds=odds)
    assert quotable(read("When was the mill built by monks, bakers and smiths?"), [best]) is expected


def test_where_no_sentence_has_the_form_asked_for_the_one_a_reader_is_sure_of_is_quoted() -> None:
    question = read("How many monks built the mill?")
    pieces = [mill().piece("1731"), replace(mill().piece("rye"), span_odds=2.5)]
    assert quote_sentences(question, pieces).text == "The mill was built in 1731. [1] It grinds rye and barley. [2]"
    assert quote_sentences(question, [mill().piece("1731"), mill().piece("rye")]).text == ""


def test_only_the_best_counts_and_a_heading_or_nothing_is_not_quotable() -> None:
    question, built, rye = read("Was the mill built in 1731?"), mill().piece("1731"), mill().piece("rye")
    assert quotable(question, [built, rye])
    assert not quotable(question, [rye, built])
    assert not quotable(question, [])
    assert not quotable(read("When is spring?"), [mill().piece("Work in spring")])
