"""The page served for real on loopback, over a scripted assistant, and asked through Gradio's own client."""

from __future__ import annotations

import json
import re
import socket
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from assistant.answer import Answer, Citation, Event, EvidenceFound, TextDelta
from assistant.chat import Assistant
from assistant.errors import ModelAway
from assistant.reader import Reader
from assistant.settings import Settings
from ingest.build import IngestReport, Told, build_index
from ingest.documents import Document
from ingest.index import Hit, PassageIndex
from ingest.passages import split
from ingest.settings import SHIPPED_CORPUS
from tests.fakes import HashEmbedder
from ui.conversation import answered, begun, history, stopped
from ui.examples import example_questions
from ui.render import answer_html, error_html
from ui.server import PageError, launch
from ui.source import place_of, source_html

ACT = "Law on the Center for Cyber Security: Act no. 713 of 25 June 2014"
DOCUMENT = Document(
    "profile.txt", f"Legal capacity\n{ACT} Center for Cyber Security.\n", "Denmark <b>profile</b>", "WISER"
)
CITATION = Citation(1, DOCUMENT, start := DOCUMENT.text.index(ACT), start + len(ACT), "Legal capacity")
ANSWER = Answer("Which act?", "It is Act no. 713 of 25 June 2014 [1].", True, (CITATION,), 1.25, "small")
ABSTAINED = Answer("What did it cost?", "The documents do not say this.", False)


class ScriptedAssistant:
    """Answers by script: the question picks the Answer, and what it was asked is recorded."""

    def __init__(self, *answers: Answer, hits: Sequence[Hit] = (), pause: float = 0.0) -> None:
        self.answers = {answer.question: answer for answer in answers}
        self.hits = list(hits)
        self.pause = pause
        self.histories: list[list[Mapping[str, str]]] = []
        self.closed_early = False
        self.embedder = HashEmbedder()

    def ask(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Answer:
        self.histories.append(list(history))
        if question not in self.answers:
            raise ModelAway("The model server does not answer. Start it, or use --model none.")
        return self.answers[question]

    def stream(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Iterator[Event]:
        answer = self.ask(question, history)
        try:
            yield EvidenceFound(question, answer.citations)
            for word in re.findall(r"\S+\s*", answer.text):
                time.sleep(self.pause)
                yield TextDelta(word)
            yield answer
        except GeneratorExit:
            self.closed_early = True
            raise

    def retrieve(self, question: str, k: int = 10) -> list[Hit]:
        return self.hits[:k]

    def documents(self) -> tuple[Document, ...]:
        return tuple({c.document.id: c.document for a in self.answers.values() for c in a.citations}.values())

    def ingest(self, folder: Path, index: Path, told: Told = lambda event: None) -> IngestReport:
        return build_index(folder, index, embedder=self.embedder, told=told)

    def beside(self, index: Path) -> Assistant:
        """A real one, that answers by quoting."""
        return Assistant(PassageIndex(index, self.embedder), None, Settings())

    def close(self) -> None:
        """Nothing is held open."""


@pytest.fixture
def assistant() -> ScriptedAssistant:
    passages = split(DOCUMENT)
    return ScriptedAssistant(ANSWER, ABSTAINED, hits=[Hit(p, 0.5, DOCUMENT.title) for p in passages])


@pytest.fixture
def url(assistant: ScriptedAssistant) -> Iterator[str]:
    page, address = launch(assistant, port=free_port())
    yield address
    page.close(verbose=False)


@pytest.fixture
def client(url: str) -> Client:
    return Client(url, verbose=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def converse(client: Client, question: str) -> list[str]:
    """What the page shows below a question, step by step."""
    client.predict(question, api_name="/start")
    job = client.submit(api_name="/reply")
    job.result(timeout=20)
    return [step[-1]["content"][0]["text"] for step in job.outputs()]


def test_ask_returns_what_json_prints(client: Client, assistant: ScriptedAssistant) -> None:
    history = [{"role": "user", "content": "Hello"}]
    assert client.predict(ANSWER.question, history, api_name="/ask") == ANSWER.to_dict()
    assert client.predict(ANSWER.question, api_name="/ask") == ANSWER.to_dict()
    assert assistant.histories == [history, []]


def test_ask_tells_what_is_wrong_and_the_cure(client: Client) -> None:
    with pytest.raises(AppError, match="Start it, or use --model none"):
        client.predict("Something else?", api_name="/ask")


def test_retrieve_returns_the_hits(client: Client, assistant: ScriptedAssistant) -> None:
    assert client.predict("Which act?", 5, api_name="/retrieve") == [hit.to_dict() for hit in assistant.hits]
    with pytest.raises(AppError, match="from 1 to 100"):
        client.predict("Which act?", 0, api_name="/retrieve")


def test_a_source_is_shown_and_what_is_no_quotation_refused(client: Client) -> None:
    shown = client.predict([place_of(CITATION).model_dump(mode="json")], 0, "", api_name="/source")
    assert shown == source_html([place_of(CITATION)], 0, [DOCUMENT])
    for places, at in (([{"source": "profile.txt"}], 0), ([], 0)):
        with pytest.raises(AppError, match="no quotation of an answer"):
            client.predict(places, at, "", api_name="/source")


def test_only_ask_and_retrieve_are_documented(client: Client) -> None:
    described = client.view_api(return_format="dict", print_info=False)
    assert isinstance(described, dict)
    assert set(described["named_endpoints"]) == {"/ask", "/retrieve"}


def test_the_chat_shows_evidence_then_draft_then_the_verified_answer(client: Client) -> None:
    steps = converse(client, ANSWER.question)
    assert "Looking at 1 passage" in steps[0]
    assert "Draft, not checked yet" not in steps[0]
    assert all("Draft, not checked yet" in step for step in steps[1:-1])
    assert len(steps) > 3
    assert steps[-1] == answer_html(ANSWER, "answer-1")


def test_the_assistant_is_told_plain_words_and_failed_turns_are_no_part_of_them(
    client: Client, assistant: ScriptedAssistant
) -> None:
    converse(client, "Something else?")
    converse(client, ANSWER.question)
    converse(client, ABSTAINED.question)
    assert assistant.histories[-1] == [
        {"role": "user", "content": ANSWER.question},
        {"role": "assistant", "content": ANSWER.text},
    ]


def test_an_error_is_one_friendly_line_in_the_chat(client: Client) -> None:
    [line] = converse(client, "Something else?")
    assert line == error_html("The model server does not answer. Start it, or use --model none.")


def test_a_blank_question_changes_nothing(client: Client) -> None:
    converse(client, ANSWER.question)
    client.predict("  \n", api_name="/start")
    shown = client.submit(api_name="/reply")
    assert len(shown.result(timeout=20)) == 2


def test_a_question_asked_while_another_is_answered_waits_in_the_box(client: Client) -> None:
    client.predict(ANSWER.question, api_name="/start")
    shown, box = client.predict("And?", api_name="/start")
    assert (len(shown), box) == (2, "And?")


def test_conversations_do_not_see_each_other(url: str, assistant: ScriptedAssistant) -> None:
    converse(Client(url, verbose=False), ANSWER.question)
    converse(Client(url, verbose=False), ABSTAINED.question)
    assert assistant.histories == [[], []]


def test_stopping_closes_the_stream_and_leaves_the_turn_out_of_the_history(assistant: ScriptedAssistant) -> None:
    steps = answered(assistant, begun((), ANSWER.question))
    turns = next(steps)
    steps.close()
    assert assistant.closed_early
    assert "Stopped" in stopped(turns)[-1].html
    assert history(stopped(turns)) == []
    assert stopped(stopped(turns)) == stopped(turns)


def test_the_word_with_which_a_model_refuses_is_never_shown() -> None:
    refusal = "NOT STATED"
    assistant = ScriptedAssistant(replace(ABSTAINED, text=refusal))
    drafts = [turns[-1].html for turns in answered(assistant, begun((), ABSTAINED.question)) if turns[-1].pending]
    assert len(drafts) == 3
    assert not any("Draft" in html for html in drafts)


def test_a_port_in_use_is_one_clear_error(url: str, assistant: ScriptedAssistant) -> None:
    port = int(url.rstrip("/").rsplit(":", 1)[1])
    with pytest.raises(PageError, match=f"Port {port} .* --port {port + 1}"):
        launch(assistant, port=port)


def test_the_page_names_no_other_host(url: str) -> None:
    config = httpx.get(url + "config").text
    page = httpx.get(url).text
    style = httpx.get(url + "theme.css").text
    links = re.findall(r'(?:src|href)="(https?:)?//([^"/]+)', page)
    assert links == []
    assert set(re.findall(r"url\(.(\w+):", style)) <= {"data"}
    assert "googleapis" not in config + page + style
    assert json.loads(config)["analytics_enabled"] is False


def test_examples_are_shown_when_their_source_is_there_and_else_taken_from_the_documents(tmp_path: Path) -> None:
    (tmp_path / "examples.toml").write_text(
        '[[examples]]\nquestion = "Which act?"\nsource = "profile.txt"\n'
        '[[examples]]\nquestion = "What else?"\nsource = "other.txt"\n',
        encoding="utf-8",
    )
    asking = replace(
        DOCUMENT, id="b.txt", text="Q and A\r\n\r\nIs insurance available in Denmark?\r\n\r\nYes. Is it?\r\n"
    )
    assert example_questions([DOCUMENT], tmp_path) == ["Which act?"]
    assert example_questions([asking], tmp_path) == ["Is insurance available in Denmark?"]
    assert example_questions([DOCUMENT]) == []


def test_the_shipped_examples_belong_to_the_shipped_documents() -> None:
    documents = [replace(DOCUMENT, id=file.name) for file in SHIPPED_CORPUS.glob("*.txt")]
    assert len(example_questions(documents, SHIPPED_CORPUS)) == 4


def test_every_suggested_question_is_answered_from_the_document_it_names(shipped: PassageIndex) -> None:
    assistant = Assistant(shipped, None, Settings(), Reader())
    for example in tomllib.loads((SHIPPED_CORPUS / "examples.toml").read_text(encoding="utf-8"))["examples"]:
        answer = assistant.ask(example["question"])
        assert answer.answered, example["question"]
        assert answer.citations[0].source == example["source"]
