"""Blocks of a Markdown text. The only door of markdown-it, which tells the lines that each construct covers.

Headings keep their level, list items and table rows are items, a table's rows are introduced by its head, and code
is kept line by line. Spans are of the source text with its markup: a quotation is what the file says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.blocks import Block, BlockKind
from ingest.sentences import strip_span

_FRONT_MATTER = re.compile(r"\A---[ \t]*(\r\n?|\n).*?(\r\n?|\n)---[ \t]*(?=[\r\n]|\Z)", re.S)
_LONGEST_HEADING = 300
"""Characters after which a heading is a paragraph that someone marked by mistake."""
_BOLD_LINE = re.compile(r"(\*\*|__)[^*_]{2,80}\1:?$")


def markdown_blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text, in order, without the blank space between them."""
    front = _FRONT_MATTER.match(text)
    offset = front.end() if front else 0
    starts = _line_starts(text, offset)
    # Lines only: a NUL or a tab that the parser replaces cannot move an offset.
    # What stands within a line is not looked at, and a link's target is kept as a paragraph: it is text of the file.
    parser = MarkdownIt("commonmark").enable("table").disable(["reference", "inline"])
    tokens = parser.parse(text[offset:])
    found = list(_spans(tokens))
    blocks = [Block(BlockKind.PARAGRAPH, *span)] if front and (span := strip_span(text, 0, offset)) else []
    for kind, first_line, after_line, level in found:
        span = strip_span(text, starts[first_line], starts[min(after_line, len(starts) - 1)])
        if span is not None:
            blocks.append(_settle(text, Block(kind, *span, level)))
    return blocks


def _settle(text: str, block: Block) -> Block:
    """A paragraph that is one bold line is a label; one that ends in a question mark and stands alone a question."""
    piece = text[block.start : block.end]
    if block.kind is BlockKind.HEADING and len(piece) > _LONGEST_HEADING:
        return Block(BlockKind.PARAGRAPH, block.start, block.end)
    if block.kind is BlockKind.PARAGRAPH and "\n" not in piece:
        if _BOLD_LINE.match(piece):
            return Block(BlockKind.LABEL, block.start, block.end)
        if piece.endswith("?") and len(piece) <= 300:
            return Block(BlockKind.QUESTION, block.start, block.end)
    return block


def _line_starts(text: str, offset: int) -> list[int]:
    ends = [offset + match.end() for match in re.finditer(r"\r\n|\r|\n", text[offset:])]
    return [offset, *ends, len(text)]


def _spans(tokens: list[Token]) -> Iterator[tuple[BlockKind, int, int, int]]:
    """Kind, first line, line after the last, level. Nothing is told twice: an item ends where the next starts."""
    in_item = covered = 0
    for position, token in enumerate(tokens):
        if token.type == "list_item_open":
            in_item += 1
        elif token.type == "list_item_close":
            in_item -= 1
        if token.map is None:
            continue
        first, after = token.map
        if first < covered:
            continue
        if token.type == "heading_open":
            yield BlockKind.HEADING, first, after, int(token.tag[1])
        elif token.type == "tr_open":
            head = tokens[position - 1].type == "thead_open"
            yield (BlockKind.PARAGRAPH if head else BlockKind.ROW), first, after, 0
        elif token.type == "paragraph_open":
            # A list item is its first paragraphs: what is nested in it follows as items of its own.
            is_item = in_item and tokens[position - 1].type == "list_item_open"
            if is_item:
                after = covered = _last_line(tokens, position)
            yield (BlockKind.ITEM if is_item else BlockKind.PARAGRAPH), first, after, 0
        elif token.type in {"fence", "code_block", "html_block"}:
            for line in range(first, after):
                yield BlockKind.ROW if token.type != "html_block" else BlockKind.PARAGRAPH, line, line + 1, 0


def _last_line(tokens: list[Token], position: int) -> int:
    """Line after the paragraphs in a row that start at `position`; each is three tokens: open, words, close."""
    after = 0
    while tokens[position].type == "paragraph_open":
        after = (tokens[position].map or [0, after])[1]
        position += 3
    return after
