"""Opening a model by name, without loading one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.errors import ModelBroken, ModelMissing
from assistant.model import open_model
from assistant.settings import Settings
from assistant.store import models


def settings(tmp_path: Path) -> Settings:
    return Settings(models_dir=tmp_path)


def put_hollow_model(name: str, models_dir: Path) -> Path:
    """A file that has the size of a model and nothing in it; the disk holds no byte of it."""
    spec = next(spec for spec in models() if spec.name == name)
    with (models_dir / spec.file).open("wb") as file:
        file.truncate(spec.bytes)
    return models_dir / spec.file


def test_none_is_no_model(tmp_path: Path) -> None:
    assert open_model("none", settings(tmp_path)) is None


def test_auto_without_a_model_file_is_none_and_says_so_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert open_model("auto", settings(tmp_path)) is None
    assert open_model("auto", settings(tmp_path)) is None
    [record] = caplog.records
    assert record.levelname == "WARNING"
    assert record.getMessage() == (f"no language model in {tmp_path}, answering by quoting: `make setup` fetches one")


@pytest.mark.parametrize("present", [["qwen2.5-coder-0.5b"], ["qwen2.5-coder-0.5b", "qwen2.5-coder-1.5b"]])
def test_auto_takes_the_default_model_and_else_the_other(tmp_path: Path, present: list[str]) -> None:
    paths = [put_hollow_model(name, tmp_path) for name in present]
    with pytest.raises(ModelBroken, match=paths[-1].name):  # it is hollow, so the message tells which was opened
        open_model("auto", settings(tmp_path))


def test_a_model_of_the_store_that_is_not_here_names_the_command_that_fetches_it(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="run `kilde models --fetch qwen2.5-coder-0.5b`"):
        open_model("qwen2.5-coder-0.5b", settings(tmp_path))


def test_a_path_without_a_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="there is no file .*absent.gguf"):
        open_model(str(tmp_path / "absent.gguf"), settings(tmp_path))


@pytest.mark.parametrize("name", ["gpt-9", "", "ollama/", "openai/", "AUTO", "model.bin"])
def test_an_unknown_name_is_answered_with_the_choices(tmp_path: Path, name: str) -> None:
    choices = "auto, none, qwen2.5-coder-1.5b, qwen2.5-coder-0.5b, a .gguf path, ollama/NAME, openai/NAME"
    with pytest.raises(ModelMissing) as caught:
        open_model(name, settings(tmp_path))
    assert str(caught.value) == f"there is no model {name!r}: choose one of {choices}"


def test_importing_the_module_imports_neither_the_engine_nor_llama_index() -> None:
    heavy = "{'xllamacpp', 'llama_index', 'openai', 'ollama', 'torch'}"
    code = f"import sys, assistant.model; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize(
    "field", [{"reply_seconds": 0}, {"reply_tokens": 0}, {"model_context": 10}, {"model_threads": -1}, {"model": ""}]
)
def test_settings_out_of_bounds_are_refused(field: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate(field)


def test_settings_come_from_the_environment_and_hide_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KILDE_MODEL", "none")
    monkeypatch.setenv("KILDE_MODELS_DIR", "~/models")
    monkeypatch.setenv("KILDE_OPENAI_API_KEY", "secret")
    found = Settings()
    assert (found.model, found.models_dir) == ("none", Path.home() / "models")
    assert found.openai_api_key.get_secret_value() == "secret"
    assert "secret" not in repr(found)
