"""Which of two places that differ came later and changes the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.amendments import amends, dated, replaces, replaces_words, sections
from assistant.beside import latest_first, told_otherwise
from assistant.evidence import Evidence
from assistant.look import look
from assistant.question import read
from assistant.trace import Trace
from ingest.build import build_index
from ingest.documents import Document
from ingest.index import PassageIndex
from tests.fakes import HashEmbedder, write_folder
from tests.shelf import Shelf

OLD, NEW = "The stall fee is 20 euros a metre.", "The stall fee becomes 30 euros for each metre."
WORDS = "In § 6, “20 euros” is replaced by “25 euros”."


def shelf(newer: str = NEW, date: str = "June 2021", **more: str) -> Shelf:
    """Rules of 2015, a later paper, and what else is given."""
    rules = Document(
        "old.txt", f"§ 6 Fees\n\n{OLD}\n\n§ 7 Hours\n\nThe market shuts at noon.\n", "Rules", date="March 2015"
    )
    return Shelf(rules, Document("new.txt", f"{newer}\n", "Notice", date=date), **more)


AMENDS = [
    (NEW, "June 2021", True),
    (NEW, "June 2011", False),
    (NEW, "", False),
    ("Ms Holm asks for a stall fee of 30 euros a metre.", "June 2021", False),
    ("The stall fee is now 30 euros a metre.", "May 2014 to 3 June 2021", True),
    ("The stall fee is no longer 20 euros a metre.", "June 2021", True),
]


@pytest.mark.parametrize(("newer", "date", "expected"), AMENDS)
def test_a_later_place_amends_where_it_says_that_something_changes(newer: str, date: str, expected: bool) -> None:
    both = shelf(newer, date)
    assert amends(both.piece(newer), both.piece(OLD)) is expected
    assert not amends(both.piece(OLD), both.piece(newer))


def test_the_last_date_of_a_document_counts() -> None:
    assert dated(shelf(date="May 2014 to 3 June 2021").piece(NEW)) == (2021, 6, 3)
    assert dated(shelf(date="").piece(NEW)) is None


REPLACES = [
    (WORDS, True),
    ('In section 6 "20 euros" shall be replaced by "25 euros".', True),
    ("In § 7, “20 euros” is replaced by “25 euros”.", False),
    ("“20 euros” is replaced by “25 euros”.", False),
    ("In § 6, “8 euros” is replaced by “9 euros”.", False),
    ("In § 6, “20 euros” stays.", False),
]


@pytest.mark.parametrize(("text", "expected"), REPLACES)
def test_words_are_replaced_in_the_section_where_they_stand(text: str, expected: bool) -> None:
    both = shelf(text)
    assert replaces(both.piece(text), both.piece(OLD)) is expected
    assert replaces_words(both.piece(text)) is ("replaced" in text)


def test_a_document_does_not_replace_its_own_words() -> None:
    own = Shelf(a=f"§ 6 Fees\n\n{OLD} {WORDS}\n")
    assert not replaces(own.piece(WORDS), own.piece(OLD))


def test_sections_are_named_in_several_ways() -> None:
    assert sections("See § 6(1), section 12a, Article 4 and 5 others") == ["6", "12a", "4"]


def lines_of(both: Shelf, *pieces: Evidence) -> list[str]:
    question = read("How much is the stall fee a metre?")
    lines = latest_first(question, [(OLD, [both.piece(OLD)])], pieces)
    return [line for line, _ in [*lines, *told_otherwise(question, lines, pieces)]]


def test_what_is_amended_comes_after_the_amendment_with_both_dates() -> None:
    both = shelf()
    assert lines_of(both, both.piece(OLD), both.piece(NEW)) == [
        NEW,
        f"So says Notice (June 2021). Before that, Rules (March 2015) said: “{OLD}”",
    ]


def test_of_two_amendments_the_latest_is_first_and_the_other_is_told() -> None:
    both = Shelf(*shelf().documents.values(), Document("mid.txt", f"{WORDS}\n", "Change", date="May 2018"))
    assert lines_of(both, both.piece(WORDS), both.piece(OLD), both.piece(NEW)) == [
        NEW,
        f"So says Notice (June 2021). Before that, Rules (March 2015) said: “{OLD}”",
        f"So says Rules (March 2015). Change (May 2018) says otherwise: “{WORDS}”",
    ]


def test_what_only_differs_does_not_come_first() -> None:
    asked = "The stall fee of each metre is 30 euros, writes Ms Holm."
    both = shelf(asked)
    assert lines_of(both, both.piece(OLD), both.piece(asked))[0] == OLD


def test_what_replaces_words_is_found_by_its_section_though_it_has_no_word_of_the_question(tmp_path: Path) -> None:
    noise = {f"{n}.txt": f"Stall {n} of the market sells a metre of cloth for a fee.\n" for n in range(12)}
    rules = "§ 6 Fees\n\nThe stall fee is 20 euros a metre.\n"
    folder = write_folder(tmp_path / "market", {**noise, "old.txt": rules, "new.txt": f"Order\n\n{WORDS}\n"})
    embedder = HashEmbedder()
    build_index(folder, tmp_path / "place", embedder=embedder)
    with PassageIndex(tmp_path / "place", embedder) as opened:
        looked = look(read("How much is the stall fee a metre?"), opened, Trace())
    assert [piece.text for piece in looked.pieces if replaces_words(piece)] == [WORDS]
