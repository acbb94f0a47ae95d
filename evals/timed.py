"""The embedded model with llama.cpp's own timings, and with the time that is spent in it."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import PrivateAttr

from assistant.embedded import EmbeddedLLM, Reply
from assistant.llama_index_model import LlamaIndexModel
from assistant.model import Message
from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class Timing:
    """One reply: tokens of the prompt that were in the cache, those that were read, and those that were written."""

    cached: int
    read: int
    read_seconds: float
    written: int
    write_seconds: float

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Timing:
        """From what the engine says."""
        return cls(
            int(told["cache_n"]),
            int(told["prompt_n"]),
            told["prompt_ms"] / 1_000,
            int(told["predicted_n"]),
            told["predicted_ms"] / 1_000,
        )


class TimedLLM(EmbeddedLLM):
    """The engine, which remembers the timings of its replies."""

    _timings: list[Timing] = PrivateAttr(default_factory=list)

    def _replies(self, messages: Sequence[Any], options: dict[str, Any]) -> Iterator[Reply]:
        for reply in super()._replies(messages, options):
            if "timings" in reply:
                self._timings.append(Timing.of(reply["timings"]))
            yield reply

    def take(self) -> list[Timing]:
        """The timings since the last time."""
        taken, self._timings = self._timings, []
        return taken

    def bare(self, prompt: str, tokens: int) -> Timing:
        """A reply of the engine alone, to a prompt of which nothing is in its cache."""
        heard: list[Reply] = []
        request = {"prompt": prompt, "max_tokens": tokens, "temperature": 0, "cache_prompt": False, "ignore_eos": True}

        def hear(reply: Reply) -> bool:
            heard.append(reply)
            return False

        self._engine.server.handle_completions(request, hear)
        return Timing.of(heard[-1]["timings"])


class ClockedModel:
    """A model of Kilde's over a TimedLLM, and the seconds that were spent in it."""

    def __init__(self, path: Path, name: str, settings: Settings) -> None:
        """Raises ModelBroken."""
        self.llm = TimedLLM(
            path=str(path),
            name=name,
            context=settings.model_context,
            threads=settings.model_threads,
            reply_seconds=settings.reply_seconds,
            reply_tokens=settings.reply_tokens,
        )
        self._model = LlamaIndexModel(
            self.llm, name, settings.reply_seconds, gives_logprobs=True, on_close=self.llm.close
        )
        self.seconds = 0.0

    @property
    def name(self) -> str:
        return self._model.name

    def write(
        self, messages: Sequence[Message], *, max_tokens: int, schema: Mapping[str, Any] | None = None
    ) -> Generator[str, None, None]:
        with closing(self._model.write(messages, max_tokens=max_tokens, schema=schema)) as reply:
            while True:
                start = time.perf_counter()
                part = next(reply, None)
                self.seconds += time.perf_counter() - start
                if part is None:
                    return
                yield part

    def weigh(self, messages: Sequence[Message], options: Sequence[str]) -> dict[str, float]:
        start = time.perf_counter()
        weighed = self._model.weigh(messages, options)
        self.seconds += time.perf_counter() - start
        return weighed

    def close(self) -> None:
        self._model.close()
