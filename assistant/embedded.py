"""The language model inside this process: the only door of xllamacpp (llama.cpp).

The engine runs in threads of its own and serves two conversations at once; a third waits for its turn. Each keeps the
part of its prompt that it has already read, so a fixed beginning is read once. The engine also wants to
listen, which cannot be turned off: it listens where nobody can connect.
"""

from __future__ import annotations

import os
import secrets
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xllamacpp
from llama_index.core.base.llms.generic_utils import (
    chat_to_completion_decorator,
    stream_chat_to_completion_decorator,
)
from llama_index.core.base.llms.types import LogProb
from llama_index.core.llms import (
    ChatMessage,
    ChatResponse,
    ChatResponseGen,
    CompletionResponse,
    CompletionResponseGen,
    CustomLLM,
    LLMMetadata,
    MessageRole,
)
from llama_index.core.llms.callbacks import llm_chat_callback, llm_completion_callback
from pydantic import Field, PrivateAttr

from assistant.errors import ModelBroken, ModelError
from assistant.llama_index_model import LlamaIndexModel
from assistant.pieces import pieces
from assistant.settings import Settings

SLOTS = 2
_KEPT_PROMPTS_MIB = 512
_CLOSE_SECONDS = 30.0

Reply = dict[str, Any]
"""One message of the engine, in the form of OpenAI's chat completions."""


def open_embedded(path: Path, name: str, settings: Settings) -> LlamaIndexModel:
    """The model in this file, loaded and ready."""
    llm = EmbeddedLLM(
        path=str(path),
        name=name,
        context=settings.model_context,
        threads=settings.model_threads,
        reply_seconds=settings.reply_seconds,
        reply_tokens=settings.reply_tokens,
    )
    return LlamaIndexModel(llm, name, settings.reply_seconds, gives_logprobs=True, on_close=llm.close)


class EmbeddedLLM(CustomLLM):  # type: ignore[misc]
    """A GGUF file as an LLM of LlamaIndex. Loading is part of making one; ModelBroken when the file is no model."""

    path: str
    name: str
    context: int = Field(default=4096, ge=256)
    threads: int = Field(default=0, ge=0)
    reply_seconds: float = Field(default=120.0, gt=0)
    reply_tokens: int = Field(default=220, ge=1)
    _engine: _Engine = PrivateAttr()

    def __init__(self, **fields: Any) -> None:
        super().__init__(**fields)
        self._engine = _Engine(self.path, self.context, self.threads or os.cpu_count() or 1)
        weakref.finalize(self, self._engine.close)  # also when the program ends in the middle of a reply

    @property
    def metadata(self) -> LLMMetadata:
        """What LlamaIndex wants to know of a model."""
        return LLMMetadata(
            context_window=self.context, num_output=self.reply_tokens, is_chat_model=True, model_name=self.name
        )

    @property
    def busy(self) -> bool:
        """Whether a reply is being written."""
        return self._engine.inside > 0

    def close(self) -> None:
        """Stop what is being written and give back the memory."""
        self._engine.close()

    @llm_chat_callback()  # type: ignore[untyped-decorator]
    def chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponse:
        """The whole reply."""
        reply = next(self._replies(messages, {**kwargs, "stream": False}))
        choice = reply["choices"][0]
        return ChatResponse(
            message=ChatMessage(role=MessageRole.ASSISTANT, content=choice["message"].get("content") or ""),
            raw=reply,
            logprobs=_logprobs(choice),
        )

    @llm_chat_callback()  # type: ignore[untyped-decorator]
    def stream_chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponseGen:
        """The reply, piece by piece; `raw` of the last piece has the timings."""

        def responses() -> ChatResponseGen:
            text = ""
            for reply in self._replies(messages, {**kwargs, "stream": True}):
                delta = reply["choices"][0]["delta"].get("content") or ""
                text += delta
                message = ChatMessage(role=MessageRole.ASSISTANT, content=text)
                yield ChatResponse(message=message, delta=delta, raw=reply)

        return responses()

    @llm_completion_callback()  # type: ignore[untyped-decorator]
    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        """The prompt as a question of the user."""
        return chat_to_completion_decorator(self.chat)(prompt, **kwargs)

    @llm_completion_callback()  # type: ignore[untyped-decorator]
    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponseGen:
        """The prompt as a question of the user, answered piece by piece."""
        return stream_chat_to_completion_decorator(self.stream_chat)(prompt, **kwargs)

    def _replies(self, messages: Sequence[ChatMessage], options: dict[str, Any]) -> Iterator[Reply]:
        request = {
            "messages": [{"role": message.role.value, "content": message.content or ""} for message in messages],
            "temperature": 0,
            "max_tokens": self.reply_tokens,
            "cache_prompt": True,
            **options,
        }

        def produce(put: Callable[[Reply], bool]) -> None:
            self._engine.answer(request, put)

        return pieces(produce, self.reply_seconds, self.name)


class _Engine:
    """The running engine, and who is using it: it must not be let go while a thread is inside."""

    def __init__(self, path: str, context: int, threads: int) -> None:
        self._closing = threading.Event()
        self._idle = threading.Condition()
        self.inside = 0
        try:
            self.server = _server(path, context, threads)
            # An engine let go before its loop has begun hangs for ever; one that has answered has begun.
            self.server.handle_completions({"prompt": ".", "max_tokens": 1}, lambda _: False)
        except RuntimeError as error:
            raise ModelBroken(
                f"{path} does not load as a GGUF model ({error}): fetch it again, or use another --model"
            ) from error

    def answer(self, request: dict[str, Any], put: Callable[[Reply], bool]) -> None:
        """Put each message of the reply; ends early when `put` returns True."""
        refusals: list[str] = []

        def hear(message: Reply) -> bool:
            # The engine swallows what is raised in here.
            if "error" in message:
                refusals.append(str(message["error"].get("message", message["error"])))
                return True
            return put(message) or self._closing.is_set()

        with self._entered():
            try:
                self.server.handle_chat_completions(request, hear)
            except (ValueError, RuntimeError) as error:
                refusals.append(str(error))
        if refusals:
            raise ModelError(_refused(refusals[0]))

    def close(self) -> None:
        """Ask every thread inside to leave, wait for it, and let the engine go."""
        self._closing.set()
        with self._idle:
            if self._idle.wait_for(lambda: not self.inside, timeout=_CLOSE_SECONDS):
                self.server = None

    @contextmanager
    def _entered(self) -> Iterator[None]:
        with self._idle:
            if self._closing.is_set():
                raise ModelError("the model was closed: open it again")
            self.inside += 1
        try:
            yield
        finally:
            with self._idle:
                self.inside -= 1
                self._idle.notify_all()


def _server(path: str, context: int, threads: int) -> Any:
    """The engine always listens somewhere: here on a socket in a folder of its own, whose name is gone at once.

    So nobody can connect to it; who could in that moment has no key.
    """
    with TemporaryDirectory(prefix="kilde-") as folder:
        listening = f"{folder}/engine.sock"
        return xllamacpp.Server(_parameters(path, context, threads, secrets.token_urlsafe(24), listening))


def _parameters(path: str, context: int, threads: int, key: str, listening: str) -> Any:
    parameters = xllamacpp.CommonParams()
    parameters.model.path = path
    parameters.n_parallel = SLOTS
    parameters.n_ctx = context * SLOTS  # the engine deals it out in equal parts
    parameters.cpuparams.n_threads = threads
    parameters.cpuparams_batch.n_threads = threads
    parameters.hostnames = [listening]
    parameters.api_keys = [key]
    parameters.cache_ram_mib = _KEPT_PROMPTS_MIB
    parameters.verbosity = 0  # its log goes to stderr, past Python
    parameters.warmup = False
    parameters.ui = False
    parameters.endpoint_slots = False
    parameters.offline = True
    return parameters


def _refused(message: str) -> str:
    if "context size" in message:
        return f"the question and its evidence are too long for the model ({message}): raise KILDE_MODEL_CONTEXT"
    return f"the model refused: {message}; ask again, or use another --model"


def _logprobs(choice: Reply) -> list[list[LogProb]] | None:
    tokens = (choice.get("logprobs") or {}).get("content") or []
    return [
        [LogProb(token=top["token"], logprob=top["logprob"], bytes=top["bytes"]) for top in token["top_logprobs"]]
        for token in tokens
    ] or None
