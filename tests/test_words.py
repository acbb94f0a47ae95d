"""The word index: identifiers, dates, stems and both spellings of English, by passage and by sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.documents import Document
from ingest.passages import Passage, split
from ingest.words import WordIndex

LINES = (
    "The centre was founded by Act no. 713 of 25 June 2014.",
    "The organisation recognised three programmes of defence.",
    "Order no. 567 concerns emergency networks, as does ISO 27001.",
    "Keepers of bees are registering their hives with the county.",
    "Smørrebrød served on Ærø costs more.",
)


def passages(*lines: str) -> list[Passage]:
    """One passage of one document for each line."""
    return [passage for n, line in enumerate(lines) for passage in split(Document(f"{n}.txt", line + "\n", "T"))]


@pytest.fixture(scope="module")
def words() -> WordIndex:
    return WordIndex.build(passages(*LINES))


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("What does Act no. 713 say?", 0),
        ("25 June 2014", 0),
        ("order 567", 2),
        ("ISO-27001", 2),
        ("Which center was it?", 0),
        ("recognized organizations", 1),
        ("Who must register a hive?", 3),
        ("ÆRØ", 4),
        ("smørrebrød", 4),
    ],
)
def test_a_line_is_found_by_its_words_numbers_stems_and_either_spelling(
    words: WordIndex, question: str, line: int
) -> None:
    assert [[place[0] for place in ranking[:1]] for ranking in words.rank(question, 10)] == [[f"{line}.txt"]] * 2


@pytest.mark.parametrize("question", ["", "?!", "the of and", "zebra", "14 713713"])
def test_a_question_that_shares_no_word_finds_nothing(words: WordIndex, question: str) -> None:
    assert words.rank(question, 10) == [[], []]


def test_a_passage_is_found_by_its_best_sentence_and_named_once() -> None:
    text = "The hive is blue. The hive is old. The hive leaks.\n"
    by_passage, by_sentence = WordIndex.build(passages(text, LINES[0])).rank("blue hive", 10)
    assert by_passage == by_sentence == [("0.txt", 0)]


def test_a_passage_is_found_by_the_words_of_its_heading() -> None:
    (passage,) = split(Document("a.md", "# Oiling\n\nTwo drops suffice.\n", "T"))
    other = passages(*LINES)
    assert WordIndex.build([passage, *other]).rank("oil", 10)[0] == [("a.md", 0)]


def test_no_more_places_are_named_than_asked_for(words: WordIndex) -> None:
    assert [len(ranking) for ranking in words.rank("no. 713 order organisation bees", 2)] == [2, 2]


def test_texts_without_words_make_an_index_that_finds_nothing(tmp_path: Path) -> None:
    for name, kept in (("marks", passages("...", "!")), ("none", [])):
        words = WordIndex.build(kept)
        assert words.rank("hive", 5) == [[], []]
        words.save(tmp_path / name, "print")
        loaded = WordIndex.load(tmp_path / name, "print")
        assert loaded is not None and loaded.rank("hive", 5) == [[], []]


def test_a_saved_index_is_loaded_as_it_was(words: WordIndex, tmp_path: Path) -> None:
    words.save(tmp_path / "words", "print")
    loaded = WordIndex.load(tmp_path / "words", "print")
    assert loaded is not None
    assert loaded.vocabulary == words.vocabulary
    assert loaded.rank("no. 713 order hives", 10) == words.rank("no. 713 order hives", 10)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["words"]


def test_an_index_made_from_something_else_is_not_loaded(words: WordIndex, tmp_path: Path) -> None:
    words.save(tmp_path / "words", "print")
    assert WordIndex.load(tmp_path / "words", "another") is None
    assert WordIndex.load(tmp_path / "none", "print") is None


@pytest.mark.parametrize("note", ["", "[", "{}", "[]", "7", '{"fingerprint": "print"}'])
def test_a_damaged_index_is_not_loaded(words: WordIndex, tmp_path: Path, note: str) -> None:
    words.save(tmp_path / "words", "print")
    (tmp_path / "words" / "places.json").write_text(note)
    assert WordIndex.load(tmp_path / "words", "print") is None


def test_an_index_with_a_part_missing_is_not_loaded(words: WordIndex, tmp_path: Path) -> None:
    words.save(tmp_path / "words", "print")
    for path in (tmp_path / "words" / "1").iterdir():
        path.unlink()
    assert WordIndex.load(tmp_path / "words", "print") is None


def test_the_vocabulary_is_every_longer_word_in_lower_case(tmp_path: Path) -> None:
    words = WordIndex.build(passages("The Ærø ferry, ISO 27001; Smørrebrød co-op."))
    assert words.vocabulary == {"ferry", "smørrebrød"}
    words.save(tmp_path / "words", "print")
    assert json.loads((tmp_path / "words" / "places.json").read_text())["vocabulary"] == ["ferry", "smørrebrød"]
