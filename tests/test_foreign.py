"""Sets that others made: read strictly, sampled by hash, written as documents whose places are known."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.errors import EvalError
from evals.foreign import ForeignPassage, ForeignQuestion, Place, load_set, sample, within, write_documents
from tests.foreign_set import write_set


def passage(id_: str, text: str, doc: str, title: str = "") -> ForeignPassage:
    return ForeignPassage(id=id_, text=text, doc=doc, title=title)


def test_a_set_is_read(tmp_path: Path) -> None:
    known = load_set(write_set(tmp_path))
    assert len(known.passages) == 3
    assert known.questions[0].said_before == [{"role": "user", "content": "Tell me about the mill."}]


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("corpus.jsonl", "", "corpus.jsonl is empty"),
        ("corpus.jsonl", "{", "corpus.jsonl, line 1"),
        ("questions.jsonl", '{"id": "q"}', "line 1: question Field required"),
        ("questions.jsonl", '{"id": "q", "question": "?", "gold": ["x"]}', "is about x, which corpus.jsonl does not"),
    ],
)
def test_what_is_no_set_is_refused_with_file_and_line(tmp_path: Path, file: str, content: str, message: str) -> None:
    folder = write_set(tmp_path)
    (folder / file).write_text(content, encoding="utf-8")
    with pytest.raises(EvalError, match=message.replace("?", r"\?")):
        load_set(folder)


def test_a_sample_is_half_without_an_answer_and_a_smaller_one_is_part_of_it() -> None:
    every = [
        ForeignQuestion(id=f"{kind}{n}", question="?", gold=("p",), answerable=kind)
        for kind, count in (("yes", 30), ("no", 30), ("partial", 9))
        for n in range(count)
    ]
    small, large = sample(every, 10), sample(every, 20)
    assert [sum(q.answerable == kind for q in small) for kind in ("yes", "no")] == [5, 5]
    assert {q.id for q in small} <= {q.id for q in large}
    assert len(sample(every[:30], 10)) == 10
    assert [q.answerable for q in sample(every[29:], 10)].count("no") == 9


def test_the_passages_of_a_document_stand_in_one_file_at_known_places(tmp_path: Path) -> None:
    passages = [
        passage("a", "Æ one.", "x", "The_title"),
        passage("b", "Two.", "y"),
        passage("c", " ", "x"),
        passage("d", "3.", "x"),
    ]
    places = write_documents(passages, tmp_path / "folder")
    assert places == {
        "a": Place("00000.txt", 0, 6),
        "d": Place("00000.txt", 8, 10),
        "b": Place("00001.txt", 0, 4),
    }
    text = (tmp_path / "folder" / "00000.txt").read_text(encoding="utf-8")
    assert (text[0:6], text[8:10]) == ("Æ one.", "3.")
    assert 'title = "The title"' in (tmp_path / "folder" / "sources.toml").read_text(encoding="utf-8")


def test_a_large_set_is_cut_to_what_is_wanted_and_a_fixed_few_others() -> None:
    passages = {str(n): passage(str(n), "x" * 10, str(n)) for n in range(9)}
    chosen = within(passages, ["7", "8", "7"], 40)
    assert (len(chosen), {"7", "8"} <= {p.id for p in chosen}) == (4, True)
    assert within(passages, ["7"], 1000) == list(passages.values())
