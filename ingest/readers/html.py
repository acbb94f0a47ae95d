"""HTML to Markdown: what a reader of the page sees, without what leads around it. The door of lxml.

Kept are headings, paragraphs, lists with their numbers, tables, and code; menus, scripts, forms and what is hidden are
left out. Emphasis and links leave their words alone, so that a quotation reads as the page does. lxml's HTML parser
expands no entities of a document's own and opens no network connection.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import lxml.etree
import lxml.html

from ingest.errors import DocumentError
from ingest.readers.contents import Contents, joined_blocks, one_line, told_date, told_title, visible
from ingest.readers.tables import table_blocks
from ingest.readers.text import decode

_DROPPED = frozenset(
    "script style noscript template nav iframe object embed svg math canvas audio video button select input textarea "
    "head map area dialog menu".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul "
    "caption".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_MENU_ROLES = frozenset({"navigation", "menu", "menubar", "search", "dialog", "alertdialog", "toolbar", "banner"})
_CHARSET = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,200}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I
)
_DATES = ("article:modified_time", "article:published_time", "dcterms.modified", "dcterms.date", "dc.date", "date")
_DEEPEST = 200
_MOST_CELLS = 300_000
"""Cells of a table, each counted in every row and column that it spans."""


def read_html(content: bytes) -> Contents:
    """A page's words as Markdown, its title and its date."""
    return html_contents(_decoded(content))


def html_contents(text: str, *, level: int = 0) -> Contents:
    """The same for decoded text; headings are put `level` levels lower."""
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        page = lxml.html.document_fromstring(visible(text).encode(), parser=parser)
    except lxml.etree.LxmlError:
        return Contents("")
    if any("depth" in entry.message for entry in parser.error_log):  # what is below would be missing
        raise DocumentError("its parts are nested too deeply")
    metas = {
        (meta.get("property") or meta.get("name") or "").lower(): meta.get("content", "") for meta in page.iter("meta")
    }
    date = next((told for name in _DATES if (told := told_date(metas.get(name)))), "")
    body = page.find("body")
    blocks = list(_Walk(level).blocks(body if body is not None else page, 0))
    return Contents(joined_blocks(blocks), _title(page), date)


def _title(page: Any) -> str:
    """The page's title, without the name of its site where the one main heading tells what that is."""
    title = told_title(page.findtext(".//title"))
    mains = [one_line(heading.text_content()) for heading in page.iter("h1")]
    return mains[0] if len(mains) == 1 and mains[0] and mains[0] in title else title


def _decoded(content: bytes) -> str:
    """A byte order mark wins, then UTF-8 where it fits, then what the page says of itself, then the best guess."""
    declared = _CHARSET.search(content[:4096])
    if declared and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        for encoding in ("utf-8", declared[1].decode("ascii")):
            try:
                return content.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
    return decode(content)


class _Walk:
    """One way down through a page."""

    def __init__(self, level: int) -> None:
        self._level = level

    def blocks(self, element: Any, depth: int) -> Iterator[str]:
        """The blocks of an element, in order; words between blocks are paragraphs."""
        if depth > _DEEPEST:
            raise DocumentError(f"its parts are nested more than {_DEEPEST} deep")
        words = element.text or ""
        for child in element:
            if _left_out(child):
                pass
            elif _is_block(child):
                yield one_line(words)
                words = ""
                yield from self._block(child, depth + 1)
            elif child.tag == "br":
                yield one_line(words)
                words = ""
            else:
                words += _inline(child)
            words += child.tail or ""
        yield one_line(words)

    def _block(self, element: Any, depth: int) -> Iterator[str]:
        tag = element.tag
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            words = one_line(_inline(element))
            yield f"{'#' * min(6, int(tag[1]) + self._level)} {words}" if words else ""
        elif tag in {"ul", "ol"}:
            yield from self._list(element, "", depth)
        elif tag == "table":
            yield from self._table(element, depth)
        elif tag == "pre":
            yield _code(element)
        elif tag == "dt":
            words = one_line(_inline(element))
            yield f"**{words}**" if words else ""
        elif tag != "hr":
            yield from self.blocks(element, depth)

    def _list(self, element: Any, indent: str, depth: int) -> Iterator[str]:
        if depth > _DEEPEST:
            raise DocumentError(f"its parts are nested more than {_DEEPEST} deep")
        start = element.get("start", "1")
        number = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
        for child in element:
            if child.tag in {"ul", "ol"}:  # a list right in a list, which some programs write
                yield from self._list(child, indent + "  ", depth + 1)
            if child.tag != "li" or _left_out(child):
                continue
            own = child.get("value", "")
            number = int(own) if re.fullmatch(r"\d{1,6}", own) else number
            mark = f"{number}. " if element.tag == "ol" else "- "
            yield from self._list_entry(child, indent, mark, depth)
            number += 1

    def _list_entry(self, entry: Any, indent: str, mark: str, depth: int) -> Iterator[str]:
        inner = indent + " " * len(mark)
        words, nested = entry.text or "", list[str]()
        for child in entry:
            if _left_out(child):
                pass
            elif child.tag in {"ul", "ol"}:
                nested += self._list(child, inner, depth + 1)
            elif child.tag in {"table", "pre"} or (_is_block(child) and child.find(".//table") is not None):
                nested += self._block(child, depth + 1)
            elif _is_block(child) and (child.find(".//ul") is not None or child.find(".//ol") is not None):
                first, *others = [*self.blocks(child, depth + 1), ""]
                words += f" {first} "
                nested += others
            else:
                words += f" {_inline(child)} " if _is_block(child) else _inline(child)
            words += child.tail or ""
        if line := one_line(words):
            yield f"{indent}{mark}{line}"
        yield from nested

    def _table(self, table: Any, depth: int) -> Iterator[str]:
        if (caption := table.find("caption")) is not None:
            yield one_line(_inline(caption))
        rows = [row for row in table.iter("tr") if _own_table(row) is table and not _left_out(row)]
        for_layout = table.get("role") == "presentation" or any(
            cell.find(".//table") is not None or cell.find(".//h2") is not None for row in rows for cell in row
        )
        if for_layout:
            for row in rows:
                for cell in row:
                    yield from self.blocks(cell, depth + 1)
            return
        headed = 0
        for row in rows:
            cells = [cell for cell in row if cell.tag in {"td", "th"}]
            if not cells or any(cell.tag == "td" and one_line(_inline(cell)) for cell in cells):
                break
            headed += 1
        yield from table_blocks(_grid(rows), headed=headed or None)


def _own_table(row: Any) -> Any:
    return next(row.iterancestors("table"), None)


def _grid(rows: list[Any]) -> list[list[str]]:
    """The cells of a table; one that spans several rows, or several columns of the head, is said in each."""
    grid: list[list[str]] = []
    spanning: dict[int, tuple[int, str]] = {}
    count = 0
    for row in rows:
        line: list[str] = []
        cells = iter([cell for cell in row if cell.tag in {"td", "th"}])
        while True:
            if len(line) in spanning:
                left, words = spanning.pop(len(line))
                if left > 1:
                    spanning[len(line)] = (left - 1, words)
                line.append(words)
                continue
            cell = next(cells, None)
            if cell is None:
                break
            words = one_line(_inline(cell))
            for again in range(_span(cell, "colspan")):
                if (rowspan := _span(cell, "rowspan")) > 1:
                    spanning[len(line)] = (rowspan - 1, words)
                line.append(words if not again or cell.tag == "th" else "")
        grid.append(line)
        count += len(line)
        if count > _MOST_CELLS:
            raise DocumentError(f"a table of it spans more than {_MOST_CELLS:,} cells")
    return grid


def _span(cell: Any, name: str) -> int:
    told = cell.get(name, "1")
    return max(1, min(100, int(told))) if re.fullmatch(r"\d{1,4}", told) else 1


def _left_out(element: Any) -> bool:
    return (
        not isinstance(element.tag, str)
        or element.tag in _DROPPED
        or element.get("hidden") is not None
        or element.get("role") in _MENU_ROLES
        or (element.get("aria-hidden") == "true")
        or "headerlink" in element.get("class", "").split()  # the sign that leads to a heading of a manual
        or bool(_HIDDEN.search(element.get("style", "")))
    )


def _is_block(element: Any) -> bool:
    return element.tag in _BLOCKS or (element.tag not in {"a", "span"} and any(c.tag in _BLOCKS for c in element))


def _inline(element: Any) -> str:
    """The words of an element and all that is in it."""
    words, stack = list[str](), [(element, False)]
    while stack:
        here, leaving = stack.pop()
        if leaving:
            words.append((" " if _parts_words(here) else "") + (here.tail or ""))
            continue
        if here is not element:
            stack.append((here, True))
        if _left_out(here) and here is not element:
            continue
        words.append((" " if _parts_words(here) else "") + (here.text or ""))
        stack += [(child, False) for child in reversed(here)]
    return "".join(words)


def _parts_words(element: Any) -> bool:
    return element.tag == "br" or element.tag in _BLOCKS


def _code(element: Any) -> str:
    """Code line by line, between fences that are longer than any in it."""
    text = visible(element.text_content()).strip("\r\n")
    longest = max([2, *(len(run) for run in re.findall(r"`+", text))])
    fence = "`" * (longest + 1)
    return f"{fence}\n{text}\n{fence}" if text.strip() else ""
