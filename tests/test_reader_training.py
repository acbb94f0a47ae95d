"""The training of the reader, on a few small lessons and sets."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from assistant.reader import READER_WEIGHTS
from evals import reader_training
from tests.test_lessons import write_lessons
from tests.test_reader_examples import asked, write_sets


def test_training_writes_weights_of_the_shape_that_is_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_sets(tmp_path / "sets", [*(asked(number) for number in range(4)), asked(4, "no")])
    write_lessons(tmp_path / "lessons")
    out = tmp_path / "out.safetensors"
    given = ["reader_training", str(tmp_path / "sets"), str(out), "--lessons", str(tmp_path / "lessons")]
    monkeypatch.setattr(sys, "argv", given)
    reader_training.main()
    assert re.search(r"\d+ examples; held out \d+, told apart \d\.\d+ before", capsys.readouterr().out)
    made, shipped = load_file(str(out)), load_file(str(READER_WEIGHTS))
    assert {name: (own.shape, own.dtype) for name, own in made.items()} == {
        name: (own.shape, own.dtype) for name, own in shipped.items()
    }
    assert all(torch.isfinite(own.float()).all() for own in made.values())
    assert any(not torch.equal(made[name], shipped[name]) for name in made)
