"""How the index grows, measured at a tiny size; and the text that it is measured on."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from evals.growth import HashedWords, main
from evals.growth_text import Prose, change_files, write_files
from ingest.documents import read_document
from ingest.passages import split


def test_the_text_is_the_same_in_every_run_and_about_a_passage_a_section(tmp_path: Path) -> None:
    one, two = (list(write_files(tmp_path / name, 25)) for name in ("one", "two"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    assert [path.relative_to(tmp_path / "one").as_posix() for path in one] == ["000/000.md", "000/001.md", "000/002.md"]
    passages = [passage for path in one for passage in split(read_document(path.parent, path.name))]
    assert 20 <= len(passages) <= 35
    assert {sentence.kind.value for passage in passages for sentence in passage.sentences} >= {"sentence", "item"}


def test_a_change_adds_a_sentence_to_one_file_in_so_many(tmp_path: Path) -> None:
    before = {path: path.read_text() for path in write_files(tmp_path, 60)}
    assert change_files(tmp_path, 3) == 2
    changed = [path for path, text in before.items() if path.read_text() != text]
    assert [path.name for path in changed] == ["000.md", "003.md"]
    assert all(len(path.read_text()) > len(before[path]) for path in changed)


def test_hashed_words_are_unit_vectors_and_shared_words_are_near() -> None:
    one, two, other = HashedWords().embed_passages(["the hive of bees", "a hive of bees", "oil and steel"])
    assert one.shape == (384,)
    assert np.linalg.norm(one) == pytest.approx(1.0, abs=1e-5)
    assert float(one @ two) > 0.5 > abs(float(one @ other))
    assert np.array_equal(HashedWords().embed_query("the hive of bees"), one)


def test_questions_are_asked_in_words_of_the_text() -> None:
    assert Prose("a").question() == Prose("a").question() != Prose("b").question()


def test_a_tiny_folder_is_measured_in_every_phase(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--sizes", "20", "--out", str(tmp_path)]) == 0
    said = json.loads((tmp_path / "growth.json").read_text())
    (size,) = said["sizes"]
    first, unchanged, changed, asked = (size[name] for name in ("first", "unchanged", "changed", "asked"))
    assert said["embedder"] == "hash"
    assert first["passages"] == unchanged["passages"] <= changed["passages"]
    assert first["texts"] > 50 and unchanged["texts"] == 0 and 0 < changed["texts"] < first["texts"]
    assert all(part["phase"]["megabytes"] >= part["phase"]["loaded"] > 10 for part in (first, unchanged, asked))
    assert asked["first"] > 0 and 0 < asked["median"] <= asked["slow"]
    assert 0 < size["words_megabytes"] < size["index_megabytes"]
    assert "| passages | rows | first ingest |" in capsys.readouterr().out
