"""The contract: what an answer is.

A Citation is a slice of a document, never a copy: `quote` is cut from `document.text` when it is asked for, so a
citation cannot say anything that its document does not. An Answer holds what was kept (text, citations) and what
was not (dropped), and derives the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from assistant.visible import visible
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

    @classmethod
    def from_dict(cls, told: Mapping[str, Any], documents: Iterable[Document] = ()) -> Answer:
        """The answer that `to_dict` told, for instance one that was stored.

        Of the `documents` it quotes those that still say the same words at the same place; in place of any other
        stands what is known of it, blank but for the quotations. Raises ValueError when `told` is not an answer.
        """
        try:
            quoted = _quoted(told["citations"], {d.id: d for d in documents})
            return cls(
                question=told["question"],
                text=told["text"],
                answered=told["answered"],
                citations=tuple(_citation(c, quoted[c["source"]]) for c in told["citations"]),
                seconds=told["seconds"],
                model=told["model"],
                standalone=told["standalone"],
                small_talk=told["small_talk"],
                nearest=tuple(Hit.from_dict(hit) for hit in told["nearest"]),
                dropped=tuple(Dropped(d["text"], Verdict(d["verdict"])) for d in told["dropped"]),
                trace=tuple(Step(s["name"], s["outcome"], s["seconds"]) for s in told["trace"]),
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ValueError(f"this is not an answer: {error!r}") from error

    def __str__(self) -> str:
        lines = [self.text]
        if self.citations:
            lines.append("")
            lines += [f'[{c.number}] "{c.quote}"\n    {c.title}{_place(c)} ({c.source})' for c in self.citations]
        return visible("\n".join(lines))  # a terminal acts on signs that nobody sees


def _place(citation: Citation) -> str:
    page = f", page {citation.page}" if citation.page is not None else ""
    section = f", {citation.section}" if citation.section else ""
    return section + page


def _citation(told: Mapping[str, Any], document: Document) -> Citation:
    return Citation(told["number"], document, told["start"], told["end"], told["section"], Verdict(told["verdict"]))


def _quoted(told: Iterable[Mapping[str, Any]], known: Mapping[str, Document]) -> dict[str, Document]:
    """The documents that were quoted, by id: one of those known, if it still says the words, else what is left."""
    by_source: dict[str, list[Mapping[str, Any]]] = {}
    for citation in sorted(told, key=lambda c: int(c["start"])):
        if not 0 <= citation["start"] == citation["end"] - len(citation["quote"]):
            raise ValueError("a quotation and its offsets differ")
        by_source.setdefault(citation["source"], []).append(citation)
    return {source: _still(known.get(source), quotes) or _left(quotes) for source, quotes in by_source.items()}


def _still(document: Document | None, quotes: Iterable[Mapping[str, Any]]) -> Document | None:
    if document is None or any(document.text[c["start"] : c["end"]] != c["quote"] for c in quotes):
        return None
    return document


def _left(quotes: Sequence[Mapping[str, Any]]) -> Document:
    """A document of which only its quotations are known: each at its place and on its page, with blanks between."""
    text, page_starts = "", list[int]()
    for quote in quotes:
        text = text[: quote["start"]].ljust(quote["start"]) + quote["quote"] + text[quote["end"] :]
        page_starts += [quote["start"]] * ((quote["page"] or 0) - len(page_starts))
    first = quotes[0]
    return Document(first["source"], text, first["title"], date=first["date"], page_starts=tuple(page_starts))


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
