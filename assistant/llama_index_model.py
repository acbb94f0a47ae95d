"""Any LlamaIndex LLM object as a Kilde `Model`.

The LLM is called with OpenAI's names, which every integration of LlamaIndex either understands or ignores:
`max_tokens` always, `response_format` when a schema is asked for, `logprobs` only when it is known to give them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import httpx
from llama_index.core.llms import LLM, ChatMessage, ChatResponse

from assistant.errors import ModelAway, ModelError, ModelMissing, ModelStuck
from assistant.model import Message
from assistant.pieces import pieces
from assistant.settings import Settings
from assistant.visible import for_model
from ingest.errors import KildeError

TOP_LOGPROBS = 20
_SHORT_REPLY = 8


@contextmanager
def transport_errors() -> Iterator[None]:
    """Turns the errors of httpx, which nearly every integration uses, into those of Kilde."""
    try:
        yield
    except httpx.ConnectTimeout as error:
        raise ModelAway("the model server does not answer: start it, or use --model auto") from error
    except httpx.TimeoutException as error:
        raise ModelStuck("the model server fell silent: ask again, or raise KILDE_REPLY_SECONDS") from error
    except (httpx.TransportError, ConnectionError) as error:
        raise ModelAway(f"the model server does not answer ({error}): start it, or use --model auto") from error


def model_of(llm: LLM, settings: Settings) -> LlamaIndexModel:
    """The model that an LLM of one's own makes; it is called as it is, and stays open when the model is closed.

    Raises ModelError when it cannot tell its name: some ask their server for that.
    """
    if not isinstance(llm, LLM):
        raise ModelMissing(
            f"a model is a name or an LLM of LlamaIndex, and not a {type(llm).__name__}: give one of them"
        )
    name = llm.class_name()
    with _foreign_errors(name):
        called = llm.metadata.model_name
    name = called if called and called != "unknown" else name
    return LlamaIndexModel(llm, name, settings.reply_seconds, errors=partial(_foreign_errors, name))


@contextmanager
def _foreign_errors(name: str) -> Iterator[None]:
    """What an LLM raises that nobody here has seen, as Kilde's own."""
    try:
        with transport_errors():
            yield
    except KildeError:
        raise
    except Exception as error:
        said = " ".join(f"{type(error).__name__} {error}".split())[:200]
        raise ModelError(f"{name} failed ({said}): mend it, or use model none") from error


def _nothing() -> None:
    """Nothing to close."""


@dataclass(frozen=True)
class LlamaIndexModel:
    """Writes with `llm`; opened by `assistant.embedded` and `assistant.servers`, or made from an LLM of one's own."""

    llm: LLM
    name: str
    reply_seconds: float = 120.0
    gives_logprobs: bool = False
    errors: Callable[[], AbstractContextManager[None]] = transport_errors
    on_close: Callable[[], None] = _nothing

    def write(
        self, messages: Sequence[Message], *, max_tokens: int, schema: Mapping[str, Any] | None = None
    ) -> Generator[str, None, None]:
        """The reply, piece by piece; closing the generator stops the writing."""
        options: dict[str, Any] = {"max_tokens": max_tokens}
        if schema is not None:
            options["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": "reply", "schema": dict(schema), "strict": True},
            }

        def produce(put: Callable[[str], bool]) -> None:
            try:
                with closing(self.llm.stream_chat(_chat(messages), **options)) as stream:
                    for response in stream:
                        if response.delta and put(response.delta):
                            return
            except NotImplementedError:  # some integrations cannot stream
                put(self.llm.chat(_chat(messages), **options).message.content or "")

        with self.errors(), closing(pieces(produce, self.reply_seconds, self.name)) as reply:
            yield from reply

    def weigh(self, messages: Sequence[Message], options: Sequence[str]) -> dict[str, float]:
        """Shares from the first token's probabilities; without those, all to the option a short reply begins with."""
        if self.gives_logprobs:
            first = self._ask(messages, max_tokens=1, logprobs=True, top_logprobs=TOP_LOGPROBS)
            if first.logprobs:
                return _shares(options, {token.token: math.exp(token.logprob) for token in first.logprobs[0]})
        reply = _plain(self._ask(messages, max_tokens=_SHORT_REPLY).message.content or "")
        begun = [option for option in options if reply.startswith(_plain(option))]
        return _normal({option: float(option == max(begun, key=len, default=None)) for option in options})

    def close(self) -> None:
        """Give back the memory."""
        self.on_close()

    def _ask(self, messages: Sequence[Message], **options: Any) -> ChatResponse:
        def produce(put: Callable[[ChatResponse], bool]) -> None:
            put(self.llm.chat(_chat(messages), **options))

        with self.errors(), closing(pieces(produce, self.reply_seconds, self.name)) as reply:
            return next(reply)


def _chat(messages: Sequence[Message]) -> list[ChatMessage]:
    """The conversation; what came from documents and persons cannot end a turn of it or begin another one."""
    return [ChatMessage(role=message.role, content=for_model(message.content)) for message in messages]


def _shares(options: Sequence[str], tokens: Mapping[str, float]) -> dict[str, float]:
    """A token speaks for the options that it begins, or that begin it; when there are several, in equal parts."""
    weights = dict.fromkeys(options, 0.0)
    for token, probability in tokens.items():
        start = _plain(token)
        meant = [o for o in options if start and (_plain(o).startswith(start) or start.startswith(_plain(o)))]
        for option in meant:
            weights[option] += probability / len(meant)
    return _normal(weights)


def _normal(weights: dict[str, float]) -> dict[str, float]:
    total = sum(weights.values())
    return {option: weight / total if total else 1 / len(weights) for option, weight in weights.items()}


def _plain(text: str) -> str:
    return text.strip(" \n\t\"'*`").casefold()
