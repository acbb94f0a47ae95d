"""Lists that stand within a paragraph: "the keeper must: (a) ring the bell; (b) lock the gate". Pure.

Laws and contracts write their lists so, in one line or one line each, and Markdown knows no such list. A paragraph with
marks in brackets that count from the first ("(a)", "(i)", "(1)") is cut into what stands before them and one item each:

1. The first mark stands at a line's start or after a blank, and the next ones each at a line's start, or after a comma
   or a semicolon with or without an "and" or an "or"; from the third on, an "and" will do. "Points (a) and (b)" is
   no list.
2. Every item has words of its own. Marks of another kind within an item are part of it.
3. The last item of a list within a line ends with its sentence; what follows is a paragraph again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from string import ascii_lowercase, ascii_uppercase

from ingest.blocks import Block, BlockKind
from ingest.sentences import sentence_spans, strip_span

_MARK = re.compile(r"(?<![^\s])\((?P<mark>[a-zA-Z]|[ivx]{1,5}|\d{1,2})\)[ \t]*\s(?=\S)")
_BORDER = re.compile(r"[;,\n]\s*(?:(?:and|or|and/or|og|eller)\s+)?\Z", re.I)
_LAST_BORDER = re.compile(r"\s(?:and|or|and/or|og|eller)\s+\Z", re.I)
_WORD = re.compile(r"\b(?!(?:and|or|og|eller)\b)[^\W\d_]{2,}", re.I)
_NEAR, _FAR = 20, 200
"""Characters before a mark, and after the one above it, that are looked at."""
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
_ORDERS: tuple[Sequence[str], ...] = (
    _ROMAN,
    ascii_lowercase,
    ascii_uppercase,
    [str(number) for number in range(1, 100)],
)


def enumerated(text: str, blocks: Iterable[Block]) -> list[Block]:
    """The blocks of a text, with the lists in its paragraphs as items."""
    return [part for block in blocks for part in _parted(text, block)]


def _parted(text: str, block: Block) -> Iterator[Block]:
    marks = _marks(text, block) if block.kind is BlockKind.PARAGRAPH else []
    if len(marks) < 2:
        yield block
        return
    inline = not all(_begins_line(text, mark) for mark in marks[1:])
    end = next(iter(sentence_spans(text, marks[-1], block.end)))[1] if inline else block.end
    borders = [block.start, *marks, end, block.end]
    kinds = [BlockKind.PARAGRAPH, *(BlockKind.ITEM for _ in marks), BlockKind.PARAGRAPH]
    for kind, start, after in zip(kinds, borders, borders[1:], strict=False):
        if span := strip_span(text, start, after):
            yield replace(block, kind=kind, start=span[0], end=span[1])


def _marks(text: str, block: Block) -> list[int]:
    """Where the items of the paragraph's list start; nothing where it has none."""
    found: list[int] = []
    order: Sequence[str] = ()
    for match in _MARK.finditer(text, block.start, block.end):
        if not found:
            order = next((one for one in _ORDERS if one[0] == match["mark"]), ())
            found = [match.start()] if order else []
        elif list(order[len(found) : len(found) + 1]) == [match["mark"]] and _follows(text, found, match.start()):
            found.append(match.start())
    return found


def _follows(text: str, marks: Sequence[int], place: int) -> bool:
    """Whether a mark at this place begins the next item: after a border, and after words of the item above."""
    item = text[marks[-1] : place]
    near = item[-_NEAR:]
    border = _begins_line(text, place) or _BORDER.search(near) or (len(marks) > 1 and _LAST_BORDER.search(near))
    return bool(border) and bool(_WORD.search(item[:_FAR].partition(")")[2]))


def _begins_line(text: str, place: int) -> bool:
    return not text[text.rfind("\n", 0, place) + 1 : place].strip(" \t")
