"""Danish questions in English by the dictionary: words, order, forms, and what is left alone."""

from __future__ import annotations

import pytest

from assistant.danish import glossed, hints, unknown
from assistant.question import Kind, read

NOTHING = frozenset[str]()

QUESTIONS = [
    ("Hvornår blev mølleforeningen oprettet?", "When was the mill association established?", Kind.WHEN),
    ("Hvornår træder loven i kraft?", "When does the act enter into force?", Kind.WHEN),
    ("Hvilke krav stiller loven til leverandører?", "Which requirements does the act set for suppliers?", Kind.LIST),
    ("Er det frivilligt at deltage?", "Is it voluntary to participate?", Kind.YES_NO),
    ("Gælder loven ikke for private virksomheder?", "Does the act not apply to private companies?", Kind.YES_NO),
    ("Hvem driver færgen?", "Who runs the ferry?", Kind.OPEN),
    ("Hvor mange medlemmer har bestyrelsen?", "How many members does the board have?", Kind.COUNT),
    ("Hvad koster en bådplads om året?", "What does a berth cost a year?", Kind.OPEN),
    ("Hvornår skal filteret udskiftes?", "When must the filter be replaced?", Kind.WHEN),
    ("Hvad betyder forkortelsen XQ?", "What does the abbreviation XQ mean?", Kind.OPEN),
    ("Hvad er formålet med planen?", "What is the purpose of the plan?", Kind.OPEN),
    ("Hvor længe varer garantien?", "How long does the warranty last?", Kind.WHEN),
    ("Hvor ofte opdateres risikovurderingen?", "How often is the risk assessment updated?", Kind.OFTEN),
    ("Hvor meget vejer apparatet?", "How much does the appliance weigh?", Kind.AMOUNT),
    ("Nævn de tre mål i planen.", "Name the three goals in the plan.", Kind.LIST),
    ("Hvilke lande deltager i øvelsen?", "Which countries participate in the exercise?", Kind.LIST),
    ("Findes der en øvre grænse for bøden?", "Is there an upper limit for the fine?", Kind.YES_NO),
    ("Kan batteriet udskiftes af brugeren?", "Can the battery be replaced by the user?", Kind.YES_NO),
    ("I hvilket år blev selskabet stiftet?", "In which year was the company founded?", Kind.WHEN),
    ("Hvilket år stiftede Anna Holm selskabet?", "Which year did Anna Holm found the company?", Kind.WHEN),
    ("Hvilket firma vandt udbuddet?", "Which company won the tender?", Kind.OPEN),
    ("Hvad skete der i 1967?", "What happened in 1967?", Kind.OPEN),
    ("Hvornår blev Danmark medlem af klubben?", "When did Denmark become member of the club?", Kind.WHEN),
    ("Hvornår udgik modellen?", "When was the model discontinued?", Kind.WHEN),
    ("Hvem har skrevet brevet?", "Who has written the letter?", Kind.OPEN),
    ("Er reglerne tilgængelige på engelsk?", "Are the rules available in English?", Kind.YES_NO),
    ("Hvad er styrelsens frist for svar?", "What is the agency's deadline for answer?", Kind.OPEN),
    ("Hvad står XQ for?", "What does XQ stand for?", Kind.OPEN),
    ('Hvad betyder ordet "garve"?', 'What does the word "garve" mean?', Kind.OPEN),
    ("Hvornår slettes mine personoplysninger?", "When are my personal data deleted?", Kind.WHEN),
    ("Hvilke oplysninger gemmer I om mig?", "Which information do you store about me?", Kind.OPEN),
    ("Hvordan nulstiller jeg kaffemaskinen?", "How do I reset the coffee machine?", Kind.STEPS),
    ("Hvad siger regel nr. 7 om hunde?", "What does rule no. 7 say about dogs?", Kind.OPEN),
    ("Kan man få hjælp?", "Can one get help?", Kind.YES_NO),
    ("Kan man klage over afgørelsen?", "Can one complain about the decision?", Kind.YES_NO),
]


@pytest.mark.parametrize(("danish", "english", "kind"), QUESTIONS)
def test_a_question_is_put_into_english_and_asks_the_same(danish: str, english: str, kind: Kind) -> None:
    said = glossed(danish, NOTHING)
    assert said == english
    assert read(said).kind is kind


def test_of_several_words_the_first_is_taken_that_the_documents_have() -> None:
    danish = "Hvad er formålet med garantien?"
    assert glossed(danish, NOTHING) == "What is the purpose of the warranty?"
    assert glossed(danish, frozenset(["objectives", "guarantees"])) == "What is the objective of the guarantee?"


def test_names_numbers_codes_and_unknown_words_are_kept() -> None:
    text = "Hvad koster QX-12 fra Bromfeldt i 1987, og hvad er en plimsoll?"
    assert glossed(text, NOTHING) == "What does QX-12 cost from Bromfeldt in 1987, and what is a plimsoll?"


def test_a_danish_name_becomes_english_only_where_the_documents_have_it_in_english() -> None:
    assert (
        glossed("Hvem leder Havnerådet?", frozenset(["harbour", "council", "lead"])) == "Who leads the Harbour Council?"
    )
    assert glossed("Hvem leder Havnerådet?", frozenset(["havnerådet", "lead"])) == "Who leads Havnerådet?"


def test_a_word_of_the_documents_is_known_in_its_danish_forms() -> None:
    vocabulary = frozenset(["gizmo", "gadget", "gadgets"])
    assert glossed("Hvor mange gadgetter har gizmoen?", vocabulary).startswith("How many")
    assert glossed("Hvad vejer gadgeten?", vocabulary) == "What does the gadget weigh?"
    assert glossed("Hvor er gadgeterne?", vocabulary) == "Where are the gadgets?"


def test_a_word_of_the_documents_is_not_taken_for_a_danish_plural_after_one() -> None:
    assert glossed("Har huset en former?", frozenset(["former", "house"])) == "Does the house have a former?"


def test_a_noun_that_is_a_verb_too_is_told_by_what_comes_before() -> None:
    assert glossed("Hvor mange møder holder rådet?", NOTHING) == "How many meetings does the council hold?"
    assert glossed("Hvor mødes rådet?", NOTHING) == "Where does the council meet?"
    assert glossed("Hvem behandler klager?", NOTHING) == "Who processes complaints?"


def test_hints_are_the_content_words_with_their_english() -> None:
    assert hints("Er det frivilligt at følge myndighedernes retningslinjer for Bromfeldt?", NOTHING) == (
        "frivilligt: voluntary",
        "følge: follow",
        "myndighedernes: authority",
        "retningslinjer: guideline",
    )


def test_unknown_are_the_words_of_no_dictionary_and_no_document_but_no_names() -> None:
    text = "Hvor er kvablen på Bromfeldts plimsoll?"
    assert unknown(text, NOTHING) == ("kvablen", "plimsoll")
    assert unknown(text, frozenset(["plimsoll"])) == ("kvablen",)


def test_an_english_text_goes_through_with_its_words() -> None:
    assert glossed("Zebra crossing near Bromfeldt", NOTHING) == "Zebra crossing near Bromfeldt"
