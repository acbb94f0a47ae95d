"""The line that a draft sentence points to, quoted in place of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.instead import lines_pointed_to
from assistant.prove import prove
from assistant.question import read
from tests.shelf import Shelf

LENT = "The lending of oars is settled by Mrs Holm."
OFFICE = "The office is closed on Fridays."
BOAT = "The boat was launched in 1931 from a yard in Hull."


def papers() -> Shelf:
    return Shelf(papers=f"{OFFICE} {LENT}\n\n{BOAT}\n")


def pointed(question: str, *sentences: str, relevance: float = 0.0) -> list[str]:
    asked = read(question)
    shown = [replace(piece, relevance=relevance) for piece in papers().gathered(asked)]
    return [piece.text for piece in lines_pointed_to(asked, sentences, shown)]


def test_the_line_that_a_sentence_in_other_words_comes_from_is_quoted() -> None:
    question, sentence = "Whom do I ask for something to row with?", "We ask Mrs Holm about the lending of oars."
    assert prove([sentence], papers().gathered(read(question))).kept == ()
    assert pointed(question, sentence) == [LENT]


def test_a_year_that_no_line_has_points_nowhere() -> None:
    assert pointed("When was the boat launched?", "The boat was launched in 1932.") == []


@pytest.mark.parametrize(("relevance", "quoted"), [(-0.9, True), (-3.1, False)])
def test_a_line_that_is_found_not_to_answer_is_not_quoted(relevance: float, quoted: bool) -> None:
    question, sentence = "Whom do I ask for something to row with?", "We ask Mrs Holm about the lending of oars."
    assert (pointed(question, sentence, relevance=relevance) == [LENT]) is quoted


NOT_ANSWERING = [
    ("When does the office open?", "The office opens after Fridays."),
    ("When was the boat launched?", "The boat was launched."),
]


@pytest.mark.parametrize(("question", "sentence"), NOT_ANSWERING)
def test_a_line_that_does_not_answer_in_the_form_asked_for_is_not_quoted(question: str, sentence: str) -> None:
    assert pointed(question, sentence) == []


def test_each_line_is_quoted_once_and_no_more_than_two() -> None:
    sentences = ["Mrs Holm settles the lending.", "Lending: ask Mrs Holm.", "A yard in Hull.", "Closed on Fridays."]
    found = pointed("Tell me about the boat, rowing and the office", *sentences)
    assert len(found) == len(set(found)) == 2
