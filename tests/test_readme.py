"""What the README tells people to type works as it stands there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from assistant.chat import Assistant
from assistant.settings import Settings
from evals.__main__ import main as evaluate
from ingest.index import PassageIndex
from tests.test_page import free_port
from ui.cli import _parser
from ui.server import launch

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    shlex.split(line.split("  #")[0])
    for block in re.findall(r"```sh\n(.*?)```", README, re.S)
    for line in block.splitlines()
    if line.strip()
]


def test_the_readme_opens_with_the_two_commands() -> None:
    assert COMMANDS[:2] == [["make", "chat"], ["make", "test"]]


@pytest.mark.parametrize("words", [words for words in COMMANDS if words[0] == "make"], ids=" ".join)
def test_every_make_target_of_the_readme_exists(words: list[str]) -> None:
    assert re.search(rf"^{words[1]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize("words", [words for words in COMMANDS if words[0] == "kilde"], ids=" ".join)
def test_every_kilde_command_of_the_readme_is_understood(words: list[str]) -> None:
    _parser().parse_args(words[1:])


def test_the_evaluation_shows_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        evaluate(["--help"])
    assert left.value.code == 0
    assert "--split" in capsys.readouterr().out


def test_the_python_example_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("KILDE_MODEL", "none")
    example = re.findall(r"```python\n(.*?)```", README, re.S)[0]
    exec(compile(example, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "Act no. 713 of 25 June 2014" in printed
    assert "supported" in printed


def test_the_http_example_runs(shipped: PassageIndex, capsys: pytest.CaptureFixture[str]) -> None:
    page, url = launch(Assistant(shipped, None, Settings()), port=free_port())
    example = re.findall(r"```python\n(.*?)```", README, re.S)[1]
    names: dict[str, Any] = {}
    exec(compile(example.replace("http://127.0.0.1:7860", url), "README.md", "exec"), names)
    page.close(verbose=False)
    assert "Act no. 713 of 25 June 2014" in capsys.readouterr().out
    assert len(names["hits"]) == 5
