"""Blocks: the structure of a plain text, found by general rules.

A Block is a run of whole lines, or a part of one line, that does one job. The rules, in order:

1. Lines are split at CR, LF or CRLF. In a text that is wrapped at a column, a line that ends near the column goes on
   in the next one; otherwise each line is a paragraph of its own.
2. A title glued to the end of a line ("... officer.Next chapter") is cut off there.
3. A line with a bullet or a number in front is an item, with the indented lines that follow. A lone numbered line
   that looks like a title is a heading.
4. Paragraphs in a row that begin with the same word and a rising number ("Area 1 - ...", "Area 2 - ...") are items.
5. A line that ends in a question mark and stands alone is a question: the heading of its answer.
6. A short line without closing punctuation that something follows is a heading; one that ends in a colon and has no
   list below it is a heading of the lowest kind.
7. Everything else is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block does in the text."""

    HEADING = "heading"
    QUESTION = "question"
    LABEL = "label"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """A span of the text with one job. `level` counts from 1 for headings that tell it, 0 where they do not."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    """Without blanks at either end."""
    indent: int
    after_blank: bool


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_ITEM = re.compile(r"(?:[•◦▪‣·∙●○■*+–—-]|\(?\d{1,3}[.)]|\(?[a-z][.)]|\(?[ivx]{1,4}[.)])[\s\u00a0]+(?=\S)")
_NUMBERED = re.compile(r"(?:\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2}){1,4}\.?)\s+(?=[^\W\d_])")
_COUNTED = re.compile(r"((?:[^\W\d_][\w.]*\s+){1,4})(\d{1,3})\s*[-–—:.)]\s+\S")
_PART = re.compile(r"(?:chapter|article|section|part|annex|appendix|title|kapitel|afsnit|bilag|§)\s*[\dIVXLC]+\b", re.I)
_GLUED = re.compile(r"(?<=[a-zæøåéäöü)\]][.!?])(?=[A-ZÆØÅÉÄÖÜ][^.!?;:]{2,60}$)")
_ENDS_IN_DATE = re.compile(r"[^\W\d_]{3,9}\.?\s+\d{4}$")
_CLOSING = tuple(".,;:!?…")


def plain_blocks(text: str) -> list[Block]:
    """The blocks of a plain text, in order, without the blank space between them."""
    lines = _logical_lines(text)
    counted = _counted_runs(lines)
    blocks: list[Block] = []
    item_indent = 0
    for position, line in enumerate(lines):
        following = lines[position + 1] if position + 1 < len(lines) else None
        if blocks and blocks[-1].kind is BlockKind.ITEM and _continues_item(line, item_indent):
            blocks[-1] = replace(blocks[-1], end=line.end)
            continue
        kind, level = (BlockKind.ITEM, 0) if position in counted else _classify(line, following, not blocks)
        blocks.append(Block(kind, line.start, line.end, level))
        item_indent = line.indent
    return [_settle(blocks, position) for position in range(len(blocks))]


def _settle(blocks: Sequence[Block], position: int) -> Block:
    """A label above a list is the paragraph that introduces it; above prose it stays a label."""
    block = blocks[position]
    below = blocks[position + 1] if position + 1 < len(blocks) else None
    if block.kind is BlockKind.LABEL and (below is None or below.kind is not BlockKind.PARAGRAPH):
        return replace(block, kind=BlockKind.PARAGRAPH)
    return block


def _classify(line: _Line, following: _Line | None, first: bool) -> tuple[BlockKind, int]:
    numbered = _NUMBERED.match(line.text)
    titled = _looks_like_title(line.text[numbered.end() :] if numbered else line.text)
    if numbered and titled and line.indent < 2 and following is not None and not _ITEM.match(following.text):
        return BlockKind.HEADING, numbered.group().strip().rstrip(".)").count(".") + 1
    if _ITEM.match(line.text):
        return BlockKind.ITEM, 0
    if following is None:
        return BlockKind.PARAGRAPH, 0
    if line.text.endswith("?") and len(line.text) <= 300:
        return BlockKind.QUESTION, 0
    if titled and (first or not _ENDS_IN_DATE.search(line.text)) and (line.after_blank or first or line.indent < 2):
        return BlockKind.HEADING, 0
    if line.text.endswith(":") and _looks_like_title(line.text[:-1]) and len(line.text) <= 80:
        return BlockKind.LABEL, 0
    return BlockKind.PARAGRAPH, 0


def _looks_like_title(text: str) -> bool:
    if _PART.match(text) and len(text) <= 90:
        return True
    first = text.lstrip("\"'“‘«(")[:1]
    return (
        2 < len(text) <= 90
        and len(text.split()) <= 14
        and (first.isupper() or first.isdigit())
        and not text.endswith(_CLOSING)
        and any(character.isalpha() for character in text)
        and not re.search(r"[.!?]\s+[A-Z]", text.replace("No. ", ""))
    )


def _continues_item(line: _Line, item_indent: int) -> bool:
    """Whether this line is the rest of the item above it: no blank line between, and indented below its marker."""
    return not line.after_blank and line.indent > item_indent and not _ITEM.match(line.text)


def _counted_runs(lines: Sequence[_Line]) -> frozenset[int]:
    """Positions of lines that begin with the same words and a rising number, two or more in a row."""
    found: set[int] = set()
    for position in range(1, len(lines)):
        above, here = _COUNTED.match(lines[position - 1].text), _COUNTED.match(lines[position].text)
        if above and here and above[1] == here[1] and int(here[2]) == int(above[2]) + 1:
            found |= {position - 1, position}
    return frozenset(found)


def _logical_lines(text: str) -> list[_Line]:
    physical = list(_physical_lines(text))
    width = _wrap_width(physical)
    runs: list[list[_Line]] = []
    for line in physical:
        if runs and _wraps(runs[-1][-1], line, width):
            runs[-1].append(line)
        else:
            runs.append([line])
    joined = [replace(run[0], end=run[-1].end, text=text[run[0].start : run[-1].end]) for run in runs]
    return [piece for line in joined for piece in _unglue(line)]


def _physical_lines(text: str) -> Iterator[_Line]:
    after_blank = True
    for match in _LINE.finditer(text):
        raw = match.group()
        stripped = raw.strip()
        if not stripped:
            after_blank = True
            continue
        start = match.start() + raw.index(stripped[0])
        yield _Line(start, start + len(stripped), stripped, start - match.start(), after_blank)
        after_blank = False


def _wrap_width(lines: Sequence[_Line]) -> int:
    """The column at which the text is wrapped, or 0 when it is not: most lines that go on end near one column."""
    lengths = sorted(line.indent + len(line.text) for line in lines)
    if len(lengths) < 4:
        return 0
    width = lengths[int(len(lengths) * 0.95) - 1]
    going_on = [a for a, b in zip(lines, lines[1:], strict=False) if not b.after_blank]
    full = [line for line in going_on if line.indent + len(line.text) >= 0.75 * width]
    return width if 40 <= width <= 132 and len(going_on) >= 3 and len(full) >= 0.5 * len(going_on) else 0


def _wraps(above: _Line, line: _Line, width: int) -> bool:
    """Whether `line` goes on with the sentence of `above`: its first word would not have fitted there."""
    length = above.indent + len(above.text)
    if not width or line.after_blank or length > 1.2 * width or _ITEM.match(line.text):
        return False
    return length + 1 + len(line.text.split()[0]) > 0.9 * width


def _unglue(line: _Line) -> Iterator[_Line]:
    match = _GLUED.search(line.text)
    tail = line.text[match.start() :] if match else ""
    if match and len(line.text[: match.start()].split()) >= 4 and len(tail.split()) <= 8 and _looks_like_title(tail):
        cut = line.start + match.start()
        yield replace(line, end=cut, text=line.text[: match.start()])
        yield _Line(cut, line.end, tail, 0, True)
    else:
        yield line
