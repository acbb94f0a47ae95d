"""Answering without a model."""

from __future__ import annotations

import pytest

from assistant.answer import Citation
from assistant.beside import cited_with, told_in, told_otherwise
from assistant.evidence import without_mark
from assistant.lists import find_list
from assistant.polarity import Polarity
from assistant.prove import Composed
from assistant.question import read
from assistant.quote import quote_list, quote_sentences
from ingest.documents import Document
from tests.shelf import Shelf, mill, pumps


def quoted_list(shelf: Shelf, text: str) -> Composed:
    question = read(text)
    found = find_list(question, shelf.gathered(question), shelf.passages)
    assert found is not None
    return quote_list(question, found)


def quoted(shelf: Shelf, text: str) -> Composed:
    question = read(text)
    return quote_sentences(question, shelf.gathered(question))


def quotes(citations: tuple[Citation, ...]) -> list[str]:
    return [citation.quote for citation in citations]


def test_a_list_is_its_introduction_and_every_item_each_with_a_citation() -> None:
    answer = quoted_list(mill(), "Which rules apply to visitors?")
    assert answer.text == (
        "Three rules apply in the loft: [1]\n- No smoking in the loft. [2]\n"
        "- Children hold the rail. [3]\n- Dogs stay outside. [4]"
    )
    assert quotes(answer.citations) == [
        "Three rules apply in the loft:",
        "1. No smoking in the loft.",
        "2. Children hold the rail.",
        "3. Dogs stay outside.",
    ]
    assert [citation.number for citation in answer.citations] == [1, 2, 3, 4]


def test_a_count_is_the_number_of_items_and_the_items() -> None:
    assert quoted_list(mill(), "How many tasks are there in spring?").text == (
        "4 under “Work in spring (4 tasks)”: [1]\n- oil the shaft [2]\n- sweep the loft [3]\n"
        "- mend the sails [4]\n- count the sacks [5]"
    )


def test_some_items_of_a_list_are_counted_too() -> None:
    shelf = Shelf(
        a="Rules\n\nRules in force:\n- Rule no. 11 of 1 June 2004.\n- Rule no. 12 of 1 June 2004.\n- Rule no. 13.\n"
    )
    assert quoted_list(shelf, "Which rules are of 1 June 2004?").text == (
        "2 under “Rules in force”: [1]\n- Rule no. 11 of 1 June 2004. [2]\n- Rule no. 12 of 1 June 2004. [3]"
    )


def test_one_of_a_list_is_that_item() -> None:
    answer = quoted_list(mill(), "What is the second rule for visitors?")
    assert answer.text == "Three rules apply in the loft: Children hold the rail. [1]"
    assert quotes(answer.citations) == ["2. Children hold the rail."]


def test_the_best_sentence_is_quoted_letter_by_letter() -> None:
    answer = quoted(mill(), "When was the mill built?")
    assert answer.text == "The mill was built in 1731. [1]"
    assert quotes(answer.citations) == ["The mill was built in 1731."]


def test_a_second_sentence_is_quoted_where_it_says_what_the_first_leaves_open() -> None:
    shelf = Shelf(a="The tower is of brick.\n\nA bell of bronze hangs in the tower.\n")
    assert quoted(shelf, "Is the tower of brick or bronze?").text == (
        "The tower is of brick. [1] A bell of bronze hangs in the tower. [2]"
    )


NO_FORM = ["When did the flood take the weir?", "How many sacks does the mill grind?", "What percentage is rye?"]


@pytest.mark.parametrize("text", NO_FORM)
def test_nothing_is_quoted_where_no_sentence_has_the_form_asked_for(text: str) -> None:
    shelf = Shelf(a="The flood took the weir.\n\nThe mill grinds rye in sacks.\n")
    assert quoted(shelf, text) == Composed("", ())


def test_nothing_is_quoted_from_nothing() -> None:
    assert quote_sentences(read("Who built it?"), []) == Composed("", ())


@pytest.mark.parametrize(
    ("question", "yes", "text"),
    [
        ("Is there a shop?", True, "Yes. The shop sells flour on Sundays. [1]"),
        ("Is there a shop?", False, "No. The shop sells flour on Sundays. [1]"),
        ("Er der en butik?", True, "Ja. The shop sells flour on Sundays. [1]"),
    ],
)
def test_yes_or_no_comes_before_the_sentence_that_says_it(question: str, yes: bool, text: str) -> None:
    assert quote_sentences(read(question), [], Polarity(yes, mill().piece("flour"))).text == text


def test_a_yes_in_the_document_is_not_said_twice() -> None:
    shelf = Shelf(a="Is there a shop?\nYes, the shop sells flour.\n")
    said = Polarity(True, shelf.piece("flour"))
    assert quote_sentences(read("Is there a shop?"), [], said).text == "Yes. the shop sells flour. [1]"


def test_a_danish_question_over_english_text_is_answered_by_the_quotation() -> None:
    shelf = mill()
    question = read("Hvornår blev the mill built?")
    assert question.language == "da"
    assert quote_sentences(question, [shelf.piece("1731")]).text == (
        "Dokumenterne siger: “The mill was built in 1731.” [1]"
    )


def test_sentences_for_a_danish_question_become_their_quotations_each_once() -> None:
    shelf = mill()
    built, rye = shelf.piece("1731"), shelf.piece("rye")
    kept = [("Yes, it was built in 1731.", [built]), ("It grinds rye.", [rye, built])]
    assert told_in("da", kept) == [
        ("Ja. Dokumenterne siger: “The mill was built in 1731.”", (built,)),
        ("Dokumenterne siger: “It grinds rye and barley.”", (rye,)),
    ]
    assert told_in("en", kept) == kept


BARE = [
    ("• one\n  and more", "one and more"),
    ("3. one", "one"),
    ("(b) one", "one"),
    ("b) one", "one"),
    ("12 rooms", "12 rooms"),
    ("1.5 litres", "1.5 litres"),
    ("-4 degrees", "-4 degrees"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "line"), BARE)
def test_an_item_is_told_on_one_line_without_its_mark(text: str, line: str) -> None:
    assert without_mark(text) == line


OLD, NEW = "The mooring fee is 28 euros a metre.", "From spring the mooring fee becomes 36 euros for each metre."
FEE = "How much is the mooring fee a metre?"


def harbour(newer: str = NEW, date: str = "June 2021") -> Shelf:
    """Two documents that differ in a fee."""
    return Shelf(
        Document("old.txt", f"{OLD}\n", "Harbour rules", date="March 2015"),
        Document("new.txt", f"{newer}\n", "Harbour notice", date=date),
    )


def test_what_another_document_says_with_another_figure_is_told_with_both_dates() -> None:
    shelf = harbour()
    old, new = shelf.piece("28"), shelf.piece("36")
    assert told_otherwise(read(FEE), [(OLD, [old])], [old, new]) == [
        (
            f"So says Harbour rules (March 2015). Harbour notice (June 2021) says otherwise: “{NEW}”",
            [old, new],
        )
    ]
    assert told_otherwise(read(FEE), [(NEW, [new])], [old, new])[0][1] == [new, old]


def test_a_document_without_a_date_is_named_without_one_and_in_the_language_of_the_question() -> None:
    shelf = harbour(date="")
    question = read("Hvad koster fortøjning af en båd?")
    assert told_otherwise(question, [(OLD, [shelf.piece("28")])], shelf.gathered(question))[0][0] == (
        f"Det siger Harbour rules (March 2015). Harbour notice siger noget andet: “{NEW}”"
    )


@pytest.mark.parametrize("newer", ["The mooring fee is 28 euros a metre in 2021.", "The office is closed on Sundays."])
def test_where_nobody_says_otherwise_nothing_is_told(newer: str) -> None:
    shelf = harbour(newer)
    assert told_otherwise(read(FEE), [(OLD, [shelf.piece("28 euros a metre.")])], shelf.gathered(FEE)) == []


def test_two_others_are_told_and_no_more() -> None:
    others = {f"later{n}": f"The mooring fee is {n} euros a metre.\n" for n in (30, 31, 32)}
    shelf = Shelf(a=f"{OLD}\n", **others)
    told = told_otherwise(read(FEE), [(OLD, [shelf.piece("28")])], shelf.gathered(FEE))
    assert [(line.split(".")[0], len(pieces)) for line, pieces in told] == [("So says A", 2)] * 2


def test_an_answer_by_quoting_tells_what_the_other_document_says() -> None:
    other = "The mooring fee is 36 euros for each metre."
    answer = quoted(harbour(other), FEE)
    assert answer.text == (
        f"{OLD} [1] So says Harbour rules (March 2015). Harbour notice (June 2021) says otherwise: “{other}” [1][2]"
    )
    assert quotes(answer.citations) == [OLD, other]


def test_an_answer_by_quoting_begins_with_what_amends_the_other_document() -> None:
    answer = quoted(harbour(), FEE)
    assert answer.text == (
        f"{NEW} [1] So says Harbour notice (June 2021). Before that, Harbour rules (March 2015) said: “{OLD}” [1][2]"
    )
    assert quotes(answer.citations) == [NEW, OLD]


def test_a_row_is_cited_with_its_head_and_a_line_by_itself() -> None:
    alder = pumps().piece("Alder")
    row, head = cited_with(alder)
    assert row == alder
    assert head.text == "| Pump | Flow | Price |"
    rail = mill().piece("rail")
    assert cited_with(rail) == [rail]


def test_of_a_row_the_cell_that_is_asked_for_is_told_and_row_and_head_are_quoted() -> None:
    answer = quoted(pumps(), "What is the price of the Birch pump?")
    assert answer.text == "Birch, Price: 420 euros [1][2]"
    assert quotes(answer.citations) == ["| Birch | 65 litres a minute | 420 euros |", "| Pump | Flow | Price |"]


def test_rows_stand_under_the_heading_of_their_table() -> None:
    answer = quoted_list(pumps(), "Which pump models are there?")
    assert answer.text.startswith("Models [1]\n- Alder - Flow: 40 litres a minute; Price: 300 euros [2]")
