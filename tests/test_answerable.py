"""Whether the evidence answers at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answerable import Signals, is_answered, probability, signals
from assistant.draft import ask_for_check
from assistant.evidence import Evidence
from assistant.question import read
from tests.fakes import ScriptedModel
from tests.shelf import Shelf, mill

PERFECT = Signals(cosine=1.0, coverage=1.0, union=1.0, names=1.0, thing=1.0, relevance=0.0, yes=None)


def near(shelf: Shelf, text: str, cosine: float) -> list[Evidence]:
    """The evidence, its best sentence this near to the question."""
    first, *others = shelf.gathered(text)
    return [replace(first, cosine=cosine), *others]


def test_the_signals_tell_what_of_the_question_is_spoken_of() -> None:
    question = read("What is the colour of the mill in Norway?")
    assert signals(question, near(mill(), question.text, 0.4), None) == Signals(
        cosine=0.4, coverage=1 / 3, union=1 / 3, names=0.0, thing=0.0, relevance=0.0, yes=None
    )


def test_a_question_that_the_evidence_speaks_of_whole_has_full_signals() -> None:
    question = read("When was the mill built?")
    assert signals(question, near(mill(), question.text, 0.9), None) == replace(PERFECT, cosine=0.9)


def test_a_question_that_asks_twice_is_covered_by_its_parts() -> None:
    question = read("When was the mill built and what does the shop sell?")
    assert signals(question, mill().gathered(question), None).coverage == 1.0


def test_no_evidence_has_no_signal_and_the_model_is_not_asked() -> None:
    question = read("When was the mill built?")
    assert signals(question, [], ScriptedModel()) == Signals(0.0, 0.0, 0.0, 1.0, 1.0, 0.0, None)
    assert not is_answered(signals(question, [], None))


def test_the_model_is_asked_with_the_evidence_as_it_is_read() -> None:
    question, pieces = read("Who built the mill?"), mill().gathered("Who built the mill?")[:3]
    model = ScriptedModel(weights=[{"yes": 0.8, "no": 0.2}])
    assert signals(question, pieces, model).yes == 0.8
    (weighed,) = model.weighed
    assert weighed.options == ("yes", "no")
    assert list(weighed.messages) == ask_for_check(question, sorted(pieces, key=lambda piece: piece.sentence.start))


def test_a_no_of_the_model_does_not_count_where_the_evidence_denies() -> None:
    question = read("Must visitors book a visit?")
    model = ScriptedModel(weights=[{"yes": 0.1, "no": 0.9}, {"yes": 0.1, "no": 0.9}])
    assert signals(question, mill().gathered(question), model).yes == 0.5
    assert signals(read("When was the mill built?"), mill().gathered("When was the mill built?"), model).yes == 0.1


@pytest.mark.parametrize("yes", [None, 0.5])
@pytest.mark.parametrize("name", ["cosine", "coverage", "union", "names", "relevance"])
def test_more_of_any_signal_makes_an_answer_likelier(name: str, yes: float | None) -> None:
    less, more = Signals(0.4, 0.5, 0.5, 0.5, 0.5, 0.0, yes), {name: 0.9}
    assert 0 < probability(less) < probability(replace(less, **more)) < 1


@pytest.mark.parametrize("yes", [None, 0.5])
def test_a_passage_that_answers_makes_an_answer_likelier_and_none_that_does_less_likely(yes: float | None) -> None:
    unread = Signals(0.4, 0.5, 0.5, 0.5, 0.5, 0.0, yes)
    unlikely, likely, sure, beyond = (probability(replace(unread, passage=odds)) for odds in (-3.0, 0.0, 4.0, 40.0))
    assert unlikely < probability(unread) < likely < sure == beyond


@pytest.mark.parametrize("asked", ["When was the mill built?", "Must visitors book a visit?"])
def test_the_likeliest_passage_of_all_evidence_counts(asked: str) -> None:
    first, second, *others = mill().gathered(asked)
    pieces = [replace(first, passage_odds=-2.0), replace(second, passage_odds=1.5), *others]
    assert signals(read(asked), pieces, None).passage == 1.5
    assert signals(read(asked), [first, second, *others], None).passage is None


def test_without_a_model_what_is_asked_for_by_name_counts() -> None:
    less, more = Signals(0.4, 0.5, 0.5, 0.5, 0.5, 0.0, None), Signals(0.4, 0.5, 0.5, 0.5, 0.9, 0.0, None)
    assert probability(less) < probability(more)


def test_without_a_model_evidence_answers_when_it_is_near_and_speaks_of_all() -> None:
    assert is_answered(replace(PERFECT, cosine=0.5))
    assert not is_answered(replace(PERFECT, names=0.0, cosine=0.5))
    assert not is_answered(replace(PERFECT, coverage=0.3, union=0.5, cosine=0.3))


@pytest.mark.parametrize("yes, answered", [(0.2, False), (0.35, False), (0.45, True), (0.7, True)])
def test_with_a_model_what_it_says_decides(yes: float, answered: bool) -> None:
    assert is_answered(Signals(0.6, 0.6, 0.7, 1.0, 1.0, 0.0, yes)) is answered


def test_signals_are_told_on_one_line() -> None:
    assert str(PERFECT) == "cosine 1.00, coverage 1.00, union 1.00, names 1.00, thing 1.00, relevance 0.00"


OPENED = "Hill School was opened by Anna Holm."
HEADED = Shelf(a=f"{OPENED} The head of Hill School is Peter Lund.\n")
HEADLESS = Shelf(a=f"{OPENED} The caretaker of Hill School is Peter Lund.\n")


def test_with_a_model_the_thing_asked_for_that_is_nowhere_makes_an_answer_less_likely() -> None:
    question = read("Who is the head of Hill School?")
    unsure = [{"yes": 0.5, "no": 0.5}]
    there = signals(question, HEADED.gathered(question), ScriptedModel(weights=unsure))
    nowhere = signals(question, HEADLESS.gathered(question), ScriptedModel(weights=unsure))
    assert (there.thing, nowhere.thing) == (1.0, 0.0)
    assert is_answered(there) and not is_answered(nowhere)
    assert probability(replace(there, thing=0.0)) < probability(replace(there, thing=0.5)) < probability(there)
    assert not is_answered(replace(nowhere, coverage=0.9, union=0.9))
    assert is_answered(replace(nowhere, coverage=0.9, union=0.9, thing=1.0))


def test_a_question_for_no_thing_by_name_loses_nothing_by_it() -> None:
    question = read("Who opened Hill School?")
    assert signals(question, HEADLESS.gathered(question), None).thing == 1.0
