"""What the reader learns from that others made, made of small sets."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from evals.errors import EvalError
from evals.reader_examples import SETS, examples, without

FERRY = "The ferry leaves at nine. It carries forty cars. Dogs travel free on deck. The cafe sells soup and bread."
QUAY = "The quay was rebuilt in stone. Its lamps burn until two. A bell rings when the tide turns."


def write_sets(
    folder: Path, questions: Sequence[dict[str, object]], titles: Sequence[str] = ("Ferry", "Ferry")
) -> None:
    """Each set with the same two passages and these questions."""
    for name in SETS:
        (folder / name).mkdir(parents=True)
        passages = [
            {"id": key, "title": title, "text": text, "doc": key}
            for key, title, text in zip("fq", titles, (FERRY, QUAY), strict=True)
        ]
        for file, lines in (("corpus.jsonl", passages), ("questions.jsonl", questions)):
            (folder / name / file).write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")


def asked(number: int, answerable: str = "yes", answers: Sequence[str] = ("forty cars",)) -> dict[str, object]:
    return {
        "id": f"n{number}", "question": f"What does it carry, {number}?",
        "answers": answers if answerable == "yes" else [], "gold": ["f"], "answerable": answerable,
    }  # fmt: skip


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    write_sets(tmp_path, [*(asked(number) for number in range(40)), *(asked(number, "no") for number in range(40, 60))])
    return tmp_path


def test_every_answer_is_where_the_example_says_it_is(sets: Path) -> None:
    learned, held = examples(sets)
    answered = [one for one in [*learned, *held] if one.answers]
    assert len(answered) > 60
    assert {one.text[slice(*span)] for one in answered for span in one.answers} == {"forty cars"}
    assert {one.text[slice(*span)] for one in answered for span in one.quoted} == {"It carries forty cars."}


def test_the_title_of_the_passages_is_held_out_where_it_is_the_ninth(sets: Path) -> None:
    learned, held = examples(sets)
    assert len(held) >= 60  # all of SQuAD: there is one title
    assert len(learned) > 20


def test_near_misses_are_without_the_answer_and_on_the_matter(sets: Path) -> None:
    everything = [one for part in examples(sets) for one in part if not one.answers]
    texts = {one.text for one in everything}
    less = "The ferry leaves at nine. Dogs travel free on deck. The cafe sells soup and bread."
    assert texts == {FERRY, less, QUAY}
    whole = [one for one in everything if FERRY in one.text]
    assert len({one.question for one in whole}) == 20  # those that people wrote


def test_most_texts_begin_with_their_title(sets: Path) -> None:
    every = [one for part in examples(sets) for one in part]
    titled = sum(one.lead == "Ferry: " for one in every)
    assert 0.6 < titled / len(every) < 0.95


def test_of_a_long_passage_a_window_about_the_answer_is_read(tmp_path: Path) -> None:
    write_sets(tmp_path, [asked(1)])
    long = f"{'The wind blew. ' * 200}It carries forty cars. {'The rain fell. ' * 200}"
    for name in SETS:
        line = {"id": "f", "title": "Ferry", "text": long, "doc": "f"}
        (tmp_path / name / "corpus.jsonl").write_text(json.dumps(line), encoding="utf-8")
    answered = [one for part in examples(tmp_path) for one in part if one.answers]
    assert answered
    assert all(len(one.text) <= 1_310 for one in answered)
    assert {one.text[slice(*span)] for one in answered for span in one.answers} == {"forty cars"}


LEFT = [
    (FERRY, ["forty"], "The ferry leaves at nine. Dogs travel free on deck. The cafe sells soup and bread."),
    (FERRY, ["FORTY cars", "nine"], "Dogs travel free on deck. The cafe sells soup and bread."),
    ("It carries forty cars. Dogs are free.", ["forty"], None),
    ("Short one. Another. It carries forty cars and many more things that are told at length.", ["forty"], None),
]


@pytest.mark.parametrize(("text", "answers", "left"), LEFT)
def test_sentences_with_an_answer_are_taken_out_where_enough_is_left(
    text: str, answers: list[str], left: str | None
) -> None:
    assert without(text, answers) == left


def test_a_folder_without_the_sets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="cannot be read"):
        examples(tmp_path)
