"""The contract: what an answer is.

A Citation is a slice of a document, never a copy: `quote` is cut from `document.text` when it is asked for, so a
citation cannot say anything that its document does not. An Answer holds what was kept (text, citations) and what
was not (dropped), and derives the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ingest.documents import Document
from ingest.index import Hit


class Verdict(StrEnum):
    """Outcome of checking one sentence against one or more quotations; anything but SUPPORTED is a reason to refuse."""

    SUPPORTED = "supported"
    NOT_FOUND = "no quotation speaks of this"
    NUMBER = "a number is not in the quotation"
    DATE = "a date is not in the quotation"
    IDENTIFIER = "an identifier is not in the quotation"
    NAME = "a name is not in the quotation"
    NEGATION = "the quotation says the opposite"
    MEANING = "the quotation is about something else"


@dataclass(frozen=True, slots=True)
class Citation:
    """One numbered quotation: `document.text[start:end]`, offsets in characters."""

    number: int
    document: Document
    start: int
    end: int
    section: str = ""
    verdict: Verdict = Verdict.SUPPORTED

    @property
    def source(self) -> str:
        """The document's id: its path relative to the corpus."""
        return self.document.id

    @property
    def title(self) -> str:
        return self.document.title

    @property
    def date(self) -> str:
        return self.document.date

    @property
    def page(self) -> int | None:
        """Page number from 1, or None when the format has no pages."""
        return self.document.page_at(self.start)

    @property
    def quote(self) -> str:
        return self.document.text[self.start : self.end]

    def to_dict(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "source": self.source,
            "title": self.title,
            "date": self.date,
            "section": self.section,
            "page": self.page,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "verdict": self.verdict.value,
        }


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence of the draft that did not reach the answer, and why."""

    text: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the trace: what a stage of the pipeline did and how long it took."""

    name: str
    outcome: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Answer:
    """A verified answer. `text` carries [1] [2] markers that refer to `citations` by number."""

    question: str
    text: str
    answered: bool
    citations: tuple[Citation, ...] = ()
    seconds: float = 0.0
    model: str = "none"
    standalone: str = ""
    """The question as it was searched for: follow-ups are rewritten to stand alone."""
    small_talk: bool = False
    """A greeting or thanks: nothing was asked, nothing is claimed."""
    nearest: tuple[Hit, ...] = ()
    """When the documents do not say it: the passages that came nearest, best first."""
    dropped: tuple[Dropped, ...] = ()
    trace: tuple[Step, ...] = field(default=(), repr=False)

    def to_dict(self) -> dict[str, Any]:
        """What `--json` prints and the page exports; plain JSON types only."""
        return {
            "question": self.question,
            "standalone": self.standalone,
            "text": self.text,
            "answered": self.answered,
            "small_talk": self.small_talk,
            "citations": [c.to_dict() for c in self.citations],
            "nearest": [h.to_dict() for h in self.nearest],
            "dropped": [{"text": d.text, "verdict": d.verdict.value} for d in self.dropped],
            "model": self.model,
            "seconds": round(self.seconds, 3),
            "trace": [{"name": s.name, "outcome": s.outcome, "seconds": round(s.seconds, 4)} for s in self.trace],
        }

    def __str__(self) -> str:
        lines = [self.text]
        if self.citations:
            lines.append("")
            lines += [f'[{c.number}] "{c.quote}"\n    {c.title}{_place(c)} ({c.source})' for c in self.citations]
        return "\n".join(lines)


def _place(citation: Citation) -> str:
    page = f", page {citation.page}" if citation.page is not None else ""
    section = f", {citation.section}" if citation.section else ""
    return section + page


@dataclass(frozen=True, slots=True)
class EvidenceFound:
    """First event of a stream: what is being looked at, before any prose. Once more where a draft is given up for
    another one.
    """

    question: str
    """The question as it is searched for."""
    quotations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class TextDelta:
    """A piece of the draft as the model writes it; not verified yet."""

    text: str


Event = EvidenceFound | TextDelta | Answer
"""What `Assistant.stream` yields: EvidenceFound, TextDelta zero or more times, both perhaps again, one Answer last."""
