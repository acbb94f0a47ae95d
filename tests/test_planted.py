"""What is planted in documents: every kind, enough of it, the same each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.planted import CHANGED_KINDS, TRUE_KINDS, Planted, plant, plant_folders
from evals.suites import SUITES
from ingest.documents import Document
from ingest.errors import FolderError
from ingest.settings import SHIPPED_CORPUS

TEXT = (
    "The old pool was opened by Karen Holt on 4 May 1998.\n\nA new hall is run by Ivan Petrov and must be paid for.\n"
)
DOCUMENT = Document("town.txt", TEXT, "Town")


@pytest.fixture(scope="module")
def everything() -> tuple[Planted, ...]:
    return plant_folders([suite.folder for suite in SUITES])


def test_known_sentences_give_known_plants() -> None:
    planted = {(one.kind, one.sentence, one.is_true) for one in plant([DOCUMENT])}
    assert {
        ("verbatim", "The old pool was opened by Karen Holt on 4 May 1998.", True),
        ("date notation", "The old pool was opened by Karen Holt on 1998-05-04.", True),
        ("negation added", "The old pool was not opened by Karen Holt on 4 May 1998.", False),
        ("name", "The old pool was opened by Ivan Petrov on 4 May 1998.", False),
        ("moved subject", "A new hall was opened by Karen Holt on 4 May 1998.", False),
        ("joined subject", "The old pool is run by Ivan Petrov and must be paid for.", False),
        ("duty", "A new hall is run by Ivan Petrov and may be paid for.", False),
    } <= planted


def test_a_case_knows_its_quotation_and_what_stands_around_it() -> None:
    joined = next(one for one in plant([DOCUMENT]) if one.kind == "joined subject")
    assert [TEXT[source.start :].startswith(source.text) for source in joined.quoted] == [True, True]
    assert joined.quotation == " ... ".join(source.text for source in joined.quoted)
    assert joined.surroundings == ("Town",)
    assert joined.to_dict()["documents"] == ["town.txt", "town.txt"]


def test_the_ids_are_of_the_cases_and_not_of_their_place() -> None:
    more = Document("more.txt", "The library lends 12 ladders.\n", "More")
    alone = {one.id for one in plant([DOCUMENT]) if one.kind == "verbatim"}
    assert alone < {one.id for one in plant([more, DOCUMENT]) if one.kind == "verbatim"}


def test_planting_twice_gives_the_same() -> None:
    assert plant([DOCUMENT]) == plant([DOCUMENT])


def test_at_most_so_many_of_a_kind_are_planted() -> None:
    kinds = [one.kind for one in plant_folders([SHIPPED_CORPUS], most=2)]
    assert max(kinds.count(kind) for kind in kinds) == 2


def test_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(FolderError):
        plant_folders([tmp_path / "none"])


def test_over_a_thousand_cases_are_planted_each_once(everything: tuple[Planted, ...]) -> None:
    assert len(everything) >= 3_000
    assert len(plant_folders([SHIPPED_CORPUS])) >= 900
    assert len({one.id for one in everything}) == len(everything)


def test_every_kind_is_planted_and_true_and_changed_ones_differ(everything: tuple[Planted, ...]) -> None:
    assert {one.kind for one in everything if not one.is_true} == set(CHANGED_KINDS)
    assert set(TRUE_KINDS) - {one.kind for one in everything if one.is_true} <= {"active"}
    truths = {(one.sentence, one.quotation) for one in everything if one.is_true}
    assert not [one for one in everything if not one.is_true and (one.sentence, one.quotation) in truths]


def test_only_the_verbatim_kind_and_misquotations_keep_the_words_of_a_sentence(everything: tuple[Planted, ...]) -> None:
    same = {one.kind for one in everything if one.sentence == one.quotation}
    assert same == {"verbatim"}
