"""The chat page: components and wiring; what is shown comes from `ui.render`, what is said from `ui.conversation`.

The page listens on this machine alone unless told otherwise, is never shared, and neither it nor its server calls
anybody: no analytics, no version check, no font, script or icon from elsewhere.
"""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import gradio as gr
from gradio.events import api
from pydantic import ValidationError

from ingest.errors import KildeError
from ingest.settings import SHIPPED_CORPUS
from ui.conversation import Answering, Turns, answered, begun, last_answer, messages, stopped
from ui.evaluation import add_evaluation
from ui.examples import example_questions
from ui.history import History
from ui.history_panel import HistoryPanel, Surface
from ui.keeping import Keeping, Session
from ui.programs import add_endpoints, told_to_models
from ui.render import corpus_html
from ui.source import read_places, source_html

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 7860

_INTRO = """<header class="kilde-intro"><h1>Kilde</h1><p>Answers from your documents, each sentence checked against
the words it is taken from.</p>{corpus}</header>"""
_QUEUE: dict[str, Any] = {"concurrency_id": "assistant", "concurrency_limit": 1}
"""One question at a time: the language model uses every core it has."""
_HIDDEN: dict[str, Any] = {"api_visibility": "undocumented", "show_progress": "hidden"}


class PageError(KildeError):
    """The page cannot be served."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components that events read and change."""

    turns: gr.State
    chat: gr.Chatbot
    box: gr.Textbox
    ask: gr.Button
    stop: gr.Button
    again: gr.Button
    edit: gr.Button
    copy: gr.Button
    suggestions: gr.Row
    examples: list[gr.Button]


def build_page(assistant: Answering) -> gr.Blocks:
    """The page, and what programs can call; serve it with `serve`, which brings the looks and the MCP server."""
    page = gr.Blocks(title="Kilde", analytics_enabled=False)
    with page:
        panel = HistoryPanel(Keeping(History(), assistant.documents))
        add_evaluation(assistant, page)
        parts = _components(assistant, panel)
        _wire(assistant, parts, panel, page)
        _source_endpoint(assistant)
        add_endpoints(assistant, _QUEUE)
    return page


def _components(assistant: Answering, panel: HistoryPanel) -> _Parts:
    documents = assistant.documents()
    gr.HTML(_INTRO.format(corpus=corpus_html(documents)), js_on_load=None)
    chat = gr.Chatbot(
        show_label=False,
        container=False,
        height=None,
        layout="panel",
        buttons=[],
        latex_delimiters=[],
        allow_tags=False,
        autoscroll=False,
        elem_classes="kilde-chat",
    )
    with gr.Column(elem_classes="kilde-composer"):
        panel.reason_row()
        with gr.Row(elem_classes="kilde-examples") as suggestions:
            examples = [gr.Button(q, size="sm") for q in example_questions(documents, SHIPPED_CORPUS)]
        with gr.Row(elem_classes="kilde-ask"):
            box = gr.Textbox(
                label="Your question",
                placeholder="Ask a question",
                show_label=False,
                container=False,
                max_lines=6,
                autofocus=True,
            )
            ask = gr.Button("Ask", variant="primary", scale=0, min_width=84)
            stop = gr.Button("Stop", variant="stop", scale=0, min_width=84, visible=False)
        with gr.Row(elem_classes="kilde-foot"):
            again = gr.Button("New conversation", size="sm", visible=False, elem_classes="kilde-again")
            edit = gr.Button("Edit question", size="sm", visible=False, elem_classes="kilde-again")
            copy = gr.Button("Copy answer", size="sm", visible=False, elem_classes=["kilde-again", "kilde-copy"])
            panel.drawer_button()
    return _Parts(gr.State(()), chat, box, ask, stop, again, edit, copy, suggestions, examples)


def _wire(assistant: Answering, parts: _Parts, panel: HistoryPanel, page: gr.Blocks) -> None:
    view = [parts.turns, parts.chat, parts.ask, parts.stop, parts.again, parts.edit, parts.copy, parts.suggestions]

    going: set[str] = set()  # Keys of the turns that are being answered, or wait for it.

    def start(question: str, turns: Turns) -> tuple[Any, ...]:
        after = begun(turns, question)
        going.update(turn.key for turn in after if turn.pending)
        return (*_view(after), "" if after != turns else question)

    def reply(turns: Turns, session: Session) -> Iterator[tuple[Any, ...]]:
        try:
            for shown in answered(assistant, turns):
                session, shown = panel.kept(session, shown)
                yield *_view(shown), session
        finally:
            going.difference_update(turn.key for turn in turns)

    def finish(turns: Turns) -> tuple[Any, ...]:
        return _view(stopped(turns, going))

    def stop(turns: Turns) -> tuple[Any, ...]:
        going.difference_update(turn.key for turn in turns)
        return _view(stopped(turns))

    triggers: list[tuple[Callable[..., Any], Any]] = [(parts.box.submit, parts.box), (parts.ask.click, parts.box)]
    triggers += [(button.click, button) for button in parts.examples]
    replies, ends = [], []
    for on, question in triggers:
        # Not queued, so that the question stands on the page at once even while another one is being answered.
        begin = on(start, [question, parts.turns], [*view, parts.box], queue=False, **_HIDDEN)
        # "multiple": a reply that was just stopped may still be ending when the next one begins.
        answer = {"trigger_mode": "multiple", **_HIDDEN, **_QUEUE}
        replies.append(begin.success(reply, [parts.turns, panel.session], [*view, panel.session], **answer))
        # Runs after an answer, and also after a reply was cancelled or broke: whatever came in between, nothing hangs.
        # By then the next question may be there, which is going on.
        ends.append(replies[-1].then(finish, [parts.turns], view, queue=False, **_HIDDEN))
    parts.stop.click(stop, [parts.turns], view, cancels=replies, queue=False, **_HIDDEN)
    parts.edit.click(lambda turns: turns[-1].question if turns else "", parts.turns, parts.box, queue=False, **_HIDDEN)
    copied = gr.JSON(visible=False)
    told = parts.copy.click(lambda turns: {"text": last_answer(turns)}, parts.turns, copied, queue=False, **_HIDDEN)
    told.success(None, copied, None, js=files("ui").joinpath("copy.js").read_text(encoding="utf-8"))
    panel.wire(page, Surface(parts.turns, parts.chat, view, _view, parts.again, ends))


def _view(turns: Turns) -> tuple[Any, ...]:
    """What the page shows of a conversation: turns, chat, Ask or Stop, then what can be done next or the examples."""
    busy = bool(turns) and turns[-1].pending
    idle = bool(turns) and not busy
    shown = [not busy, busy, idle, idle, idle and turns[-1].answer is not None, not turns]
    return turns, messages(turns), *(gr.update(visible=part) for part in shown)


def _source_endpoint(assistant: Answering) -> None:
    def source(places: list[dict[str, Any]], at: int) -> str:
        """The document of a quotation, for the panel beside the chat."""
        try:
            return source_html(read_places(places), at, assistant.documents())
        except (ValidationError, IndexError) as error:
            raise gr.Error("This is no quotation of an answer.", print_exception=False) from error

    api(source, api_name="source", queue=False, api_visibility="undocumented")


def serve(
    assistant: Answering,
    host: str = DEFAULT_HOST,
    port: int = DEFAULT_PORT,
    *,
    announce: Callable[[str], None] = lambda url: None,
) -> None:
    """Serve the page until interrupted; `announce` is told the address once it answers."""
    with redirect_stdout(io.StringIO()):  # Gradio prints where the MCP server is, however quiet it is asked to be
        page, url = launch(assistant, host, port)
    announce(url)
    try:
        threading.Event().wait()
    finally:
        page.close(verbose=False)


def launch(assistant: Answering, host: str = DEFAULT_HOST, port: int = DEFAULT_PORT) -> tuple[gr.Blocks, str]:
    """Start the page in the background; the page (close it) and its address."""
    _stay_at_home()
    looks, styles = files("ui"), ("page.css", "history.css", "evaluation.css")
    page = build_page(assistant)
    try:
        _, url, _ = page.launch(
            server_name=host,
            server_port=port,
            share=False,
            ssr_mode=False,
            mcp_server=True,
            run_history=False,
            footer_links=["api"],
            quiet=True,
            prevent_thread_lock=True,
            theme=_theme(),
            css="".join(looks.joinpath(name).read_text(encoding="utf-8") for name in styles),
            js=looks.joinpath("page.js").read_text(encoding="utf-8"),
        )
    except OSError as error:
        raise PageError(
            f"Port {port} on {host} cannot be opened; it may be in use. Choose another, such as --port {port + 1}."
        ) from error
    told_to_models(page)
    return page, url


def _theme() -> gr.themes.Base:
    """System fonts alone: Gradio's own themes name fonts that a browser would fetch from elsewhere."""
    sans = ["system-ui", "Segoe UI", "Helvetica Neue", "Arial", "sans-serif"]
    mono = ["ui-monospace", "Menlo", "Consolas", "monospace"]
    return gr.themes.Base(primary_hue="teal", neutral_hue="stone", font=sans, font_mono=mono)


def _stay_at_home() -> None:
    """Gradio asks its own page whether it is up: that must not go through a proxy. And it must tell nobody."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(filter(None, [os.environ.get(name, ""), "127.0.0.1,localhost"]))
