"""What programs can call, called by the real clients, over HTTP and as MCP tools; and the examples of the docs."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, Tool

from assistant.chat import Assistant
from assistant.settings import Settings
from ingest.documents import Document
from ingest.index import PassageIndex
from tests.fakes import GUIDE
from tests.test_llama_index_adapter import ScriptedLLM
from tests.test_page import free_port
from ui.programs import TITLES, _about
from ui.server import launch

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "programs.md").read_text(encoding="utf-8"), re.S)
INSPECTION = "When is the first inspection of the hive?"
UNKNOWN = "How much does a queen excluder cost in Norway?"
EMPTY = "The question is empty. Ask something in words."
ACT = "Act no. 713 of 25 June 2014"
T = TypeVar("T")


@pytest.fixture
def assistant(index: PassageIndex) -> Assistant:
    return Assistant(index, None, Settings())


@pytest.fixture
def url(assistant: Assistant) -> Iterator[str]:
    page, address = launch(assistant, port=free_port())
    yield address
    page.close(verbose=False)


@pytest.fixture
def shipped_url(shipped: PassageIndex) -> Iterator[str]:
    page, address = launch(Assistant(shipped, None, Settings()), port=free_port())
    yield address
    page.close(verbose=False)


def connected(url: str, talk: Callable[[ClientSession], Awaitable[T]]) -> T:
    """What is said in a session with the MCP server."""

    async def session() -> T:
        async with (
            streamable_http_client(f"{url}gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as opened,
        ):
            await opened.initialize()
            return await talk(opened)

    return asyncio.run(session())


def tools(url: str) -> dict[str, Tool]:
    async def listed(session: ClientSession) -> list[Tool]:
        found: list[Tool] = (await session.list_tools()).tools
        return found

    return {tool.name: tool for tool in connected(url, listed)}


def called(url: str, tool: str, **arguments: Any) -> tuple[bool, str]:
    """Whether it failed, and the one text that came back."""

    async def call(session: ClientSession) -> CallToolResult:
        return await session.call_tool(tool, arguments)

    result = connected(url, call)
    [content] = result.content
    return bool(result.isError), str(content.text)


def without_seconds(answer: dict[str, Any]) -> dict[str, Any]:
    return {key: answer[key] for key in answer if key not in ("seconds", "trace", "dropped")}


def test_an_answer_over_http_is_the_assistants_own(url: str, assistant: Assistant) -> None:
    answer = Client(url, verbose=False).predict(INSPECTION, api_name="/ask")
    assert without_seconds(answer) == without_seconds(assistant.ask(INSPECTION).to_dict())
    assert set(answer) == set(assistant.ask(INSPECTION).to_dict())


@pytest.mark.parametrize(
    ("endpoint", "given", "told"),
    [
        ("/ask", (" ",), EMPTY),
        ("/ask", (5,), "The question is not a text. Ask something in words."),
        ("/ask", ("x" * 3000,), "more than the 2,000 that are taken"),
        ("/ask", (INSPECTION, [{"role": "king", "content": "x"}]), "The history cannot be read. Give a list of"),
        ("/ask", (INSPECTION, "before"), "The history cannot be read. Give a list of"),
        ("/retrieve", ("",), EMPTY),
        ("/retrieve", (INSPECTION, 101), "k is 101; give a whole number from 1 to 100."),
        ("/retrieve", (INSPECTION, "many"), "k is many; give a whole number from 1 to 100."),
        ("/retrieve", (INSPECTION, 2.5), "k is 2.5; give a whole number from 1 to 100."),
    ],
)
def test_an_error_reaches_an_http_client_as_one_line_and_the_console_as_none(
    url: str, endpoint: str, given: tuple[Any, ...], told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(AppError) as caught:
        Client(url, verbose=False).predict(*given, api_name=endpoint)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "Traceback" not in capfd.readouterr().err


def test_two_tools_are_offered_that_only_read(url: str) -> None:
    found = tools(url)
    assert set(found) == {"ask_documents", "search_documents"}
    for tool in found.values():
        assert tool.annotations is not None
        assert tool.annotations.readOnlyHint is True
        assert tool.inputSchema["required"] == ["question"]
        assert all(about["description"] for about in tool.inputSchema["properties"].values())


def test_a_tool_tells_what_it_returns_and_of_which_documents(url: str) -> None:
    ask, search = (tools(url)[name].description or "" for name in ("ask_documents", "search_documents"))
    assert '"answered": false means that the documents do not say it' in ask
    assert 'exact "quote"' in ask
    for description in (ask, search):
        assert '"Beekeeping guide" (Garden society, March 2020)' in description
        assert "\n" not in description


def test_a_description_names_the_first_documents_and_how_many_more_there_are() -> None:
    documents = [Document(f"{n}.txt", "", f"Title {n}\n{'long ' * 50}") for n in range(TITLES + 3)]
    about = _about(documents)
    assert about.count("Title") == TITLES
    assert about.endswith("; and 3 more.")
    assert "\n" not in about and len(about) < 2000
    assert _about([]) == ""


def test_an_answer_as_a_tool_is_the_assistants_own_as_json_without_what_was_removed(
    url: str, assistant: Assistant
) -> None:
    failed, text = called(url, "ask_documents", question=INSPECTION)
    answer = json.loads(text)
    assert not failed
    assert {"trace", "dropped"}.isdisjoint(answer)
    assert without_seconds(answer) == without_seconds(assistant.ask(INSPECTION).to_dict())
    [citation, *_] = answer["citations"]
    assert citation["quote"] == GUIDE[citation["start"] : citation["end"]]


def test_a_tool_says_that_the_documents_do_not_say_it(url: str) -> None:
    failed, text = called(url, "ask_documents", question=UNKNOWN)
    answer = json.loads(text)
    assert (failed, answer["answered"], answer["citations"]) == (False, False, [])
    assert answer["nearest"]


def test_a_tool_takes_the_conversation(url: str, assistant: Assistant) -> None:
    history = [
        {"role": "user", "content": INSPECTION},
        {"role": "assistant", "content": "The first inspection is on 12 April."},
    ]
    _, text = called(url, "ask_documents", question="And at which temperature is it?", history=history)
    expected = assistant.ask("And at which temperature is it?", history)
    assert json.loads(text)["standalone"] == expected.standalone


def test_searching_as_a_tool_gives_the_hits(url: str, assistant: Assistant) -> None:
    failed, text = called(url, "search_documents", question=INSPECTION, k=2)
    assert not failed
    assert json.loads(text) == [hit.to_dict() for hit in assistant.retrieve(INSPECTION, 2)]
    assert len(json.loads(called(url, "search_documents", question=INSPECTION)[1])) > 2


@pytest.mark.parametrize(
    ("tool", "given", "told"),
    [
        ("ask_documents", {"question": " "}, EMPTY),
        ("search_documents", {"question": INSPECTION, "k": 0}, "k is 0; give a whole number from 1 to 100."),
        ("ask_documents", {}, "Input validation error: 'question' is a required property"),
        ("start", {"question": "x"}, "Unknown tool for this Gradio app: start"),
    ],
)
def test_an_error_reaches_an_mcp_client_as_one_line(url: str, tool: str, given: dict[str, Any], told: str) -> None:
    assert called(url, tool, **given) == (True, told)


def test_an_mcp_client_is_told_of_progress_and_of_errors_in_the_same_line(url: str) -> None:
    steps: list[str | None] = []

    async def progressed(done: float, of: float | None, message: str | None) -> None:
        steps.append(message)

    async def call(session: ClientSession) -> tuple[CallToolResult, CallToolResult]:
        good = await session.call_tool("ask_documents", {"question": INSPECTION}, progress_callback=progressed)
        bad = await session.call_tool("ask_documents", {"question": " "}, progress_callback=progressed)
        return good, bad

    good, bad = connected(url, call)
    assert json.loads(good.content[0].text)["answered"] is True
    assert (bad.isError, bad.content[0].text) == (True, EMPTY)
    assert "Processing" in steps


def run_example(example: str, url: str) -> dict[str, Any]:
    """The names that it leaves behind."""
    names: dict[str, Any] = {}
    exec(
        compile(
            example.replace("http://127.0.0.1:7860/", url).replace("http://127.0.0.1:7860", url), "example", "exec"
        ),
        names,
    )
    return names


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (0, [ACT, "And when was TDC SOC accredited?", ".txt"]),
        (1, ["True", ACT]),
        (2, ["denmark-cyber-security-strategy-profile.txt", "0."]),
        (3, [ACT, "supported", "True"]),
    ],
)
def test_an_example_of_the_docs_runs(
    number: int,
    printed: list[str],
    shipped_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("KILDE_MODEL", "none")
    run_example(EXAMPLES[number], shipped_url)
    shown = capsys.readouterr().out
    assert all(words in shown for words in printed), shown


def test_the_example_with_an_llm_object_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KILDE_MODEL", "none")
    answer_with = run_example(EXAMPLES[4], "")["answer_with"]
    shown = answer_with(ScriptedLLM(*[f"The law on the Center for Cyber Security is {ACT}."] * 9))
    assert ACT in shown
    assert shown.endswith("written by scripted-llm")


def test_all_examples_are_run() -> None:
    assert len(EXAMPLES) == 5
