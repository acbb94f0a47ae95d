"""A conversation as a file: Markdown to read, JSON for programs. Pure.

In the Markdown every word of a document, a model or a person is escaped, so that it shows as it is and does nothing;
only the outline of an answer (list items) stays. Every quotation carries its file and its offsets in characters.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Sequence

from assistant.answer import Answer, Citation, Verdict
from ui.history import KeptTurn, Thumb

FORMAT = 1
_ACTIVE = re.compile(r"[\\`*_{}\[\]<>#|~&!$@]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_LEADING = re.compile(r"^(\d*)(?=[-+=.)])")
_ITEM = re.compile(r"\s*(?P<mark>[-*]|\d{1,3}[.)])\s+(?P<text>\S.*)")


def to_json(title: str, turns: Sequence[KeptTurn]) -> str:
    """All that is known, each answer as `kilde ask --json` prints it."""
    told = [
        {"asked": _time(turn), "thumb": turn.thumb.value, "reason": turn.reason, "answer": turn.answer.to_dict()}
        for turn in turns
    ]
    return json.dumps({"kilde": FORMAT, "title": title, "turns": told}, ensure_ascii=False, indent=2) + "\n"


def to_markdown(title: str, turns: Sequence[KeptTurn]) -> str:
    """Title, then every question with its answer and the quotations below it."""
    blocks = [f"# {escaped(title)}"]
    for turn in turns:
        blocks += [f"## {escaped(turn.answer.question)}", *_answer(turn.answer), _note(turn)]
    return "\n\n".join(blocks) + "\n"


def file_name(title: str, ending: str) -> str:
    """A name for the file that every system takes."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    return f"{'-'.join(words)[:60].strip('-') or 'conversation'}.{ending}"


def escaped(text: str) -> str:
    """Text on one line in which Markdown sees nothing but letters."""
    return _LEADING.sub(r"\1\\", _ACTIVE.sub(r"\\\g<0>", " ".join(text.split())))


def _answer(answer: Answer) -> Iterator[str]:
    if not answer.answered and not answer.small_talk:
        yield "**Not in the documents**"
    yield "\n".join(_lines(answer.text)).strip()
    if answer.standalone not in ("", answer.question):
        yield f"Searched for: {escaped(answer.standalone)}"
    for citation in answer.citations:
        yield _quotation(citation)
    if answer.dropped:
        removed = [f"- {escaped(d.text)} ({escaped(d.verdict.value)})" for d in answer.dropped]
        yield "\n".join(["Removed from the draft:", "", *removed])


def _lines(text: str) -> Iterator[str]:
    """Paragraphs with a blank line between them, list items without."""
    listed = True
    for line in filter(str.strip, text.splitlines()):
        item = _ITEM.fullmatch(line)
        if not (item and listed):
            yield ""
        listed = item is not None
        yield escaped(line) if item is None else f"{item['mark']} {escaped(item['text'])}"


def _quotation(citation: Citation) -> str:
    lines = [f"> {escaped(line)}".rstrip() for line in citation.quote.splitlines()]
    page = f"page {citation.page}" if citation.page is not None else ""
    offsets = f"characters {citation.start} to {citation.end}"
    facts = [citation.title, citation.section, page, citation.date, citation.source, offsets]
    if citation.verdict is not Verdict.SUPPORTED:
        facts.append(citation.verdict.value)
    place = " \u00b7 ".join(escaped(fact) for fact in facts if fact)
    return "\n".join([*lines, ">", f"> \\[{citation.number}\\] {place}"])


def _note(turn: KeptTurn) -> str:
    by = "quoted without a model" if turn.answer.model == "none" else turn.answer.model
    facts = [_time(turn), by]
    if turn.thumb is not Thumb.NONE:
        facts.append(f"rated {turn.thumb.value}" + (f": {turn.reason}" if turn.reason else ""))
    return " \u00b7 ".join(escaped(fact) for fact in facts)


def _time(turn: KeptTurn) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(turn.asked))
