"""Counts that are shown by an enumeration."""

from __future__ import annotations

import pytest

from assistant.enumerations import counted_in, enumerations
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
    assert {len(one.parts) for one in enumerations(text)} == expected


def test_a_count_is_borne_by_an_enumeration_of_just_so_many() -> None:
    piece = evidence("The company has offices in Oslo, Rome and Paris.")
    assert counted_in("The company has 3 offices.", piece)
    assert counted_in("The company has three offices.", piece)
    assert not counted_in("The company has 4 offices.", piece)
    assert not counted_in("The company has 3 ferries in Madrid.", piece)


@pytest.mark.parametrize(
    ("text", "sentence", "counted"),
    [
        ("Three Norse mills sold flour to bakers from Oslo, Rome, Paris and Bonn.", "There are 4 Norse mills.", False),
        ("The mills sold flour to bakers from Oslo, Rome, Paris and Bonn.", "There are 4 Norse mills.", False),
        ("The Norse mills are in Oslo, Rome, Paris and Bonn.", "There are 4 Norse mills.", True),
        ("Partners: Elm Lab (Oslo); Oak Lab (Rome); Yew Lab (Bonn).", "There are 3 new labs as partners.", True),
        ("Partners: Elm Lab (Oslo); Oak Lab (Rome); Yew Lab (Bonn).", "There are 3 ferries as partners.", False),
    ],
)
def test_only_what_is_enumerated_is_counted(text: str, sentence: str, counted: bool) -> None:
    assert counted_in(sentence, evidence(text)) is counted
