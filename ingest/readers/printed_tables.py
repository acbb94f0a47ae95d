"""Tables of a printed page, found by how their cells stand below each other. Pure.

Lines in a row with wide gaps are a table when their cells fall into columns: the spans from left to right of all the
cells, put together where they overlap, hold at most one cell of each line, and most of them are filled. A line without
a first cell goes on with the row above it. Where two columns have long lines, it is prose that stands side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from ingest.readers.hyphens import HYPHEN
from ingest.readers.pieces import Piece

_FEWEST_ROWS = 3
_PROSE = 24
"""Characters of half the lines of a column of prose, at least."""
_FILLED = 0.6
"""Share of the cells that hold something, at least."""


class PrintedTable(NamedTuple):
    """What the lines from `first` to before `after` are: a table row by row, or columns of prose side by side."""

    first: int
    after: int
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[tuple[Piece, ...], ...] = ()


def printed_tables(lines: Sequence[Sequence[Piece]]) -> list[PrintedTable]:
    """The tables, and the columns of prose, among these lines, each line given as its cells."""
    found, first = list[PrintedTable](), 0
    while first < len(lines):
        after = first + 1
        while after < len(lines) and len(lines[first]) > 1 and _belongs(lines, first, after):
            after += 1
        rows = _in_columns(lines[first:after])
        if rows:
            columns = tuple(tuple(cell for row in rows for cell in row[n]) for n in range(len(rows[0])))
            if _is_prose(columns):
                found.append(PrintedTable(first, after, (), columns))
            elif whole := _whole_rows(rows):
                found.append(PrintedTable(first, after, whole))
        first = after
    return found


def _is_prose(columns: Sequence[Sequence[Piece]]) -> bool:
    """Whether two columns or more have lines as long as those of a text."""
    return sum(len(column) > 1 and median(len(cell.words) for cell in column) > _PROSE for column in columns) > 1


def _belongs(lines: Sequence[Sequence[Piece]], first: int, here: int) -> bool:
    """Whether a line is a row, or goes on with a cell that is not the first of its row."""
    line = lines[here]
    step = lines[here - 1][0].middle - line[0].middle
    if len(line) > 1:
        return 0 < step < 4 * line[0].size
    return 0 < step < 1.6 * line[0].size and line[0].left > lines[first][0].right


def _in_columns(lines: Sequence[Sequence[Piece]]) -> list[list[list[Piece]]]:
    """Row by row, the cell of each column; none when two cells of a line fall into one column, or there is but one."""
    columns: list[list[float]] = []
    for cell in sorted((cell for line in lines for cell in line), key=lambda cell: cell.left):
        if columns and cell.left < columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], cell.right)
        else:
            columns.append([cell.left, cell.right])
    rows = [[[cell for cell in line if left <= cell.left <= right] for left, right in columns] for line in lines]
    return rows if len(columns) > 1 and all(len(cells) < 2 for row in rows for cells in row) else []


def _whole_rows(rows: Sequence[Sequence[Sequence[Piece]]]) -> tuple[tuple[str, ...], ...]:
    """The words of the rows, what goes on with a row put to it; none when there are few, or most is empty."""
    whole: list[list[str]] = []
    for row in rows:
        words = [cells[0].words if cells else "" for cells in row]
        if whole and not words[0]:
            whole[-1] = [_joined(above, here) for above, here in zip(whole[-1], words, strict=True)]
        else:
            whole.append(words)
    filled = sum(bool(words) for row in whole for words in row)
    is_table = len(whole) >= _FEWEST_ROWS and filled >= _FILLED * len(whole) * len(rows[0])
    return tuple(tuple(row) for row in whole) if is_table else ()


def _joined(above: str, here: str) -> str:
    return above + here if above.endswith(HYPHEN) else f"{above} {here}".strip()
