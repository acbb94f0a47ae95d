"""What a conversation consists of: turns, and exchanges of a question and its answer. Pure values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it stands alone, and what was answered, without the marks of its quotations."""

    question: str
    answer: str

    @property
    def first_line(self) -> str:
        """The first line of the answer, where it says what it is about."""
        return self.answer.split("\n", 1)[0]


def unmarked(text: str) -> str:
    """A text without the numbers of quotations."""
    return re.sub(r"\s*\[\d+\]", "", text)


def last_of(exchanges: Sequence[Exchange]) -> Exchange:
    """The exchange before the question; an empty one at the start of a conversation."""
    return exchanges[-1] if exchanges else Exchange("", "")
