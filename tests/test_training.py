"""A few steps of training on a tiny set with the real packaged model, and what it wrote, loaded as Kilde loads it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant import relevance
from assistant.evidence import Evidence
from assistant.relevance import Relevance, as_judged
from evals.errors import EvalError
from evals.training import CrossEncoder, Recipe, fit, loss, main, train
from evals.training_pairs import Group, Use
from evals.training_report import Report
from ingest.documents import Document
from ingest.passages import split
from tests.foreign_set import PASSAGES, write_set

RECIPE = Recipe(epochs=12, warm_up=2)
SETS = (Use("tiny"), Use("apart", held_out=1))
DOCUMENT = Document("mill.txt", "The mill opened in 1731. It grinds rye. The sun shone.", "Mill")
QUESTION = "When did the mill open?"


def pieces() -> list[Evidence]:
    return [Evidence(DOCUMENT, passage, each) for passage in split(DOCUMENT) for each in passage.sentences]


@dataclass(frozen=True)
class Trained:
    """What one short training gave."""

    report: Report
    weights: Path


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trained]:
    folder = tmp_path_factory.mktemp("sets")
    for use in SETS:
        (folder / use.name).mkdir()
        write_set(folder / use.name)
    others = [json.dumps(passage | {"doc": f"other {passage['doc']}"}) for passage in PASSAGES]
    (folder / "apart" / "corpus.jsonl").write_text("\n".join(others), encoding="utf-8")
    weights = folder / "new" / "weights.safetensors"
    yield Trained(train(folder, weights, RECIPE, SETS), weights)


def test_the_loss_falls(trained: Trained) -> None:
    losses = trained.report.losses
    assert len(losses) == 12
    assert sum(losses[-3:]) < 0.8 * sum(losses[:3])


def test_the_report_tells_what_was_learned_from_and_what_was_held_out(trained: Trained) -> None:
    assert (trained.report.questions, trained.report.pairs) == (3, 7)
    (apart,) = trained.report.sets
    assert (apart.name, apart.questions, apart.first.cases) == ("apart", 3, 2)
    assert apart.auc is not None
    assert apart.cosine_auc is not None


def test_what_was_written_is_loaded_as_kilde_loads_it(trained: Trained, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = Relevance().log_odds(QUESTION, pieces())
    monkeypatch.setattr(relevance, "WEIGHTS", trained.weights)
    loaded = Relevance().log_odds(QUESTION, pieces())
    assert loaded != shipped
    assert max(loaded) == loaded[0]


def test_what_was_measured_is_what_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from safetensors.torch import save_file

    encoder = CrossEncoder()
    learned = [Group(QUESTION, tuple(as_judged(piece) for piece in pieces()), 1)]
    fit(encoder, learned, Recipe(epochs=4, warm_up=1))
    before = encoder.judge(QUESTION, learned[0].texts)
    save_file(encoder.reduced(rank=64), tmp_path / "weights")
    measured = encoder.judge(QUESTION, learned[0].texts)
    monkeypatch.setattr(relevance, "WEIGHTS", tmp_path / "weights")
    assert Relevance().log_odds(QUESTION, pieces()) == pytest.approx(measured, abs=0.1)
    assert measured == pytest.approx(before, abs=0.5)


def test_the_loss_is_small_where_what_answers_stands_above() -> None:
    import torch

    batch = [Group("?", ("a", "b"), 1), Group("?", ("c", "d"), 0)]
    good, even, bad = (
        float(loss(torch.tensor(odds), batch))
        for odds in ([5.0, -5.0, -5.0, -5.0], [0.0, 0.0, 0.0, 0.0], [-5.0, 5.0, 5.0, 5.0])
    )
    assert good < 0.1 < even < bad
    # By hand: (2 + 1 + 1 + 1) ln 2 / 4 for the pairs, and half of ln 2 / 2 for the order of the first question.
    assert even == pytest.approx(0.6931 * (5 / 4 + 1 / 4), abs=1e-3)


def test_a_file_that_cannot_be_written_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="cannot be written"):
        train(tmp_path / "missing", tmp_path)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(EvalError, match="cannot be made"):
        train(tmp_path / "missing", tmp_path / "file" / "weights")


def test_a_folder_without_the_sets_is_refused_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "--out", str(tmp_path / "weights")]) == 1
    assert capsys.readouterr().err.startswith("evals.training: ")
    assert list(tmp_path.iterdir()) == []


def test_sets_that_teach_nothing_are_refused(tmp_path: Path) -> None:
    write_set(tmp_path)
    with pytest.raises(EvalError, match="no question to learn from"):
        train(tmp_path.parent, tmp_path / "weights", sets=(Use(tmp_path.name, held_out=1),))
