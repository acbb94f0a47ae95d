"""A document beside the chat: its whole text, with the words marked that an answer quotes. Pure.

A Place says which words; it travels through the browser in a link, so it comes back as something that anybody may
have written, and is checked. When the document has changed since, the words are looked for again, and when they are
gone the page says so. A long document is cut into blocks, which the browser lays out only when they come into view.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby, pairwise
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from assistant.answer import Citation, Verdict
from ingest.documents import Document
from ingest.index import Hit
from ui.plain import joined, plain, printable
from ui.verdicts import REASONS

LINK = "#source="
_BLOCK, _LONGEST = 2_000, 20_000
"""Characters of a block: at least, then to the end of the line, but not more than these."""
_LINE_END = re.compile(r"\r\n?|\n")


class Place(BaseModel):
    """Words of a document: those of a quotation with its verdict, or of a passage that only came near."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: int
    source: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    quote: str
    section: str = ""
    verdict: Verdict | None = None
    looking: bool = False
    """Whether it is only being read, for an answer that is not there yet."""


Span = tuple[int, int]
_PLACES = TypeAdapter(tuple[Place, ...])


def place_of(citation: Citation) -> Place:
    """Where a quotation stands."""
    return Place(
        number=citation.number,
        source=citation.source,
        start=citation.start,
        end=citation.end,
        quote=citation.quote,
        section=citation.section,
        verdict=citation.verdict,
    )


def looked_at(citation: Citation) -> Place:
    """Where words stand that are read for an answer: nothing is said of them yet."""
    return place_of(citation).model_copy(update={"verdict": None, "looking": True})


def near_place(rank: int, hit: Hit) -> Place:
    """Where a passage stands that came near to a question."""
    passage = hit.passage
    words = passage.text.strip()
    start = passage.start + passage.text.index(words)
    return Place(
        number=rank,
        source=passage.document_id,
        start=start,
        end=start + len(words),
        quote=words,
        section=passage.section,
    )


def link(place: Place) -> str:
    """The address, within the page, that `page.js` sends back to have the place shown."""
    return LINK + quote(json.dumps(place.model_dump(mode="json")), safe="")


def read_places(places: Any) -> tuple[Place, ...]:
    """Places as the browser sends them. Raises pydantic's ValidationError for anything else."""
    return _PLACES.validate_python(places)


def source_html(places: Sequence[Place], at: int, documents: Sequence[Document]) -> str:
    """The document of the place that is looked `at`, and what is known about it; the other places marked lightly."""
    place = places[at]
    known = {document.id: document for document in documents}
    document = known.get(place.source)
    if document is None:
        head = f"{_bar(places, at)}<h2>{plain(place.source)}</h2>"
        notice = _then("This document is no longer among those that can be asked.", place)
        return f'<header class="kilde-source-head">{head}{notice}</header>'
    spans = {n: span for n, one in enumerate(places) if one.source == place.source and (span := _found(document, one))}
    text = "".join(_pieces(document, spans, at))
    return (
        f'<header class="kilde-source-head">{_bar(places, at)}{_about(document, place, spans.get(at))}</header>'
        f'<div class="kilde-source-text" tabindex="0" role="region" aria-label="Text of the document">{text}</div>'
    )


def _bar(places: Sequence[Place], at: int) -> str:
    """Previous, Next and Close; the first two only when there is anywhere to go."""
    noun = "Quotation" if places[at].verdict else "Passage"
    count = f"{noun} {at + 1} of {len(places)}"
    steps = ""
    if len(places) > 1:
        before, after = (at - 1) % len(places), (at + 1) % len(places)
        steps = (
            f'<button type="button" class="kilde-step" value="{before}" aria-label="Previous {noun.lower()}">'
            "Previous</button>"
            f'<button type="button" class="kilde-step" value="{after}" aria-label="Next {noun.lower()}">'
            "Next</button>"
        )
    close = '<button type="button" class="kilde-close">Close</button>'
    return f'<div class="kilde-source-bar"><span class="kilde-count">{count}</span>{steps}{close}</div>'


def _about(document: Document, place: Place, span: Span | None) -> str:
    page = document.page_at(span[0]) if span else None
    where = joined([place.section, f"page {page}" if page else ""])
    facts = joined([document.kind, document.publisher, document.date, document.id])
    lines = [f"<h2>{plain(document.title)}</h2>", f'<p class="kilde-facts">{facts}</p>']
    lines += [f'<p class="kilde-where">{where}</p>'] if where else []
    lines.append(_verdict(place) if span else _then("This document has changed since it was quoted.", place))
    return "".join(lines)


def _verdict(place: Place) -> str:
    """What was checked about the marked words."""
    if place.looking:
        return '<p class="kilde-doubt">Read for the answer. Nothing is checked yet.</p>'
    if place.verdict is None:
        return '<p class="kilde-doubt">Near to the question, but it does not answer it.</p>'
    if place.verdict is Verdict.SUPPORTED:
        return f'<p class="kilde-proof">Checked: these exact words support the sentence marked [{place.number}].</p>'
    return f'<p class="kilde-doubt">{plain(REASONS[place.verdict])}</p>'


def _then(notice: str, place: Place) -> str:
    """What was quoted, when it can be shown in its place no more."""
    return f'<p class="kilde-doubt">{notice} It said then:</p><blockquote dir="auto">{_shown(place.quote)}</blockquote>'


def _found(document: Document, place: Place) -> Span | None:
    """Where the words stand now; None when they do not."""
    if not place.quote:
        return None
    if document.text[place.start : place.end] == place.quote:
        return place.start, place.end
    start = document.text.find(place.quote)
    return None if start < 0 else (start, start + len(place.quote))


def _pieces(document: Document, spans: Mapping[int, Span], at: int) -> Iterator[str]:
    pages = {start: number for number, start in enumerate(document.page_starts, start=1)}
    for start, end in _blocks(document):
        if start in pages:
            yield f'<p class="kilde-page">Page {pages[start]}</p>'
        here = {number: span for number, span in spans.items() if span[0] < end and span[1] > start}
        yield f'<div class="kilde-block" dir="auto">{_marked(document.text, (start, end), here, at)}</div>'


def _blocks(document: Document) -> Iterator[Span]:
    """The text cut at pages, and within a page at line ends."""
    text = document.text
    borders = sorted({0, *document.page_starts, len(text)})
    for page, following in pairwise(borders):
        start = page
        while start < following:
            most = min(start + _LONGEST, following)
            line_end = _LINE_END.search(text, min(start + _BLOCK, most), most)
            end = line_end.end() if line_end else most
            yield start, end
            start = end


def _marked(text: str, block: Span, spans: Mapping[int, Span], at: int) -> str:
    """A block with its marks; where several places overlap, the one that is looked at wins, then the first."""
    borders = {border for span in spans.values() for border in span if block[0] < border < block[1]}

    def chosen(part: Span) -> int | None:
        covering = [number for number, (start, end) in spans.items() if start <= part[0] and part[1] <= end]
        return at if at in covering else next(iter(covering), None)

    html = []
    for number, group in groupby(pairwise(sorted({*block, *borders})), key=chosen):
        parts = list(group)
        words = _shown(text[parts[0][0] : parts[-1][1]])
        kind = "kilde-here" if number == at else "kilde-also"
        html.append(words if number is None else f'<mark class="{kind}" data-at="{number}">{words}</mark>')
    return "".join(html)


def _shown(text: str) -> str:
    # Not in Markdown, so that HTML's own signs are all there is to escape: a book takes a moment with `plain`.
    return escape(printable(text))
