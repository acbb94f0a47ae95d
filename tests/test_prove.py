"""Every sentence of a draft gets its quotations or goes, with the reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Dropped, Verdict
from assistant.evidence import Evidence
from assistant.prove import Composed, Proven, compose, crosses_columns, prove
from ingest.documents import Document
from tests.shelf import Shelf, mill, pumps

TOWN = Shelf(
    town="The pool of Birkby opened on 4 May 1998.\n\nIt has 12 lanes and is heated.\n\n"
    "Rule no. 30 of 2001 applies to it.\n\nThe manager is Karen Holt.\n\nDiving is not allowed in the pool.\n",
    bus="Bus 7 stops at the pool every 20 minutes.\n",
)
PIECES = TOWN.gathered("What is it?")

KEPT = [
    ("The pool of Birkby opened on 4 May 1998.", ["The pool of Birkby opened on 4 May 1998."]),
    ("Karen Holt is the manager.", ["The manager is Karen Holt."]),
    ("Diving in the pool is not allowed.", ["Diving is not allowed in the pool."]),
    (
        "The pool opened on 4 May 1998, and its manager is Karen Holt.",
        ["The pool of Birkby opened on 4 May 1998.", "The manager is Karen Holt."],
    ),
]


@pytest.mark.parametrize(("sentence", "quotes"), KEPT)
def test_a_sentence_that_is_supported_keeps_its_quotations(sentence: str, quotes: list[str]) -> None:
    proven = prove([sentence], PIECES)
    assert proven.dropped == ()
    ((kept, pieces),) = proven.kept
    assert kept == sentence
    assert sorted(piece.text for piece in pieces) == sorted(quotes)


DROPPED = [
    ("The pool of Birkby opened on 5 May 1998.", Verdict.DATE),
    ("The pool has 14 lanes and is heated.", Verdict.NUMBER),
    ("Rule no. 31 of 2001 applies to the pool.", Verdict.IDENTIFIER),
    ("The manager is Peter Holt.", Verdict.NAME),
    ("Diving is allowed in the pool.", Verdict.NEGATION),
    ("The mayor of the city has promised a stadium, a theatre and a zoo.", Verdict.NOT_FOUND),
    ("The pool praises the mayor for his parks, streets, lamps and trees.", Verdict.MEANING),
]


@pytest.mark.parametrize(("sentence", "verdict"), DROPPED)
def test_a_sentence_that_is_not_supported_goes_with_the_reason(sentence: str, verdict: Verdict) -> None:
    assert prove([sentence], PIECES) == Proven((), (Dropped(sentence, verdict),))


def test_the_good_sentences_of_a_draft_stay_in_their_order_each_once() -> None:
    manager, opened, wrong = (
        "The manager is Karen Holt.",
        "The pool of Birkby opened on 4 May 1998.",
        "It has 14 lanes.",
    )
    proven = prove([manager, wrong, opened, manager], PIECES)
    assert [sentence for sentence, _ in proven.kept] == [manager, opened]
    assert [dropped.text for dropped in proven.dropped] == [wrong]


def test_what_was_not_shown_proves_nothing() -> None:
    sentence = "The manager is Karen Holt."
    others = [piece for piece in PIECES if "Holt" not in piece.text]
    assert prove([sentence], others).kept == ()
    assert prove([sentence], []) == Proven((), (Dropped(sentence, Verdict.NOT_FOUND),))
    assert prove([], PIECES) == Proven((), ())


@given(st.lists(st.text(max_size=60), max_size=4))
def test_every_sentence_is_kept_or_dropped_and_what_is_kept_is_cited(sentences: list[str]) -> None:
    proven = prove(sentences, PIECES)
    assert {kept for kept, _ in proven.kept} | {dropped.text for dropped in proven.dropped} == set(sentences)
    assert all(pieces for _, pieces in proven.kept)
    assert all(dropped.verdict is not Verdict.SUPPORTED for dropped in proven.dropped)


def test_each_quotation_has_one_number_however_often_it_is_cited() -> None:
    shelf = mill()
    built, rye = shelf.piece("1731"), shelf.piece("rye")
    composed = compose([("It is old.", [built]), ("It works.", [rye, built, rye]), ("It stands.", [])])
    assert composed == Composed("It is old. [1] It works. [2][1] It stands.", (built.cite(1), rye.cite(2)))


def test_lines_are_joined_as_told_and_no_line_is_no_text() -> None:
    built = mill().piece("1731")
    assert compose([("One", [built]), ("", [built])], "\n").text == "One [1]\n[1]"
    assert compose([]) == Composed("", ())


@pytest.mark.parametrize(
    ("quotation", "sentence", "proven"),
    [
        ("The director is Anna Holm.", "The mayor is Anna Holm.", False),
        ("The director is Anna Holm.", "The director is Anna Holm.", True),
        ("The board has 7 members.", "The board likes jazz music.", False),
        ("The library is open on weekdays and has many books.", "The library has a lovely cafe upstairs.", False),
        ("Staff of the library get 25 days of leave.", "The library's staff get 25 days of leave a year.", True),
        ("The report of the board was published in May 2015.", "The report of the board is published annually.", False),
        ("The report of the board is published each year.", "The report of the board is published annually.", True),
        ("The offices are in Oslo, Rome and Paris.", "There are 3 offices.", True),
        ("The offices are in Oslo, Rome and Paris.", "There are 4 offices.", False),
        ("Only returns to the library are free.", "Yes, there is a fine for late returns to the library.", False),
        ("Ferries: Act no. 12 of 3 May 1990.", "The date of Act no. 12 is 3 May 1990.", True),
        ("Ferries: Order no. 12 of 3 May 1990.", "Order 12 was issued on May 3, 1990.", True),
        ("Ferries: Order no. 12 of 3 May 1990.", "Order 12 was repealed on May 3, 1990.", False),
        (
            "Organisations may be required to notify the agencies of leaks.",
            "Yes, a company might be obliged to tell the authorities about a leak.",
            True,
        ),
        ("The pool is heated in winter.", "The guide states that the pool is heated in winter.", True),
        ("The pool is heated in winter.", "The mayor says that the pool is heated in winter.", False),
        ("The pool is heated in winter.", "The slide is heated in winter.", False),
        ("27 new lamps are planned.", "Twenty-seven new lamps are planned.", True),
        ("Please do not feed the ducks.", "Please don't feed the ducks.", True),
        ("Partners: Elm Lab (Oslo); Oak Lab (Rome).", "There are 2 foreign labs among the partners.", True),
    ],
)
def test_what_a_sentence_is_about_must_be_quoted(quotation: str, sentence: str, proven: bool) -> None:
    pieces = Shelf(note=f"Notes\n\n{quotation}\n").gathered("What is it?")
    assert bool(prove([sentence], pieces).kept) is proven


def test_the_subject_and_what_is_said_of_it_stand_in_one_quotation() -> None:
    act, partners = "Act no. 12 of 3 May 1990 is on ferries and harbours.", "Partners are Lab One (Sweden) and Lab Two."
    note = f"Notes\n\n{act} {partners}\n"
    pieces = Shelf(note=note).gathered("What is it?")
    assert prove(["The Swedish act on ferries and harbours is Act no. 12 of 3 May 1990."], pieces).kept == ()
    assert len(prove(["The act on ferries and harbours is Act no. 12 of 3 May 1990."], pieces).kept) == 1


def test_the_claim_of_one_sentence_is_not_put_on_the_subject_of_another() -> None:
    pieces = Shelf(note="Notes\n\nBathing is banned at the pier. Repair was put off until May.\n").gathered("What?")
    assert prove(["Repair is banned at the pier."], pieces).kept == ()
    assert len(prove(["Bathing is banned at the pier.", "Repair was put off."], pieces).kept) == 2


def test_a_date_is_not_put_on_the_name_of_the_line_above_that_has_its_own() -> None:
    office = "The harbour office under which LIFTERS (est. 1999) and the divers work."
    shelf = Shelf(note=f"Notes\n\n  • {office} Since July 2016, a new log has been kept for boats and crews.\n")
    assert prove(["LIFTERS was established in July 2016."], shelf.gathered("When was LIFTERS established?")).kept == ()


def test_what_is_said_of_one_number_is_not_put_on_another() -> None:
    note = (
        "Notes\n\nSwimmers in Groups 5 and 6 may dive alone if they have a signed badge. "
        "Younger swimmers must be accompanied by an adult. Group 3 meets on Mondays.\n"
    )
    pieces = Shelf(note=note).gathered("May swimmers in Group 3 dive alone?")
    assert prove(["Younger swimmers in Group 3 may dive alone if they have a signed badge."], pieces).kept == ()
    assert len(prove(["Swimmers in Group 5 may dive alone if they have a signed badge."], pieces).kept) == 1


def test_a_line_that_goes_on_is_cited_with_the_one_before_it() -> None:
    note = "Notes\n\nThe Elm Centre trains all divers. It is also the rescue station for lakes and rivers.\n"
    ((_, cited),) = prove(
        ["The Elm Centre is the rescue station for lakes and rivers."], Shelf(note=note).gathered("?")
    ).kept
    assert [piece.text.split()[0] for piece in cited] == ["The", "It"]


PUMPS = pumps()
FLOW, PRICE = PUMPS.piece("Alder").by_column()
OTHER_FLOW, OTHER_PRICE = PUMPS.piece("Birch").by_column()
COLUMNS = [
    ("The price of the Alder pump is 300 euros.", [PRICE], False),
    ("The flow of the Alder pump is 40 litres a minute.", [FLOW], False),
    ("The Alder has a flow of 40 litres a minute and a price of 300 euros.", [FLOW, PRICE], False),
    ("The price of the Alder pump is 40 litres a minute.", [FLOW], True),
    ("The price of the Alder pump is 300 euros.", [OTHER_PRICE], True),
    ("The Alder has a price of 300 euros and the Birch a price of 420 euros.", [PRICE, OTHER_PRICE], True),
    ("Both pumps run on 12 volts.", [PUMPS.piece("12 volts")], False),
    ("Both pumps run on 12 volts.", [], False),
]


@pytest.mark.parametrize(("sentence", "chosen", "crosses"), COLUMNS)
def test_a_figure_belongs_to_its_row_and_column(sentence: str, chosen: list[Evidence], crosses: bool) -> None:
    assert crosses_columns(sentence, chosen) is crosses


ROWS = [
    ("The price of the Birch pump is 420 euros.", True),
    ("The flow of the Birch pump is 65 litres a minute.", True),
    ("The price of the Birch pump is 300 euros.", False),
    ("The price of the Birch pump is 65 litres a minute.", False),
    ("The flow of the Alder pump is 65 litres a minute.", False),
]


@pytest.mark.parametrize(("sentence", "kept"), ROWS)
def test_a_sentence_on_a_table_is_proved_by_its_cell_and_no_neighbour(sentence: str, kept: bool) -> None:
    proven = prove([sentence], PUMPS.gathered("What is it?"))
    assert [[piece.text for piece in pieces] for _, pieces in proven.kept] == (
        [["| Birch | 65 litres a minute | 420 euros |", "| Pump | Flow | Price |"]] if kept else []
    )
    assert [dropped.verdict for dropped in proven.dropped] == ([] if kept else [Verdict.MEANING])


def test_a_cell_of_words_may_be_told_without_its_column() -> None:
    tools = Document("tools.md", "# Tools\n\n| Tool | Place |\n|---|---|\n| saw | shed |\n", "Tools")
    (place,) = Shelf(tools).piece("saw").by_column()
    assert not crosses_columns("The saw hangs in the shed.", [place])


def test_a_figure_of_one_line_is_not_put_to_a_name_of_another() -> None:
    town = Shelf(
        permit="The permit lasts two years from the day of issue.",
        north="Boats sold in the USA need a permit of their own.",
    )
    pieces = town.gathered("What is it?")
    assert prove(["The permit lasts two years from the day of issue in the USA."], pieces).kept == ()
    assert prove(["The permit lasts two years from the day of issue."], pieces).kept
    assert prove(["Boats sold in the USA need a permit, and the permit lasts two years."], pieces).kept


def test_the_same_is_not_said_of_another_thing_by_a_relative_clause() -> None:
    town = Shelf(
        board="The northern Bureau for Fairways under which Lodsen (est. 1908) and the river pilots work.",
        ports="River pilots of the northern ports now work by night.",
    )
    said = "The northern ports under which Lodsen (est. 1908) and the river pilots work."
    assert prove([said], town.gathered("What is it?")).kept == ()
