"""Items taken apart by sentence, rows by column."""

from __future__ import annotations

from assistant.answer import Verdict
from assistant.apart import apart
from assistant.prove import prove
from tests.shelf import Shelf, pumps

YARD = """The yard

Places in the yard:
- The depot holds the mill (est. 1988) and the crane shed. Since July 2016, a new rule has been in force for visitors.
- Pump house. It was painted in 1990.
- The kiln was lit in 1931.
"""


def test_an_item_with_several_sentences_is_several_statements_with_their_own_spans() -> None:
    first, second = apart(Shelf(yard=YARD).piece("depot"))
    assert first.text == "The depot holds the mill (est. 1988) and the crane shed."
    assert second.text == "Since July 2016, a new rule has been in force for visitors."
    assert second.intro == first.intro == "Places in the yard:"


def test_a_first_sentence_without_a_verb_introduces_what_follows() -> None:
    _, second = apart(Shelf(yard=YARD).piece("Pump house"))
    assert "Pump house" in second.intro


def test_what_says_one_thing_stays_as_it_is() -> None:
    kiln = Shelf(yard=YARD).piece("kiln")
    assert apart(kiln) == [kiln]


def test_a_row_is_taken_apart_by_column() -> None:
    alder = pumps().piece("Alder")
    assert apart(alder) == alder.by_column()


def test_the_date_of_one_sentence_proves_nothing_about_the_name_in_the_other() -> None:
    pieces = Shelf(yard=YARD).gathered("When was the mill established?")
    (refused,) = prove(["The mill was established in July 2016."], pieces).dropped
    assert refused.verdict is not Verdict.SUPPORTED
    ((_, (piece, *_)),) = prove(["A new rule has been in force since July 2016."], pieces).kept
    assert piece.text == "Since July 2016, a new rule has been in force for visitors."
