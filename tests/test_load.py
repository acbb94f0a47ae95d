"""Load on a small scale, over a scripted assistant; and what is left of conversations when the server is killed."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from evals.load import Load, fits, run
from tests.test_page import ANSWER, ScriptedAssistant, free_port
from tests.test_serving import Visitor
from ui.history import History, new_visitor
from ui.server import launch

QUESTIONS = [f"Which act is number {number}?" for number in range(5)]
SERVER = """
import sys, threading
from tests.test_page import ANSWER, ScriptedAssistant
from dataclasses import replace
from ui.server import launch
slow = replace(ANSWER, question="Slow?", text="word " * 500)
assistant = ScriptedAssistant(ANSWER, slow)
page, url = launch(assistant, port=int(sys.argv[1]))
assistant.pause = 0.1
sys.stdout.write(f"at {url}\\n")
sys.stdout.flush()
threading.Event().wait()
"""


@pytest.fixture
def url() -> Iterator[str]:
    page, address = launch(ScriptedAssistant(*(replace(ANSWER, question=one) for one in QUESTIONS)), port=free_port())
    yield address
    page.close(verbose=False)


def test_every_answer_is_that_to_its_question_and_places_in_the_queue_are_told(url: str) -> None:
    load = run(url, os.getpid(), QUESTIONS, 8, 0, exact=True, row=40)
    assert load.wrong == []
    assert len(load.seconds) == 40
    assert max(load.places) > 1
    assert load.memory and str(load).startswith("40 answers in ")


def test_an_error_and_the_answer_of_another_are_wrong(url: str) -> None:
    load = run(url, os.getpid(), [QUESTIONS[0], "Unknown?"], 2, 0, exact=False, row=4)
    assert len(load.seconds) == 2
    assert [line.split(":")[0] for line in load.wrong] == ["Unknown?"] * 2
    told = replace(ANSWER, question=QUESTIONS[0]).to_dict()
    assert fits(QUESTIONS[0], told, told) and fits(QUESTIONS[0], told, None)
    assert not fits(QUESTIONS[1], told, None)
    assert not fits(QUESTIONS[0], {**told, "text": "It is another [1]."}, told)
    assert not fits(QUESTIONS[0], {**told, "text": "It says nothing."}, None)


def test_memory_that_grows_is_told() -> None:
    assert Load(memory=[500, 600, 600, 600, 600, 600, 600, 600]).grew == 0
    assert Load(memory=[500, 600, 600, 600, 700, 700, 800, 800]).grew == 200


def test_killed_in_the_middle_of_an_answer_the_server_loses_no_conversation(tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[1])}
    visitor = new_visitor()
    for killed in range(2):
        command = [sys.executable, "-c", SERVER, str(free_port())]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
            try:
                assert server.stdout is not None
                url = next(line for line in server.stdout if line.startswith("at ")).split()[1]
                browser = Visitor(url, visitor, uuid.uuid4().hex)
                told = browser.call("arrive", browser.browser, None)
                assert told.count(ANSWER.question) >= killed, "it is in the list of conversations again"
                browser.call("start", ANSWER.question, None)
                assert "25 June 2014" in browser.call("reply", None, None)
                asks_slowly(browser)
            finally:
                server.kill()
        store = History(tmp_path / "kilde" / "conversations.sqlite3")
        kept = [store.turns(visitor, conversation.id) for conversation in store.conversations(visitor)]
        assert [[turn.answer.to_dict() for turn in turns] for turns in kept] == [[ANSWER.to_dict()]] * (killed + 1)


def asks_slowly(browser: Visitor) -> None:
    """Returns while the answer is being written."""
    browser.call("start", "Slow?", None)
    dependencies = httpx.get(f"{browser.url}config").json()["dependencies"]
    [number] = [one["id"] for one in dependencies if one["api_name"] == "reply"]
    body = {"data": [None, None], "fn_index": number, "session_hash": browser.session}
    httpx.post(f"{browser.url}gradio_api/queue/join", json=body).raise_for_status()
    query = {"session_hash": browser.session}
    with httpx.stream("GET", f"{browser.url}gradio_api/queue/data", params=query, timeout=60) as told:
        assert any("process_generating" in line for line in told.iter_lines())
