"""Verification by a second table of planted cases: bounds, opposites, periods, duties, spellings, forms of facts."""

from __future__ import annotations

import pytest

from assistant.answer import Verdict
from assistant.verify import verify

YES = Verdict.SUPPORTED
NUMBER, IDENTIFIER, NAME = Verdict.NUMBER, Verdict.IDENTIFIER, Verdict.NAME
NEGATION, MEANING = Verdict.NEGATION, Verdict.MEANING

CASES = [
    ("bound added", "Bring more than 3 bags.", "Bring 3 bags.", MEANING),
    ("bound of a limit", "You may bring up to 3 bags.", "The limit is 3 bags.", YES),
    ("bound added to a year", "It opened in less than 1998.", "It opened in 1998.", MEANING),
    (
        "at most for at least, without a number",
        "It needs at most a yearly test.",
        "It needs at least a yearly test.",
        MEANING,
    ),
    ("some for all beside every", "Some lamps are lit every night.", "All lamps are lit every night.", MEANING),
    ("all for many", "All tribes of mice fled.", "Many tribes of mice fled.", MEANING),
    ("last for first", "This is the last plan for the pier.", "This is the first plan for the pier.", MEANING),
    ("inside for outside", "Smoke inside the hall.", "Smoke outside the hall.", MEANING),
    ("informal for formal", "An informal visit was paid.", "A formal visit was paid.", MEANING),
    ("non-binding for binding", "The vote is legally non-binding.", "The vote is legally binding.", MEANING),
    ("month for year", "The plan for the coming month is out.", "The plan for the coming year is out.", MEANING),
    ("a year's days", "Staff get 25 days of leave a year.", "Staff get 25 days of leave.", YES),
    ("per mille for per cent", "The fee is 5 per mille.", "The fee is 5 per cent.", NUMBER),
    (
        "a swap beside the other side of the pair",
        "A lock is voluntary for the shed and optional for the barn.",
        "A lock is mandatory for the shed and optional for the barn.",
        MEANING,
    ),
    ("must be required for may be", "You must be required to pay.", "You may be required to pay.", MEANING),
    ("free to for required to", "You are free to pay the toll.", "You are required to pay the toll.", MEANING),
    ("I may is no month", "I may show the board my list.", "I have to show the board my list.", MEANING),
    (
        "not, with function words only",
        "The fee is due; this has not been so.",
        "The fee is due; this has been so.",
        NEGATION,
    ),
    ("two initials are no acronym", "The probe of the EN is new.", "The probe, every night, is new.", NAME),
    ("two capitalised initials are", "The FE is new.", "The Field Office of Elm and the Forest Estate are new.", YES),
    ("country in a name", "Norsk Radio has two teams.", "Norway has two radio teams.", NAME),
    ("spelling in a name", "The Harbour Centre of Elm is open.", "The Harbor Center of Elm is open.", YES),
    ("name in one word", "The Board of Boathouse Safety met.", "The Board of Boat House Safety met.", YES),
    ("joined prefix", "Cooperation of the labs is good.", "Co-operation of the labs is good.", YES),
    (
        "number of an issue before a month",
        "It replaces issue 4 of March 2021.",
        "It replaces issue 4 of 1 March 2021.",
        YES,
    ),
    ("may after a number", "These 2 may be joined.", "These two may be joined.", YES),
    ("decimal millions", "It has 1.7 billion readers.", "It has 1.700 million readers.", NUMBER),
    ("measure without its conversion", "It lies 30 km east of Elm.", "It lies 30 km (19 mi) east of Elm.", YES),
    ("things", "The plan wants to do 7 things.", "The plan has 7 projects.", YES),
    ("another site", "Write to elm.org for a list.", "Write to oak.org for a list.", IDENTIFIER),
    ("label", "The date of Act no. 12 is 3 May 1990.", "Ferries: Act no. 12 of 3 May 1990.", YES),
    (
        "each month for each year beside the same year",
        "Each month the board writes a plan for the coming year.",
        "Each year the board writes a plan for the coming year.",
        MEANING,
    ),
]


@pytest.mark.parametrize(("sentence", "quote", "verdict"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_planted_case_has_its_verdict(sentence: str, quote: str, verdict: Verdict) -> None:
    assert verify(sentence, [quote]) is verdict
