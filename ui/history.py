"""Conversations as they are kept: one SQLite file, nothing else.

A visitor is an unguessable word that the browser keeps; whoever does not know it sees nothing of what was asked with
it, and every question to the store names it. An answer is kept as `Answer.to_dict` tells it, quotations included, so
that it can be read when the index is another one by now.

Each call opens the file anew and is one transaction: threads and processes may share it, and a process that is killed
leaves either all of a change or nothing. What is deleted is overwritten.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import time
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from assistant.answer import Answer
from ingest.documents import Document
from ingest.errors import KildeError
from ingest.settings import data_folder

LISTED = 200
"""Conversations shown at once; older ones are found by their words."""
LONGEST_TITLE = 80
LONGEST_REASON = 2_000
_FORMAT = 2
_PATIENCE = 20.0
"""Seconds to wait while another process writes."""
_TABLES = """
CREATE TABLE conversations (
    id TEXT PRIMARY KEY, visitor TEXT NOT NULL, title TEXT NOT NULL, changed REAL NOT NULL,
    corpus TEXT NOT NULL DEFAULT ''
);
CREATE INDEX of_visitor ON conversations (visitor, changed);
CREATE TABLE turns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE,
    answer TEXT NOT NULL, words TEXT NOT NULL, asked REAL NOT NULL,
    thumb TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX of_conversation ON turns (conversation, id);
"""


class HistoryError(KildeError):
    """The conversations cannot be read or written."""


class Thumb(StrEnum):
    """What a person thinks of an answer."""

    UP = "up"
    DOWN = "down"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A line of the list; `changed` is seconds since 1970."""

    id: str
    title: str
    changed: float


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """An answer with its question, and what was thought of it. `id` names it in the store."""

    id: int
    answer: Answer
    asked: float
    thumb: Thumb = Thumb.NONE
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a turn was put."""

    conversation: str
    turn: int


def new_visitor() -> str:
    """A word nobody guesses."""
    return secrets.token_urlsafe(32)


class History:
    """The kept conversations of all visitors, in one file that is made when something is kept."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or data_folder() / "conversations.sqlite3"

    def conversations(self, visitor: str, search: str = "") -> list[Conversation]:
        """Those of a visitor in which every word of `search` occurs, the last changed first."""
        words = _folded(search).split()
        holds = (
            "(instr(folded(title), ?) OR EXISTS (SELECT * FROM turns WHERE conversation = c.id AND instr(words, ?)))"
        )
        where = " AND ".join(["visitor = ?", *[holds] * len(words)])
        with self._open() as store:
            rows = store.execute(
                f"SELECT id, title, changed FROM conversations c WHERE {where} "
                f"ORDER BY changed DESC, id LIMIT {LISTED}",
                [visitor, *(word for word in words for _ in range(2))],
            )
            return [Conversation(*row) for row in rows]

    def keep(self, visitor: str, conversation: str, answer: Answer, corpus: str = "") -> Place:
        """Put an answer at the end of a conversation; into a new one when there is none of this visitor by this id.

        A conversation is about one corpus: an answer from another one begins a new conversation as well.
        """
        told, now = json.dumps(answer.to_dict(), ensure_ascii=False), time.time()
        words = _folded("\n".join([answer.question, answer.text, *(c.quote for c in answer.citations)]))
        with self._open() as store:
            changed = "UPDATE conversations SET changed = ? WHERE id = ? AND visitor = ? AND corpus = ?"
            if not store.execute(changed, (now, conversation, visitor, corpus)).rowcount:
                conversation = secrets.token_urlsafe(12)
                store.execute(
                    "INSERT INTO conversations VALUES (?, ?, ?, ?, ?)",
                    (conversation, visitor, titled(answer.question), now, corpus),
                )
            turn = store.execute(
                "INSERT INTO turns (conversation, answer, words, asked) VALUES (?, ?, ?, ?)",
                (conversation, told, words, now),
            ).lastrowid
        return Place(conversation, turn or 0)

    def turns(self, visitor: str, conversation: str, documents: Iterable[Document] = ()) -> list[KeptTurn]:
        """What was asked and answered in a conversation, in order; nothing when it is not this visitor's, or gone.

        Quotations are those of the `documents`, where these still say the same.
        """
        known = tuple(documents)
        with self._open() as store:
            rows = store.execute(
                "SELECT t.id, answer, asked, thumb, reason FROM turns t JOIN conversations c ON c.id = t.conversation "
                "WHERE visitor = ? AND c.id = ? ORDER BY t.id",
                (visitor, conversation),
            ).fetchall()
        try:
            return [
                KeptTurn(id_, Answer.from_dict(json.loads(told), known), asked, Thumb(thumb), reason)
                for id_, told, asked, thumb, reason in rows
            ]
        except ValueError as error:
            raise HistoryError(self._damaged(error)) from error

    def corpus(self, visitor: str, conversation: str) -> str | None:
        """The key of the documents that a conversation of this visitor is about; None when there is none by this id."""
        with self._open() as store:
            wanted = "SELECT corpus FROM conversations WHERE visitor = ? AND id = ?"
            found = store.execute(wanted, (visitor, conversation)).fetchone()
        return found[0] if found else None

    def rated(self, visitor: str) -> list[list[KeptTurn]]:
        """The conversations in which this visitor gave a thumb, each with all its turns."""
        with self._open() as store:
            rows = store.execute(
                "SELECT id FROM conversations WHERE visitor = ? AND "
                "id IN (SELECT conversation FROM turns WHERE thumb != '') ORDER BY changed, id",
                (visitor,),
            ).fetchall()
        return [self.turns(visitor, conversation) for (conversation,) in rows]

    def has_rated(self, visitor: str) -> bool:
        """Whether this visitor gave a thumb that still stands."""
        with self._open() as store:
            rated = "SELECT * FROM turns t JOIN conversations c ON c.id = t.conversation"
            found = store.execute(f"{rated} WHERE visitor = ? AND thumb != '' LIMIT 1", (visitor,)).fetchone()
        return found is not None

    def rename(self, visitor: str, conversation: str, title: str) -> None:
        """Give a conversation another title; a blank one changes nothing."""
        if title.strip():
            with self._open() as store:
                store.execute(
                    "UPDATE conversations SET title = ? WHERE id = ? AND visitor = ?",
                    (titled(title), conversation, visitor),
                )

    def delete(self, visitor: str, conversation: str) -> None:
        """Forget a conversation, with its answers and what was thought of them."""
        with self._open() as store:
            store.execute("DELETE FROM conversations WHERE id = ? AND visitor = ?", (conversation, visitor))

    def rate(self, visitor: str, turn: int, thumb: Thumb, reason: str = "") -> None:
        """Keep what a person thinks of an answer of theirs, in place of what they thought before."""
        with self._open() as store:
            store.execute(
                "UPDATE turns SET thumb = ?, reason = ? WHERE id = ? AND "
                "conversation IN (SELECT id FROM conversations WHERE visitor = ?)",
                (thumb.value, reason.strip()[:LONGEST_REASON], turn, visitor),
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """One transaction on the file."""
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            # For its owner alone: it says what was asked.
            os.close(os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600))
            with closing(sqlite3.connect(self.file, timeout=_PATIENCE, isolation_level=None)) as store:
                store.create_function("folded", 1, _folded, deterministic=True)
                store.execute("PRAGMA foreign_keys = ON")
                store.execute("PRAGMA secure_delete = ON")
                store.execute("BEGIN IMMEDIATE")
                self._prepare(store)
                yield store
                store.execute("COMMIT")
        except (OSError, sqlite3.OperationalError) as error:
            raise HistoryError(
                f"The conversations in {self.file} cannot be used now ({error}). "
                "See that there is room on the disk and that the file can be written."
            ) from error
        except sqlite3.DatabaseError as error:
            raise HistoryError(self._damaged(error)) from error

    def _prepare(self, store: sqlite3.Connection) -> None:
        version = store.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            for statement in filter(str.strip, _TABLES.split(";")):
                store.execute(statement)
            store.execute(f"PRAGMA user_version = {_FORMAT}")
        elif version == 1:
            store.execute("ALTER TABLE conversations ADD COLUMN corpus TEXT NOT NULL DEFAULT ''")
            store.execute(f"PRAGMA user_version = {_FORMAT}")
        elif version != _FORMAT:
            raise HistoryError(
                f"The conversations in {self.file} were written by another version of Kilde. "
                "Use that one, or move the file away: a new one is then begun."
            )

    def _damaged(self, error: Exception) -> str:
        return (
            f"The conversations in {self.file} are damaged ({error}). "
            "Put a copy of the file back, or move it away: a new one is then begun."
        )


def titled(words: str) -> str:
    """A title of one line."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1].rstrip() + "\u2026"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
