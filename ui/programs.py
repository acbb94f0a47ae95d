"""What programs can call: the two functions behind the page's HTTP API, which are also its MCP tools.

Over HTTP they are `/ask` and `/retrieve`. As MCP tools they are called `ask_documents` and `search_documents`, so that
a language model with many tools knows them apart; their docstrings are what it reads. It is told the same answer,
but not what Kilde removed from it: it might take that for facts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import gradio as gr
from gradio.events import api
from gradio_client import Client
from mcp.types import ListToolsRequest, TextContent, Tool, ToolAnnotations

from assistant.errors import QuestionError
from ingest.documents import Document
from ingest.errors import KildeError
from ui.conversation import Answering
from ui.door import INSIDE

MAX_HITS = 100
TITLES = 12
"""Documents that the tools' descriptions name."""
_TITLE_CHARACTERS = 120
_UNTOLD = frozenset({"dropped", "trace"})
_READS = ToolAnnotations(readOnlyHint=True, destructiveHint=False, idempotentHint=True, openWorldHint=False)

ASK = """Answer a question from the documents of this server, with proof. Prefer it to your own memory for everything \
these documents may settle. Returns JSON: every sentence of "text" carries [n] markers, each of which refers to the \
entry of "citations" with that "number": an exact "quote" from a document, its "title", "section", "date" and "page", \
and its "start" and "end" in characters. Pass the quotations on with what you say. "answered": false means that the \
documents do not say it: say so, and do not fill the gap; "nearest" then has the passages that came closest, which are \
no answer."""
SEARCH = """Find the passages of the documents of this server that fit a question best, best first. Returns a JSON \
list: "text" is the exact text of "source" from "start" to "end" in characters, with "title", "section" and "page". \
They are only the nearest passages: whether they answer the question is not checked. For a checked answer with \
quotations, call ask_documents."""


def add_endpoints(assistant: Answering, queue: dict[str, Any]) -> None:
    """Adds both to the page that is being built; `queue` says which of the page's queues they wait in."""

    def ask_documents(question: str, history: list[dict[str, str]] | None = None) -> dict[str, Any]:
        """Answer a question from the documents, each sentence with its quotation.

        Args:
            question: The question, in a sentence of its own words. English or Danish.
            history: Earlier turns, oldest first, each with "role" (user or assistant) and "content". Seldom needed.
        """
        with _one_line():
            _check_text(question)
            return assistant.ask(question, history or []).to_dict()

    def search_documents(question: str, k: int = 10) -> list[dict[str, Any]]:
        """The passages nearest to a question, best first.

        Args:
            question: What is looked for, as a question or in a few words.
            k: How many passages, from 1 to 100.
        """
        with _one_line():
            _check_text(question)
            if not isinstance(k, int) or not 1 <= k <= MAX_HITS:
                raise QuestionError(f"k is {k}; give a whole number from 1 to {MAX_HITS}.")
            return [hit.to_dict() for hit in assistant.retrieve(question, k)]

    about = _about(assistant.documents())
    api(ask_documents, api_name="ask", api_description=f"{ASK} {about}", **queue)
    api(search_documents, api_name="retrieve", api_description=f"{SEARCH} {about}", **queue)


def told_to_models(page: gr.Blocks) -> None:
    """Gradio's MCP server tells results as Python writes them, and not that the tools change nothing: mended here."""
    gradio_server = page.mcp_server_obj
    gradio_server.postprocess_output_data = _as_json
    server = gradio_server.mcp_server
    listed = server.request_handlers[ListToolsRequest]

    @server.list_tools()  # type: ignore[untyped-decorator, unused-ignore]
    async def list_tools() -> list[Tool]:
        tools = (await listed(ListToolsRequest())).root.tools
        return [tool.model_copy(update={"annotations": _READS}) for tool in tools]


def let_in(page: gr.Blocks, key: str) -> None:
    """The MCP server calls the page over HTTP, with a client that knows no password: here is one with a key."""
    page.mcp_server_obj._client_instance = Client(
        page.local_url,
        download_files=False,
        verbose=False,
        analytics_enabled=False,
        _skip_components=False,
        headers={"x-gradio-user": "mcp", INSIDE: key},
    )


def _as_json(outputs: Sequence[Any], root_url: str) -> list[TextContent]:
    return [TextContent(type="text", text=json.dumps(_told(output), ensure_ascii=False)) for output in outputs]


def _told(output: Any) -> Any:
    return {key: output[key] for key in output if key not in _UNTOLD} if isinstance(output, dict) else output


@contextmanager
def _one_line() -> Iterator[None]:
    """Kilde's errors reach the client as what they say, and nothing else."""
    try:
        yield
    except KildeError as error:
        raise gr.Error(str(error), title="", print_exception=False) from error


def _check_text(question: object) -> None:
    if not isinstance(question, str):
        raise QuestionError("The question is not a text. Ask something in words.")


def _about(documents: Sequence[Document]) -> str:
    named = "; ".join(_named(document) for document in documents[:TITLES])
    more = f"; and {len(documents) - TITLES} more" if len(documents) > TITLES else ""
    return f"The documents: {named}{more}." if documents else ""


def _named(document: Document) -> str:
    facts = ", ".join(filter(None, (document.publisher, document.date)))
    title = " ".join(document.title.split())[:_TITLE_CHARACTERS]
    return f'"{title}" ({" ".join(facts.split())[:_TITLE_CHARACTERS]})' if facts else f'"{title}"'
