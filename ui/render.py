"""Answers to HTML: pure functions, no Gradio, no trust.

Everything that comes from a document, a model or a person passes `plain`, which leaves nothing in it that HTML,
Markdown, a template or an autolinker could act on. What a model may shape is the outline alone: lines that begin
with "- " or "1." become list items, and [n] becomes a link to quotation n, if there is one. The page shows these
strings inside Markdown, so each is a single line that begins with a block element. Gradio takes attributes such as
data-* and aria-* away from them, so a link says in its address where it leads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Answer, Citation, Dropped, Verdict
from ingest.documents import Document
from ingest.index import Hit
from ui.plain import joined, plain
from ui.source import link, looked_at, near_place, place_of
from ui.trace import trace_html
from ui.verdicts import REASONS

DOCUMENTS_SHOWN = 6
"""Documents listed on the page before the rest is folded away."""

_MARKER = re.compile(r"\[(\d{1,4})\]")
_ITEM = re.compile(r"\s*(?:[-*\u2022]|(?P<number>\d{1,3})[.)])\s+(?P<text>\S.*)")


def question_html(question: str) -> str:
    """What the person asked."""
    return f'<div class="kilde-question">{plain(question)}</div>'


def error_html(message: str) -> str:
    """One friendly line: what happened and what to do."""
    return f'<div class="kilde-error" role="alert">{plain(message)}</div>'


def waiting_html(before: int) -> str:
    """While other people's questions are answered first."""
    told = f"Waiting: {_count(before, 'question')} of others {'is' if before == 1 else 'are'} answered first"
    return f'<div class="kilde-looking"><p class="kilde-label">{told}</p></div>'


def draft_html(quotations: Sequence[Citation] = (), draft: str = "") -> str:
    """While the answer is being written: the evidence at once, then the prose, marked as not yet checked."""
    titles = list(dict.fromkeys(c.title for c in quotations))
    where = f"at {_count(len(quotations), 'passage')} in {_names(titles)}" if titles else "in the documents"
    quotes = "".join(f"<li>{_blockquote(c.quote)}{_looked_at(c)}</li>" for c in quotations)
    parts = [f'<p class="kilde-label">Looking {where}</p>']
    if quotes:
        parts.append(f'<ul class="kilde-evidence">{quotes}</ul>')
    if draft.strip():
        parts.append(f'<p class="kilde-label">Draft, not checked yet</p><div class="kilde-draft">{_prose(draft)}</div>')
    return f'<div class="kilde-looking">{"".join(parts)}</div>'


def answer_html(answer: Answer, anchor: str) -> str:
    """The verified answer. `anchor` tells this answer's quotations from those of the other answers on the page."""
    prefix = re.sub(r"[^A-Za-z0-9-]", "-", anchor)
    prose = _prose(answer.text, {c.number: c for c in answer.citations}, prefix)
    abstained = not answer.answered and not answer.small_talk
    if abstained:
        label = '<p class="kilde-label">Not in the documents</p>'
        parts = [f'<div class="kilde-abstention">{label}{prose}</div>', _nearest(answer.nearest)]
    else:
        parts = [_checked(answer), prose]
    parts += [_dropped(answer.dropped), _quotations(answer.citations, prefix)]
    parts.append("" if answer.small_talk else trace_html(answer))
    kind = "kilde-answer kilde-abstained" if abstained else "kilde-answer"
    return f'<div class="{kind}">{"".join(parts)}</div>'


def stopped_html() -> str:
    """In place of an answer that the person stopped."""
    return '<div class="kilde-error">Stopped. Nothing was answered.</div>'


def corpus_html(documents: Sequence[Document]) -> str:
    """What can be asked about: each document with its kind, publisher and date."""
    lines = [f"<li>{_document(d)}</li>" for d in documents]
    shown, folded = "".join(lines[:DOCUMENTS_SHOWN]), "".join(lines[DOCUMENTS_SHOWN:])
    html = f"<ul>{shown}</ul>"
    if folded:
        rest = len(lines) - DOCUMENTS_SHOWN
        html += f"<details><summary>and {rest} more</summary><ul>{folded}</ul></details>"
    return f'<div class="kilde-corpus"><p class="kilde-label">Ask about</p>{html}</div>'


def _document(document: Document) -> str:
    facts = joined([document.kind, document.publisher, document.date])
    about = f' <span class="kilde-place">{facts}</span>' if facts else ""
    return f"<cite>{plain(document.title)}</cite>{about}"


def _prose(text: str, citations: dict[int, Citation] | None = None, prefix: str = "") -> str:
    """Paragraphs and lists; consecutive items of one kind make one list."""
    html, kind = [], ""
    for tag, number, words in _lines(text):
        wanted = {"li-ul": "ul", "li-ol": "ol"}.get(tag, "")
        if wanted != kind:
            html.append((f"</{kind}>" if kind else "") + (f"<{wanted}>" if wanted else ""))
            kind = wanted
        value = f' value="{number}"' if number else ""
        element = "li" if wanted else "p"
        html.append(f"<{element}{value}>{_linked(words, citations or {}, prefix)}</{element}>")
    return "".join(html) + (f"</{kind}>" if kind else "")


def _lines(text: str) -> Iterator[tuple[str, str, str]]:
    """Each line that holds something as (li-ul, li-ol or p; its number; its words)."""
    for line in filter(str.strip, text.splitlines()):
        item = _ITEM.fullmatch(line)
        if item is None:
            yield "p", "", line.strip()
        else:
            yield "li-ol" if item["number"] else "li-ul", item["number"] or "", item["text"]


def _linked(words: str, citations: dict[int, Citation], prefix: str) -> str:
    """Escaped words in which [n] links to quotation n; a marker without a quotation stays what it is, text."""
    html, end = "", 0
    for marker in _MARKER.finditer(words):
        citation = citations.get(int(marker[1]))
        if citation is None:
            continue
        html += plain(words[end : marker.start()]).rstrip(" ") + _reference(citation, prefix)
        end = marker.end()
    return html + plain(words[end:])


def _reference(citation: Citation, prefix: str) -> str:
    number, quote = citation.number, plain(_shortened(citation.quote))
    return f'<a class="kilde-ref" href="#{prefix}-{number}" title="{quote}">[{number}]</a>'


def _checked(answer: Answer) -> str:
    """Where the draft said that it was not checked yet: that it is now."""
    if not answer.citations or any(c.verdict is not Verdict.SUPPORTED for c in answer.citations):
        return ""
    return f'<p class="kilde-label kilde-checked">Checked against {_count(len(answer.citations), "quotation")}</p>'


def _quotations(citations: Sequence[Citation], prefix: str) -> str:
    if not citations:
        return ""
    items = "".join(_quotation(citation, prefix) for citation in citations)
    summary = f"<summary>{_count(len(citations), 'quotation')}</summary>"
    return f'<details class="kilde-quotations" open>{summary}<ol>{items}</ol></details>'


def _quotation(citation: Citation, prefix: str) -> str:
    number = f'<span class="kilde-number">[{citation.number}]</span>'
    return f'<li id="{prefix}-{citation.number}">{number}{_blockquote(citation.quote)}{_place(citation)}</li>'


def _blockquote(quote: str) -> str:
    return f'<blockquote dir="auto">{plain(quote)}</blockquote>'


def _place(citation: Citation) -> str:
    """Where the quotation stands: title, section, page, date, file; and whether it fails to support its sentence."""
    page = f"page {citation.page}" if citation.page is not None else ""
    about = _about(citation.title, [citation.section, page, citation.date, citation.source])
    doubt = ""
    if citation.verdict is not Verdict.SUPPORTED:
        doubt = f' <strong class="kilde-doubt">{plain(REASONS[citation.verdict])}</strong>'
    return f'<p class="kilde-place">{about}{doubt} {_open(link(place_of(citation)))}</p>'


def _looked_at(citation: Citation) -> str:
    return f'<p class="kilde-place">{_about(citation.title, [citation.section])} {_open(link(looked_at(citation)))}</p>'


def _nearest(hits: Sequence[Hit]) -> str:
    if not hits:
        return ""
    items = "".join(f"<li>{_passage(rank, hit)}</li>" for rank, hit in enumerate(hits, start=1))
    summary = f"<summary>What came nearest: {_count(len(hits), 'passage')}</summary>"
    return f'<details class="kilde-nearest" open>{summary}<ul>{items}</ul></details>'


def _passage(rank: int, hit: Hit) -> str:
    passage = hit.passage
    page = f"page {hit.page}" if hit.page is not None else ""
    about = _about(hit.title, [passage.section, page, passage.document_id])
    place = f'<p class="kilde-place">{about} {_open(link(near_place(rank, hit)))}</p>'
    return _blockquote(passage.text.strip()) + place


def _about(title: str, facts: Sequence[str]) -> str:
    return f"<cite>{plain(title)}</cite>{joined(facts, first=False)}"


def _open(address: str) -> str:
    return f'<a class="kilde-open" href="{plain(address)}">Show in the document</a>'


def _dropped(dropped: Sequence[Dropped]) -> str:
    """What the draft said and the answer does not: struck out, with the reason."""
    if not dropped:
        return ""
    did = "was" if len(dropped) == 1 else "were"
    items = "".join(f"<li><del>{plain(d.text)}</del> <em>{plain(REASONS[d.verdict])}</em></li>" for d in dropped)
    summary = (
        f"<summary>{_count(len(dropped), 'sentence')} of the draft did not pass the check and {did} removed</summary>"
    )
    return f'<details class="kilde-dropped" open>{summary}<ul>{items}</ul></details>'


def _names(titles: Sequence[str]) -> str:
    return plain(titles[0]) if len(titles) == 1 else _count(len(titles), "document")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _shortened(text: str, length: int = 160) -> str:
    words = " ".join(text.split())
    return words if len(words) <= length else words[: length - 1].rstrip() + "\u2026"
