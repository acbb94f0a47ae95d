"""From question to evidence, on the tiny corpus in a real store."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.look import look, read_again, with_known, with_nouns
from assistant.question import read
from assistant.trace import Trace
from ingest.build import build_index
from ingest.index import PassageIndex
from tests.fakes import HashEmbedder, WordJudge, write_folder

ONCE = "When is the first inspection?"
TWICE = "Who is the chair of the society and which speeds has the lathe?"


def test_a_question_that_asks_once_is_looked_for_as_it_is(index: PassageIndex, embedder: HashEmbedder) -> None:
    looked = look(read(ONCE), index, Trace())
    assert looked.parts == (ONCE,)
    assert embedder.asked == [ONCE]
    assert looked.hits == list(looked.hits_of[0]) == index.search(ONCE, 8)
    assert looked.pieces == list(looked.pieces_of[0])
    assert looked.pieces[0].text.startswith("The first inspection is on 12 April")
    assert looked.pieces[0].cosine > 0.3


def test_every_piece_stands_in_a_passage_that_was_found(index: PassageIndex) -> None:
    looked = look(read(ONCE), index, Trace())
    found = [hit.passage for hit in looked.hits]
    assert all(piece.passage in found for piece in looked.pieces)
    assert all(piece.text == piece.document.text[piece.sentence.start : piece.sentence.end] for piece in looked.pieces)


def test_a_question_that_asks_twice_is_looked_for_in_parts_and_told_in_turn(index: PassageIndex) -> None:
    looked = look(read(TWICE), index, Trace())
    chair, lathe = looked.parts
    assert chair == "Who is the chair of the society?"
    assert lathe.startswith("which speeds has the lathe")
    assert [pieces[0].document.id for pieces in looked.pieces_of] == ["minutes/2021-05.txt", "manual.md"]
    assert [piece.document.id for piece in looked.pieces[:2]] == ["minutes/2021-05.txt", "manual.md"]
    assert [hit.passage for hit in looked.hits[:2]] == [hits[0].passage for hits in looked.hits_of]
    places = [(piece.document.id, piece.sentence) for piece in looked.pieces]
    assert len(places) == len(set(places))
    assert set(places) == {(piece.document.id, piece.sentence) for pieces in looked.pieces_of for piece in pieces}


def test_what_was_found_is_a_step_of_the_trace(index: PassageIndex) -> None:
    trace = Trace()
    looked = look(read(ONCE), index, trace)
    (step,) = trace.steps
    best = looked.hits[0].passage
    assert step.name == "retrieve"
    assert step.outcome.startswith(f"{best.document_id}:{best.start} ")
    assert step.outcome.count(", ") == len(looked.hits) - 1


def test_each_part_is_read_again_with_its_own_evidence(index: PassageIndex) -> None:
    looked, judge, trace = look(read(TWICE), index, Trace()), WordJudge(met=9.0, goggles=8.0), Trace()
    again = read_again(looked, judge, trace)
    assert [question for question, _ in judge.asked] == list(looked.parts)
    assert [pieces[0].text for pieces in again.pieces_of] == [
        "The society met on 3 May 2021.", "Wear goggles at all speeds.",
    ]  # fmt: skip
    assert [piece.text for piece in again.pieces[:2]] == [
        "The society met on 3 May 2021.",
        "Wear goggles at all speeds.",
    ]
    assert (again.parts, again.hits_of) == (looked.parts, looked.hits_of)
    (step,) = trace.steps
    assert step.name == "relevance"
    assert step.outcome.startswith(f"minutes/2021-05.txt:{again.pieces[0].sentence.start} 9.0, manual.md:")


def test_without_a_judge_everything_stays_as_it_was_found(index: PassageIndex) -> None:
    looked, trace = look(read(TWICE), index, Trace()), Trace()
    assert read_again(looked, None, trace) == looked
    assert [step.name for step in trace.steps] == ["relevance"]


WITH_NOUNS = [
    ("What does the pump weigh?", "What does the pump weigh? weight"),
    ("How DEEP is the well?", "How DEEP is the well? depth"),
    ("How much does it cost?", "How much does it cost? price fee"),
    ("How tall and wide is the gate?", "How tall and wide is the gate? height width"),
    ("What is the deepest well?", "What is the deepest well?"),
    ("Who runs the pool?", "Who runs the pool?"),
]


@pytest.mark.parametrize(("text", "searched"), WITH_NOUNS)
def test_what_is_asked_by_a_verb_or_adjective_is_searched_for_by_its_noun_too(text: str, searched: str) -> None:
    assert with_nouns(text) == searched


def test_a_word_that_no_document_has_is_searched_for_by_its_kin_that_they_have() -> None:
    vocabulary = frozenset(["children", "bridge", "minor"])
    assert with_known("May kids paint the bridge?", vocabulary) == "May kids paint the bridge? children minor"
    assert with_known("May children paint the bridge?", vocabulary) == "May children paint the bridge?"


def test_the_nouns_are_for_the_search_by_words_and_not_for_the_meaning(tmp_path: Path) -> None:
    lines = {f"{n}.txt": f"Row {n} of the list is on birds of the lake.\n" for n in range(9)}
    folder = write_folder(tmp_path / "crane", {**lines, "crane.txt": "Weight 900 kg.\n"})
    embedder = HashEmbedder()
    build_index(folder, tmp_path / "place", embedder=embedder)
    with PassageIndex(tmp_path / "place", embedder) as opened:
        looked = look(read("How heavy?"), opened, Trace())
    assert looked.hits[0].passage.document_id == "crane.txt"
    assert embedder.asked == ["How heavy?"]
