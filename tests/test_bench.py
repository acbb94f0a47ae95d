"""The bench: several corpora, one embedding model and one language model."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from assistant.settings import Settings
from evals.bench import Bench
from evals.errors import EvalError
from evals.run import corpus_texts
from tests.fakes import HashEmbedder, ScriptedModel, write_folder

ONE, TWO = {"one.txt": "The mill opened in 1731.\n"}, {"two.txt": "The dam opened in 1920.\n"}


def bench(model: ScriptedModel | None = None) -> Bench:
    return Bench(HashEmbedder(), model, Settings(model="none"))


def test_corpora_are_asked_one_after_the_other_with_one_model(tmp_path: Path) -> None:
    model = ScriptedModel()
    with bench(model) as opened:
        for name, files in (("a", ONE), ("b", TWO)):
            folder = write_folder(tmp_path / name, files)
            with opened.assistant(folder, tmp_path / f"{name}-index", corpus_texts(folder)) as assistant:
                assert [document.id for document in assistant.documents()] == list(files)
            assert not model.closed
        assert opened.model_name == "scripted"
    assert model.closed


def test_the_index_is_brought_up_to_date(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "a", ONE)
    for text in ("The mill opened in 1731.\n", "The mill opened in 1740.\n"):
        write_folder(folder, {"one.txt": text})
        with bench().assistant(folder, tmp_path / "index", corpus_texts(folder)) as assistant:
            assert [document.text for document in assistant.documents()] == [text]


def test_an_index_that_cannot_be_brought_up_to_date_is_refused(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "a", ONE)
    with bench().assistant(folder, tmp_path / "index", corpus_texts(folder)):
        pass
    write_folder(folder, TWO)
    with (
        FileLock(tmp_path / "index" / "writer.lock"),
        pytest.raises(EvalError, match="does not hold two.txt as on disk"),
        bench().assistant(folder, tmp_path / "index", corpus_texts(folder)),
    ):
        pass


def test_a_remembering_bench_embeds_no_passage_twice(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    remembering = Bench(embedder, None, Settings(model="none")).remembering()
    folder = write_folder(tmp_path / "a", ONE)
    for name in ("index", "other"):
        with remembering.assistant(folder, tmp_path / name, corpus_texts(folder)) as assistant:
            assert assistant.retrieve("mill")
    assert len(embedder.recorded) == len(set(embedder.recorded)) > 0
