"""Which documents are asked, and how a visitor adds their own: components and wiring, above the conversations.

What happens to the documents is the business of `ui.corpora`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from ingest.build import Written
from ingest.errors import KildeError
from ingest.reading import FileRead
from ui.conversation import Turns
from ui.corpora import SHARED, Corpora, Reading
from ui.examples import EXAMPLES_SHOWN, example_questions
from ui.fields import EVENT, button, text, told
from ui.history_panel import HistoryPanel, Surface
from ui.keeping import Session
from ui.reading import reading_html

_QUEUE: dict[str, Any] = {"concurrency_id": "reading", "concurrency_limit": 1}
"""One folder at a time: embedding uses every core."""


_NAME = "Name (optional)"


class DocumentsPanel:
    """Made inside the column beside the chat; `wire` connects it.

    `folders`: whether a folder of this machine may be named.
    """

    def __init__(self, corpora: Corpora, shared_name: str, *, folders: bool) -> None:
        self._corpora, self._shared_name = corpora, shared_name
        gr.HTML("Documents", js_on_load=None, elem_classes="kilde-title")
        self._choice = gr.Radio(
            label="Documents to ask",
            choices=[(shared_name, SHARED)],
            value=SHARED,
            container=False,
            elem_classes=["kilde-choices", "kilde-corpora"],
        )
        with gr.Row(elem_classes="kilde-actions kilde-documents"):
            self._add = button("Add documents")
            self._again = button("Read again")
            self._remove = button("Remove")
        with gr.Row(visible=False, elem_classes="kilde-actions") as self._removing:
            self._yes, self._no = button("Remove for good", "kilde-danger"), button("Keep them")
        with gr.Column(visible=False, elem_classes="kilde-add") as self._form:
            self._name = text(_NAME)
            self._files = gr.File(label="Files", file_count="multiple", height=112, show_label=False, container=False)
            with gr.Column(visible=folders, elem_classes="kilde-folder"):
                self._folder = text("Or a folder: /home/you/reports")
            with gr.Row(elem_classes="kilde-actions kilde-documents"):
                self._point = button("Read this folder") if folders else None
                self._close = button("Close")
        self._progress = gr.HTML(js_on_load=None, elem_classes="kilde-progress")

    def parts(self) -> list[Any]:
        """What `told` says the contents of."""
        return [self._choice, self._again, self._remove, self._name]

    def told(self, session: Session) -> tuple[Any, ...]:
        """What can be asked in a session, and what can be done with what is chosen."""
        own = self._corpora.listed(session.visitor)
        chosen = next((corpus for corpus in own if corpus.key == session.corpus), None)
        value = session.corpus if chosen or session.corpus == SHARED else None
        return (
            gr.update(choices=[(self._shared_name, SHARED), *((c.name, c.key) for c in own)], value=value),
            gr.update(visible=chosen is not None and not chosen.uploaded),
            gr.update(visible=chosen is not None),
            gr.update(placeholder=f"Into {chosen.name}, or a new name" if chosen and chosen.uploaded else _NAME),
        )

    def _forms(self) -> list[Any]:
        """What only this panel's own events open and close: a page that is still arriving must not shut a form."""
        return [self._removing, self._form, self._progress]

    def wire(self, panel: HistoryPanel, surface: Surface) -> None:
        """Connect the panel to the page. Call it once all components are there."""
        everything = [*panel.everything(surface), *self._forms()]
        here = [surface.turns, panel.browser, panel.session, panel.search]
        self._wire_choice(panel, surface)

        def reading(session: Session, search: str, steps: Reading) -> Iterator[tuple[Any, ...]]:
            so_far: list[FileRead | Written] = []
            still = [gr.skip()] * (len(everything) - 1)
            try:
                while True:
                    try:
                        so_far.append(next(steps))
                    except StopIteration as end:
                        key = str(end.value)
                        goes_on = session.conversation if key == session.corpus else ""
                        session = replace(session, corpus=key, conversation=goes_on)
                        break
                    yield *still, reading_html(so_far)
            except KildeError as error:
                yield *still, reading_html(so_far, error=str(error))
                return
            yield *panel.shown(surface, session, search), *_shut(reading_html(so_far, done=True))

        def upload(files: list[str] | None, name: str, *there: Any) -> Iterator[tuple[Any, ...]]:
            turns, browser, session, search = there
            session = panel.recognised(turns, browser, session)
            steps = self._corpora.upload(session.visitor, session.corpus, name, [Path(file) for file in files or ()])
            yield from reading(session, search, steps)

        def point(folder: str, *there: Any) -> Iterator[tuple[Any, ...]]:
            turns, browser, session, search = there
            session = panel.recognised(turns, browser, session)
            yield from reading(session, search, self._corpora.point(session.visitor, folder))

        def read_again(*there: Any) -> Iterator[tuple[Any, ...]]:
            turns, browser, session, search = there
            session = panel.recognised(turns, browser, session)
            corpus = self._corpora.find(session.visitor, session.corpus)
            steps = self._corpora.point(session.visitor, str(corpus.folder) if corpus else "")
            yield from reading(session, search, steps)

        told_while = {**EVENT, **_QUEUE}
        self._files.upload(upload, [self._files, self._name, *here], everything, **told_while).then(
            lambda: (None, ""), None, [self._files, self._name], queue=False, **EVENT
        )
        for event in (self._point.click, self._folder.submit) if self._point else ():
            event(point, [self._folder, *here], everything, **told_while)
        self._again.click(read_again, here, everything, **told_while)

    def _wire_choice(self, panel: HistoryPanel, surface: Surface) -> None:
        here = [surface.turns, panel.browser, panel.session, panel.search]
        everything = [*panel.everything(surface), *self._forms()]

        def choose(key: str, turns: Turns, browser: dict[str, str], session: Session, search: str) -> tuple[Any, ...]:
            with told():
                session = panel.recognised(turns, browser, session)
                return *panel.shown(surface, replace(session, corpus=key, conversation=""), search), *_shut()

        def remove(turns: Turns, browser: dict[str, str], session: Session, search: str) -> tuple[Any, ...]:
            with told():
                session = panel.recognised(turns, browser, session)
                self._corpora.remove(session.visitor, session.corpus)
                return *panel.shown(surface, replace(session, corpus=SHARED, conversation=""), search), *_shut()

        self._choice.input(choose, [self._choice, *here], everything, **EVENT)
        self._yes.click(remove, here, everything, **EVENT)
        for pressed, form, is_open in (
            (self._add, self._form, True),
            (self._close, self._form, False),
            (self._remove, self._removing, True),
            (self._no, self._removing, False),
        ):
            pressed.click(partial(gr.update, visible=is_open), None, form, queue=False, **EVENT)


def _shut(progress: str = "") -> tuple[Any, ...]:
    return gr.update(visible=False), gr.update(visible=False), progress


def examples_told(corpora: Corpora, key: str, corpus: Path) -> list[Any]:
    """Updates of the buttons with example questions; `corpus` is the folder that may have its own."""
    questions: Sequence[str] = example_questions(corpora.documents(key), corpus if key == SHARED else None)
    blank = [gr.update(visible=False)] * (EXAMPLES_SHOWN - len(questions))
    return [*(gr.update(value=question, visible=True) for question in questions), *blank]
