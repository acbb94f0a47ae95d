"""DOCX to Markdown. The only door of python-docx.

Headings by their style, lists and clauses with the numbers that Word shows for them, tables with their columns,
footnotes and text boxes after the paragraph they belong to. What was deleted with changes tracked is left out, what
was inserted is in.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
import lxml.etree
from docx.opc.exceptions import OpcError
from docx.oxml.ns import nsmap, qn

from ingest.errors import DocumentError
from ingest.readers.archive import MALFORMED, open_archive
from ingest.readers.contents import Contents, joined_blocks, one_line
from ingest.readers.numbering import Numbering
from ingest.readers.office import told_properties
from ingest.readers.tables import table_blocks

_SKIPPED = {qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:txbxContent"), qn("w:pPr"), qn("w:rPr")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING = re.compile(r"heading (\d)", re.I)
_W = {"w": nsmap["w"]}


def read_docx(content: bytes) -> Contents:
    """The text of a Word document with its title and the date it was last changed."""
    with open_archive(content, "DOCX") as archive:
        about = told_properties(archive)
    try:
        document = docx.Document(io.BytesIO(content))
        text = joined_blocks(_Walk(document).blocks(document.element.body))
    except (OpcError, lxml.etree.LxmlError, *MALFORMED) as error:
        raise DocumentError("it is damaged, no whole Word document") from error
    return Contents(text, about.title, about.date)


class _Walk:
    """One way through a document from top to bottom, counting its numbered paragraphs."""

    def __init__(self, document: Any) -> None:
        part = document.part
        self._styles = {style.get(qn("w:styleId")): style for style in document.styles.element.findall(qn("w:style"))}
        self._numbering = Numbering(_related(part, "/numbering"), _W)
        self._notes = {
            (kind, note.get(qn("w:id"))): note
            for kind in ("footnote", "endnote")
            for note in _all(_related(part, f"/{kind}s"), f"w:{kind}")
        }

    def blocks(self, holder: Any) -> Iterator[str]:
        """The blocks of a body, a cell, a text box or a note."""
        for element in holder:
            if element.tag == qn("w:p"):
                yield from self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                yield from self._table(element)
            elif element.tag == qn("w:sdt"):
                yield from self.blocks(_all(element, "w:sdtContent/*"))
            elif element.tag in {qn("w:ins"), qn("w:customXml"), qn("w:smartTag"), qn("w:moveTo")}:
                yield from self.blocks(element)

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        words = one_line(_words(paragraph))
        style = self._styles.get(_told(paragraph, "w:pPr/w:pStyle"))
        level = self._level(paragraph, style)
        if words:
            number = self._numbering.next(*self._numbered(paragraph, style))
            if level:
                mark = f"{number.mark} " if number and not number.is_bullet else ""
                yield f"{'#' * level} {mark}{words}"
            elif number:
                yield f"{number.indent}{number.mark} {words}"
            else:
                yield words
        for box in paragraph.iter(qn("w:txbxContent")):
            if not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
                yield from self.blocks(box)
        for kind in ("footnote", "endnote"):
            for reference in paragraph.iter(qn(f"w:{kind}Reference")):
                note = self._notes.get((kind, reference.get(qn("w:id"))))
                if note is not None and (told := one_line(_words(note))):
                    yield f"Note: {told}"

    def _level(self, paragraph: Any, style: Any) -> int:
        for _ in range(9):  # a style may lean on another one
            if style is None:
                break
            name = _told(style, "w:name")
            if match := _HEADING.match(name):
                return min(int(match[1]) or 1, 6)
            if name.lower() in {"title", "titel"}:
                return 1
            style = self._styles.get(_told(style, "w:basedOn"))
        outline = _told(paragraph, "w:pPr/w:outlineLvl")
        return min(int(outline) + 1, 6) if outline.isdigit() and int(outline) < 9 else 0

    def _numbered(self, paragraph: Any, style: Any) -> tuple[str, str]:
        """The list that a paragraph belongs to and its level there, by itself or by its style."""
        number, level = _told(paragraph, "w:pPr/w:numPr/w:numId"), _told(paragraph, "w:pPr/w:numPr/w:ilvl")
        for _ in range(9):
            if number or style is None:
                break
            number, told = _told(style, "w:pPr/w:numPr/w:numId"), _told(style, "w:pPr/w:numPr/w:ilvl")
            level = level or told or self._numbering.level_of(number, style.get(qn("w:styleId")))
            style = self._styles.get(_told(style, "w:basedOn"))
        return number, level or "0"

    def _table(self, table: Any) -> Iterator[str]:
        rows = _all(table, ".//w:tr[not(ancestor::w:txbxContent)]")
        rows = [row for row in rows if next(row.iterancestors(qn("w:tbl"))) is table]
        if len(rows) == 1 or any(_all(row, "w:tc/w:tbl") for row in rows):  # a frame around other things
            for row in rows:
                for cell in _all(row, "w:tc"):
                    yield from self.blocks(cell)
            return
        yield from table_blocks(list(self._grid(rows)))

    def _grid(self, rows: list[Any]) -> Iterator[list[str]]:
        above: dict[int, str] = {}
        for row in rows:
            line: list[str] = []
            for cell in _all(row, "w:tc|w:sdt/w:sdtContent/w:tc"):
                words = one_line(" ".join(_words(paragraph) for paragraph in cell.iter(qn("w:p"))))
                merged = _all(cell, "w:tcPr/w:vMerge")
                if merged and merged[0].get(qn("w:val")) != "restart":
                    words = above.get(len(line), "")
                above[len(line)] = words
                span = _told(cell, "w:tcPr/w:gridSpan")
                line += [words, *[""] * (min(int(span), 100) - 1 if span.isdigit() else 0)]
            yield line


def _related(part: Any, kind: str) -> Any:
    """The root of a part that belongs to the document, such as its numbering; an empty element where there is none."""
    for relation in part.rels.values():
        if relation.reltype.endswith(kind) and not relation.is_external:
            parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True)
            return lxml.etree.fromstring(relation.target_part.blob, parser)
    return lxml.etree.Element("none")


def _all(element: Any, path: str) -> list[Any]:
    return list(lxml.etree.ElementBase.xpath(element, path, namespaces=_W))


def _told(element: Any, path: str) -> str:
    """The value that is told below an element, or ""."""
    found = element.find(path, _W)
    return "" if found is None else str(found.get(qn("w:val"), ""))


def _words(element: Any) -> str:
    """The words of a paragraph as they are shown."""
    words: list[str] = []
    for child in element:
        if child.tag in _SKIPPED or child.tag == _FALLBACK:
            continue
        if child.tag == qn("w:t"):
            words.append(child.text or "")
        elif child.tag in {qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:ptab")}:
            words.append(" ")
        elif child.tag == qn("w:noBreakHyphen"):
            words.append("-")
        elif isinstance(child.tag, str):
            words.append(_words(child))
            if child.tag == qn("w:p"):
                words.append(" ")
    return "".join(words)
