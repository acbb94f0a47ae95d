"""Models that another program runs: Ollama, and every server that speaks OpenAI's chat completions.

No retries: whoever waits for an answer would rather read at once that the server is away.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import ollama
import openai
from llama_index.core.llms import ChatMessage, ChatResponse, ChatResponseGen
from llama_index.llms.ollama import Ollama
from llama_index.llms.openai_like import OpenAILike
from pydantic import PrivateAttr, ValidationError

from assistant.errors import ModelAway, ModelError, ModelMissing, ModelStuck
from assistant.llama_index_model import LlamaIndexModel
from assistant.settings import Settings

_CONNECT_SECONDS = 5.0


def open_ollama(name: str, settings: Settings) -> LlamaIndexModel:
    """The model of that name at the Ollama server."""
    url = settings.ollama_base_url
    client = ollama.Client(host=url, timeout=_timeout(settings))
    llm = _Ollama(model=name, base_url=url, temperature=0.0, context_window=settings.model_context, client=client)
    errors = _ServerErrors(url, name, missing=f"run `ollama pull {name}`", away="run `ollama serve`")
    return LlamaIndexModel(llm, f"ollama/{name}", settings.reply_seconds, errors=errors, on_close=client.close)


def open_openai(name: str, settings: Settings) -> LlamaIndexModel:
    """The model of that name at a server that speaks OpenAI's protocol."""
    url = settings.openai_base_url
    calls = _Calls()
    client = httpx.Client(timeout=_timeout(settings), event_hooks={"response": [calls.begin]})
    llm = _OpenAI(
        calls,
        model=name,
        api_base=url,
        api_key=settings.openai_api_key.get_secret_value() or "none",  # local servers want none, the client insists
        temperature=0.0,
        context_window=settings.model_context,
        is_chat_model=True,
        max_retries=0,
        timeout=settings.reply_seconds,
        http_client=client,
    )
    errors = _ServerErrors(
        url, name, missing="ask the server for /models", away="start it, or set KILDE_OPENAI_BASE_URL"
    )
    return LlamaIndexModel(
        llm, f"openai/{name}", settings.reply_seconds, gives_logprobs=True, errors=errors, on_close=client.close
    )


class _Calls(threading.local):
    """The HTTP reply that this thread is reading."""

    reply: httpx.Response | None = None

    def begin(self, reply: httpx.Response) -> None:
        """Remember it; called by httpx when the headers have come."""
        self.reply = reply

    def hang_up(self) -> None:
        """Tell the server that nobody reads any more."""
        if self.reply is not None:
            self.reply.close()


class _OpenAI(OpenAILike):  # type: ignore[misc]
    """OpenAILike that hangs up when a stream is closed; by itself it would let the server write on."""

    _calls: _Calls = PrivateAttr()

    def __init__(self, calls: _Calls, **fields: Any) -> None:
        super().__init__(**fields)
        self._calls = calls

    def stream_chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponseGen:
        """The reply, piece by piece."""

        def responses() -> ChatResponseGen:
            try:
                yield from super(_OpenAI, self).stream_chat(messages, **kwargs)
            finally:
                self._calls.hang_up()

        return responses()


class _Ollama(Ollama):  # type: ignore[misc]
    """Ollama that takes max_tokens and response_format with each call, as the other LLMs do."""

    def chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponse:
        """The whole reply."""
        asked, rest = self._asked(kwargs)
        reply: ChatResponse = Ollama.chat(asked, messages, **rest)
        return reply

    def stream_chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponseGen:
        """The reply, piece by piece."""
        asked, rest = self._asked(kwargs)
        replies: ChatResponseGen = Ollama.stream_chat(asked, messages, **rest)
        return replies

    def _asked(self, kwargs: dict[str, Any]) -> tuple[_Ollama, dict[str, Any]]:
        rest = dict(kwargs)
        options = {**self.additional_kwargs, "num_predict": rest.pop("max_tokens", -1), "seed": 0}
        if (shape := rest.pop("response_format", None)) is not None:
            rest["format"] = shape["json_schema"]["schema"]
        return self.model_copy(update={"additional_kwargs": options}), rest


def _timeout(settings: Settings) -> httpx.Timeout:
    return httpx.Timeout(settings.reply_seconds, connect=_CONNECT_SECONDS)


@dataclass(frozen=True)
class _ServerErrors:
    """Turns what the two clients raise into Kilde's errors, with the server's address and what to do."""

    url: str
    name: str
    missing: str
    away: str

    @contextmanager
    def __call__(self) -> Iterator[None]:
        try:
            yield
        except openai.APIStatusError as error:
            raise self._refused(error.status_code, error.message) from error
        except ollama.ResponseError as error:
            raise self._refused(error.status_code, error.error) from error
        except (openai.APITimeoutError, httpx.TimeoutException) as error:
            if isinstance(error.__cause__ or error, httpx.ConnectTimeout):
                raise self._away() from error
            raise ModelStuck(f"{self.url} fell silent: ask again, or raise KILDE_REPLY_SECONDS") from error
        except (openai.APIConnectionError, httpx.TransportError, ConnectionError) as error:
            raise self._away() from error
        except (openai.APIError, json.JSONDecodeError, ValidationError) as error:
            said = type(error).__name__
            raise ModelAway(f"{self.url} sent a reply that cannot be read ({said}): check the address") from error

    def _away(self) -> ModelAway:
        return ModelAway(f"{self.url} does not answer: {self.away}, or use --model auto")

    def _refused(self, status: int, said: str) -> ModelError:
        if status in (401, 403):
            return ModelAway(f"{self.url} refused the key ({status}): set KILDE_OPENAI_API_KEY")
        if status == 404:
            return ModelMissing(f"{self.url} has no model {self.name!r} (404): {self.missing}")
        if status == 429:
            return ModelAway(f"{self.url} is asked too often, or its quota is used up (429): wait and ask again")
        if status >= 500:
            return ModelAway(f"{self.url} failed ({status}): look at its log, or use --model auto")
        reason = " ".join(said.split())[:200]
        return ModelError(f"{self.url} refused the request ({status} {reason}): use another --model")
