"""Answers to HTML: pure functions, no Gradio, no trust.

Everything that comes from a document, a model or a person passes `plain`, which leaves nothing in it that HTML,
Markdown, a template or an autolinker could act on. What a model may shape is the outline alone: lines that begin
with "- " or "1." become list items, and [n] becomes a link to quotation n, if there is one. The page shows these
strings inside Markdown, so each is a single line that begins with a block element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Answer, Citation, Dropped, Verdict
from ingest.documents import Document
from ingest.index import Hit

DOCUMENTS_SHOWN = 6
"""Documents listed on the page before the rest is folded away."""

_ACTIVE = re.compile(r"[\x00-\x1f!-+\--/:-@\[-`{-\x9f\u2028\u2029]|^ | (?= )")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_MARKER = re.compile(r"\[(\d{1,4})\]")
_ITEM = re.compile(r"\s*(?:[-*\u2022]|(?P<number>\d{1,3})[.)])\s+(?P<text>\S.*)")


def plain(text: str) -> str:
    """Text as character references wherever a markup language could see a sign of its own; shown, it is unchanged."""
    printable = _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _ACTIVE.sub(lambda sign: f"&#{ord(sign.group())};", printable)


def question_html(question: str) -> str:
    """What the person asked."""
    return f'<div class="kilde-question">{plain(question)}</div>'


def error_html(message: str) -> str:
    """One friendly line: what happened and what to do."""
    return f'<div class="kilde-error" role="alert">{plain(message)}</div>'


def draft_html(quotations: Sequence[Citation] = (), draft: str = "") -> str:
    """While the answer is being written: the evidence at once, then the prose, marked as not yet checked."""
    titles = list(dict.fromkeys(c.title for c in quotations))
    where = f"at {_count(len(quotations), 'passage')} in {_names(titles)}" if titles else "in the documents"
    quotes = "".join(f"<li>{_blockquote(c.quote)}</li>" for c in quotations)
    parts = [f'<p class="kilde-label">Looking {where}</p>']
    if quotes:
        parts.append(f'<ul class="kilde-evidence">{quotes}</ul>')
    if draft.strip():
        parts.append(f'<p class="kilde-label">Draft, not checked yet</p><div class="kilde-draft">{_prose(draft)}</div>')
    return f'<div class="kilde-looking">{"".join(parts)}</div>'


def answer_html(answer: Answer, anchor: str) -> str:
    """The verified answer. `anchor` tells this answer's quotations from those of the other answers on the page."""
    prefix = re.sub(r"[^A-Za-z0-9-]", "-", anchor)
    parts = [_prose(answer.text, {c.number: c for c in answer.citations}, prefix)]
    abstained = not answer.answered and not answer.small_talk
    if abstained:
        label = '<p class="kilde-label">Not in the documents</p>'
        parts = [f'<div class="kilde-abstention">{label}{"".join(parts)}</div>', _nearest(answer.nearest)]
    parts += [_quotations(answer.citations, prefix), _dropped(answer.dropped)]
    parts.append("" if answer.small_talk else _footer(answer))
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
    facts = [fact for fact in (document.kind, document.publisher, document.date) if fact]
    about = f' <span class="kilde-place">{_joined(facts)}</span>' if facts else ""
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
    facts = [fact for fact in (citation.section, page, citation.date, citation.source) if fact]
    doubt = ""
    if citation.verdict is not Verdict.SUPPORTED:
        doubt = f' <strong class="kilde-doubt">{plain(citation.verdict.value)}</strong>'
    about = _joined(["", *facts])
    return f'<p class="kilde-place"><cite>{plain(citation.title)}</cite>{about}{doubt}</p>'


def _nearest(hits: Sequence[Hit]) -> str:
    if not hits:
        return ""
    items = "".join(f"<li>{_passage(hit)}</li>" for hit in hits)
    summary = f"<summary>What came nearest: {_count(len(hits), 'passage')}</summary>"
    return f'<details class="kilde-nearest">{summary}<ul>{items}</ul></details>'


def _passage(hit: Hit) -> str:
    passage = hit.passage
    page = f"page {hit.page}" if hit.page is not None else ""
    place = _joined(["", *filter(None, (passage.section, page, passage.document_id))])
    return f'{_blockquote(passage.text.strip())}<p class="kilde-place"><cite>{plain(hit.title)}</cite>{place}</p>'


def _dropped(dropped: Sequence[Dropped]) -> str:
    if not dropped:
        return ""
    was = "was" if len(dropped) == 1 else "were"
    items = "".join(f"<li>{plain(d.text)} <em>{plain(d.verdict.value)}</em></li>" for d in dropped)
    summary = f"<summary>{_count(len(dropped), 'sentence')} of the draft {was} removed</summary>"
    return f'<details class="kilde-dropped">{summary}<ul>{items}</ul></details>'


def _footer(answer: Answer) -> str:
    by = "quoted without a model" if answer.model == "none" else answer.model
    facts = [by, f"{answer.seconds:.1f} s"]
    if answer.standalone and answer.standalone != answer.question:
        facts.insert(0, f"searched for \u201c{answer.standalone}\u201d")
    return f'<p class="kilde-footer">{_joined(facts)}</p>'


def _joined(facts: Sequence[str]) -> str:
    return plain(" \u00b7 ".join(facts))


def _names(titles: Sequence[str]) -> str:
    return plain(titles[0]) if len(titles) == 1 else _count(len(titles), "document")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _shortened(text: str, length: int = 160) -> str:
    words = " ".join(text.split())
    return words if len(words) <= length else words[: length - 1].rstrip() + "\u2026"
