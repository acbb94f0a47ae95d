"""Counts that are shown by an enumeration."""

from __future__ import annotations

import pytest

from assistant.enumerations import counted_in, counts
from assistant.evidence import Evidence
from ingest.documents import Document
from ingest.passages import split


def evidence(text: str) -> Evidence:
    document = Document("a.txt", f"{text}\n", "Partners")
    passage = split(document)[0]
    return Evidence(document, passage, passage.sentences[-1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The offices are in Oslo, Rome and Paris.", {3}),
        ("The offices are in Oslo, Rome, and Paris.", {3}),
        ("Anna Holm and Peter Vang signed.", {2}),
        ("The labs are: Bruno Lab (Norway); Carla Lab (Sweden); Dora Lab (Finland).", {3}),
        ("The harbour was opened in May.", set()),
    ],
)
def test_an_enumeration_tells_how_many_things_it_has(text: str, expected: set[int]) -> None:
    assert counts(text) == expected


def test_a_count_is_borne_by_an_enumeration_of_just_so_many() -> None:
    piece = evidence("The company has offices in Oslo, Rome and Paris.")
    assert counted_in("The company has 3 offices.", piece)
    assert counted_in("The company has three offices.", piece)
    assert not counted_in("The company has 4 offices.", piece)
    assert not counted_in("The company has 3 ferries in Madrid.", piece)
