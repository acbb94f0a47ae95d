"""Files that are small and want to become large: each is read or refused apart, in bounded time and memory."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from ingest.apart import Apart
from ingest.errors import DocumentError, ReaderFailed
from ingest.settings import IngestSettings
from tests.files import FILES, as_docx, as_epub, as_xlsx, drawn, lines_on, rezipped

LAUGHS = (
    "<!DOCTYPE x ["
    + '<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>'
MILLION = 1_000_000
PATIENT = IngestSettings.model_validate({"reader_seconds": 1_800})
"""Other work may run beside the tests; that each ends is what matters here. Memory is what the reader has by default:
the kernel gives it no more, and a file that needs more fails here."""


def pages_in_a_row(count: int) -> bytes:
    once = drawn(lambda canvas: lines_on(canvas, 740, ["A boat."]))
    start = once.index(b"/Kids [") + 7
    kid = once[start : once.index(b"]", start)].strip()
    return once.replace(b"/Kids [ " + kid + b" ]", b"/Kids [ " + (kid + b" ") * count + b"]").replace(
        b"/Count 1", b"/Count %d" % count
    )


def pages_in_a_tree() -> bytes:
    """A page below ten nodes, each of which has the next one ten times: ten thousand million pages."""
    nodes = [
        f"{n} 0 obj\n<< /Type /Pages /Kids [{f'{n + 1} 0 R ' * 10}] /Count {10 ** (12 - n)} >>\nendobj\n"
        for n in range(2, 12)
    ]
    page = "12 0 obj\n<< /Type /Page /Parent 11 0 R /MediaBox [0 0 99 99] >>\nendobj\n"
    objects = ["1 0 obj\n<< /Pages 2 0 R >>\nendobj\n", *nodes, page]
    return f"%PDF-1.7\n{''.join(objects)}trailer\n<< /Root 1 0 R >>\n%%EOF\n".encode()


def pages_that_lie(count: int) -> bytes:
    return drawn(lambda canvas: lines_on(canvas, 740, ["A boat."])).replace(b"/Count 1", b"/Count %d" % count)


def sheet(rows: str) -> bytes:
    whole = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
    return rezipped(as_xlsx(), lambda name, part: whole.encode() if name == "xl/worksheets/sheet1.xml" else part)


def word(inner: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    whole = f'<w:document xmlns:w="{space}"><w:body>{inner}</w:body></w:document>'
    return rezipped(as_docx(), lambda name, part: whole.encode() if name == "word/document.xml" else part)


def packed(method: int) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive, archive.open("word/media/a.bin", "w", force_zip64=True) as part:
        for _ in range(320):
            part.write(bytes(MILLION))
    return held.getvalue()


def in_each_other(tag: str, deep: int) -> str:
    return f"<{tag}>" * deep + "boat" + f"</{tag}>" * deep


def laughing(name: str, part: bytes) -> bytes:
    return LAUGHS.encode() + b"<x>&a11;</x>" if name in {"word/document.xml", "xl/workbook.xml"} else part


def page_with(declared: str) -> bytes:
    return f"{declared}<html><body><p>boat &a11;</p></body></html>".encode()


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a million pages": (".pdf", lambda: pages_in_a_row(MILLION), "more than the 10,000 that are allowed|damaged"),
    "pages without number": (".pdf", pages_in_a_tree, "pages, more than|damaged|no text"),
    "a count that lies": (".pdf", lambda: pages_that_lie(2 * 10**9), "pages, more than|damaged"),
    "a million rows": (".csv", lambda: b"a,b\n" * MILLION, ""),
    "a row of a million cells": (".csv", lambda: b"a," * MILLION, ""),
    "a cell that never ends": (".csv", lambda: b'"' + b"a," * MILLION, "cannot be told apart"),
    "very many rows of a sheet": (".xlsx", lambda: sheet("<row><c><v>1</v></c></row>" * 150_000), ""),
    "very many empty rows": (".xlsx", lambda: sheet("<row/>" * 300_000), ""),
    "a cell far away": (
        ".xlsx",
        lambda: sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "more than 5,000,000 cells",
    ),
    "rows far apart": (
        ".xlsx",
        lambda: sheet("".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 1_000))),
        "more than 5,000,000 cells",
    ),
    "zip bomb": (".docx", lambda: packed(zipfile.ZIP_DEFLATED), "unpacks to more"),
    "bzip2 bomb": (".docx", lambda: packed(zipfile.ZIP_BZIP2), "unpacks to more"),
    "lzma bomb": (".docx", lambda: packed(zipfile.ZIP_LZMA), "unpacks to more"),
    "laughs in a letter": (".docx", lambda: rezipped(as_docx(), laughing), "declares XML entities"),
    "laughs in a sheet": (".xlsx", lambda: rezipped(as_xlsx(), laughing), "declares XML entities"),
    "laughs in a book": (
        ".epub",
        lambda: rezipped(as_epub(), lambda name, part: LAUGHS.encode() + part if name.endswith(".opf") else part),
        "",
    ),
    "laughs in a page": (".xhtml", lambda: page_with(LAUGHS), ""),
    "a page that wants a file": (".xhtml", lambda: page_with(OUTSIDE), ""),
    "tables in tables": (
        ".docx",
        lambda: word(
            in_each_other("w:tbl><w:tr><w:tc", 2_000).replace("</w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")
        ),
        "nested too deeply|damaged",
    ),
    "parts in parts of a page": (
        ".html",
        lambda: in_each_other("div", 100_000).encode(),
        "nested too deeply|nested more than",
    ),
    "lists in lists": (
        ".html",
        lambda: in_each_other("ul><li", 9_000).replace("</ul><li>", "</li></ul>").encode(),
        "nested too deeply|nested more than",
    ),
    "words in words": (".html", lambda: in_each_other("b", 100_000).encode(), "nested too deeply|nested more than"),
    "messages in messages": (
        ".eml",
        lambda: b"From: a\n" + b"Content-Type: message/rfc822\n\n" * 20_000 + b"boat",
        "damaged|nested|no text|",
    ),
    "parts in parts of a message": (
        ".eml",
        lambda: (
            b"From: a\n"
            + b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(5_000))
        ),
        "damaged|nested|",
    ),
    "a header without end": (".eml", lambda: b"From: " + b"(" * 500_000 + b"\n\nboat", "damaged|"),
    "brackets in brackets": (".txt", lambda: b"[" * 3 * MILLION, ""),
    "quotations in quotations": (".md", lambda: b"> " * MILLION + b"boat", ""),
}


@pytest.mark.parametrize(("ending", "make", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_what_wants_to_become_large_is_read_or_refused_with_the_reason(
    ending: str, make: Callable[[], bytes], reason: str
) -> None:
    content = make()
    assert len(content) < 50_000_000  # or it would be refused for that
    with Apart(PATIENT) as apart:
        try:
            told = apart.read(content, ending)
        except ReaderFailed as error:
            pytest.fail(str(error))
        except DocumentError as error:
            assert reason, str(error)
            assert re.search(reason, str(error)), str(error)
        else:
            assert "root:" not in told.text
            assert "hahaha" not in told.text
            assert len(told.text) < 100_000_000


def test_the_sound_ones_among_them_are_sound() -> None:
    with Apart(IngestSettings()) as apart:
        assert "boat" in apart.read(word("<w:p><w:r><w:t>boat</w:t></w:r></w:p>"), ".docx").text
        assert "1" in apart.read(sheet("<row><c><v>1</v></c></row>"), ".xlsx").text
        assert apart.read(pages_in_a_row(3), ".pdf").page_starts
        assert apart.read(FILES["report.eml"](), ".eml").text
