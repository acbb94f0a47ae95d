"""What stands where a Chroma server should be: a small real server that wants a token, fails, or is something else."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pydantic import ValidationError

from ingest.chroma_server import ServerPlace, server_of
from ingest.collection import Collection
from ingest.errors import IndexAway, IndexDamaged
from ingest.settings import IngestSettings
from tests.loopback import Handler, serving

BEAT = {"nanosecond heartbeat": 1}
IDENTITY = {"user_id": "", "tenant": "default_tenant", "databases": ["default_database"]}
DATABASE = {"id": "00000000-0000-0000-0000-000000000000", "name": "default_database", "tenant": "default_tenant"}


@dataclass
class Door:
    """Lets a client in as Chroma does, and answers with `status` and `body` when it wants the collection."""

    status: int = 200
    body: str = "{}"
    begins: bool = True
    """Whether it answers like Chroma until then."""
    silent: float = 0.0
    headers: list[str | None] = field(default_factory=list)

    def reply(self, path: str) -> tuple[int, str]:
        known = {"/heartbeat": BEAT, "/auth/identity": IDENTITY, "/default_tenant": {"name": "default_tenant"}}
        known["/default_database"] = DATABASE
        answer = next((body for end, body in known.items() if path.endswith(end)), None) if self.begins else None
        if answer is not None:
            return 200, json.dumps(answer)
        time.sleep(self.silent)
        return self.status, self.body


@contextmanager
def standing(door: Door) -> Iterator[str]:
    """Its address."""

    class Standing(Handler):
        def do_GET(self) -> None:
            door.headers.append(self.headers.get("Authorization"))
            status, body = door.reply(self.path.split("?")[0])
            self.answer(status, body.encode())

    with serving(Standing) as url:
        yield url


def opened(url: str, index: Path, **fields: object) -> Collection:
    server = server_of(IngestSettings.model_validate({"chroma_url": url, **fields}))
    assert server is not None
    return Collection(ServerPlace(server, index / "state-1"))


@pytest.mark.parametrize(
    ("door", "message"),
    [
        (Door(401), r"lets nobody in without its token \(401\)\. Set KILDE_CHROMA_HEADER\.$"),
        (Door(403, '{"error": "AuthError"}'), r"lets nobody in without its token \(403\)"),
        (Door(401, begins=False), r"lets nobody in without its token \(401\)"),
        (Door(502, "<html>Bad gateway</html>"), r"index .*, failed \(502\)\. Look at its log, or correct KILDE_CHROMA"),
        (Door(404, begins=False), r"failed \(404\)\. Look at its log, or correct KILDE_CHROMA_URL, and try again\.$"),
        (Door(200, "<html>Welcome</html>"), r"does not answer \(.*\)\. Start it \(`chroma run --path DIR`\)"),
        (Door(200, "<html>Welcome</html>", begins=False), r"is no Chroma server of version 1\. Correct KILDE_CHROMA_U"),
    ],
)
def test_what_refuses_or_is_no_chroma_server_is_named_with_what_to_do(tmp_path: Path, door: Door, message: str) -> None:
    with standing(door) as url, pytest.raises(IndexAway, match=message) as caught:
        opened(url, tmp_path / "index")
    assert url in str(caught.value) and "\n" not in str(caught.value)


def test_what_goes_wrong_in_the_server_is_told_with_its_own_words(tmp_path: Path) -> None:
    door = Door(500, '{"error": "InternalError", "message": "disk full"}')
    with standing(door) as url, pytest.raises(IndexDamaged, match=r"cannot use the index .* \(disk full\)\. Look at"):
        opened(url, tmp_path / "index")


@pytest.mark.parametrize("begins", [True, False])
def test_a_silent_server_is_given_up(tmp_path: Path, begins: bool) -> None:
    started = time.monotonic()
    with standing(Door(silent=3, begins=begins)) as url, pytest.raises(IndexAway, match=r"does not answer \(timed out"):
        opened(url, tmp_path / "index", server_seconds=0.3)
    assert time.monotonic() - started < 10


def test_a_server_that_is_away_fails_at_once(tmp_path: Path) -> None:
    started = time.monotonic()
    with pytest.raises(IndexAway, match=r"^The Chroma server http://127\.0\.0\.1:9, which holds the index .* does not"):
        opened("http://127.0.0.1:9/", tmp_path / "index")
    assert time.monotonic() - started < 5


def test_the_header_goes_with_every_request_and_is_never_shown(tmp_path: Path) -> None:
    door = Door(401)
    with standing(door) as url, pytest.raises(IndexAway) as caught:
        opened(url, tmp_path / "index", chroma_header="Authorization: Bearer secret")
    assert len(door.headers) > 3 and set(door.headers) == {"Bearer secret"}
    assert "secret" not in str(caught.value)
    assert "secret" not in repr(IngestSettings.model_validate({"chroma_header": "Authorization: Bearer secret"}))


def test_a_header_without_a_name_is_refused_with_an_example(tmp_path: Path) -> None:
    with pytest.raises(
        IndexAway, match=r"^KILDE_CHROMA_HEADER is no header\. Write it as `Authorization: Bearer TOKEN`"
    ):
        opened("http://127.0.0.1:9", tmp_path / "index", chroma_header="secret")


@pytest.mark.parametrize("name", ["chroma_url", "embedding_url"])
@pytest.mark.parametrize("url", ["127.0.0.1:8000", "ftp://127.0.0.1", "http://user:password@127.0.0.1:8000"])
def test_an_address_is_a_web_address_without_a_password(name: str, url: str) -> None:
    with pytest.raises(ValidationError):
        IngestSettings.model_validate({name: url})
