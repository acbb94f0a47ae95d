"""The lines that lead to a piece of evidence."""

from __future__ import annotations

from assistant.leads import bearing, completed, leading
from assistant.prove import compose, prove
from tests.shelf import Shelf, pumps

PARK = Shelf(
    park="Plan for the park\n\nNew paths and benches (4 projects)\n- a path along the brook\n- a bench by the mill\n\n"
    "Is there a Friends of the Park Association (FPA)?\nYes, it meets on Mondays.\n"
)


def test_the_lines_above_a_piece_are_found_nearest_first() -> None:
    lines = leading(PARK.piece("brook"))
    assert [line.text for line in lines] == ["New paths and benches (4 projects)", "Plan for the park"]
    assert all(line.document.text[line.sentence.start : line.sentence.end] == line.text for line in lines)


def test_a_fact_that_only_the_heading_has_brings_the_heading_along() -> None:
    piece = PARK.piece("brook")
    sentence = "One of the 4 projects is a path along the brook."
    assert [one.text for one in completed(sentence, [piece])] == [piece.text, "New paths and benches (4 projects)"]
    assert completed("A path along the brook is planned.", [piece]) == (piece,)


def test_what_the_heading_alone_says_is_proved_by_it() -> None:
    pieces = [PARK.piece("brook")]
    ((_, cited),) = prove(["There are 4 projects on paths and benches."], pieces).kept
    assert "New paths and benches (4 projects)" in [one.text for one in cited]
    assert prove(["There are 5 projects on paths and benches."], pieces).kept == ()


def test_a_question_tells_what_a_word_means_and_nothing_else() -> None:
    pieces = [PARK.piece("Mondays")]
    ((_, cited),) = prove(["FPA means Friends of the Park Association."], pieces).kept
    assert [one.text for one in cited] == ["Is there a Friends of the Park Association (FPA)?"]
    assert "Is there" not in " ".join(line.text for line in bearing("The association has a park.", pieces))


def test_a_row_goes_with_its_head_and_a_line_without_a_table_alone() -> None:
    row = pumps().piece("Alder")
    _, price = row.by_column()
    cited = completed("The price of the Alder pump is 300 euros.", [price])
    assert [one.text for one in cited] == [row.text, "| Pump | Flow | Price |"]
    volts = pumps().piece("12 volts")
    assert completed("Both pumps run on 12 volts.", [volts]) == (volts,)


def test_two_cells_of_one_row_bring_their_head_once() -> None:
    cells = pumps().piece("Alder").by_column()
    composed = compose([("Both.", completed("The flow is 40 litres a minute, the price 300 euros.", cells))])
    assert composed.text == "Both. [1][2]"
    assert [citation.quote for citation in composed.citations] == [
        "| Alder | 40 litres a minute | 300 euros |",
        "| Pump | Flow | Price |",
    ]


def test_a_sentence_of_which_an_item_says_little_cites_the_line_above_the_list() -> None:
    rules = Shelf(rules="Harbour rules\n\nBoats are exempt from the mooring fee while they carry:\n- pilots\n- mail\n")
    item = rules.piece("mail")
    told = "Boats that carry mail are exempt from the mooring fee."
    assert [one.text for one in completed(told, [item])] == ["mail", item.intro]
    assert completed("They carry mail.", [item]) == (item,)
