"""Real files of every format, made by the libraries of their formats: one small report on three ferries, told alike.

Each maker returns the bytes of a file that says the sentences of FACTS and holds the table of FLEET.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from email.message import EmailMessage

import docx
import openpyxl
import pptx
from pptx.util import Inches
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

TITLE = "Ferries of Lyngholm"
FACTS = (
    "The ferry to Lyngholm sails at noon every day.",
    "The harbour office is led by Anna Holm.",
    "A ticket for a bicycle costs 14 euros.",
)
FLEET = (
    ("Ferry", "Length", "Built"),
    ("Alder", "35 metres", "1987"),
    ("Birch", "48 metres", "2004"),
    ("Cedar", "61 metres", "2019"),
)


def as_docx() -> bytes:
    document = docx.Document()
    document.core_properties.title = TITLE
    document.add_heading(TITLE, 0)
    for number, fact in enumerate(FACTS, start=1):
        document.add_heading(f"Part {number}", 1)
        document.add_paragraph(fact)
    table = document.add_table(rows=0, cols=3)
    for row in FLEET:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    return saved(document)


def as_pptx() -> bytes:
    slides = pptx.Presentation()
    slides.core_properties.title = TITLE
    for number, fact in enumerate(FACTS, start=1):
        slide = slides.slides.add_slide(slides.slide_layouts[1])
        slide.shapes.title.text = f"Part {number}"
        slide.placeholders[1].text = fact
    slide = slides.slides.add_slide(slides.slide_layouts[5])
    slide.shapes.title.text = "The fleet"
    size = Inches(1), Inches(2), Inches(6), Inches(2)
    table = slide.shapes.add_table(len(FLEET), 3, *size).table
    for row, cells in enumerate(FLEET):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    return saved(slides)


def as_xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.properties.title = TITLE
    sheet = book.active
    assert sheet is not None
    sheet.title = "Fleet"
    for row in FLEET:
        sheet.append(row)
    notes = book.create_sheet("Notes")
    for fact in FACTS:
        notes.append([fact])
    return saved(book)


def as_csv(separator: str = ",") -> bytes:
    rows = [*FLEET, *[(f"Note {number}", fact, "") for number, fact in enumerate(FACTS, start=1)]]
    return "".join(separator.join(row) + "\r\n" for row in rows).encode()


def as_html() -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in FLEET[1:])
    head = "".join(f"<th>{cell}</th>" for cell in FLEET[0])
    parts = "".join(f"<h2>Part {number}</h2><p>{fact}</p>" for number, fact in enumerate(FACTS, start=1))
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{TITLE}</title><script>track()</script></head><body>"
        f"<nav>Home, Contact</nav><h1>{TITLE}</h1>{parts}<table><tr>{head}</tr>{rows}</table></body></html>"
    ).encode()


def as_epub(pages: Sequence[bytes] | None = None, members: Mapping[str, str] | None = None) -> bytes:
    pages = pages or [as_html()]
    names = [f"page{number}.xhtml" for number in range(len(pages))]
    entries = "".join(
        f'<item id="p{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(names)
    )
    spine = "".join(f'<itemref idref="p{n}"/>' for n in range(len(pages)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{TITLE}</dc:title><dc:date>2021-04-09</dc:date>'
        f"</metadata><manifest>{entries}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    told = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OEBPS/book.opf": package}
    return zipped(
        {**told, **(members or {}), **{f"OEBPS/{name}": page for name, page in zip(names, pages, strict=True)}}
    )


def as_eml() -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = (
        TITLE,
        "Anna Holm <anna@lyngholm.example>",
        "crew@lyngholm.example",
    )
    message["Date"] = "Fri, 09 Apr 2021 10:30:00 +0200"
    rows = ["| " + " | ".join(row) + " |" for row in FLEET]
    message.set_content("\n\n".join([*FACTS, "\n".join([rows[0], "| --- | --- | --- |", *rows[1:]])]) + "\n")
    message.add_attachment(b"PK", maintype="application", subtype="zip", filename="plans.zip")
    return message.as_bytes()


def as_pdf() -> bytes:
    def draw(canvas: Canvas) -> None:
        canvas.setTitle(TITLE)
        for number, fact in enumerate(FACTS, start=1):
            lines_on(canvas, 720, [f"Part {number}"], size=18)
            lines_on(canvas, 680, [fact])
            canvas.showPage()
        for column in range(3):
            lines_on(canvas, 700, [row[column] for row in FLEET], left=72 + 120 * column)

    return drawn(draw)


def drawn(draw: Callable[[Canvas], None], *, password: str = "") -> bytes:
    """A PDF that was drawn on."""
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=A4, encrypt=password or None, invariant=1)
    draw(canvas)
    canvas.save()
    return held.getvalue()


def two_columns(left: Sequence[str], right: Sequence[str], *, row_by_row: bool) -> bytes:
    """A page with two columns, written into the file column by column, or line by line across both."""

    def draw(canvas: Canvas) -> None:
        lines_on(canvas, 740, ["A title that stands across both of the columns of this page"], size=16)
        if row_by_row:
            for number, (one, other) in enumerate(zip(left, right, strict=True)):
                lines_on(canvas, 700 - 14 * number, [one])
                lines_on(canvas, 700 - 14 * number, [other], left=310)
        else:
            lines_on(canvas, 700, left)
            lines_on(canvas, 700, right, left=310)

    return drawn(draw)


def lines_on(canvas: Canvas, top: float, lines: Sequence[str], *, left: float = 72, size: int = 11) -> None:
    """Lines of text one below the other."""
    canvas.setFont("Helvetica", size)
    for number, line in enumerate(lines):
        canvas.drawString(left, top - 14 * number, line)


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip archive with these members."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def rezipped(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A zip archive with its members changed, well packed again."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return zipped({name: change(name, archive.read(name)) for name in archive.namelist()})


def saved(made: object) -> bytes:
    """The bytes of a document, presentation or workbook of its library."""
    held = io.BytesIO()
    made.save(held)  # type: ignore[attr-defined]
    return held.getvalue()


FILES: Mapping[str, Callable[[], bytes]] = {
    "report.docx": as_docx,
    "report.pptx": as_pptx,
    "report.xlsx": as_xlsx,
    "report.csv": as_csv,
    "report.tsv": lambda: as_csv("\t"),
    "report.html": as_html,
    "report.epub": as_epub,
    "report.eml": as_eml,
    "report.pdf": as_pdf,
    "report.txt": lambda: "\n\n".join([TITLE, *FACTS]).encode(),
    "report.md": lambda: "\n\n".join([f"# {TITLE}", *FACTS]).encode(),
}
"""A file name for each format -> the maker of its bytes."""
