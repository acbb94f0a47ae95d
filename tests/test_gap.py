"""Whether a sentence says what a question leaves open, not only what it is about."""

from __future__ import annotations

import pytest

from assistant.gap import answers_form
from assistant.question import read
from assistant.quote import quotable, quote_sentences
from tests.shelf import Shelf

WHO = [
    ("Who is the head of the Glass Museum?", "The Glass Museum is part of the Culture Agency.", False),
    ("Who is the head of the Glass Museum?", "The director of the Glass Museum is Anna Holm.", True),
    ("Who is the gardener of the park?", "The park is run by the parish.", False),
    ("Who is the gardener of the park?", "The gardener of the park is Ole Friis.", True),
    ("Who was Karen Blom?", "Karen Blom was a painter.", True),
    ("Who runs the mill?", "The mill runs on water.", False),
    ("Who runs the mill?", "The monks do.", True),
    ("Who runs the mill?", "The mill is run by a family of bakers.", True),
    ("Who painted the ceiling?", "The ceiling was painted in 1701.", False),
    ("Hvem driver møllen?", "Møllen er fra 1701.", False),
    ("Hvem driver møllen?", "Møllen drives af Ole Friis.", True),
    ("Which companies rent out kayaks?", "Kayaks are available in Ry.", True),
    ("Which companies rent out kayaks?", "Kayaks are available.", False),
    ("Which organisation certified the Glass Museum?", "The Glass Museum, certified since 2004.", False),
    ("Which organisation certified the Glass Museum?", "The Glass Museum was certified by Norlund Trust.", True),
    ("Which body certifies the ferry?", "The Culture Agency certifies the ferry.", True),
    ("Who may fish, members or guests?", "Members may fish.", True),
    ("Who may fish, members or guests?", "The Culture Agency owns the lake.", False),
    ("Are the rules of the lake strict or lax?", "The lake has many rules on paper.", False),
    ("Are the rules of the lake strict or lax?", "The rules of the lake are strict for guests.", True),
    (
        "Are the rules of the lake strict or lax?",
        "Nobody need follow the rules of the lake; they are not strict.",
        True,
    ),
]
WHEN = [
    ("When does Act no. 7 enter into force?", "Act no. 7 of 3 May 2001 is on ferries.", False),
    ("When does Act no. 7 enter into force?", "Act no. 7 of 3 May 2001 enters into force on 1 July 2001.", True),
    ("When was Act no. 7 passed?", "Act no. 7 of 3 May 2001 is on ferries.", True),
    ("Act no. 7 - which date?", "Act no. 7 of 3 May 2001 is on ferries.", True),
    ("When does Act no. 7 apply?", "Act no. 8 applies from 1 July 2001.", False),
    ("When does Act no. 7 apply?", "It applies from 1 July 2001.", True),
    ("When was the Lyng Choir founded?", "The Ry Band (est. 1999) and the Lyng Choir share a hall.", False),
    ("When was the Ry Band founded?", "The Ry Band (est. 1999) and the Lyng Choir share a hall.", True),
    ("When was the Lyng Choir founded?", "Ry Band, founded in 1999, plays on Sundays.", False),
    ("When was the choir founded?", "The choir was founded in 1999.", True),
    ("When was the choir founded?", "The choir sings. Since 1999 a new roof has kept the rain out.", False),
    ("When will the next fair after 2016 be held?", "The fair was held in May 2015.", False),
    ("When will the next fair after 2016 be held?", "The fair is held in May 2018.", True),
    ("How long is the choir on tour?", "The choir tours for 3 weeks in 1999.", True),
]
OTHERS = [
    ("What is the name of the laboratory?", "The laboratory tests the water.", False),
    ("What is the name of the laboratory?", "The laboratory is the Norlund Works.", True),
    ("What is the name of the laboratory?", "The water is sent to Aqua Norlund.", False),
    ("How deep is the pond?", "The pond is 40 metres long.", False),
    ("How deep is the pond?", "The pond has a depth of 2 metres.", True),
    ("Which tool opens the gate?", "A tool opens the gate.", False),
    ("Which tool opens the gate?", "A hooked key opens the gate.", True),
    ("Does a tool open the gate?", "A tool opens the gate.", True),
    ("How many gates are there?", "There are 4 gates.", True),
    ("How many gates are open?", "The gates are not open.", True),
    ("Who runs the water mill and when was the water mill built?", "The water mill was built in 1701.", True),
]


@pytest.mark.parametrize(("question", "sentence", "expected"), [*WHO, *WHEN, *OTHERS])
def test_a_sentence_answers_by_what_it_says_beyond_the_question(question: str, sentence: str, expected: bool) -> None:
    assert answers_form(read(question), sentence) is expected


def test_the_role_may_stand_above_the_sentence() -> None:
    question = read("Who is the gardener of the park?")
    assert answers_form(question, "Ole Friis, since 2004.", "Gardener of the park")
    assert not answers_form(question, "Ole Friis, since 2004.", "Friends of the park")


def test_what_does_not_answer_is_not_quoted_and_neither_is_what_is_farther_from_it() -> None:
    shelf = Shelf(a="The mill of Ry runs on water.\n\nThe monks of Lyng brew beer.\n")
    question = read("Who runs the mill of Ry?")
    assert quote_sentences(question, shelf.gathered(question)).text == ""
    assert not quotable(question, shelf.gathered(question))


def test_a_lower_sentence_that_answers_is_quoted_instead() -> None:
    shelf = Shelf(a="The mill of Ry runs on water.\n\nOle Friis runs the mill of Ry.\n")
    question = read("Who runs the mill of Ry?")
    assert quote_sentences(question, shelf.gathered(question)).text == "Ole Friis runs the mill of Ry. [1]"
