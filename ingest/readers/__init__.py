"""Readers: the bytes of a file to its canonical text, one small file for each format, each library behind one door.

The library of a format is imported when the first file of it is read: whoever has plain text alone, or asks for help,
does not wait for it. docs/formats.md says what the canonical text of each format is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ingest.errors import DocumentError
from ingest.readers.contents import Contents


class Format(NamedTuple):
    """A format by the ending of its files."""

    name: str
    outlined: bool = True
    """Whether its canonical text is Markdown, which tells its headings."""
    opens_with_title: bool = True
    """Whether the first line can be the title; in a workbook it is the name of a sheet."""


FORMATS: Mapping[str, Format] = {
    ".txt": Format("text", outlined=False),
    ".text": Format("text", outlined=False),
    ".md": Format("text"),
    ".markdown": Format("text"),
    ".pdf": Format("pdf"),
    ".docx": Format("docx"),
    ".pptx": Format("pptx"),
    ".xlsx": Format("xlsx", opens_with_title=False),
    ".csv": Format("csv"),
    ".tsv": Format("csv"),
    ".html": Format("html"),
    ".htm": Format("html"),
    ".xhtml": Format("html"),
    ".epub": Format("epub"),
    ".eml": Format("mail"),
}


Read = Callable[[bytes, str], Contents]
"""The bytes of a file and its ending -> its contents, as `read_contents` gives them."""


def read_contents(content: bytes, ending: str) -> Contents:
    """The contents of a file with this ending. Raises DocumentError with the reason when that cannot be done."""
    try:
        return _read(content, FORMATS[ending].name)
    except RecursionError as error:
        raise DocumentError("its parts are nested too deeply") from error


def _read(content: bytes, name: str) -> Contents:  # noqa: C901  (one line a format, and nothing else)
    match name:
        case "text":
            from ingest.readers.text import read_plain as read
        case "csv":
            from ingest.readers.text import read_csv as read
        case "pdf":
            from ingest.readers.pdf import read_pdf as read
        case "docx":
            from ingest.readers.docx import read_docx as read
        case "pptx":
            from ingest.readers.pptx import read_pptx as read
        case "xlsx":
            from ingest.readers.xlsx import read_xlsx as read
        case "html":
            from ingest.readers.html import read_html as read
        case "epub":
            from ingest.readers.epub import read_epub as read
        case "mail":
            from ingest.readers.mail import read_mail as read
        case _:
            raise DocumentError(f"there is no reader for {name}")
    return read(content)
