"""The form of an answer."""

from __future__ import annotations

import pytest

from assistant.form import asks_for_form, cell_has_form, dimension, has_form, says_what_is_asked
from assistant.question import read

FORMS = [
    ("How many rooms has it?", "It has 12 rooms.", True),
    ("How many rooms has it?", "It has twelve large rooms.", True),
    ("How many rooms has it?", "Rooms: 12", True),
    ("How many rooms has it?", "It has 12 windows.", False),
    ("How many rooms has it?", "It has rooms.", False),
    ("How many rooms has it?", "12. Clean the rooms.", False),
    ("How many rooms has it?", "One of the rooms is cold.", False),
    ("Hvor mange værelser er der?", "Der er tolv værelser.", True),
    ("How many rooms has it?", "It has a single room.", True),
    ("How many rooms has it?", "Both rooms are cold.", True),
    ("How many rooms has it?", "It has a single window.", False),
    ("How often is it cleaned?", "It is cleaned at intervals of 3 days.", True),
    ("How often is it cleaned?", "It is cleaned three times.", True),
    ("When did it open?", "It opened in May 1967.", True),
    ("When did it open?", "It opened in the morning.", False),
    ("When did it open?", "It opened to 300 guests.", False),
    ("When did it open?", "It opened to guests. [3]", False),
    ("How long does it take?", "It takes 3 weeks.", True),
    ("How often is it cleaned?", "It is cleaned every week.", True),
    ("How often is it cleaned?", "It is cleaned by hand.", False),
    ("Hvor tit gøres der rent?", "Der gøres rent hver uge.", True),
    ("How much does it cost?", "It costs EUR 5.", True),
    ("How much does it cost?", "There is no fee.", True),
    ("How much does it cost?", "It is cheap.", False),
    ("What percentage is sold?", "It sold 40 % of the seats.", True),
    ("What percentage is sold?", "It sold 40 seats.", False),
    ("Who runs it?", "The monks do.", True),
    ("Is it open?", "", True),
]


@pytest.mark.parametrize(("question", "text", "expected"), FORMS)
def test_a_text_has_the_form_that_the_question_asks_for(question: str, text: str, expected: bool) -> None:
    assert has_form(read(question), text) is expected


@pytest.mark.parametrize(("question", "text", "expected"), FORMS)
def test_only_questions_that_ask_for_a_form_can_miss_it(question: str, text: str, expected: bool) -> None:
    assert asks_for_form(read(question)) or expected


FIGURES = [
    ("How heavy is the crane?", "It weighs 900 kg.", "It is 9 m tall."),
    ("What does the crane weigh?", "About 2 tons with its hook.", "It is grey."),
    ("How much does the boat weigh?", "It weighs 900 kilograms.", "It holds 12 guests."),
    ("What is the weight of the bell?", "The bell: 40 pounds.", "The bell rings 12 times."),
    ("Hvor meget vejer båden?", "Den vejer 900 kg.", "Den har 3 master."),
    ("What is the price of the pump?", "It is sold at €300.", "It moves 40 litres a minute."),
    ("What is the fee for berth 7?", "Berth 7 costs 40 kroner a night.", "Berth 7 is by the crane."),
    ("How expensive is the tour?", "A guest pays 12 pounds.", "The tour lasts 2 hours."),
    ("What rent does the shop pay?", "The shop pays DKK 4000.", "The shop pays on the 1st."),
    ("What does the ticket cost?", "Entry is free.", "The ticket is blue."),
    ("Hvad koster billetten?", "Billetten koster 40 kr.", "Billetten gælder i 2 timer."),
    ("How deep is the well?", "The well goes down 12 metres.", "The well was dug by 12 men."),
    ("How wide is the gate?", "It opens 3 m.", "No width is given, and none is free."),
    ("How tall is the tower?", "It reaches 90 ft.", "It has 90 steps."),
    ("Hvor dyb er brønden?", "Den er 12 m.", "Den er fra 1812."),
    ("How cold may it get?", "It works down to -5 °C.", "It works at night."),
    ("What temperature must the oven have?", "Set it to 200 degrees.", "Set it to the mark 4."),
    ("How far is the well?", "The well is three metres from the oven.", "The well is old."),
    ("How far ahead can a boat be booked?", "A boat can be booked up to 6 weeks ahead.", "Boats can be booked."),
    ("How many amps does the oven draw?", "Oven: 230 V, 16 A", "The oven draws air from 3 sides."),
    ("How many watts has the lamp?", "The lamp is one of sixty watts.", "The lamp has 3 arms."),
    ("What voltage does the lamp need?", "It runs on 12 V.", "It runs for 12 hours."),
    ("How many days may a guest stay?", "Guests may stay two weeks.", "Guests may stay in 2 rooms."),
    ("How many litres does the kettle hold?", "The kettle holds 3 l.", "The tap gives 3 l/h."),
    ("How many litres an hour does the tap give?", "The tap gives 3 l/h.", "The tap has 3 rings."),
    ("How fast may boats go?", "The limit is 3 knots.", "Boats go to 3 towns."),
    ("What do they want for the barn?", "The barn is for sale at 900 euros.", "They want to sell the barn."),
]


@pytest.mark.parametrize(("question", "right", "wrong"), FIGURES)
def test_a_measure_is_answered_by_a_figure_of_its_kind(question: str, right: str, wrong: str) -> None:
    asked = read(question)
    assert dimension(asked)
    assert asks_for_form(asked)
    assert has_form(asked, right)
    assert not has_form(asked, wrong)


UNMEASURED = [
    "Who pays the fee?",
    "Why is the fee so high?",
    "Is the price 5 euros?",
    "When was the price set?",
    "Which fees apply?",
    "How is the oven heated?",
    "Hvem betaler prisen?",
]


@pytest.mark.parametrize("question", UNMEASURED)
def test_a_question_that_measures_nothing_has_no_dimension(question: str) -> None:
    assert dimension(read(question)) == ""


def test_one_kind_of_figure_does_not_stand_in_for_another() -> None:
    price, depth = dimension(read("What is the price of the pump?")), dimension(read("How deep is the well?"))
    assert price != depth
    assert not has_form(read("How deep is the well?"), "It costs 300 euros.")
    assert not has_form(read("What is the price of the pump?"), "It is 12 metres deep.")


ASKED = [
    ("How many rooms has it?", "It has rooms.", False),
    ("How many rooms has it?", "It has no cellar.", True),
    ("How many rooms has it?", "None is let.", True),
    ("How many rooms has it?", "It does not let rooms.", True),
    ("How many rooms has it?", "It has 12 windows.", False),
    ("How many are there?", "It has 12 windows.", True),
    ("How often is the lamp lit?", "It is not lit.", True),
    ("What percentage is sold?", "None of it is sold.", True),
    ("How many rooms has it?", "There are twelve in all.", True),
    ("Hvor mange rum er der?", "Der er ingen kælder.", True),
    ("Hvor mange rum er der?", "Der er mange.", False),
    ("When does the ferry sail?", "It sails after the mail has come.", True),
    ("When does the ferry sail?", "It sails on 3 May.", True),
    ("When does the ferry sail?", "It sails to Lyng.", False),
    ("Hvornår sejler den?", "Den sejler efter sommeren.", True),
    ("What does the ticket cost?", "The ticket costs 40 euros.", True),
    ("What does the ticket cost?", "Entry is free.", True),
    ("What does the ticket cost?", "The ticket is blue.", False),
    ("What does the ticket cost?", "It is sold once 40 guests have come.", False),
    ("How often is the lamp lit?", "It is lit 3 times.", True),
    ("How often is the lamp lit?", "It is lit by hand.", False),
    ("What percentage is sold?", "It sold 40 seats.", True),
    ("What percentage is sold?", "It sold seats.", False),
    ("Who lights the lamp?", "The monks do.", True),
    ("Is the lamp lit?", "", True),
]


@pytest.mark.parametrize(("question", "sentence", "expected"), ASKED)
def test_a_sentence_says_what_is_asked_by_a_figure_a_none_a_date_or_an_event(
    question: str, sentence: str, expected: bool
) -> None:
    assert says_what_is_asked(read(question), sentence) is expected


def test_what_has_the_strict_form_says_what_is_asked_too() -> None:
    fitting = [(question, text) for question, text, expected in FORMS if expected]
    assert all(says_what_is_asked(read(question), text) for question, text in fitting)


CELLS = [
    ("How many seats has the ferry?", "Seats, Ferry", "120", True),
    ("How many seats has the ferry?", "Length, Ferry", "120", False),
    ("How many seats has the ferry?", "Seats, Ferry", "none yet", False),
    ("How many seats has the ferry?", "Seats, width of, Ferry", "45 cm", False),
    ("How often is the hull painted?", "Paint the hull, Interval", "2 years", True),
    ("How often is the hull painted?", "Paint the hull, Cost", "2 years", False),
    ("How often is the hull painted?", "Paint the hull, Interval", "as needed", False),
    ("When was the ferry built?", "Ferry, Built", "May 1967", True),
]


@pytest.mark.parametrize(("question", "named", "cell", "expected"), CELLS)
def test_what_a_cell_counts_or_spaces_stands_in_its_label_and_head(
    question: str, named: str, cell: str, expected: bool
) -> None:
    assert cell_has_form(read(question), named, cell) is expected


def test_a_question_that_measures_in_one_part_only_has_no_dimension() -> None:
    assert not dimension(read("How heavy is the crane and who drives the crane?"))
    assert dimension(read("What do RX-1 and RX-2 weigh?"))
