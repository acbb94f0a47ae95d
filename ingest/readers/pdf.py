"""PDF to Markdown, page by page. The only door of pypdfium2.

Each sign comes with its box. Signs in a row on one line make a Piece; `layout` and `printed` make columns, paragraphs
and headings of the pieces, without knowing what a PDF is.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.errors import DocumentError
from ingest.readers.contents import Contents, one_line, told_date, told_title, visible
from ingest.readers.hyphens import HYPHEN
from ingest.readers.pieces import Piece
from ingest.readers.printed import printed_text

_ONE_AT_A_TIME = Lock()  # pdfium is not made for threads
_MOST_PAGES = 10_000
_MOST_SIGNS = 20_000_000
_BOLD = 600
_LINE_END_HYPHENS = "\x02\u00ad\ufffe"
_LEADERS = re.compile(r"(?:\s?\.){5,}\s*")
"""The dots of a table of contents."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def read_pdf(content: bytes) -> Contents:
    """The text of a PDF, with its title, its date and where its pages start. Raises DocumentError with the reason."""
    if b"%PDF-" not in content[:1024]:
        raise DocumentError("it is not a PDF, whatever its name says")
    if b"%%EOF" not in content[-2048:]:
        raise DocumentError("it is cut off: the end of the PDF is missing")
    with _ONE_AT_A_TIME:
        document = _opened(content)
        try:
            pages = _read_pages(document)
            told = _metadata(document)
        except pypdfium2.PdfiumError as error:
            raise DocumentError(f"it is damaged ({one_line(error)})") from error
        finally:
            document.close()
    if not any(pages):
        raise DocumentError(
            f"it has {len(pages)} pages and no text; if they are scanned, have the text recognised (OCR) first"
        )
    text, starts = printed_text(pages)
    return Contents(text, told_title(told.get("Title")), told_date(told.get("CreationDate", "")[2:10]), starts)


def _opened(content: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise DocumentError("it is protected by a password") from error
        raise DocumentError("it is damaged, no whole PDF") from error


def _metadata(document: Any) -> dict[str, str]:
    try:
        told: dict[str, str] = document.get_metadata_dict()
    except UnicodeDecodeError:
        return {}
    return told


def _read_pages(document: Any) -> list[list[Piece]]:
    count, signs, pages = len(document), 0, list[list[Piece]]()
    if count > _MOST_PAGES:
        raise DocumentError(f"it has {count:,} pages, more than the {_MOST_PAGES:,} that are allowed")
    for number in range(count):
        page = document[number]
        text = page.get_textpage()
        try:
            signs += text.count_chars()
            if signs > _MOST_SIGNS:
                raise DocumentError(f"it has more than the {_MOST_SIGNS:,} characters that are allowed")
            pages.append([piece for piece in _pieces(text.raw, text.count_chars()) if piece.words])
        finally:
            text.close()
            page.close()
    return pages


class _Box(NamedTuple):
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom


@dataclass(slots=True)
class _Run:
    """Signs in a row, as they are gathered. `letter` is its first sign of a word and `last` its last sign, by index."""

    words: str
    box: _Box
    first: int
    last: int
    turned: bool = False
    """Whether its signs stand on their side, as along the margin of a page."""
    letter: int | None = None
    letter_box: _Box | None = None

    def add(self, sign: str, index: int, box: _Box) -> None:
        raised = self.letter_box and box.height < 0.78 * self.letter_box.height and self.last == index - 1
        if raised and self.letter_box and box.bottom > self.letter_box.bottom + 0.15 * self.letter_box.height:
            sign = sign.translate(_RAISED)  # or the mark of a note would become a figure of the text
        elif sign.isalnum() and self.letter is None:
            self.letter, self.letter_box = index, box
        if box.left - self.box.right > 0.15 * box.height and not self.turned:
            self.words += " "
        self.words += HYPHEN if sign in _LINE_END_HYPHENS else sign
        left, right, bottom, top = self.box
        self.box = _Box(left, max(right, box.right), min(bottom, box.bottom), max(top, box.top))
        self.last = index

    def ends_before(self, box: _Box) -> bool:
        """Whether a sign stands farther from these than words do from each other."""
        if self.turned:
            return False
        gap, height = box.left - self.box.right, max(box.height, 1.0)
        return gap > 0.95 * height or gap < -height or box.bottom > self.box.top or box.top < self.box.bottom


def _pieces(text: Any, count: int) -> Iterator[Piece]:
    """The words of one page in pdfium's order, cut at line ends and wide gaps."""
    turn = _usual_turn(text, count)
    run: _Run | None = None
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        sign = chr(code) if code < 0x110000 else ""
        if sign.isspace():
            if run and (sign not in "\r\n" or run.turned):
                run.words += " "
        elif sign:
            # pdfium's line ends are not asked: it also sees some between signs that stand side by side.
            box = _box(text, index, turn)
            if run and (run.ends_before(box) or (run.turned and not _is_turned(text, index, turn))):
                yield _piece(text, run)
                run = None
            run = run or _Run("", box, index, index, _is_turned(text, index, turn))
            run.add(sign, index, box)
    if run:
        yield _piece(text, run)


def _angle(text: Any, index: int) -> int:
    """The angle of a sign on the page as it is stored, in quarters of a turn to the left."""
    radians: float = pdfium.FPDFText_GetCharAngle(text, index)
    return -round(radians / (math.pi / 2)) % 4 if math.isfinite(radians) else 0  # as damaged matrices may give


def _usual_turn(text: Any, count: int) -> int:
    """The degrees by which most words of a page are turned: tables are often put across a page."""
    angles = Counter(_angle(text, index) for index in range(0, count, max(1, count // 40)))
    return angles.most_common(1)[0][0] * 90 if angles else 0


def _is_turned(text: Any, index: int, turn: int) -> bool:
    return _angle(text, index) * 90 % 180 != turn % 180


def _box(text: Any, index: int, turn: int) -> _Box:
    """The box of a sign with the room that its line gives it, turned so that the words of the page stand upright."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(rect))
    (left, right), (bottom, top) = sorted((rect.left, rect.right)), sorted((rect.bottom, rect.top))
    if turn == 90:
        return _Box(bottom, top, -right, -left)
    if turn == 180:
        return _Box(-right, -left, -top, -bottom)
    if turn == 270:
        return _Box(-top, -bottom, left, right)
    return _Box(left, right, bottom, top)


def _piece(text: Any, run: _Run) -> Piece:
    letter = run.first if run.letter is None else run.letter
    bold = all(
        pdfium.FPDFText_GetFontWeight(text, index) >= _BOLD or "bold" in _font(text, index).lower()
        for index in (letter, run.last)
    )
    words = re.sub(rf"{HYPHEN}(?!\s*\Z)", "-", run.words)
    words = one_line(_LEADERS.sub(" ... ", visible(words)))
    place = run.box if all(map(math.isfinite, run.box)) else (0.0, 0.0, 0.0, 0.0)  # as damaged fonts may give
    return Piece(words, *place, _size(text, letter), bold)


def _size(text: Any, index: int) -> float:
    """The size of the type as it is shown: what the font says, scaled."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
    scale = math.hypot(matrix.c, matrix.d)
    size = abs(float(pdfium.FPDFText_GetFontSize(text, index))) * (scale or 1.0)
    return max(round(size, 1), 1.0) if math.isfinite(size) else 1.0


def _font(text: Any, index: int) -> str:
    name = ctypes.create_string_buffer(200)
    pdfium.FPDFText_GetFontInfo(text, index, name, len(name), None)
    return name.value.decode("utf-8", "replace")
