"""What of an answer is judged: read from its plain JSON, so that answers that were kept can be judged again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Cited:
    """A quotation as it was given."""

    source: str
    start: int
    end: int
    quote: str
    context: str
    """What a reader sees around it: title, date and section."""

    @classmethod
    def of(cls, citation: Mapping[str, Any]) -> Cited:
        """From a citation as plain JSON types."""
        context = "\n".join(str(citation.get(part) or "") for part in ("title", "date", "section"))
        return cls(citation["source"], citation["start"], citation["end"], citation["quote"], context)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as `Answer.to_dict()` gives it."""

    text: str
    answered: bool
    small_talk: bool
    searched: bool
    """Whether it names passages that came nearest: something was looked for and not found."""
    citations: tuple[Cited, ...]
    seconds: float

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Reply:
        """From an answer as plain JSON types."""
        citations = tuple(Cited.of(citation) for citation in answer["citations"])
        searched = bool(answer.get("nearest"))
        return cls(
            answer["text"], answer["answered"], answer["small_talk"], searched, citations, float(answer["seconds"])
        )
