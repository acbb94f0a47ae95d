"""Whether a sentence speaks of another thing than the question by one word."""

from __future__ import annotations

import pytest

from assistant.contrary import differs
from assistant.question import read
from assistant.quote import quote_sentences
from tests.shelf import Shelf

OPPOSITES = [
    ("What is the lowest fee?", "The highest fee is 40 kroner.", True),
    ("What is the highest fee?", "The highest fee is 40 kroner, the lowest 10.", False),
    ("Who sells honey on the quay?", "The monks buy honey on the quay.", True),
    ("Which lamps are weak?", "The lamps that are not strong hang by the door.", False),
    ("What may visitors do here?", "Visitors must wear a hat.", False),
    ("Hvad er den laveste pris?", "Den højeste pris er 40 kroner.", True),
]
DENIALS = [
    ("What is not covered by the warranty?", "The warranty covers the pump.", True),
    ("What is not covered by the warranty?", "The warranty excludes the hose.", False),
    ("What is known about the bell?", "The age of the bell is not known.", True),
    ("Who has no key to the mill?", "The miller has a key to the mill.", True),
    ("Until when is it repaired for nothing?", "It is repaired free of charge until 3 May.", False),
    ("How many gates are open?", "The gates are not open.", False),
]
FIGURES = [
    ("Who led the choir in 1950?", "Anna Holm led the choir in 1960.", True),
    ("Who led the choir in 1950?", "Anna Holm led the choir in 1950.", False),
    ("Who led the choir in 1950?", "Anna Holm led the choir.", False),
    ("Who led the choir after 1950?", "Anna Holm led the choir from 1960.", False),
    ("Who owns the 40 boats?", "Ole Friis owns the 30 boats.", True),
    ("Who owns the 30 boats?", "Ole Friis owns the 30 boats.", False),
    ("Who won the second race?", "Ole Friis won the first race.", True),
    ("Who won the second race?", "Ole Friis won the first race and Anna Holm the second.", False),
    ("Hvem vandt det tredje løb?", "Ole Friis vandt det første løb.", True),
]
NAMES = [
    ("What does the Lyng Choir sing?", "The Ry Choir sings hymns.", True),
    ("What does the Lyng Choir sing?", "The choir sings hymns.", False),
    ("What does the Lyngg Choir sing?", "The Lyng Choir sings hymns.", False),
    ("Where is Café Molle?", "Café Mølle is in Ry.", False),
    ("What does the LC sing?", "The Lyng Choir sings hymns.", False),
]
KINDS = [
    ("When is the copper gate shut?", "The wooden gate is shut at noon.", True),
    ("When is the copper gate shut?", "The gate is shut at noon.", False),
    ("When is the copper gate shut?", "The wooden gate and the gate of copper are shut at noon.", False),
    ("Which company owns the mill?", "Norlund owns the mill.", False),
    ("Which guests are served first?", "Hungry guests are served first.", False),
    ("When is the grey gate shut?", "The gray gate is shut at noon.", False),
    ("In which shed are the oars stored?", "In which shed are my boats stored? In the red one.", False),
    ("In which shed are the oars kept?", "Boats are kept in the red shed.", False),
]


@pytest.mark.parametrize(("question", "sentence", "expected"), [*OPPOSITES, *DENIALS, *FIGURES, *NAMES, *KINDS])
def test_one_other_word_makes_it_another_thing(question: str, sentence: str, expected: bool) -> None:
    assert differs(read(question), sentence, "", "") is expected


@pytest.mark.parametrize(
    ("question", "sentence"),
    [("Is the lowest fee 40 kroner?", "The highest fee is 40 kroner."), ("Who won, Ole or Ida?", "Ida Holm won.")],
)
def test_a_yes_or_no_and_a_choice_are_decided_elsewhere(question: str, sentence: str) -> None:
    assert not differs(read(question), sentence, "", "")


def test_what_stands_above_or_beside_the_sentence_is_said_of_it() -> None:
    assert not differs(read("What is the lowest fee?"), "The highest seat costs 10 kroner.", "The lowest fee", "")
    assert not differs(read("Who led the choir in 1950?"), "Anna Holm left in 1960.", "", "The choir in 1950.")
    assert not differs(read("What does the Lyng Choir sing?"), "The Ry Song.", "The Lyng Choir", "")


def test_a_sentence_on_the_opposite_is_not_quoted() -> None:
    shelf = Shelf(a="The highest fee for a berth at Ry is 40 kroner.\n")
    question = read("What is the lowest fee for a berth at Ry?")
    assert quote_sentences(question, shelf.gathered(question)).text == ""
