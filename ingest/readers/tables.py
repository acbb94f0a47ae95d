"""Tables as Markdown, so that each row keeps the names of its columns. Pure.

A table is cut out of rows of cells as a spreadsheet has them:

1. Empty rows part tables, unless what follows goes on below the same columns; columns that are empty throughout
   are left out.
2. Rows above the head that fill one cell are lines of text: titles and notes. So are such rows below the last.
3. The head is the first row that is left, when all it holds are names. Where a row of groups stands above it
   ("2023, , 2024,"), each column is named by both. A table without a head gets an empty one.
4. Rows are written `| cell | cell |`. When one is too long to be quoted whole, each row becomes a section of its own:
   its first cell as heading, below it `- column: cell`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from ingest.readers.contents import one_line

_LONGEST_ROW = 500
"""Characters: a row of up to 600 is quoted whole."""
_LONGEST_NAME = 80
_NUMBER = re.compile(r"[\s\d.,:/%+\-−–€$£()]*\d[\s\d.,:/%+\-−–€$£()]*")

_YEAR = re.compile(r"(?:19|20)\d\d")

Row = Sequence[str]


def table_blocks(rows: Sequence[Row], *, level: int = 2, headed: int | None = None) -> Iterator[str]:
    """Blocks of Markdown for a sheet of cells. `headed` is how many rows are the head, where the file tells it."""
    clean = [[one_line(cell) for cell in row] for row in rows]
    above: _Head | None = None
    for filled, group in groupby(clean, key=any):
        if filled:
            table = _cut_out(list(group), headed, above)
            yield from table.before
            yield from _written(table.head.names, table.rows, level)
            yield from table.after
            above = table.head


class _Head(NamedTuple):
    columns: tuple[int, ...]
    """Which columns of the sheet these are."""
    names: list[str]


class _Table(NamedTuple):
    before: list[str]
    head: _Head
    rows: list[list[str]]
    after: list[str]


def _cut_out(rows: list[list[str]], headed: int | None, above: _Head | None) -> _Table:
    width = max(len(row) for row in rows)
    rows = [row + [""] * (width - len(row)) for row in rows]
    used = tuple(column for column in range(width) if any(row[column] for row in rows))
    rows = [[row[column] for column in used] for row in rows]
    if len(used) == 1:
        return _Table([row[0] for row in rows], _Head(used, []), [], [])
    first, last = (0, len(rows)) if headed is not None else _between(rows)
    head, body = _parted(rows[first:last], headed)
    if above and above.columns == used and not any(head) and not first:
        head = above.names  # an empty row within a table
    lines = [[_only_cell(row) for row in part] for part in (rows[:first], rows[last:])]
    return _Table(lines[0], _Head(used, head), body, lines[1])


def _between(rows: list[list[str]]) -> tuple[int, int]:
    """The first row that fills more than one cell, and the one after the last that fills more than its first."""
    filled = [number for number, row in enumerate(rows) if sum(map(bool, row)) > 1]
    if not filled:
        return len(rows), len(rows)
    return filled[0], 1 + max(number for number, row in enumerate(rows) if any(row[1:]))


def _only_cell(row: Row) -> str:
    return next(cell for cell in row if cell)


def _parted(rows: list[list[str]], headed: int | None) -> tuple[list[str], list[list[str]]]:
    """The head and the rows below it."""
    if not rows:
        return [], []
    if headed is not None and len(rows) > headed:
        return _head(rows[:headed], len(rows[0])), rows[headed:]
    below = rows[1:]
    if _groups(rows):
        return _head([_spread(rows[0]), rows[1]], len(rows[0])), rows[2:]
    if below and _names(rows[0]):
        return rows[0], below
    return [""] * len(rows[0]), rows


def _groups(rows: list[list[str]]) -> bool:
    """Whether names of groups stand above the names of columns: they leave gaps behind them, and figures follow."""
    if len(rows) < 3:
        return False
    above, names, first = rows[:3]
    gaps = any(one and not other for one, other in pairwise(above))
    wordy = all(name and not _is_figure(name) for name in names[1:])
    figures = any(_is_figure(cell) and not _is_figure(name) for name, cell in zip(names, first, strict=True))
    return gaps and wordy and figures and _names(_head([_spread(above), names], len(names)))


def _is_figure(cell: str) -> bool:
    """Whether a cell is a number; a year may as well be a name."""
    return bool(_NUMBER.fullmatch(cell)) and not _YEAR.fullmatch(cell)


def _head(rows: list[list[str]], width: int) -> list[str]:
    columns = [[row[column] for row in rows if row[column]] for column in range(width)]
    return [" ".join(dict.fromkeys(names)) for names in columns]


def _names(row: Row) -> bool:
    """Whether these cells can be names of columns: no numbers beside years, nothing said twice, nothing long."""
    cells = [cell for cell in row if cell]
    return (
        len(cells) > 1
        and not any(map(_is_figure, cells))
        and not all(map(_YEAR.fullmatch, cells))
        and len(set(cells)) == len(cells)
        and all(len(cell) <= _LONGEST_NAME for cell in cells)
    )


def _spread(groups: list[str]) -> list[str]:
    """Names of groups over all the columns that they stand over."""
    spread: list[str] = []
    for cell in groups:
        spread.append(cell or (spread[-1] if spread else ""))
    return spread


def _written(head: list[str], rows: list[list[str]], level: int) -> Iterator[str]:
    if not rows:
        return
    lines = [_line(row) for row in rows]
    top = _line(head)
    if max(map(len, lines)) <= _LONGEST_ROW and len(top) <= _LONGEST_ROW:
        yield "\n".join([top, "|" + " --- |" * len(head), *lines])
        return
    for number, row in enumerate(rows, start=1):
        title = row[0] if 0 < len(row[0]) <= _LONGEST_ROW // 2 else f"Row {number}"
        yield f"{'#' * (level + 1)} {title}"
        for name, cell in list(zip(head, row, strict=True))[title == row[0] :]:
            if cell:
                yield f"- {name}: {cell}" if name else f"- {cell}"


def _line(row: Row) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
