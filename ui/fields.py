"""Text fields and buttons as the column beside the chat has them, and how its events say what cannot be done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import gradio as gr

from ingest.errors import KildeError
from ui.conversation import Turns

EVENT: dict[str, Any] = {"api_visibility": "undocumented", "show_progress": "hidden"}


def text(label: str) -> gr.Textbox:
    """A field that says in itself what it is for."""
    return gr.Textbox(label=label, placeholder=label, show_label=False, container=False, max_length=2000)


def button(label: str, kind: str = "kilde-quiet") -> gr.Button:
    """A button that looks like a word."""
    return gr.Button(label, size="sm", elem_classes=kind, min_width=0)


@contextmanager
def told() -> Iterator[None]:
    """What cannot be done is told on the page in one line."""
    try:
        yield
    except KildeError as error:
        raise gr.Error(str(error), print_exception=False) from error


def not_while_answering(turns: Turns) -> None:
    """Refuse what would take an answer from under the hands of who writes it."""
    if turns and turns[-1].pending:
        raise gr.Error("An answer is being written. Wait for it, or stop it.", print_exception=False)
