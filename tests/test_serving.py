"""What one visitor cannot get at: files of the machine, and what belongs to another. Over real stores and real HTTP."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from assistant.chat import Assistant
from assistant.settings import Settings
from ingest.build import build_index
from ingest.index import PassageIndex
from tests.fakes import CORPUS, HashEmbedder, write_folder
from tests.test_page import free_port
from ui.history import History, new_visitor
from ui.server import launch

SECRET = "The vault is opened by the word Rosenborg."
WORD = "Rosenborg"
ASKED = "By which word is the vault opened?"


@dataclass
class Visitor:
    """A browser, as far as the server sees of it."""

    url: str
    name: str
    session: str

    def call(self, event: str, *data: Any) -> str:
        """All that comes back for an event of the page, as one text."""
        config = httpx.get(f"{self.url}config").json()
        [number] = [one["id"] for one in config["dependencies"] if one["api_name"] == event]
        body = {"data": list(data), "fn_index": number, "session_hash": self.session}
        joined = httpx.post(f"{self.url}gradio_api/queue/join", json=body)
        assert joined.status_code == 200, joined.text
        told: list[str] = []
        with httpx.stream(
            "GET", f"{self.url}gradio_api/queue/data", params={"session_hash": self.session}, timeout=60
        ) as stream:
            for line in stream.iter_lines():
                told.append(line)
                if "close_stream" in line:
                    break
        return "\n".join(told)

    @property
    def browser(self) -> dict[str, str]:
        """What its local storage holds."""
        return {"visitor": self.name, "conversation": "", "corpus": ""}

    def upload(self, *paths: str) -> str:
        files = [{"path": path, "meta": {"_type": "gradio.FileData"}} for path in paths]
        return self.call("upload", files, "", None, self.browser, None, "")

    def send(self, name: str, text: str) -> str:
        """Where the server put it."""
        sent = httpx.post(f"{self.url}gradio_api/upload", files={"files": (name, text.encode())})
        path: str = sent.json()[0]
        return path


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What Kilde keeps."""
    folder = tmp_path_factory.mktemp("serving")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder))
        yield folder / "kilde"


@pytest.fixture(scope="module")
def url(data: Path) -> Iterator[str]:
    build_index(write_folder(data.parent / "corpus", CORPUS), data.parent / "index", embedder=HashEmbedder())
    with PassageIndex(data.parent / "index", HashEmbedder()) as index:
        page, address = launch(Assistant(index, None, Settings()), port=free_port())
        yield address
        page.close(verbose=False)


@pytest.fixture(scope="module")
def anna(url: str) -> Visitor:
    """Has documents and a conversation about them."""
    anna = Visitor(url, new_visitor(), uuid.uuid4().hex)
    assert "1 file read" in anna.upload(anna.send("vault.txt", SECRET + "\n"))
    anna.call("start", ASKED, None)
    assert WORD in anna.call("reply", None, None)
    return anna


@pytest.fixture
def bert(url: str) -> Visitor:
    return Visitor(url, new_visitor(), uuid.uuid4().hex)


def kept(data: Path) -> list[Path]:
    return [path for path in data.rglob("*") if path.is_file()]


def test_no_file_of_the_machine_is_served_by_any_path(anna: Visitor, data: Path) -> None:
    waiting = anna.send("waiting.txt", SECRET)
    Path(waiting).with_name("link.txt").symlink_to("/etc/passwd")
    files = ["/etc/passwd", waiting, str(Path(waiting).with_name("link.txt")), *map(str, kept(data)), __file__]
    assert any(file.endswith("vault.txt") for file in files) and any("sqlite" in file for file in files)
    routes = ("gradio_api/file=", "file=", "gradio_api/file/", "static/", "assets/", "svelte/", "theme.css/")
    with httpx.Client() as client:
        for file in files:
            up = "../" * 12 + file.lstrip("/")
            once = (file, up, quote(file, safe=""), quote(up, safe=""))
            for path in (*once, quote(quote(file, safe=""), safe=""), f"//{file}"):
                for route in routes:
                    reply = raw(client, anna.url, f"/{route}{path}")
                    assert reply.status_code in (403, 404), (route, path)
                    assert WORD.encode() not in reply.content and b"root:" not in reply.content


def raw(client: httpx.Client, url: str, target: str) -> httpx.Response:
    """A GET whose path nobody tidies before it is sent."""
    request = client.build_request("GET", url)
    request.url = httpx.URL(url).copy_with(raw_path=target.encode())
    return client.send(request)


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "{kept}", "{sent}/../../etc/passwd", "{link}", "file:///etc/passwd", "http://127.0.0.1:9/x"]
)
def test_no_file_of_the_machine_can_be_named_as_an_upload(bert: Visitor, anna: Visitor, data: Path, path: str) -> None:
    sent = Path(bert.send("mine.txt", "Nothing of interest.\n"))
    link = sent.with_name(f"{uuid.uuid4().hex}.txt")
    own = next(file for file in kept(data) if file.name == "vault.txt")
    link.symlink_to(own)
    told = bert.upload(path.format(kept=own, sent=sent.parent, link=link))
    assert "file read" not in told and WORD not in told
    assert len(list((data / "own").iterdir())) == 1, "anna's"
    assert own.exists()


def test_nobody_reads_the_conversations_of_another_by_their_ids(bert: Visitor, anna: Visitor, data: Path) -> None:
    store = History(data / "conversations.sqlite3")
    [conversation] = store.conversations(anna.name)
    [turn] = store.turns(anna.name, conversation.id)
    corpus = store.corpus(anna.name, conversation.id)
    assert turn.answer.answered and corpus
    bert.call("arrive", bert.browser, None)
    claimed = {"visitor": anna.name, "conversation": conversation.id, "corpus": corpus}
    for event, given in (
        ("arrive", (bert.browser | {"conversation": conversation.id}, None)),
        ("choose", (conversation.id, None, bert.browser, claimed, "")),
        ("settle", (None, bert.browser, claimed, "")),
        ("find", (bert.browser, claimed, WORD)),
        *((f"partial{number}", (claimed,)) for number in ("", "_1", "_2", "_3")),  # downloads
        ("ask_title", (claimed,)),
        ("rename", ("Mine now", bert.browser, claimed, "")),
        ("delete", (None, bert.browser, claimed, "")),
        ("explain", ("My reason", claimed, [turn.id, "up"])),
        ("remove", (None, bert.browser, claimed, "")),
    ):
        told = bert.call(event, *given)
        assert WORD not in told and ASKED not in told and anna.name not in told, event
    assert [one.title for one in store.conversations(anna.name)] == [ASKED]
    [after] = store.turns(anna.name, conversation.id)
    assert (after.thumb, after.reason) == (turn.thumb, turn.reason)
    assert any(file.name == "vault.txt" for file in kept(data))


def test_a_guessed_key_opens_no_documents(bert: Visitor, anna: Visitor) -> None:
    place = {"number": 1, "source": "vault.txt", "start": 0, "end": 5, "quote": "x"}
    for key in ("", "0" * 32, "*", "../*", "?" * 32, "[0-9a-f]" * 32):
        reply = httpx.post(f"{bert.url}gradio_api/run/source", json={"data": [[place], 0, key]})
        assert reply.status_code == 200
        assert WORD not in reply.text and "no longer among" in reply.text
        bert.call("arrive", bert.browser | {"corpus": key}, None)
        bert.call("start", ASKED, None)
        assert WORD not in bert.call("reply", None, None)


def test_programs_ask_the_shared_documents_alone(anna: Visitor) -> None:
    for name, given in (("ask", [ASKED, []]), ("retrieve", [ASKED, 100])):
        event = httpx.post(f"{anna.url}gradio_api/call/{name}", json={"data": given}).json()["event_id"]
        told = httpx.get(f"{anna.url}gradio_api/call/{name}/{event}", timeout=60).text
        assert "complete" in told and WORD not in told


def test_the_queue_tells_nobody_what_others_are_told(bert: Visitor, anna: Visitor) -> None:
    for session in (anna.session[:-1], "", "x", "../" + anna.session):
        told: list[str] = []
        with (
            suppress(httpx.RemoteProtocolError),  # Gradio breaks off
            httpx.stream("GET", f"{bert.url}gradio_api/queue/data", params={"session_hash": session}) as stream,
        ):
            told.extend(filter(None, stream.iter_lines()))
        assert [json.loads(line.removeprefix("data: "))["session_not_found"] for line in told] == [True]


def test_what_waits_to_be_read_is_for_this_user_alone(anna: Visitor) -> None:
    folder = Path(anna.send("waiting.txt", SECRET)).parent.parent
    assert folder.stat().st_mode & 0o077 == 0
    assert folder.stat().st_uid == os.getuid()
