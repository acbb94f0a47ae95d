"""Whether a number counts what a sentence says it counts, through `verify`."""

from __future__ import annotations

import pytest

from assistant.answer import Verdict
from assistant.verify import supporting, verify

AREA, FIRMS = "Focus Area 5 - Harbours", "The programme has several clusters of firms."
COUNTS = [
    ("There are 5 clusters.", [AREA, FIRMS], Verdict.NUMBER),
    ("The programme has 5 clusters.", [AREA, FIRMS], Verdict.NUMBER),
    ("The programme has five clusters of firms.", [FIRMS, AREA], Verdict.NUMBER),
    ("The programme has 5 clusters.", ["Pier 5", FIRMS], Verdict.NUMBER),
    ("The programme has 5 clusters.", ["Clusters: 5", FIRMS], Verdict.SUPPORTED),
    ("There are 5 clusters.", ["Clusters: 5"], Verdict.SUPPORTED),
    ("There are 6 clusters.", ["Clusters: 5"], Verdict.NUMBER),
    ("The programme has 5 clusters.", ["It has 5 in all.", FIRMS], Verdict.SUPPORTED),
    ("The programme has 5 clusters.", ["In Harbours 5 clusters are at work.", FIRMS], Verdict.SUPPORTED),
    ("Focus Area 5 is on harbours.", [AREA], Verdict.SUPPORTED),
    ("Focus Area 6 is on harbours.", [AREA], Verdict.NUMBER),
    ("There are 5 harbours.", [AREA], Verdict.NUMBER),
    ("There are six sheds.", ["Sheds: six boats each, members only."], Verdict.NUMBER),
    ("Each of the sheds holds six boats.", ["Sheds: six boats each, members only."], Verdict.SUPPORTED),
    ("There are two bridges.", ["Work on the bridges goes on. Two of its three arches stand."], Verdict.NUMBER),
    ("Two arches of the bridge stand.", ["Bridge 1: Two of its three arches stand."], Verdict.SUPPORTED),
    (
        "The pump lasts about 900 hours of use.",
        ["How many hours does the pump last? About 900, if oiled."],
        Verdict.SUPPORTED,
    ),
    ("A rope lasts 90 tows.", ["How many tows does a rope last? About 90, if dry."], Verdict.SUPPORTED),
    ("A rope lasts 80 tows.", ["How many tows does a rope last? About 90, if dry."], Verdict.NUMBER),
    ("The west pier is 7 km long.", ["| West pier | 7 km | open |"], Verdict.SUPPORTED),
    ("The west pier is 8 km long.", ["| West pier | 7 km | open |"], Verdict.NUMBER),
]


@pytest.mark.parametrize(("sentence", "quotes", "verdict"), COUNTS)
def test_the_number_of_a_name_counts_nothing_and_the_number_after_a_label_does(
    sentence: str, quotes: list[str], verdict: Verdict
) -> None:
    assert verify(sentence, quotes) is verdict


def test_the_number_of_a_name_in_the_context_counts_nothing_either() -> None:
    assert verify("The programme has 5 clusters.", [FIRMS], [AREA]) is Verdict.NUMBER
    assert verify("The programme has 5 clusters.", [FIRMS], ["Clusters: 5"]) is Verdict.SUPPORTED


def test_no_quotations_are_joined_to_count_by_a_name() -> None:
    assert supporting("The programme has 5 clusters of firms.", [AREA, FIRMS]) == ()
    assert set(supporting("The programme has 5 clusters of firms.", ["Clusters: 5", FIRMS])) <= {0, 1} != set()
