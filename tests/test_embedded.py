"""The embedded engine, with the model file that the store has; run `make setup` first."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
import xllamacpp
from llama_index.core.llms import ChatMessage

from assistant.embedded import EmbeddedLLM, _parameters, open_embedded
from assistant.errors import ModelBroken, ModelError, ModelStuck
from assistant.llama_index_model import LlamaIndexModel
from assistant.model import Message, open_model
from assistant.settings import Settings
from assistant.store import find, models

SMALL = Settings(model_context=1024)
PREFIX = "You answer questions about geography. Be brief, exact, and use no more words than are needed. " * 5
COUNT = (Message("user", "Count from 1 to 300."),)
ENDLESS = {"type": "array", "items": {"type": "integer"}, "minItems": 1000}
"""With this schema no model can end early."""


def ask(question: str) -> tuple[Message, ...]:
    return Message("system", PREFIX), Message("user", question)


def model_file() -> Path:
    """The smallest model of the store that is here."""
    models_dir = Settings().models_dir
    here = [path for spec in reversed(models(models_dir)) if (path := find(spec.name, models_dir))]
    if not here:
        pytest.fail(f"no model file in {models_dir}: run `make setup`")
    return here[0]


@pytest.fixture(scope="module")
def model() -> Iterator[LlamaIndexModel]:
    with closing(open_embedded(model_file(), "embedded", Settings(model_context=1024))) as opened:
        yield opened


def engine(model: LlamaIndexModel) -> EmbeddedLLM:
    assert isinstance(model.llm, EmbeddedLLM)
    return model.llm


def timings(model: LlamaIndexModel, question: str) -> dict[str, Any]:
    chat = [ChatMessage(role=message.role, content=message.content) for message in ask(question)]
    *_, last = engine(model).stream_chat(chat, max_tokens=5)
    found: dict[str, Any] = last.raw["timings"]
    return found


@pytest.mark.parametrize("content", [b"", b"not a model", b"GGUF" + bytes(4096)])
def test_a_file_that_is_no_model_is_broken_and_says_what_to_do(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.gguf"
    path.write_bytes(content)
    with pytest.raises(ModelBroken, match="broken.gguf does not load as a GGUF model .*: fetch it again") as caught:
        open_model(str(path), Settings())
    assert "\n" not in str(caught.value)


@pytest.mark.real_model
def test_a_file_cut_short_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "short.gguf"
    with model_file().open("rb") as whole:
        path.write_bytes(whole.read(20_000_000))
    with pytest.raises(ModelBroken):
        open_model(str(path), Settings())


@pytest.mark.real_model
def test_a_reply_comes_piece_by_piece_and_is_the_same_again(model: LlamaIndexModel) -> None:
    first = list(model.write(ask("What is the capital of Denmark?"), max_tokens=30))
    assert len(first) > 1
    assert "Copenhagen" in "".join(first)
    assert list(model.write(ask("What is the capital of Denmark?"), max_tokens=30)) == first


@pytest.mark.real_model
def test_the_engine_is_silent(model: LlamaIndexModel, capfd: pytest.CaptureFixture[str]) -> None:
    list(model.write(ask("What is the capital of Sweden?"), max_tokens=5))
    assert capfd.readouterr() == ("", "")


@pytest.mark.real_model
def test_loading_is_silent_too(capfd: pytest.CaptureFixture[str]) -> None:
    open_embedded(model_file(), "embedded", Settings(model_context=1024)).close()
    assert capfd.readouterr() == ("", "")


@pytest.mark.real_model
def test_the_beginning_that_two_questions_share_is_read_once(model: LlamaIndexModel) -> None:
    timings(model, "What is the capital of Norway?")
    second = timings(model, "Which sea is east of Sweden?")
    assert second["cache_n"] > 80
    assert second["prompt_n"] < 20


@pytest.mark.real_model
def test_a_limit_of_tokens_is_kept(model: LlamaIndexModel) -> None:
    assert len(list(model.write(COUNT, max_tokens=6))) <= 6


@pytest.mark.real_model
def test_closing_a_reply_stops_the_engine_at_once(model: LlamaIndexModel) -> None:
    reply = model.write(COUNT, max_tokens=800, schema=ENDLESS)
    assert next(reply)
    started = time.monotonic()
    reply.close()
    assert time.monotonic() - started < 0.1
    while engine(model).busy and time.monotonic() - started < 10:
        time.sleep(0.01)
    assert not engine(model).busy
    assert time.monotonic() - started < 5  # 800 tokens take far longer


@pytest.mark.real_model
def test_a_reply_that_takes_too_long_is_given_up() -> None:
    with closing(open_embedded(model_file(), "slow", Settings(reply_seconds=1.5, model_context=1024))) as slow:
        started = time.monotonic()
        with pytest.raises(ModelStuck, match="slow did not finish its reply within 1.5 seconds"):
            list(slow.write(COUNT, max_tokens=900, schema=ENDLESS))
        assert time.monotonic() - started < 3


@pytest.mark.real_model
def test_a_prompt_longer_than_the_context_is_refused_with_the_cure(model: LlamaIndexModel) -> None:
    with pytest.raises(ModelError, match="too long for the model .*: raise KILDE_MODEL_CONTEXT"):
        list(model.write([Message("user", "word " * 2000)], max_tokens=5))


@pytest.mark.real_model
def test_a_schema_is_kept(model: LlamaIndexModel) -> None:
    schema = {
        "type": "object",
        "properties": {"city": {"type": "string", "maxLength": 30}},
        "required": ["city"],
        "additionalProperties": False,
    }
    reply = json.loads("".join(model.write(ask("What is the capital of Norway?"), max_tokens=40, schema=schema)))
    assert list(reply) == ["city"]


@pytest.mark.real_model
def test_weighing_tells_yes_from_no(model: LlamaIndexModel) -> None:
    right = model.weigh([Message("user", "Is Paris the capital of France? Reply yes or no.")], ["yes", "no"])
    wrong = model.weigh([Message("user", "Is Paris the capital of Japan? Reply yes or no.")], ["yes", "no"])
    assert sum(right.values()) == pytest.approx(1)
    assert right["yes"] > 0.5
    assert right["yes"] > wrong["yes"]


@pytest.mark.real_model
def test_two_threads_are_answered_at_the_same_time(model: LlamaIndexModel) -> None:
    begun, ended = [], []

    def write() -> None:
        for number, _ in enumerate(model.write(COUNT, max_tokens=30, schema=ENDLESS)):
            if number == 0:
                begun.append(time.monotonic())
        ended.append(time.monotonic())

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(begun) < min(ended)


def listening() -> list[str]:
    """Where this process can be connected to."""
    mine = {os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd") if fd.isdecimal() and _open(fd)}
    found = []
    for table in ("tcp", "tcp6"):
        rows = [line.split() for line in Path(f"/proc/self/net/{table}").read_text().splitlines()[1:]]
        found += [row[1] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in mine]
    unix = [line.split() for line in Path("/proc/self/net/unix").read_text().splitlines()[1:]]
    named = [row[7] for row in unix if len(row) > 7 and row[3] == "00010000" and f"socket:[{row[6]}]" in mine]
    return [*found, *(name for name in named if Path(name).exists())]


def _open(fd: str) -> bool:
    return os.path.lexists(f"/proc/self/fd/{fd}")


@pytest.mark.real_model
def test_nobody_can_connect_to_the_engine() -> None:
    before = listening()
    with socket.create_server(("127.0.0.1", 0)), closing(open_embedded(model_file(), "embedded", SMALL)) as model:
        assert len(listening()) == len(before) + 1, "only what the test itself listens on"
        assert "".join(model.write(ask("What is the capital of Denmark?"), max_tokens=5))


@pytest.mark.real_model
def test_an_engine_that_listens_answers_only_to_those_who_have_the_key() -> None:
    server = xllamacpp.Server(_parameters(str(model_file()), 1024, 1, "the key", "127.0.0.1"))
    address = f"{server.listening_address}/v1"
    request = {"messages": [{"role": "user", "content": "hello"}], "max_tokens": 1}
    assert httpx.post(f"{address}/chat/completions", json=request, timeout=30).status_code == 401
    settings = Settings.model_validate({"openai_base_url": address, "openai_api_key": "the key"})
    served = open_model("openai/embedded", settings)
    assert served is not None
    with closing(served):
        question = ask("What is the capital of Denmark?")
        assert "Copenhagen" in "".join(served.write(question, max_tokens=30))
        shares = served.weigh([Message("user", "Is Paris the capital of France? Reply yes or no.")], ["yes", "no"])
        assert shares["yes"] > 0.5


@pytest.mark.real_model
def test_a_closed_model_says_so() -> None:
    model = open_embedded(model_file(), "embedded", Settings(model_context=1024))
    model.close()
    model.close()
    with pytest.raises(ModelError, match="the model was closed"):
        list(model.write(COUNT, max_tokens=5))


@pytest.mark.real_model
def test_closing_the_model_ends_the_reply_that_is_being_written() -> None:
    model = open_embedded(model_file(), "embedded", Settings(model_context=1024))
    reply = model.write(COUNT, max_tokens=800, schema=ENDLESS)
    next(reply)
    model.close()
    assert len(list(reply)) < 700
    assert not engine(model).busy
