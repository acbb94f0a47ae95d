"""The chat page: components and wiring; what is shown comes from `ui.render`, what is said from `ui.conversation`.

`ui.server` serves it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import gradio as gr
from gradio.events import api
from pydantic import ValidationError

from ingest.documents import Document
from ingest.errors import KildeError
from ingest.settings import SHIPPED_CORPUS
from ui.conversation import Answering, Turns, answered, begun, failed, last_answer, messages, retried, stopped
from ui.corpora import SHARED, Corpora
from ui.documents_panel import DocumentsPanel, examples_told
from ui.evaluation import add_evaluation
from ui.examples import EXAMPLES_SHOWN
from ui.going import Going
from ui.history import History
from ui.history_panel import HistoryPanel, Surface
from ui.keeping import Keeping, Session
from ui.plain import plain
from ui.programs import add_endpoints
from ui.render import corpus_html
from ui.source import read_places, source_html

_INTRO = """<header class="kilde-intro" data-corpus="{key}"><h1>Kilde</h1>
<p>Answers from your documents, each sentence checked against the words it is taken from.</p>{corpus}</header>"""
_GONE = '<p class="kilde-note">These documents are no longer here. What they were quoted with stays below.</p>'
_CLEANED = 3600
"""Seconds after which a file that was sent and not read is deleted."""
_QUEUE: dict[str, Any] = {"concurrency_id": "assistant", "concurrency_limit": 1}
"""One question at a time: the language model uses every core it has."""
_HIDDEN: dict[str, Any] = {"api_visibility": "undocumented", "show_progress": "hidden"}


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components that events read and change."""

    turns: gr.State
    intro: gr.HTML
    chat: gr.Chatbot
    box: gr.Textbox
    ask: gr.Button
    stop: gr.Button
    again: gr.Button
    retry: gr.Button
    edit: gr.Button
    copy: gr.Button
    suggestions: gr.Row
    examples: list[gr.Button]


def build_page(assistant: Answering, *, folders: bool = True) -> gr.Blocks:
    """The page, and what programs can call; serve it with `serve`, which brings the looks and the MCP server.

    `folders`: whether a visitor may name a folder of this machine to be read.
    """
    corpora = Corpora(assistant)
    page = gr.Blocks(title="Kilde", analytics_enabled=False, delete_cache=(_CLEANED, _CLEANED))
    with page:
        with gr.Column(elem_classes="kilde-history"):
            documents = DocumentsPanel(corpora, _name(assistant.documents()), folders=folders)
            panel = HistoryPanel(Keeping(History(), corpora.documents))
        add_evaluation(corpora, page)
        parts = _components(assistant, panel)
        surface = _wire(corpora, parts, panel, documents)
        panel.wire(page, surface)
        documents.wire(panel, surface)
        _source_endpoint(corpora)
        add_endpoints(assistant, _QUEUE)
    return page


def _name(documents: Sequence[Document]) -> str:
    """What the documents are called that the page was opened with."""
    if not documents:
        return "No documents"
    more = f" and {len(documents) - 1} more" if len(documents) > 1 else ""
    return f"{documents[0].title}{more}"


def _components(assistant: Answering, panel: HistoryPanel) -> _Parts:
    documents = assistant.documents()
    intro = gr.HTML(_intro(SHARED, documents), js_on_load=None)
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
            examples = [gr.Button(visible=False, size="sm") for _ in range(EXAMPLES_SHOWN)]
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
            retry = gr.Button("Ask again", size="sm", visible=False, elem_classes="kilde-again")
            edit = gr.Button("Edit question", size="sm", visible=False, elem_classes="kilde-again")
            copy = gr.Button("Copy answer", size="sm", visible=False, elem_classes=["kilde-again", "kilde-copy"])
            panel.drawer_button()
    return _Parts(gr.State(()), intro, chat, box, ask, stop, again, retry, edit, copy, suggestions, examples)


def _intro(key: str, documents: Sequence[Document]) -> str:
    """What is asked; `page.js` reads the corpus from it when a source is to be shown."""
    corpus = corpus_html(documents) if documents or key == SHARED else _GONE
    return _INTRO.format(key=plain(key), corpus=corpus)


def _wire(corpora: Corpora, parts: _Parts, panel: HistoryPanel, documents: DocumentsPanel) -> Surface:
    buttons = [parts.ask, parts.stop, parts.again, parts.retry, parts.edit, parts.copy, parts.suggestions]
    view = [parts.turns, parts.chat, *buttons]

    going = Going()

    def start(question: str, turns: Turns) -> tuple[Any, ...]:
        after = begun(turns, question, before=len(going))
        going.begin(turn.key for turn in after[len(turns) :])
        return (*_view(after), "" if after != turns else question)

    def retry(question: str, turns: Turns) -> tuple[Any, ...]:
        after = retried(turns, before=len(going))
        going.begin(turn.key for turn in after[-1:] if turn.pending and after != turns)
        return (*_view(after), question)

    def reply(turns: Turns, session: Session) -> Iterator[tuple[Any, ...]]:
        try:
            with corpora.asking(session.corpus) as assistant:
                for shown in answered(assistant, turns):
                    session, shown = panel.kept(session, shown)
                    yield *_view(shown), session
        except KildeError as error:
            yield *_view(failed(turns, str(error))), session
        finally:
            going.end(turn.key for turn in turns)

    def finish(turns: Turns) -> tuple[Any, ...]:
        return _view(stopped(turns, going))

    def stop(turns: Turns) -> tuple[Any, ...]:
        going.end(turn.key for turn in turns)
        return _view(stopped(turns))

    asked: list[tuple[Callable[..., Any], Any]] = [(parts.box.submit, parts.box), (parts.ask.click, parts.box)]
    asked += [(button.click, button) for button in parts.examples]
    triggers = [*((on, start, question) for on, question in asked), (parts.retry.click, retry, parts.box)]
    replies, ends = [], []
    for on, beginning, question in triggers:
        # Not queued, so that the question stands on the page at once even while another one is being answered.
        begin = on(beginning, [question, parts.turns], [*view, parts.box], queue=False, **_HIDDEN)
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

    def about(session: Session) -> tuple[Any, ...]:
        intro = _intro(session.corpus, corpora.documents(session.corpus))
        return intro, *examples_told(corpora, session.corpus, SHIPPED_CORPUS), *documents.told(session)

    shows = [parts.intro, *parts.examples, *documents.parts()]
    return Surface(parts.turns, parts.chat, view, _view, parts.again, ends, shows, about)


def _view(turns: Turns) -> tuple[Any, ...]:
    """What the page shows of a conversation: turns, chat, Ask or Stop, then what can be done next or the examples."""
    busy = bool(turns) and turns[-1].pending
    idle = bool(turns) and not busy
    done = idle and turns[-1].answer is not None
    shown = [not busy, busy, idle, idle and not done, idle, done, not turns]
    return turns, messages(turns), *(gr.update(visible=part) for part in shown)


def _source_endpoint(corpora: Corpora) -> None:
    def source(places: list[dict[str, Any]], at: int, corpus: str) -> str:
        """The document of a quotation, for the panel beside the chat; `corpus` is its key."""
        try:
            return source_html(read_places(places), at, corpora.documents(corpus))
        except (ValidationError, IndexError) as error:
            raise gr.Error("This is no quotation of an answer.", print_exception=False) from error

    api(source, api_name="source", queue=False, api_visibility="undocumented")
