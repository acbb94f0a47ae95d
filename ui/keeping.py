"""What happens to conversations when somebody arrives, is answered, opens one, gives a thumb or takes one home.

No component and no event: `ui.history_panel` shows it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from ingest.documents import Document
from ui.conversation import Turns, reopened
from ui.export import file_name, to_json, to_markdown
from ui.feedback import case_lines, draft_lines
from ui.history import Conversation, History, Thumb, new_visitor

_SHORTEST_VISITOR = 32


@dataclass(frozen=True, slots=True)
class Session:
    """Who asks, and in which conversation; of a visitor without a name nothing is kept."""

    visitor: str = ""
    conversation: str = ""
    corpus: str = ""
    """The key of the documents that are asked."""


class Download(StrEnum):
    """What can be taken home; the value is the ending of the file."""

    MARKDOWN = "md"
    JSON = "json"
    CASES = "cases.jsonl"
    DRAFTS = "drafts.jsonl"


class Keeping:
    """Conversations of the store, as the page wants them. `documents` are those that a corpus holds now, by its key."""

    def __init__(self, history: History, documents: Callable[[str], tuple[Document, ...]]) -> None:
        self._history, self._documents = history, documents

    def arrived(self, told: Any) -> Session:  # noqa: ANN401  (whatever stands in the browser)
        """The session of a browser: what it told, if that can be, else a new visitor."""
        known = told if isinstance(told, dict) else {}
        visitor, *rest = (str(known.get(name, "")) for name in ("visitor", "conversation", "corpus"))
        return Session(visitor, *rest) if len(visitor) >= _SHORTEST_VISITOR else Session(new_visitor())

    def recognised(self, session: Session, told: Any) -> Session:  # noqa: ANN401  (whatever stands in the browser)
        """The session, or when a restart of the server forgot it the browser's visitor, in no conversation."""
        return session if session.visitor else replace(self.arrived(told), conversation="")

    def opened(self, session: Session) -> tuple[Session, Turns]:
        """The session's conversation, with the corpus it is about; no conversation when it is gone."""
        found = self._history.corpus(session.visitor, session.conversation)
        about = session.corpus if found is None else found
        turns = self._history.turns(session.visitor, session.conversation, self._documents(about))
        return replace(session, conversation=session.conversation if turns else "", corpus=about), reopened(turns)

    def kept(self, session: Session, turns: Turns) -> tuple[Session, Turns]:
        """Session and conversation after its last answer was put into the store, if there is one that was not."""
        if not session.visitor or not turns or turns[-1].answer is None or turns[-1].kept:
            return session, turns
        *before, last = turns
        place = self._history.keep(session.visitor, session.conversation, turns[-1].answer, session.corpus)
        return replace(session, conversation=place.conversation), (*before, replace(last, kept=place.turn))

    def listed(self, session: Session, search: str = "") -> list[Conversation]:
        return self._history.conversations(session.visitor, search)

    def title(self, session: Session) -> str:
        """The title of the session's conversation."""
        titles = (c.title for c in self.listed(session) if c.id == session.conversation)
        return next(titles, "")

    def has_ratings(self, session: Session) -> bool:
        return self._history.has_rated(session.visitor)

    def renamed(self, session: Session, title: str) -> None:
        self._history.rename(session.visitor, session.conversation, title)

    def deleted(self, session: Session) -> Session:
        """The session without its conversation, which is forgotten."""
        self._history.delete(session.visitor, session.conversation)
        return replace(session, conversation="")

    def rated(self, session: Session, turns: Turns, number: int, thumb: Thumb) -> Turns:
        """The conversation after the thumb for its answer `number`, from 0, was kept."""
        self._history.rate(session.visitor, turns[number].kept, thumb)
        return tuple(replace(turn, thumb=thumb) if n == number else turn for n, turn in enumerate(turns))

    def explained(self, session: Session, turn: int, thumb: Thumb, reason: str) -> None:
        """Keep the reason of a thumb."""
        self._history.rate(session.visitor, turn, thumb, reason)

    def download(self, session: Session, wanted: Download) -> dict[str, str]:
        """A file to take home: its name and its text."""
        if wanted in (Download.CASES, Download.DRAFTS):
            told = case_lines if wanted is Download.CASES else draft_lines
            return {"name": f"kilde-feedback.{wanted}", "text": told(self._history.rated(session.visitor))}
        title = self.title(session)
        written = to_markdown if wanted is Download.MARKDOWN else to_json
        documents = self._documents(session.corpus)
        text = written(title, self._history.turns(session.visitor, session.conversation, documents))
        return {"name": file_name(title, wanted.value), "text": text}
