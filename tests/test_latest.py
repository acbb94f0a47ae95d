"""Where evaluations are kept, and which of them is the latest."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from evals.latest import kept_in, latest


def test_the_latest_is_what_was_written_last_and_there_may_be_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert latest() is None
    files = [kept_in(name, "all") / "results.json" for name in ("none", "small")]
    for day, file in zip((2, 1), files, strict=True):
        file.parent.mkdir(parents=True)
        file.write_text("{}", encoding="utf-8")
        os.utime(file, (day, day))
    assert latest() == files[0] == tmp_path / "kilde" / "evals" / "none-all" / "results.json"


def test_the_name_of_a_model_stays_within_the_folder() -> None:
    assert kept_in("../ollama/a b").name == "..-ollama-a-b"
