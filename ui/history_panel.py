"""The list of kept conversations beside the chat, and the thumbs: components and wiring.

Who somebody is stands in the browser alone (`gr.BrowserState`, in its local storage) and comes here once, when the
page is loaded; from then on the session on the server knows it. What happens then is the business of `ui.keeping`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.resources import files
from typing import Any

import gradio as gr

from ui.conversation import Turns, messages
from ui.fields import EVENT as _EVENT
from ui.fields import button, not_while_answering, text, told
from ui.history import HistoryError, Thumb
from ui.keeping import Download, Keeping, Session

_THUMBS = {Thumb.UP: "Like", Thumb.DOWN: "Dislike", Thumb.NONE: None}
"""What Gradio calls them."""
_EMPTY = "Nothing is kept yet. What you ask stays on this machine, for this browser alone."
_Browser = dict[str, str]


@dataclass(frozen=True, slots=True)
class Surface:
    """What the panel needs of the page: its conversation, how that is shown, and the events that end an answer.

    `about` are the components that say what is asked, `told` is what they show in a session.
    """

    turns: gr.State
    chat: gr.Chatbot
    view: Sequence[Any]
    shown: Callable[[Turns], tuple[Any, ...]]
    again: gr.Button
    answers: Sequence[Any]
    about: Sequence[Any]
    told: Callable[[Session], tuple[Any, ...]]


class HistoryPanel:
    """Made inside the column beside the chat; `wire` connects it."""

    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping
        # The same after a restart. It guards nothing: every browser is told it; what guards is the visitor's name.
        self.browser = gr.BrowserState({}, storage_key="kilde", secret="kilde")
        self.session = gr.State(Session())
        self._thumb = gr.State((0, Thumb.NONE))
        self._file = gr.JSON(visible=False)
        gr.HTML("Conversations", js_on_load=None, elem_classes="kilde-title")
        self.search = text("Search conversations")
        self._list = gr.Radio(
            label="Conversations", container=False, visible=False, elem_classes=["kilde-choices", "kilde-list"]
        )
        self._note = gr.HTML(js_on_load=None, elem_classes="kilde-note")
        self._actions()

    def _actions(self) -> None:
        """What can be done with the conversation that is open, and with all thumbs."""
        with gr.Column(visible=False, elem_classes="kilde-actions") as self._open:
            with gr.Row():
                self._rename, self._delete = button("Rename"), button("Delete")
            with gr.Row(visible=False) as self._renaming:
                self._title, self._save = text("New title"), button("Save title")
            with gr.Row(visible=False) as self._deleting:
                self._yes, self._no = button("Delete for good", "kilde-danger"), button("Keep it")
            with gr.Row():
                self._markdown, self._json = button("Save as Markdown"), button("Save as JSON")
        with gr.Column(visible=False, elem_classes="kilde-actions") as self._ratings:
            gr.HTML("Your thumbs, as evaluation cases", js_on_load=None, elem_classes="kilde-note")
            with gr.Row():
                self._cases, self._drafts = button("Save approved"), button("Save the rest")

    def drawer_button(self) -> None:
        """On a narrow screen the panel is a drawer; `history.js` opens it."""
        button("Documents and conversations", "kilde-drawer-button")

    def reason_row(self) -> None:
        """The question why, after a thumb; its place is above the question box."""
        with gr.Row(visible=False, elem_classes="kilde-reason") as self._why:
            self._reason = text("Why? (optional)")
            self._send, self._close = button("Keep reason"), button("No reason")

    def kept(self, session: Session, turns: Turns) -> tuple[Session, Turns]:
        """Session and conversation when its last answer is in the store; a failure is told and breaks nothing."""
        try:
            return self._keeping.kept(session, turns)
        except HistoryError as error:
            gr.Warning(str(error))
            return session, turns

    def wire(self, page: gr.Blocks, surface: Surface) -> None:
        """Connect the panel to the page. Call it once all components are there."""
        self._wire_list(page, surface)
        self._wire_actions(surface)
        self._wire_thumbs(surface)

    def recognised(self, turns: Turns, browser: _Browser, session: Session) -> Session:
        """Who asks for another conversation; not while an answer is being written."""
        not_while_answering(turns)
        return self._keeping.recognised(session, browser)

    def _frame(self) -> list[Any]:
        return [self.browser, self.session, self._list, self._note, self._open, self._ratings]

    def _forms(self) -> list[Any]:
        """What asks for a title, whether to delete, why this thumb. Only what somebody pressed opens and shuts them:
        the end of an answer, or a page that is still arriving, must not take away what is being written.
        """
        return [self._renaming, self._deleting, self._why]

    def _framed(self, session: Session, search: str) -> tuple[Any, ...]:
        """What the panel shows, for `_frame`: the list, and what can be done with what is open."""
        return (
            {"visitor": session.visitor, "conversation": session.conversation, "corpus": session.corpus},
            session,
            *self._listed(session, search),
            gr.update(visible=bool(session.conversation)),
            gr.update(visible=self._keeping.has_ratings(session)),
        )

    def _listed(self, session: Session, search: str) -> tuple[Any, Any]:
        found = self._keeping.listed(session, search)
        value = session.conversation if any(c.id == session.conversation for c in found) else None
        note = "Nothing found." if search.strip() else _EMPTY
        choices = [(c.title, c.id) for c in found]
        return gr.update(choices=choices, value=value, visible=bool(found)), gr.update(value=note, visible=not found)

    def everything(self, surface: Surface) -> list[Any]:
        """All that changes when another conversation is shown."""
        return [*self._arriving(surface), *self._forms()]

    def _arriving(self, surface: Surface) -> list[Any]:
        return [*surface.view, *self._frame(), *surface.about]

    def shown(self, surface: Surface, session: Session, search: str) -> tuple[Any, ...]:
        """The session's conversation, for `everything`."""
        session, turns = self._keeping.opened(session)
        shut = [gr.update(visible=False)] * len(self._forms())
        return *_view(surface, turns), *self._framed(session, search), *surface.told(session), *shut

    def _wire_list(self, page: gr.Blocks, surface: Surface) -> None:
        everything = self.everything(surface)
        show = partial(self.shown, surface)

        def arrive(browser: _Browser, asked: Turns) -> tuple[Any, ...]:
            with told():
                session, turns = self._keeping.opened(self._keeping.arrived(browser))
                # Who asks at once, before the page knows who it is, begins a new conversation.
                session = replace(session, conversation="") if asked else session
                view = _view(surface, turns) if turns and not asked else [gr.skip()] * len(surface.view)
                return *view, *self._framed(session, ""), *surface.told(session)

        def choose(chosen: str, turns: Turns, browser: _Browser, session: Session, search: str) -> tuple[Any, ...]:
            with told():
                return show(replace(self.recognised(turns, browser, session), conversation=chosen), search)

        def leave(browser: _Browser, session: Session, search: str) -> tuple[Any, ...]:
            with told():
                return show(replace(self._keeping.recognised(session, browser), conversation=""), search)

        def delete(turns: Turns, browser: _Browser, session: Session, search: str) -> tuple[Any, ...]:
            with told():
                return show(self._keeping.deleted(self.recognised(turns, browser, session)), search)

        def find(browser: _Browser, session: Session, search: str) -> tuple[Any, Any]:
            with told():
                return self._listed(self._keeping.recognised(session, browser), search)

        def settle(turns: Turns, browser: _Browser, session: Session, search: str) -> tuple[Any, ...]:
            with told():
                # The answer is kept by now, unless the server was started anew below an open page.
                session, kept = self._keeping.kept(self._keeping.recognised(session, browser), turns)
                # A thumb may have been given meanwhile: it must not be taken back by what was read before.
                return gr.skip() if kept is turns else kept, *self._framed(session, search)

        turns, here = surface.turns, [self.browser, self.session, self.search]
        page.load(arrive, [self.browser, turns], self._arriving(surface), **_EVENT)
        page.load(None, js=files("ui").joinpath("history.js").read_text(encoding="utf-8"))
        self._list.input(choose, [self._list, turns, *here], everything, **_EVENT)
        surface.again.click(leave, here, everything, **_EVENT)
        self._yes.click(delete, [turns, *here], everything, **_EVENT)
        self.search.change(find, here, [self._list, self._note], trigger_mode="always_last", **_EVENT)
        for answer in surface.answers:
            answer.then(settle, [turns, *here], [turns, *self._frame()], **_EVENT)

    def _wire_actions(self, surface: Surface) -> None:
        def ask_title(session: Session) -> tuple[Any, ...]:
            with told():
                return gr.update(visible=True), self._keeping.title(session), gr.update(visible=False)

        def rename(title: str, browser: _Browser, session: Session, search: str) -> tuple[Any, ...]:
            with told():
                session = self._keeping.recognised(session, browser)
                self._keeping.renamed(session, title)
                return *self._framed(session, search), gr.update(visible=False)

        def download(wanted: Download, session: Session) -> dict[str, str]:
            with told():
                return self._keeping.download(session, wanted)

        save = files("ui").joinpath("download.js").read_text(encoding="utf-8")
        forms = [self._renaming, self._title, self._deleting]
        renamed = [*self._frame(), self._renaming]
        self._rename.click(ask_title, self.session, forms, **_EVENT)
        self._delete.click(lambda: (gr.update(visible=False), "", gr.update(visible=True)), None, forms, **_EVENT)
        self._no.click(lambda: gr.update(visible=False), None, self._deleting, **_EVENT)
        for event in (self._save.click, self._title.submit):
            event(rename, [self._title, self.browser, self.session, self.search], renamed, **_EVENT)
        for pressed, wanted in (
            (self._markdown, Download.MARKDOWN),
            (self._json, Download.JSON),
            (self._cases, Download.CASES),
            (self._drafts, Download.DRAFTS),
        ):
            written = pressed.click(partial(download, wanted), self.session, self._file, **_EVENT)
            written.success(None, self._file, None, js=save)

    def _wire_thumbs(self, surface: Surface) -> None:
        def rate(event: gr.LikeData, session: Session, turns: Turns) -> tuple[Any, ...]:
            number = int(event.index if isinstance(event.index, int) else event.index[0]) // 2
            thumb = {True: Thumb.UP, False: Thumb.DOWN}.get(event.liked, Thumb.NONE)
            if number >= len(turns) or not turns[number].kept:
                raise gr.Error(
                    "This answer is not kept, so a thumb cannot be. Load the page again.", print_exception=False
                )
            with told():
                turns = self._keeping.rated(session, turns, number, thumb)
                why = gr.update(visible=thumb is not Thumb.NONE)
                ratings = gr.update(visible=self._keeping.has_ratings(session))
            return turns, _thumbs(turns), (turns[number].kept, thumb), why, "", ratings

        def explain(reason: str, session: Session, thumb: tuple[int, Thumb]) -> Any:  # noqa: ANN401  (an update)
            with told():
                self._keeping.explained(session, *thumb, reason)
            return gr.update(visible=False)

        changed = [surface.turns, surface.chat, self._thumb, self._why, self._reason, self._ratings]
        surface.chat.like(rate, [self.session, surface.turns], changed, **_EVENT)
        for event in (self._send.click, self._reason.submit):
            event(explain, [self._reason, self.session, self._thumb], self._why, **_EVENT)
        self._close.click(lambda: gr.update(visible=False), None, self._why, **_EVENT)


def _view(surface: Surface, turns: Turns) -> tuple[Any, ...]:
    """What the page shows of a conversation, with its thumbs."""
    first, _, *rest = surface.shown(turns)
    return first, {**_thumbs(turns), "value": messages(turns)}, *rest


def _thumbs(turns: Turns) -> dict[str, Any]:
    update: dict[str, Any] = gr.update(feedback_value=[_THUMBS[turn.thumb] for turn in turns])
    return update
