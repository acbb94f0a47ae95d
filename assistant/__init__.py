"""Question to evidence to draft to verified answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.answer import Answer, Citation, Verdict
    from assistant.chat import Assistant

__all__ = ["Answer", "Assistant", "Citation", "Verdict", "ask"]


def ask(question: str, history: Sequence[Mapping[str, str]] = ()) -> Answer:
    """Ask the shipped corpus (or the index that KILDE_INDEX names) once; to ask more, open an `Assistant`.

    The default index is built on first use. Raises KildeError, with the cure, when it cannot be done.
    """
    from assistant.chat import Assistant

    with Assistant.open() as assistant:
        return assistant.ask(question, history)


def __getattr__(name: str) -> Any:
    # The model store and the settings are used without the index; they should not wait for chromadb.
    if name == "Assistant":
        from assistant import chat

        return chat.Assistant
    if name in __all__:
        from assistant import answer

        return getattr(answer, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
