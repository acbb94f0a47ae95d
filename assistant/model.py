"""What the assistant needs of a language model, and how one is opened by name. Light to import.

A `Model` writes a reply piece by piece, at temperature 0, and can weigh a few given replies against each other. It
knows nothing of documents. Everything that can go wrong with it is a `ModelError`.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, Protocol

from assistant.errors import ModelMissing
from assistant.settings import Settings
from assistant.store import find, models

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of what is said to the model; not a `Turn` of the conversation with the person."""

    role: Literal["system", "user", "assistant"]
    content: str


class Model(Protocol):
    """A language model that is ready to write."""

    @property
    def name(self) -> str:
        """What an answer says it was written by."""

    def write(
        self, messages: Sequence[Message], *, max_tokens: int, schema: Mapping[str, Any] | None = None
    ) -> Generator[str, None, None]:
        """The reply, piece by piece, as JSON of `schema` if given. Closing the generator stops the writing."""

    def weigh(self, messages: Sequence[Message], options: Sequence[str]) -> dict[str, float]:
        """How likely the reply is to begin with each option; the shares add up to 1."""

    def close(self) -> None:
        """Give back the memory; the model cannot write any more."""


def open_model(name: str, settings: Settings) -> Model | None:
    """The model called `name`; None for `none`, and for `auto` when no model file is here.

    auto, none, a model of the store, the path of a .gguf file, ollama/NAME, openai/NAME.
    """
    if name == "none":
        return None
    if name == "auto":
        return _open_first(settings)
    if name.startswith("ollama/") and name != "ollama/":
        from assistant.servers import open_ollama

        return open_ollama(name.removeprefix("ollama/"), settings)
    if name.startswith("openai/") and name != "openai/":
        from assistant.servers import open_openai

        return open_openai(name.removeprefix("openai/"), settings)
    if name.endswith(".gguf"):
        return _open_file(Path(name).expanduser(), Path(name).stem, settings)
    known = [spec.name for spec in models(settings.models_dir)]
    if name in known:
        path = find(name, settings.models_dir)
        if path is None:
            raise ModelMissing(f"{name} is not in {settings.models_dir}: run `kilde models --fetch {name}`")
        return _open_file(path, name, settings)
    choices = ", ".join(["auto", "none", *known, "a .gguf path", "ollama/NAME", "openai/NAME"])
    raise ModelMissing(f"there is no model {name!r}: choose one of {choices}")


def _open_first(settings: Settings) -> Model | None:
    for spec in models(settings.models_dir):
        if (path := find(spec.name, settings.models_dir)) is not None:
            return _open_file(path, spec.name, settings)
    _warn_once(f"no language model in {settings.models_dir}, answering by quoting: `make setup` fetches one")
    return None


def _open_file(path: Path, name: str, settings: Settings) -> Model:
    if not path.is_file():
        raise ModelMissing(f"there is no file {path}: correct the path, or use --model auto")
    # Here, not at the top: the engine and LlamaIndex take seconds to import, and quoting needs neither.
    from assistant.embedded import open_embedded

    return open_embedded(path, name, settings)


@cache
def _warn_once(line: str) -> None:
    _log.warning(line)
