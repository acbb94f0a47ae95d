"""Sets that others made, as pairs to learn from: what answers, what does not, what nobody knows, what is held out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from evals.errors import EvalError
from evals.foreign import ForeignPassage, ForeignQuestion, ForeignSet
from evals.training_pairs import NEAREST, Candidate, Example, Group, Use, examples, groups, is_held_out, read_split
from tests.fakes import HashEmbedder
from tests.foreign_set import write_set

TINY = Use("tiny")


def foreign(question: dict[str, Any], *texts: str, title: str = "") -> ForeignSet:
    passages = {f"p{n}": ForeignPassage(id=f"p{n}", title=title, text=text, doc="d") for n, text in enumerate(texts)}
    return ForeignSet(passages, (ForeignQuestion.model_validate({"id": "q", "gold": ["p0"], **question}),))


def only(known: ForeignSet, use: Use = TINY) -> Example:
    (example,) = examples(known, use, HashEmbedder())
    return example


def labels(example: Example) -> dict[str, bool | None]:
    return {candidate.text.split(" | ")[0]: candidate.answers for candidate in example.candidates}


def test_a_sentence_is_written_as_the_cross_encoder_reads_it() -> None:
    asked = {"question": "What does it grind?", "answers": ["rye"]}
    example = only(foreign(asked, "The mill opened in 1731.\nIt grinds rye.", title="Old_mill"))
    assert {candidate.text for candidate in example.candidates} == {
        "The mill opened in 1731. | Old mill",
        "It grinds rye. | Old mill | The mill opened in 1731.",
    }


def test_an_answer_elsewhere_is_neither_right_nor_wrong() -> None:
    asked = {"question": "What does the mill grind?", "answers": ["rye"]}
    example = only(foreign(asked, "The mill grinds rye. It opened in 1731.", "People eat rye. The sun shines."))
    assert labels(example) == {
        "The mill grinds rye.": True,
        "It opened in 1731.": False,
        "People eat rye.": None,
        "The sun shines.": False,
    }


def test_a_sentence_that_is_part_of_a_long_answer_answers() -> None:
    long = "The mill grinds rye for the whole valley. It opened in the year 1731. It is old."
    example = only(
        foreign({"question": "What of the mill?", "answers": [long]}, f"{long} The sun shines on it all day.")
    )
    assert labels(example) == {
        "The mill grinds rye for the whole valley.": True,
        "It opened in the year 1731.": True,
        "It is old.": False,
        "The sun shines on it all day.": False,
    }


def test_where_a_set_knows_the_very_words_they_alone_count() -> None:
    text = "The mill grinds rye. People eat rye."
    example = only(foreign({"question": "Who eats?", "answers": ["rye"], "gold_spans": [["p0", 21, 36]]}, text))
    assert labels(example) == {"The mill grinds rye.": False, "People eat rye.": True}


def test_nothing_answers_a_question_without_an_answer() -> None:
    example = only(foreign({"question": "Who made rye?", "answers": ["rye"], "answerable": "no"}, "People eat rye."))
    assert (example.answerable, labels(example)) == (False, {"People eat rye.": False})


def test_the_nearest_are_candidates_and_two_that_answer_from_further_away() -> None:
    near = " ".join(f"The mill grinds number {n}." for n in range(NEAREST))
    far = "Barley and rye are eaten. One buys rye. Who sells rye today."
    example = only(foreign({"question": "What is it that the mill grinds?", "answers": ["rye"]}, f"{near} {far}"))
    assert len(example.candidates) == NEAREST + 2
    cosines = [candidate.cosine for candidate in example.candidates[:NEAREST]]
    assert cosines == sorted(cosines, reverse=True)
    assert [candidate.answers for candidate in example.candidates] == [False] * NEAREST + [True, True]


def example(answerable: bool, *answers: bool | None, held: Sequence[str] = ("d",)) -> Example:
    candidates = tuple(Candidate(str(n), 1 - n / 100, each) for n, each in enumerate(answers))
    return Example("tiny", frozenset(held), "?", answerable, candidates)


def test_the_nearest_that_do_not_answer_are_the_hard_negatives() -> None:
    known = example(True, False, None, False, True, False, False, True, True)
    assert groups([known]) == (Group("?", ("3", "6", "0", "2", "4", "5"), 2),)
    assert groups([example(False, *[False] * 9)]) == (Group("?", ("0", "1", "2"), 0),)


def test_what_teaches_nothing_is_left_out() -> None:
    assert groups([example(True, False, False), example(True, True, None), example(False, False)]) == ()


def test_groups_are_the_same_for_the_same_seed() -> None:
    known = [example(True, True, *[False] * 20) for _ in range(9)]
    assert groups(known, 1) == groups(known, 1)
    assert groups(known, 1) != groups(known, 2)


def test_documents_are_held_out_by_their_name() -> None:
    names = [f"document {n}" for n in range(1000)]
    assert not any(is_held_out(name, Use("a")) for name in names)
    assert all(is_held_out(name, Use("a", held_out=1)) for name in names)
    assert 150 < sum(is_held_out(name, Use("a", held_out=5)) for name in names) < 250


def test_a_document_that_one_set_holds_out_is_learned_from_in_none(tmp_path: Path) -> None:
    for name in ("all", "apart"):
        (tmp_path / name).mkdir()
        write_set(tmp_path / name)
    lines = (tmp_path / "apart" / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    (tmp_path / "apart" / "corpus.jsonl").write_text(
        "\n".join(json.dumps(json.loads(line) | {"doc": "dam"}) for line in lines), encoding="utf-8"
    )
    split = read_split(tmp_path, [Use("all"), Use("apart", held_out=1)], HashEmbedder())
    assert [(each.set, each.question) for each in split.training] == [("all", "When did the mill open?")]
    assert {each.set for each in split.held_out} == {"apart"}
    assert len(split.held_out) == 3


def test_so_many_questions_are_drawn_by_hash(tmp_path: Path) -> None:
    write_set(tmp_path)
    drawn = [read_split(tmp_path.parent, [Use(tmp_path.name, most=most)], HashEmbedder()).training for most in (2, 9)]
    assert [len(each) for each in drawn] == [2, 3]
    assert drawn[0] == tuple(each for each in drawn[1] if each in drawn[0])


def test_a_set_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match=r"tiny/corpus\.jsonl cannot be read"):
        read_split(tmp_path, [TINY], HashEmbedder())
