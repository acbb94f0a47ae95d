"""A document that answers otherwise than the one that is quoted is heard too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.beside import told_against, told_beside
from assistant.evidence import Evidence
from assistant.polarity import Polarity, polarity
from assistant.question import read
from assistant.quote import quote_sentences
from ingest.documents import Document
from tests.shelf import Shelf

TABLE = "| | Ferry |\n|---|---|\n| Seats on deck | 120 |\n"
SAID = "The ferry has 64 seats on its deck."
FERRY = Shelf(
    Document("note.txt", f"{SAID}\n", "Note"),
    Document("data.md", f"# Ferry\n\n{TABLE}\nSmoking is not allowed on the ferry. The hull is red.\n", "Ferry data"),
    Document("sign.txt", "Smoking is allowed on the ferry.\n", "Sign", date="May 2024"),
)
SEATS = "How many seats has the ferry on deck?"


def judged(words: str, odds: float) -> Evidence:
    return replace(FERRY.piece(words), relevance=odds)


def beside(question: str, *others: Evidence) -> list[str]:
    note = judged("64", 3.0)
    return [line for line, _ in told_beside(question, read(question), [(SAID, [note])], [note, *others])]


def test_a_row_of_another_document_that_answers_with_another_figure_is_told_and_cited_with_its_head() -> None:
    note, row = judged("64", 3.0), judged("120", -0.5)
    ((line, cited),) = told_beside(SEATS, read(SEATS), [(SAID, [note])], [note, row])
    assert line == "Ferry data says: “Seats on deck, Ferry: 120”"
    assert cited[0] == row
    assert [piece.document.id for piece in cited] == ["data.md", "data.md"]


def test_it_must_be_found_to_answer_or_at_least_have_the_form_asked_for() -> None:
    assert beside(SEATS, judged("120", -0.9)) == []
    assert beside(SEATS, judged("hull", 3.0)) == []
    assert beside("What is the hull of the ferry like?", judged("hull", 0.9)) == []
    assert beside("What is the hull of the ferry like?", judged("hull", 1.0)) == ["Ferry data says: “The hull is red.”"]


def test_what_says_the_same_is_not_told_again() -> None:
    again = Shelf(Document("again.txt", "On its deck the ferry has 64 seats.\n", "Again")).piece("64")
    assert beside(SEATS, replace(again, relevance=3.0)) == []


@pytest.mark.parametrize(("first", "second"), [("sign.txt", "data.md"), ("data.md", "sign.txt")])
def test_a_no_is_told_beside_a_yes_and_a_yes_beside_a_no(first: str, second: str) -> None:
    question = read("Is smoking allowed on the ferry?")
    pieces = sorted((p for p in FERRY.gathered(question) if "Smoking" in p.text), key=lambda p: p.document.id != first)
    said = polarity(question, pieces[:1])
    assert said is not None
    ((line, cited),) = told_against(question, said, pieces)
    assert [piece.document.id for piece in cited] == [second]
    assert line in quote_sentences(question, pieces, said).text


def test_two_documents_that_both_say_no_are_not_set_against_each_other() -> None:
    question = read("Is smoking allowed on the ferry?")
    own = FERRY.piece("not allowed")
    other = Shelf(Document("rules.txt", "Smoking is not allowed on the ferry.\n", "Rules")).piece("Smoking")
    assert told_against(question, Polarity(False, own), [own, other]) == []
