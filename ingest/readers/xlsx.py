"""XLSX to Markdown, each sheet a section with its tables. The only door of openpyxl.

Cells are read as they are shown where that is plain to tell: dates as dates, shares of a hundred as per cent, numbers
as they were typed; a formula by the value that was last computed. Rows are streamed, so that memory stays small.
openpyxl parses with defusedxml, which is why that is installed.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError

import lxml.etree
import openpyxl
from defusedxml import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException

from ingest.errors import DocumentError
from ingest.readers.archive import MALFORMED, open_archive
from ingest.readers.contents import Contents, joined_blocks, one_line, told_date
from ingest.readers.office import told_properties
from ingest.readers.tables import table_blocks

_MOST_CELLS = 5_000_000


def read_xlsx(content: bytes) -> Contents:
    """The sheets of a workbook with its title and the date it was last changed."""
    with open_archive(content, "XLSX") as archive:
        about = told_properties(archive)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that openpyxl leaves out
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            blocks = [block for sheet in book.worksheets for block in _sheet(sheet)]
        book.close()
    except (InvalidFileException, ParseError, DefusedXmlException, lxml.etree.LxmlError, *MALFORMED) as error:
        raise DocumentError("it is damaged, no whole Excel workbook") from error
    return Contents(joined_blocks(blocks), about.title, about.date)


def _sheet(sheet: Any) -> Iterator[str]:
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    rows, cells = list[list[str]](), 0
    for row in sheet.iter_rows():
        cells += len(row) + 1
        if cells > _MOST_CELLS:
            raise DocumentError(f"the sheet {one_line(sheet.title)} has more than {_MOST_CELLS:,} cells")
        shown = [_shown(cell.value, cell.number_format if cell.value is not None else "") for cell in row]
        while shown and not shown[-1]:
            shown.pop()
        if shown or (rows and rows[-1]):
            rows.append(shown)
    if any(rows):
        yield f"## {one_line(sheet.title)}"
        yield from table_blocks(rows)


def _shown(told: object, form: str) -> str:
    """A cell as it is shown."""
    if told is None:
        return ""
    if isinstance(told, bool):
        return "TRUE" if told else "FALSE"
    if isinstance(told, datetime):
        return told_date(told) if told.time() == time() else f"{told_date(told)} {told:%H:%M}"
    if isinstance(told, date):
        return told_date(told)
    if isinstance(told, (time, timedelta)):
        return str(told)
    if isinstance(told, (int, float)):
        return _number(told, form)
    return one_line(told)


def _number(told: float, form: str) -> str:
    plain = form.split(";")[0]
    decimals = re.search(r"[0#?]\.(0+)", plain)
    places = len(decimals[1]) if decimals else 0
    if plain.rstrip().endswith("%"):
        return f"{told * 100:.{places}f}%"
    number = f"{told:.{places}f}" if decimals and not re.search(r"E[+-]", plain) else f"{round(told, 10):.15g}"
    sign = re.search(r'\[\$([^\-\]]{1,4})|"([^"\d]{1,12})"|([€$£])', plain)
    if sign is None:
        return number
    words = next(group for group in sign.groups() if group).strip()
    return f"{words}{number}" if sign.start() == 0 and len(words) == 1 else f"{number} {words}"
