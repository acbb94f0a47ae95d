"""Lines of a printed page to paragraphs in reading order. Pure: it knows boxes and words, and no PDF.

1. A line is cut into pieces where a gap is wider than words have between them.
2. Where pieces stand in two columns of prose, left and right of an empty strip, the left column is read first. A piece
   that crosses the strip ends the columns above it. Tables, whose pieces are short, are read row by row.
3. Lines go on as one paragraph when the first word of the next would not have fitted on the line, or when type and
   distance say so; otherwise each is a paragraph of its own.
4. A line in larger or bolder type than the text is a heading; the larger, the higher.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.readers.hyphens import HYPHEN
from ingest.readers.pieces import Piece
from ingest.readers.printed_tables import printed_tables

_MARKED = re.compile(r"(?:[•◦▪‣·∙●○■–—*-]|\(?\d{1,3}[.)]|\(?[a-z][.)]|\(?[ivx]{1,4}[.)])\s+(?=\S)")
_BULLET = re.compile(r"[•◦▪‣∙●○■·\uf0b7\uf0a7]\s*")
_MARK_ALONE = re.compile(
    r"[•◦▪‣·∙●○■–—*\uf0b7\uf0a7-]|\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[A-Za-z]|[ivx]{1,4})[.)]?|[A-Z]\.\d{1,2}"
)
_WIDE = 1.6
"""Times the size of the type: a gap that parts the cells of a row."""
_SHORT = 30
"""Characters: lines shorter than this go on only where that is plain, or an address would become a sentence."""
_PROSE = 22
"""Characters of half the pieces of a column, at least."""


def in_reading_order(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The columns of a page, one after the other, each as its pieces in order."""
    strip = _strip(pieces)
    if strip is None:
        upwards = sum(below.middle > above.middle + 1 for above, below in pairwise(pieces))
        if upwards > 0.5 * len(pieces):
            return [sorted(pieces, key=lambda piece: -piece.middle)]
        return [_by_rows(pieces)]
    columns: list[list[Piece]] = []
    left, right = list[Piece](), list[Piece]()
    for piece in sorted(pieces, key=lambda piece: -piece.middle):
        if piece.left < strip - 1 and piece.right > strip + 1:
            columns += [left, right]
            left, right = [], []
            columns.append([piece])
        else:
            (left if piece.right <= strip + 1 else right).append(piece)
    return [inner for column in _joined([*columns, left, right], strip) for inner in _within(column, pieces)]


def _by_rows(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces as they come, but the columns of a table, where the file has one after the other, row by row."""
    blocks: list[list[Piece]] = []
    for piece in pieces:
        if not blocks or piece.middle > blocks[-1][-1].middle + 0.5 * piece.size:
            blocks.append([])
        blocks[-1].append(piece)
    merged: list[list[Piece]] = []
    for block in blocks:
        if merged and _stand_level(merged[-1], block):
            merged[-1] = sorted([*merged[-1], *block], key=lambda piece: (-round(piece.middle), piece.left))
        else:
            merged.append(block)
    return [piece for block in merged for piece in block]


def _stand_level(above: Sequence[Piece], block: Sequence[Piece]) -> bool:
    """Whether each of these short pieces stands on a line with one of the others."""
    heights = [piece.middle for piece in above]
    level = [piece for piece in block if any(abs(piece.middle - height) < 2 for height in heights)]
    return len(block) > 2 and len(level) == len(block) and median(len(piece.words) for piece in block) < _PROSE


def _within(column: list[Piece], pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The columns within a column, where a page has three."""
    return in_reading_order(column) if len(column) < len(pieces) else [column]


def _joined(columns: Sequence[list[Piece]], strip: float) -> list[list[Piece]]:
    """Columns without the empty ones; lines right below each other that cross the strip are one."""
    joined: list[list[Piece]] = []
    crossing = False
    for column in filter(None, columns):
        crosses = column[0].left < strip - 1 and column[0].right > strip + 1
        if crosses and crossing:
            joined[-1] += column
        else:
            joined.append(column)
        crossing = crosses
    return joined


def _strip(pieces: Sequence[Piece]) -> float | None:
    """The middle of the empty strip between two columns of prose, None where there are none."""
    if len(pieces) < 8:
        return None
    lefts, rights = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    best: tuple[int, float] | None = None
    width = rights - lefts
    starts = Counter(round(piece.left) for piece in pieces if lefts + 0.25 * width < piece.left < lefts + 0.75 * width)
    for start, _ in starts.most_common(6):
        at = start - 2.0
        left = [piece for piece in pieces if piece.right <= at + 1]
        right = [piece for piece in pieces if piece.left >= at - 1]
        crossing = len(pieces) - len(left) - len(right)
        if min(len(left), len(right)) < 4 or crossing > 0.5 * len(pieces):
            continue
        if all(median(len(piece.words) for piece in side) >= _PROSE for side in (left, right)) and _overlap(
            left, right
        ):
            best = max(best or (0, 0.0), (len(left) + len(right), at))
    return best[1] if best else None


def _overlap(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether both stand beside each other for some lines, and not one below the other."""
    beside = [
        one
        for one in left
        if any(other.bottom < one.middle < other.top or abs(other.middle - one.middle) < 6 for other in right)
    ]
    return len(beside) >= 3


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that belong together, with the size of their type; `lines` is how many lines they took."""

    words: str
    size: float
    bold: bool
    lines: int
    top: float
    bottom: float
    table: tuple[tuple[str, ...], ...] = ()
    """Its cells row by row, when it is a table."""


def paragraphs(column: Sequence[Piece]) -> list[Paragraph]:
    """The lines of a column put together to paragraphs."""
    lines = _rows(column)
    if not lines:
        return []
    steps = [above.middle - below.middle for above, below in pairwise(lines)]
    usual = median([step for step in steps if step > 0] or [0.0])
    tables = {table.first: table for table in printed_tables([line.cells or (line,) for line in lines])}
    found: list[Paragraph] = []
    group: list[Piece] = []
    after_table = 0
    for position, line in enumerate(lines):
        if position in tables:
            found += _settled(group)
            group, after_table = [], tables[position].after
            found += [paragraph for column in tables[position].columns for paragraph in paragraphs(column)]
            if rows := tables[position].rows:
                found.append(replace(_paragraph(lines[position:after_table]), table=rows))
        elif position >= after_table:
            if group and not _goes_on(group, line, _right_edge(lines, position - 1), usual):
                found += _settled(group)
                group = []
            group.append(line)
    return found + _settled(group)


def _settled(group: Sequence[Piece]) -> list[Paragraph]:
    return [_paragraph(group)] if group else []


def _paragraph(group: Sequence[Piece]) -> Paragraph:
    bold = all(line.bold for line in group)
    return Paragraph(_wrapped(group), group[0].size, bold, len(group), group[0].top, group[-1].bottom)


def _rows(column: Sequence[Piece]) -> list[Piece]:
    """The lines of a column: pieces in a row that stand beside each other are one, from left to right."""
    rows: list[list[Piece]] = []
    for piece in column:
        if piece.words.isdigit() and any(_is_raised(piece, other) for other in column):
            continue  # the mark of a note, in a gap of its line
        if rows and all(_beside(other, piece) for other in rows[-1]):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_one_row(sorted(row, key=lambda piece: piece.left)) for row in rows]


def _beside(one: Piece, other: Piece) -> bool:
    level = abs(one.middle - other.middle) < 0.4 * max(one.size, other.size, 1)
    small, large = sorted((one, other), key=lambda piece: piece.size)
    level = level or (small.size < 0.8 * large.size and large.bottom < small.middle < large.top)  # raised or lowered
    return level and (one.right <= other.left + 1 or other.right <= one.left + 1)


def _is_raised(mark: Piece, line: Piece) -> bool:
    middle = (mark.left + mark.right) / 2
    return mark.size < 0.8 * line.size and line.left < middle < line.right and line.bottom < mark.middle < line.top


def _one_row(row: Sequence[Piece]) -> Piece:
    """Pieces on one line as one; a gap that is wider than between words is kept as two blanks, save after a number."""
    words = row[0].words
    if row[1:] and _is_mark(row[0]) and not words[0].isalnum() and words[0] != "(":
        words = "•"  # bullets of symbol fonts come as any sign
    for before, piece in pairwise(row):
        wide = piece.left - before.right > _WIDE * piece.size and not (before is row[0] and _is_mark(before))
        words = f"{words.replace(HYPHEN, '-')}{'  ' if wide else ' '}{piece.words}"
    cells = tuple(_cells(row))
    return Piece(
        words, row[0].left, row[-1].right, min(piece.bottom for piece in row), max(piece.top for piece in row),
        max(piece.size for piece in row), all(piece.bold for piece in row), cells if len(cells) > 1 else (),
    )  # fmt: skip


def _is_mark(piece: Piece) -> bool:
    """Whether this is what stands before an item: a number, a letter, or a sign."""
    return bool(_MARK_ALONE.fullmatch(piece.words)) or (len(piece.words) == 1 and not piece.words.isalnum())


def _cells(row: Sequence[Piece]) -> Iterator[Piece]:
    """The parts of a line between its wide gaps."""
    cell = row[0]
    for piece in row[1:]:
        if piece.left - cell.right > _WIDE * piece.size and not (cell is row[0] and _is_mark(cell)):
            yield cell
            cell = piece
        else:
            cell = replace(cell, words=f"{cell.words} {piece.words}", right=piece.right)
    yield cell


def _right_edge(lines: Sequence[Piece], position: int) -> float:
    """How far the lines around this one reach that begin below or above it."""
    own = lines[position]
    around = lines[max(0, position - 5) : position + 6]
    return max(line.right for line in around if abs(line.left - own.left) < 2 * own.size)


def _goes_on(group: Sequence[Piece], line: Piece, edge: float, usual: float) -> bool:
    last = group[-1]
    step = last.middle - line.middle
    if abs(last.size - line.size) > 0.12 * max(last.size, line.size):
        return False
    if step <= 0 or (step > max(1.45 * usual, 1.2 * line.size) and step > 1.7 * line.size):
        return False
    if "  " in last.words or "  " in line.words or _MARKED.match(line.words) or _BULLET.match(line.words):
        return False
    if len(group) > 1 and line.left > group[1].left + 1.2 * line.size and line.left > last.left + line.size:
        return False  # its first line is indented
    flows = line.words[0].islower() and last.words[-1] not in ".:;!?"
    if last.words.endswith(HYPHEN) or flows:
        return True
    return last.bold == line.bold and len(last.words) >= _SHORT and _fits_not(last, line, edge)


def _fits_not(last: Piece, line: Piece, edge: float) -> bool:
    """Whether the first word of `line` would not have fitted at the end of `last`."""
    letter = (line.right - line.left) / max(1, len(line.words))
    return last.right + (len(line.words.split()[0]) + 1) * letter > edge - 1.5 * letter


def _wrapped(lines: Iterable[Piece]) -> str:
    words = ""
    for line in lines:
        words += ("" if words.endswith(HYPHEN) else " " if words else "") + line.words
    return words


def as_item(words: str) -> str:
    """A line behind a printed bullet as an item of Markdown."""
    bullet = _BULLET.match(words)
    return f"- {words[bullet.end() :]}" if bullet and len(words) > bullet.end() else words
