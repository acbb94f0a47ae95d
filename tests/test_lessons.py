"""What the reader learns from: the lessons that are there are sound, and are read as they say."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from evals.errors import EvalError
from evals.lessons import DOCUMENTS, LESSONS, QUESTIONS, Lesson, genres, is_held_out, lessons, load_lessons
from evals.suites import SUITES, cases_of
from tests.fakes import HashEmbedder

MILL = "# The mill\n\nThe mill was built in 1731.\nIt grinds rye and barley.\nNobody lives in it.\n"
FAIR = "# The fair\n\nThe fair opens at noon.\nDogs stay outside.\n"


def line(doc: str, question: str, quote: str = "", answer: str = "", lure: str = "") -> Mapping[str, object]:
    told: dict[str, object] = {"doc": doc, "kind": "fact", "style": "plain", "question": question}
    told |= {"answerable": bool(quote)}
    return told | ({"quotes": [quote], "answer": [answer], "polarity": None} if quote else {"lure": lure})


LINES = [
    line("mill.md", "When was the mill built?", "The mill was built in 1731.", "1731"),
    line("mill.md", "What does the mill grind?", "It grinds rye and barley.", "rye and barley"),
    line("mill.md", "Who built the mill?", lure="The mill was built in 1731."),
    line("fair.md", "When does the fair open?", "The fair opens at noon.", "noon"),
    line("fair.md", "What does the fair cost?", lure="The fair opens at noon."),
]


def write_lessons(folder: Path) -> None:
    """Three genres; by the hash of its name one document of the second and one of the third is held out."""
    for number in (0, 13, 26):
        genre = folder / f"genre{number}"
        (genre / DOCUMENTS).mkdir(parents=True)
        (genre / DOCUMENTS / "mill.md").write_text(MILL, encoding="utf-8")
        (genre / DOCUMENTS / "fair.md").write_text(FAIR, encoding="utf-8")
        (genre / QUESTIONS).write_text("".join(f"{json.dumps(one)}\n" for one in LINES), encoding="utf-8")


def test_an_example_has_the_lines_that_prove_and_the_words_that_answer(tmp_path: Path) -> None:
    write_lessons(tmp_path)
    learned, held = lessons(HashEmbedder(), tmp_path)
    every = [*learned, *held]
    right = {one.question: {one.text[slice(*span)] for span in one.answers} for one in every if one.answers}
    assert right == {
        "When was the mill built?": {"1731"}, "What does the mill grind?": {"rye and barley"},
        "When does the fair open?": {"noon"},
    }  # fmt: skip
    quoted = {one.text[slice(*span)] for one in every for span in one.quoted}
    assert quoted == {"The mill was built in 1731.", "It grinds rye and barley.", "The fair opens at noon."}


def test_what_nothing_answers_is_read_with_what_looks_so_and_has_no_answer(tmp_path: Path) -> None:
    write_lessons(tmp_path)
    learned, held = lessons(HashEmbedder(), tmp_path)
    misses = [one for one in [*learned, *held] if one.question == "Who built the mill?"]
    assert misses
    assert not any(one.quoted or one.answers for one in misses)
    assert any("1731" in one.text for one in misses)


def test_an_answered_question_is_read_with_a_passage_beside_it_that_does_not_answer(tmp_path: Path) -> None:
    write_lessons(tmp_path)
    learned, held = lessons(HashEmbedder(), tmp_path)
    asked = [one for one in [*learned, *held] if one.question == "When does the fair open?"]
    assert {bool(one.answers) for one in asked} == {True, False}


def test_the_documents_that_are_held_out_are_not_learned_from(tmp_path: Path) -> None:
    write_lessons(tmp_path)
    learned, held = lessons(HashEmbedder(), tmp_path)
    assert {one.question for one in held} == {lesson["question"] for lesson in LINES}
    assert len(learned) > len(held)


def test_all_questions_of_a_document_are_on_one_side() -> None:
    for genre in genres():
        sides: dict[str, set[bool]] = {}
        for lesson in load_lessons(genre):
            sides.setdefault(lesson.doc, set()).add(is_held_out(genre, lesson))
        assert all(len(side) == 1 for side in sides.values())


def test_a_malformed_line_is_named(tmp_path: Path) -> None:
    (tmp_path / QUESTIONS).write_text('{"doc": "a.md"}\n', encoding="utf-8")
    with pytest.raises(EvalError, match="line 1: .*Mend the line"):
        load_lessons(tmp_path)


def all_lessons() -> list[tuple[Path, Lesson]]:
    return [(genre, lesson) for genre in genres() for lesson in load_lessons(genre)]


def test_every_quotation_answer_and_lure_stands_in_its_document() -> None:
    texts: dict[Path, str] = {}
    for genre, lesson in all_lessons():
        file = genre / DOCUMENTS / lesson.doc
        text = texts.setdefault(file, file.read_text(encoding="utf-8"))
        if lesson.answerable:
            assert lesson.quotes and lesson.answer, lesson
            assert all(quote in text and "\n" not in quote for quote in lesson.quotes), lesson
            assert all(any(words in quote for quote in lesson.quotes) for words in lesson.answer), lesson
            assert (lesson.kind == "yes_no") <= (lesson.polarity is not None), lesson
        else:
            assert lesson.lure and lesson.lure in text and not lesson.quotes, lesson


def test_there_are_thousands_and_two_fifths_have_no_answer() -> None:
    found = Counter(lesson.answerable for _, lesson in all_lessons())
    assert found[True] + found[False] > 4_000
    assert 0.35 < found[False] / (found[True] + found[False]) < 0.45


def test_no_lesson_is_a_question_or_a_document_of_the_evaluation() -> None:
    asked = {" ".join(case.question.lower().split()) for case in cases_of(SUITES)}
    assert not [lesson for _, lesson in all_lessons() if " ".join(lesson.question.lower().split()) in asked]
    quoted = {quote.text for case in cases_of(SUITES) for quotes in case.quotes for quote in quotes}
    told = [file.read_text(encoding="utf-8") for file in LESSONS.glob(f"*/{DOCUMENTS}/*")]
    assert not [quote for quote in quoted if len(quote) > 40 and any(quote in text for text in told)]
