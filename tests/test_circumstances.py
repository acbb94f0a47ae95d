"""Circumstances: what could change an answer is recorded, and no path."""

from __future__ import annotations

import json
from pathlib import Path

from evals.circumstances import circumstances, of_suite
from evals.run import corpus_texts
from ingest.settings import SHIPPED_CORPUS


def test_circumstances_tell_what_could_change_an_answer_and_no_path() -> None:
    texts = corpus_texts(SHIPPED_CORPUS)
    made = circumstances("none", {"shipped": texts})
    assert made["corpus_sha256"]["shipped"].keys() == texts.keys()
    assert "settings" in made
    assert made["model_sha256"] is None
    assert str(Path.home()) not in json.dumps(made)
    assert str(SHIPPED_CORPUS) not in json.dumps(made)


def test_a_suite_is_touched_by_its_own_documents_alone() -> None:
    before = circumstances("none", {"a": {"x.txt": "one"}, "b": {"y.txt": "two"}})
    after = circumstances("none", {"a": {"x.txt": "one"}, "b": {"y.txt": "three"}})
    assert of_suite(before, "a") == of_suite(after, "a")
    assert of_suite(before, "b") != of_suite(after, "b")


def test_the_code_is_that_of_the_named_places() -> None:
    assert circumstances("none", {})["code_sha256"] != circumstances("none", {}, ("evals/errors.py",))["code_sha256"]
