"""Sentences of a draft that no quotation bears word for word, looked at again."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.answer import Dropped, Verdict
from assistant.draft import ask_for_support
from assistant.prove import Proven, prove
from assistant.question import read
from assistant.second_look import candidates, second_look
from ingest.documents import Document
from tests.fakes import ScriptedModel
from tests.shelf import Shelf

YES, NO = {"yes": 0.9, "no": 0.1}, {"yes": 0.1, "no": 0.9}
QUESTION = "How cold may it get before the screen is blank?"
SENTENCE = "The screen is blank below 5 degrees."
DISPLAY = "The display goes dark below 5 degrees."
CASE = "The case is of oak."


def camera() -> Shelf:
    return Shelf(camera=f"{CASE} {DISPLAY} The lens is cleaned with a dry cloth.\n")


def looked_at(sentences: Sequence[str], model: ScriptedModel, shelf: Shelf | None = None) -> Proven:
    question = read(QUESTION)
    shown = (shelf or camera()).gathered(question)
    return second_look(prove(sentences, shown), sentences, question, shown, model)


def kept(proven: Proven) -> list[tuple[str, list[str]]]:
    return [(sentence, [piece.text for piece in pieces]) for sentence, pieces in proven.kept]


def test_the_sentence_is_not_proved_at_first_sight() -> None:
    assert prove([SENTENCE], camera().gathered(QUESTION)).dropped == (Dropped(SENTENCE, Verdict.MEANING),)


def test_a_sentence_in_words_of_the_question_is_kept_when_the_model_finds_it_stated() -> None:
    model = ScriptedModel(weights=[YES])
    proven = looked_at([SENTENCE], model)
    assert (kept(proven), proven.dropped) == ([(SENTENCE, [DISPLAY])], ())


@pytest.mark.parametrize("weight", [NO, {"yes": 0.5, "no": 0.5}])
def test_it_is_dropped_for_its_first_reason_when_the_model_is_not_sure(weight: dict[str, float]) -> None:
    proven = looked_at([SENTENCE], ScriptedModel(weights=[weight]))
    assert proven == Proven((), (Dropped(SENTENCE, Verdict.MEANING),))


def test_the_model_sees_the_quotation_and_the_sentence_and_nothing_else() -> None:
    model = ScriptedModel(weights=[YES])
    looked_at([SENTENCE], model)
    (weighed,) = model.weighed
    assert weighed.options == ("yes", "no")
    assert list(weighed.messages) == ask_for_support(SENTENCE, [camera().piece("display")])
    assert model.asked == []


WRONG = [
    "The screen is blank below 6 degrees.",
    "The screen is blank below 5 degrees in Norway.",
    "The screen is blank below 5 degrees since 1 May 2020.",
    "The screen is blank below 5 degrees by Rule no. 12.",
    "Soup and bread warm the hands of a photographer.",
]


@pytest.mark.parametrize("sentence", WRONG)
def test_a_sentence_with_a_fact_or_a_matter_of_its_own_is_dropped_without_asking(sentence: str) -> None:
    model = ScriptedModel(weights=[YES])
    proven = looked_at([sentence], model)
    assert (proven.kept, [dropped.text for dropped in proven.dropped], model.weighed) == ((), [sentence], [])


def test_kept_sentences_stand_in_the_order_of_the_draft_beside_those_that_were_proved() -> None:
    model = ScriptedModel(weights=[YES])
    proven = looked_at([SENTENCE, CASE, SENTENCE], model)
    assert kept(proven) == [(SENTENCE, [DISPLAY]), (CASE, [CASE])]


def test_where_everything_was_proved_the_model_is_not_asked() -> None:
    model = ScriptedModel()
    assert kept(looked_at([CASE], model)) == [(CASE, [CASE])]
    assert model.weighed == []


def test_the_model_is_asked_about_three_sentences_at_most() -> None:
    sentences = [f"The screen is {how} below 5 degrees." for how in ("blank", "blank and cold", "cold", "blank, cold")]
    model = ScriptedModel(weights=[YES] * 9)
    proven = looked_at(sentences, model)
    assert len(prove(sentences, camera().gathered(QUESTION)).dropped) == 4
    assert len(model.weighed) == 3
    assert [sentence for sentence, _ in proven.kept] == sentences[:3]
    assert [dropped.text for dropped in proven.dropped] == sentences[3:]


def test_one_piece_that_has_what_is_added_is_the_candidate_and_never_two_together() -> None:
    shelf = Shelf(
        a="The display goes dark below 5 degrees.\n", b="It lights up again when the battery is charged for 2 hours.\n"
    )
    question, pieces = read(QUESTION), shelf.gathered(QUESTION)
    one = candidates(SENTENCE, question, pieces)
    assert [piece.document.id for piece in one] == ["a.txt"]
    joined = "The screen is blank below 5 degrees and the battery charged for 2 hours."
    assert candidates(joined, question, pieces) == ()
    assert candidates("Soup warms hands.", question, pieces) == ()
    assert candidates(SENTENCE, question, []) == ()


TANKS = (
    "| Pump | Tank | Bucket |\n|---|---|---|\n| Alder | 40 litres | 12 litres |\n| Birch | 65 litres | 15 litres |\n"
)


def test_the_date_of_one_is_not_told_of_another() -> None:
    shelf = Shelf(a="The Berta was launched in June 2015.\n", b="The Alma is a ferry with a blue funnel.\n")
    question = read("When was the Alma built?")
    assert candidates("The Alma was built in June 2015.", question, shelf.gathered(question)) == ()


def test_a_cell_of_a_table_is_not_said_of_another_column() -> None:
    question = read("How big is the tank that the Birch has?")
    pieces = Shelf(Document("pumps.md", f"# Pumps\n\n{TANKS}", "Pumps")).gathered(question)
    (right,) = candidates("The Birch has a tank that holds 65 litres.", question, pieces)
    assert right.text == "| Birch | 65 litres | 15 litres |"
    assert "65 litres" in right.said
    assert "15 litres" not in right.said
