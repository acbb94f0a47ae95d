"""Embedding by a server: a small real one on the loopback interface that speaks OpenAI's /embeddings."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import SecretStr

from ingest.build import build_index
from ingest.embedder import open_embedder
from ingest.embedding_server import ServedEmbedder
from ingest.errors import EmbedderAway, IndexMismatch
from ingest.index import PassageIndex
from ingest.settings import IngestSettings
from tests.fakes import HashEmbedder
from tests.loopback import Handler, serving
from ui.doctor import _embeddings

TEXTS = ["a hive of bees", "a lathe", "oil the spindle", "the chair of the society", "a veil"]


@dataclass
class Speaker:
    """Embeds as HashEmbedder does, twice as long and in any order; `refusals` are the statuses it begins with."""

    refusals: list[int] = field(default_factory=list)
    body: bytes | None = None
    breaks_after: int = 10**9
    """Requests, after which it fails for good."""
    silent: float = 0.0
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)

    def reply(self, request: dict[str, Any]) -> tuple[int, bytes]:
        time.sleep(self.silent)
        if len(self.asked) > self.breaks_after:
            return 503, b""
        if self.refusals:
            return self.refusals.pop(0), b'{"error": "refused"}'
        if self.body is not None:
            return 200, self.body
        vectors = 2 * HashEmbedder().embed_passages(request["input"])
        rows = [{"index": n, "embedding": vector.tolist()} for n, vector in enumerate(vectors)]
        return 200, json.dumps({"object": "list", "model": request["model"], "data": rows[::-1]}).encode()


@contextmanager
def speaking(speaker: Speaker) -> Iterator[str]:
    """Its address."""

    class Speaking(Handler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if self.path != "/v1/embeddings":
                self.answer(404, b"")
                return
            speaker.asked.append(request)
            speaker.keys.append(self.headers.get("Authorization"))
            self.answer(*speaker.reply(request))

    with serving(Speaking) as url:
        yield f"{url}/v1"


def embedder(url: str, **fields: Any) -> ServedEmbedder:
    return ServedEmbedder(url, "tiny", SecretStr(""), **{"waits": (0.01, 0.01), **fields})


def test_texts_become_unit_vectors_in_their_order_whatever_the_order_of_the_reply() -> None:
    with speaking(Speaker()) as url:
        vectors = embedder(url).embed_passages(TEXTS)
        assert np.allclose(vectors, HashEmbedder().embed_passages(TEXTS), atol=1e-6)
        assert str(vectors.dtype) == "float32"
        assert np.allclose(embedder(url).embed_query(TEXTS[1]), vectors[1])
        assert embedder(url).embed_passages([]).shape[0] == 0


def test_texts_are_sent_in_batches() -> None:
    speaker = Speaker()
    with speaking(speaker) as url:
        embedder(url, batch_size=2).embed_passages(TEXTS)
    assert [request["input"] for request in speaker.asked] == [TEXTS[:2], TEXTS[2:4], TEXTS[4:]]
    assert {(request["model"], request["encoding_format"]) for request in speaker.asked} == {("tiny", "float")}


@pytest.mark.parametrize("status", [429, 500, 503])
def test_texts_are_tried_again_a_few_times_and_a_question_is_not(status: int) -> None:
    speaker = Speaker(refusals=[status, status])
    with speaking(speaker) as url:
        assert embedder(url).embed_passages(TEXTS).shape == (5, 256)
        assert len(speaker.asked) == 3
        speaker.refusals = [status] * 3
        with pytest.raises(EmbedderAway, match=rf"is overloaded or failed \({status}\)\. Look at its log, and try ag"):
            embedder(url).embed_passages(TEXTS)
        assert (len(speaker.asked), speaker.refusals) == (6, [])
        speaker.refusals = [status]
        with pytest.raises(EmbedderAway, match="is overloaded or failed"):
            embedder(url).embed_query("a hive")
        assert len(speaker.asked) == 7


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (401, r"refused the key \(401\)\. Set KILDE_EMBEDDING_API_KEY\.$"),
        (404, r"has no model 'tiny', or no /embeddings \(404\)\. Correct KILDE_EMBEDDING_MODEL"),
        (400, r"refused the texts \(400 .*refused.*\)\. Set KILDE_EMBEDDING_MODEL .* lower KILDE_BATCH_SIZE\.$"),
    ],
)
def test_a_refusal_says_why_and_is_not_repeated(status: int, message: str) -> None:
    speaker = Speaker(refusals=[status])
    with speaking(speaker) as url, pytest.raises(EmbedderAway, match=message) as caught:
        embedder(url).embed_passages(TEXTS)
    assert str(caught.value).startswith(f"The embedding server {url} ") and "\n" not in str(caught.value)
    assert len(speaker.asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"<html>Welcome</html>",
        b'{"data": "none"}',
        b'{"data": [{"index": 0, "embedding": [1.0]}]}',
        b'{"data": [{"index": 0, "embedding": [1.0]}, {"index": 0, "embedding": [1.0]}]}',
        b'{"data": [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [1.0, 2.0]}]}',
        b'{"data": [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [0.0]}]}',
        b'{"data": [{"index": 0, "embedding": []}, {"index": 1, "embedding": []}]}',
    ],
)
def test_a_reply_that_is_not_one_vector_for_each_text_is_refused(body: bytes) -> None:
    with speaking(Speaker(body=body)) as url, pytest.raises(EmbedderAway, match="sent .*OpenAI-compatible server"):
        embedder(url).embed_passages(TEXTS[:2])


def test_a_server_that_is_silent_or_away_is_given_up() -> None:
    started = time.monotonic()
    with (
        speaking(Speaker(silent=2)) as url,
        pytest.raises(EmbedderAway, match=r"does not answer \(timed out\)\. Start"),
    ):
        embedder(url, seconds=0.2).embed_query("a hive")
    with pytest.raises(EmbedderAway, match=r"^The embedding server http://127\.0\.0\.1:9/v1 does not answer"):
        embedder("http://127.0.0.1:9/v1").embed_passages(TEXTS)
    assert time.monotonic() - started < 10


def test_the_settings_name_the_server_its_model_and_its_key() -> None:
    speaker = Speaker()
    with speaking(speaker) as url:
        settings = IngestSettings(
            embedding_url=f"{url}/", embedding_model="tiny", embedding_api_key=SecretStr("secret"), batch_size=3
        )
        opened = open_embedder(settings)
        opened.embed_passages(TEXTS)
    assert opened.name == f"tiny at {url}"
    assert (speaker.keys, [len(request["input"]) for request in speaker.asked]) == (["Bearer secret"] * 2, [3, 2])


def test_an_ingest_that_lost_its_server_goes_on_where_it_was(corpus: Path, tmp_path: Path) -> None:
    speaker, settings = Speaker(breaks_after=3), IngestSettings(batch_size=4)
    with speaking(speaker) as url:
        served = embedder(url, waits=())
        with pytest.raises(EmbedderAway):
            build_index(corpus, tmp_path / "index", embedder=served, settings=settings)
        sent = [text for request in speaker.asked[:3] for text in request["input"]]
        speaker.asked, speaker.breaks_after = [], 10**9
        report = build_index(corpus, tmp_path / "index", embedder=served, settings=settings)
        assert not set(sent) & {text for request in speaker.asked for text in request["input"]}
        assert build_index(corpus, tmp_path / "index", embedder=served, settings=settings).added == 0
        with PassageIndex(tmp_path / "index", served) as index:
            assert index.search("How many speeds does the lathe run at?")[0].passage.document_id == "manual.md"
    assert report.embedded > 0


def test_an_index_is_not_read_with_the_vectors_of_another_server(corpus: Path, tmp_path: Path) -> None:
    with speaking(Speaker()) as url, speaking(Speaker()) as other:
        build_index(corpus, tmp_path / "index", embedder=embedder(url))
        with pytest.raises(IndexMismatch, match=f"was built with .*tiny at {url}.* and not with .*tiny at {other}"):
            PassageIndex(tmp_path / "index", embedder(other))


def test_the_doctor_tells_which_server_embeds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(_embeddings()) == []
    monkeypatch.setenv("KILDE_EMBEDDING_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("KILDE_EMBEDDING_MODEL", "tiny")
    assert [str(check) for check in _embeddings()] == [
        "ok: embeddings: tiny at http://127.0.0.1:9/v1, a server that is not asked here"
    ]
