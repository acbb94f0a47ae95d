"""Models behind a server: small real servers on the loopback interface that speak OpenAI's and Ollama's protocols."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from llama_index.core.llms import MockLLM

from assistant.errors import ModelAway, ModelError, ModelMissing, ModelStuck
from assistant.llama_index_model import LlamaIndexModel
from assistant.model import Message, Model, open_model
from assistant.settings import Settings

QUESTION = (Message("system", "Answer briefly."), Message("user", "Which city?"))
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
KINDS = ["openai", "ollama"]


@dataclass
class Speaker:
    """A server that says `words`, in both protocols; or refuses, never ends, or never begins."""

    words: tuple[str, ...] = ("Copen", "hagen", ".")
    status: int = 200
    endless: bool = False
    silent: float = 0.0
    probabilities: dict[str, float] | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    said: int = 0

    def pieces(self) -> Iterator[str]:
        """The words, counted as they are sent."""
        time.sleep(self.silent)
        while True:
            for word in self.words:
                self.said += 1
                yield word
                if self.endless:
                    time.sleep(0.02)
            if not self.endless:
                return

    def lines(self, path: str, request: dict[str, Any]) -> Iterator[bytes]:
        """The body of the reply."""
        if path == "/api/chat":
            if not request["stream"]:
                yield _json({"message": {"role": "assistant", "content": "".join(self.pieces())}, "done": True})
                return
            for piece in self.pieces():
                yield _json({"message": {"role": "assistant", "content": piece}, "done": False}) + b"\n"
            yield _json({"message": {"role": "assistant", "content": ""}, "done": True}) + b"\n"
            return
        head = {"id": "1", "created": 1, "model": request["model"]}
        if not request.get("stream"):
            message = {"role": "assistant", "content": "".join(self.pieces())}
            choice = {"index": 0, "finish_reason": "stop", "message": message, "logprobs": self.logprobs(request)}
            yield _json({**head, "object": "chat.completion", "choices": [choice]})
            return
        for piece in self.pieces():
            choice = {"index": 0, "finish_reason": None, "delta": {"role": "assistant", "content": piece}}
            yield b"data: " + _json({**head, "object": "chat.completion.chunk", "choices": [choice]}) + b"\n\n"
        yield b"data: [DONE]\n\n"

    def logprobs(self, request: dict[str, Any]) -> dict[str, Any] | None:
        """What a server that can tell says of its first token."""
        if self.probabilities is None or not request.get("logprobs"):
            return None
        top = [{"token": token, "logprob": value, "bytes": None} for token, value in self.probabilities.items()]
        return {"content": [{**top[0], "top_logprobs": top}], "refusal": None}


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


@contextmanager
def serving(speaker: Speaker, kind: str, **fields: Any) -> Iterator[Model]:
    """The speaker as a model, opened by name, as a person would."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            speaker.asked.append(request)
            speaker.keys.append(self.headers.get("Authorization"))
            self.send_response(speaker.status)
            self.send_header("Content-Type", "text/event-stream" if request.get("stream") else "application/json")
            self.end_headers()
            if speaker.status != 200:
                self.wfile.write(_json({"error": "refused"}))
                return
            try:
                for line in speaker.lines(self.path.removeprefix("/v1"), request):
                    self.wfile.write(line)
                    self.wfile.flush()
            except ConnectionError:
                """Nobody listens any more."""

        def log_message(self, format: str, *args: object) -> None:
            """Silence."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with closing(opened(kind, f"http://127.0.0.1:{server.server_port}", **fields)) as model:
            yield model
    finally:
        server.shutdown()
        server.server_close()


def opened(kind: str, address: str, **fields: Any) -> Model:
    settings = Settings(openai_base_url=f"{address}/v1", ollama_base_url=address, **fields)
    model = open_model(f"{kind}/tiny", settings)
    assert model is not None
    return model


def written(model: Model, **options: Any) -> list[str]:
    return list(model.write(QUESTION, max_tokens=50, **options))


@pytest.mark.parametrize("kind", KINDS)
def test_a_reply_comes_piece_by_piece(kind: str) -> None:
    with serving(Speaker(), kind) as model:
        assert model.name == f"{kind}/tiny"
        assert written(model) == ["Copen", "hagen", "."]


@pytest.mark.parametrize("kind", KINDS)
def test_the_server_is_asked_for_this_model_at_temperature_0_with_a_limit(kind: str) -> None:
    speaker = Speaker()
    with serving(speaker, kind) as model:
        written(model)
        written(model, schema=SCHEMA)
    plain, shaped = speaker.asked
    assert plain["model"] == "tiny"
    assert plain["messages"] == [{"role": m.role, "content": m.content} for m in QUESTION]
    if kind == "openai":
        assert (plain["temperature"], plain["max_tokens"], "response_format" in plain) == (0, 50, False)
        assert shaped["response_format"]["json_schema"]["schema"] == SCHEMA
    else:
        assert plain["options"] == {"temperature": 0, "num_ctx": 4096, "num_predict": 50, "seed": 0}
        assert plain.get("format") is None
        assert shaped["format"] == SCHEMA


def test_the_key_is_sent_to_an_openai_server() -> None:
    speaker = Speaker()
    with serving(speaker, "openai", openai_api_key="secret") as model:
        written(model)
    assert speaker.keys == ["Bearer secret"]


@pytest.mark.parametrize("kind", KINDS)
def test_closing_the_reply_stops_the_server_from_being_read(kind: str) -> None:
    speaker = Speaker(endless=True)
    with serving(speaker, kind) as model:
        reply = model.write(QUESTION, max_tokens=50)
        assert next(reply) == "Copen"
        reply.close()
        time.sleep(0.5)
        said = speaker.said
        time.sleep(0.5)
        assert speaker.said == said


@pytest.mark.parametrize("kind", KINDS)
def test_a_server_that_is_away_is_named_with_what_to_do_and_not_asked_again(kind: str) -> None:
    model = opened(kind, "http://127.0.0.1:9")
    started = time.monotonic()
    with pytest.raises(ModelAway, match=r"^http://127.0.0.1:9(/v1)? does not answer: .*--model auto$"):
        written(model)
    with pytest.raises(ModelAway):
        model.weigh(QUESTION, ["yes", "no"])
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("status", "error", "message"),
    [
        (401, ModelAway, "refused the key \\(401\\): set KILDE_OPENAI_API_KEY"),
        (404, ModelMissing, "has no model 'tiny' \\(404\\)"),
        (429, ModelAway, "asked too often"),
        (500, ModelAway, "failed \\(500\\)"),
        (400, ModelError, "refused the request \\(400"),
    ],
)
def test_a_refusal_says_which_server_and_why_and_is_not_repeated(
    kind: str, status: int, error: type[ModelError], message: str
) -> None:
    speaker = Speaker(status=status)
    with serving(speaker, kind) as model, pytest.raises(error, match=message) as caught:
        written(model)
    assert str(caught.value).startswith("http://127.0.0.1:")
    assert "\n" not in str(caught.value)
    assert len(speaker.asked) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_reply_that_never_ends_is_given_up(kind: str) -> None:
    started = time.monotonic()
    with serving(Speaker(endless=True), kind, reply_seconds=1) as model:
        with pytest.raises(ModelStuck, match="did not finish its reply within 1 seconds"):
            written(model)
        assert time.monotonic() - started < 5


@pytest.mark.parametrize("kind", KINDS)
def test_a_server_that_never_begins_is_given_up(kind: str) -> None:
    with serving(Speaker(silent=30), kind, reply_seconds=0.5) as model, pytest.raises(ModelStuck):
        written(model)


@pytest.mark.parametrize("kind", KINDS)
def test_without_probabilities_the_option_that_the_reply_begins_with_takes_all(kind: str) -> None:
    with serving(Speaker(words=("**Yes", ", it does.")), kind) as model:
        assert model.weigh(QUESTION, ["yes", "no"]) == {"yes": 1.0, "no": 0.0}


@pytest.mark.parametrize("kind", KINDS)
def test_without_probabilities_a_reply_that_begins_with_no_option_says_nothing(kind: str) -> None:
    with serving(Speaker(words=("Perhaps",)), kind) as model:
        assert model.weigh(QUESTION, ["yes", "no"]) == {"yes": 0.5, "no": 0.5}


def test_with_probabilities_the_options_share_what_their_first_tokens_have() -> None:
    # ln 0.6, ln 0.2, ln 0.1: "Yes" and " yes" are the same option, "maybe" is none
    probabilities = {"Yes": -0.510826, " yes": -1.609438, "no": -1.609438, "maybe": -2.302585}
    speaker = Speaker(words=("No",), probabilities=probabilities)
    with serving(speaker, "openai") as model:
        shares = model.weigh(QUESTION, ["yes", "no"])
    assert shares == pytest.approx({"yes": 0.8, "no": 0.2}, abs=1e-4)
    assert (speaker.asked[0]["max_tokens"], speaker.asked[0]["top_logprobs"]) == (1, 20)


def test_any_llm_of_llama_index_can_write() -> None:
    model = LlamaIndexModel(MockLLM(), "mock")
    assert "".join(model.write([Message("user", "Which city?")], max_tokens=50)) == "user: Which city?\nassistant: "
    model.close()
