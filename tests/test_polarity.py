"""Yes or no, by the evidence alone."""

from __future__ import annotations

import pytest

from assistant.evidence import worth_showing
from assistant.polarity import Polarity, agreeing, oversteps, polarity
from assistant.question import read
from tests.shelf import Shelf, mill

DECIDED = [
    ("Was the mill built in 1731?", True, "The mill was built in 1731."),
    ("Was the mill built in 1732?", False, "The mill was built in 1731."),
    ("Does the shop sell flour on Sundays?", True, "The shop sells flour on Sundays."),
    ("Is booking voluntary for schools?", True, "Booking is voluntary for schools."),
    ("Is booking mandatory for schools?", False, "Booking is voluntary for schools."),
    ("Must visitors book a visit?", False, "There is no duty to book a visit."),
    ("Is there a duty to book a visit?", False, "There is no duty to book a visit."),
]


@pytest.mark.parametrize(("text", "yes", "words"), DECIDED)
def test_the_evidence_says_yes_or_no(text: str, yes: bool, words: str) -> None:
    shelf = mill()
    decided = polarity(read(text), worth_showing(shelf.gathered(text), shelf.passages))
    assert decided is not None
    assert (decided.yes, decided.piece.text) == (yes, words)


OPEN = [
    "Isn't there a shop?",
    "Does the shop sell bread on Sundays?",
    "Is there no duty to book a visit?",
    "When was the mill built?",
    "Is the harbour deep?",
    "Is it?",
    "Er møllen bygget i 1731?",
]


@pytest.mark.parametrize("text", OPEN)
def test_it_stays_open_where_no_piece_decides_or_nothing_of_the_kind_is_asked(text: str) -> None:
    shelf = mill()
    assert polarity(read(text), worth_showing(shelf.gathered(text), shelf.passages)) is None


def test_a_question_above_a_piece_is_asked_and_not_said() -> None:
    shelf = Shelf(a="Must visitors pay?\nSchools decide this for the visitors.\n")
    assert polarity(read("Must visitors pay?"), shelf.gathered("Must visitors pay?")) is None


def test_what_happens_is_no_proof_that_it_must() -> None:
    shelf = Shelf(a="Visitors book a table by letter.\n")
    assert polarity(read("Must visitors book a table?"), shelf.gathered("Must visitors book a table?")) is None
    shelf = Shelf(a="Visitors must book a table by letter.\n")
    decided = polarity(read("Must visitors book a table?"), shelf.gathered("Must visitors book a table?"))
    assert decided is not None and decided.yes


def test_what_is_only_supposed_is_no_yes() -> None:
    shelf = Shelf(a="A new bridge would close the harbour.\n")
    assert polarity(read("Does the new bridge close the harbour?"), shelf.gathered("Does the bridge close?")) is None


def test_without_evidence_nothing_is_decided() -> None:
    assert polarity(read("Was the mill built in 1731?"), []) is None


YES_NO, WHEN = "Was the mill built in 1731?", "When was the mill built?"
DRAFTS = [
    (YES_NO, True, ["Yes, it was.", "It is old."], ["Yes, it was.", "It is old."]),
    (YES_NO, True, ["No, it was not.", "It is old."], []),
    (YES_NO, False, ["Yes, it was."], []),
    (YES_NO, False, ["Nej, det blev den ikke."], ["Nej, det blev den ikke."]),
    (YES_NO, None, ["Yes, it was."], ["Yes, it was."]),
    (YES_NO, True, ["The mill was built in 1731."], ["The mill was built in 1731."]),
    (YES_NO, True, [], []),
    (WHEN, None, ["Yes, it was built in 1731."], ["It was built in 1731."]),
    (WHEN, None, ["No.", "In 1731."], ["In 1731."]),
    (WHEN, None, ["Nobody knows."], ["Nobody knows."]),
]


@pytest.mark.parametrize(("question", "yes", "sentences", "kept"), DRAFTS)
def test_a_draft_that_says_the_opposite_of_the_evidence_goes(
    question: str, yes: bool | None, sentences: list[str], kept: list[str]
) -> None:
    decided = None if yes is None else Polarity(yes, mill().piece("1731"))
    assert agreeing(sentences, read(question), decided) == kept


WISHED = [
    ("Is the quay open at night?", "The members would like the quay to be closed at night."),
    ("Is booking mandatory for schools?", "The teachers would like booking to be voluntary for schools."),
    ("Is booking mandatory for schools?", "Booking should be voluntary for schools."),
    ("Is there a duty to book a visit?", "Some would like no duty to book a visit."),
]


@pytest.mark.parametrize(("text", "line"), WISHED)
def test_what_is_only_wished_is_no_no(text: str, line: str) -> None:
    assert polarity(read(text), Shelf(a=f"{line}\n").gathered(text)) is None


def test_the_same_said_as_it_is_is_a_no() -> None:
    for text, line in (
        ("Is the quay open at night?", "The quay is closed at night."),
        ("Is booking mandatory for schools?", "Booking is voluntary for schools."),
    ):
        decided = polarity(read(text), Shelf(a=f"{line}\n").gathered(text))
        assert decided is not None and not decided.yes


TOLL = "Is the toll waived for ferries of the island?"
STEPS = [
    (TOLL, "Yes, ferries pay.", "Ferries pay at the pier.", True),
    (TOLL, "No, ferries pay.", "Ferries pay at the pier.", True),
    (TOLL, "Yes, ferries pay.", "Ferries pay the toll at the pier.", False),
    (TOLL, "Ferries pay.", "Ferries pay at the pier.", False),
    ("Who pays the toll for ferries of the island?", "Yes, ferries pay.", "Ferries pay at the pier.", False),
    (TOLL, "Yes, the toll is for ferries of the island.", "Ferries pay the toll at the pier.", True),
    (TOLL, "Yes, ferries pay the toll.", "Ferries do not pay the toll.", True),
    (TOLL, "No, ferries pay the toll.", "Ferries do not pay the toll.", False),
]


@pytest.mark.parametrize(("question", "sentence", "line", "expected"), STEPS)
def test_a_yes_or_no_oversteps_quotations_that_do_not_bear_it(
    question: str, sentence: str, line: str, expected: bool
) -> None:
    piece = Shelf(a=f"{line}\n").piece(line)
    assert oversteps(read(question), [(sentence, [piece])]) is expected


def test_words_around_the_quotation_count_and_without_a_sentence_nothing_oversteps() -> None:
    shelf = Shelf(a="Island toll\n\nFerries\nFerries pay at the pier.\n")
    assert not oversteps(read(TOLL), [("Yes, ferries pay.", [shelf.piece("pier")])])
    assert not oversteps(read(TOLL), [])
