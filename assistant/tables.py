"""Rows of tables, read cell by cell. Pure.

A row says nothing without its head: "35" is the length of the one boat whose column it stands in. So a row is read
as its label and, for each other column, the column's head with the cell; a sentence about one column is proved by
that cell and not by its neighbour. What is quoted stays the row as it is written.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_BORDER = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:+-]*")


def cells(line: str) -> list[str]:
    """The cells of a line `| a | b |`, without blanks around them; none when it is no such line."""
    if not line.lstrip().startswith("|") or "\n" in line.strip() or _RULE.fullmatch(line):
        return []
    inner = re.sub(r"^\||(?<!\\)\|$", "", line.strip())
    return [" ".join(cell.replace("\\|", "|").split()) for cell in _BORDER.split(inner)]


def columns(head: str, row: str) -> list[tuple[str, str]]:
    """Each column's head with the row's cell, the first column first; none when the two do not fit together."""
    heads, own = cells(head.strip().split("\n", 1)[0]), cells(row)
    return list(zip(heads, own, strict=True)) if len(heads) == len(own) > 1 else []


class Cell(NamedTuple):
    """What a row says in one column beside the first: `named` are the label of the row and the head of the column."""

    named: str
    text: str


def said_by(head: str, row: str) -> list[Cell]:
    """The cells of a row that say something, each with what it is said of; none when it is no row of a table."""
    pairs = columns(head, row)
    if not pairs:
        return []
    (_, label), *others = pairs
    return [Cell(f"{label}, {name}" if name else label, cell) for name, cell in others if cell]


def readings(head: str, row: str) -> list[str]:
    """What a row says, one reading for each column beside the first; none when it is no row of a table."""
    return [f"{cell.named}: {cell.text}" for cell in said_by(head, row)]


def as_line(head: str, row: str) -> str:
    """The whole row in words, "" when it is no row of a table."""
    pairs = columns(head, row)
    if not pairs:
        return ""
    told = "; ".join(f"{name}: {cell}" if name else cell for name, cell in pairs[1:] if cell)
    return f"{pairs[0][1]} - {told}"
