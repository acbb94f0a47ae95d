"""Sentences that join two statements."""

from __future__ import annotations

import pytest

from assistant.halves import halves

JOINED = [
    (
        "The mill was built in 1731, and it grinds rye.",
        ("The mill was built in 1731.", "The mill grinds rye."),
    ),
    (
        "The ferry is run by Ms Holt, and the fare of the night boat is 12 euros.",
        ("The ferry is run by Ms Holt.", "The fare of the night boat is 12 euros."),
    ),
    ("Yes, the yard has a crane; it is closed.", ("Yes, the yard has a crane.", "The yard is closed.")),
    ("The club is free, but requires a card.", ("The club is free.", "The club requires a card.")),
    ("You leave at six and must pay at the gate.", ("You leave at six.", "You must pay at the gate.")),
    ("The club is free and has a garden.", ("The club is free.", "The club has a garden.")),
    ("The old rule is strict while the new one is not.", ("The old rule is strict.", "The new one is not.")),
]
WHOLE = [
    "The mill grinds rye, barley, and oats.",
    "Boats, and sheds that are empty, are counted.",
    "The mill was built in 1731.",
    "Norway, and Sweden.",
    "The yard has a crane and a shed.",
    "",
]


@pytest.mark.parametrize(("sentence", "expected"), JOINED)
def test_two_statements_are_told_apart(sentence: str, expected: tuple[str, str]) -> None:
    assert halves(sentence) == expected


@pytest.mark.parametrize("sentence", WHOLE)
def test_one_statement_stays_whole(sentence: str) -> None:
    assert halves(sentence) == (sentence,)
