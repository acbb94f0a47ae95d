"""PPTX to Markdown, each slide a page. The only door of python-pptx.

The slide's title is its heading; then its text from top to bottom as it stands in the file, tables with their columns,
the figures of its charts as tables, and the speaker's notes. Hidden slides are read as well.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

import lxml.etree
import pptx
from pptx.exc import PythonPptxError
from pptx.util import Length

from ingest.errors import DocumentError
from ingest.readers.archive import MALFORMED, open_archive
from ingest.readers.contents import Contents, joined_blocks, one_line
from ingest.readers.office import told_properties
from ingest.readers.tables import table_blocks

_DEEPEST = 20
_FURNITURE = {"DATE", "SLIDE_NUMBER", "FOOTER", "HEADER"}


def read_pptx(content: bytes) -> Contents:
    """The text of a presentation with its title, the date it was last changed and where its slides start."""
    with open_archive(content, "PPTX") as archive:
        about = told_properties(archive)
    try:
        presentation = pptx.Presentation(io.BytesIO(content))
        text, starts = "", list[int]()
        for slide in presentation.slides:
            text += "\n" if text else ""
            starts.append(len(text))
            text += joined_blocks(_slide(slide))
    except (PythonPptxError, lxml.etree.LxmlError, *MALFORMED) as error:
        raise DocumentError("it is damaged, no whole PowerPoint presentation") from error
    return Contents(text, about.title, about.date, tuple(starts))


def _slide(slide: Any) -> Iterator[str]:
    title = slide.shapes.title
    if title is not None and (words := one_line(title.text_frame.text)):
        yield f"# {words}"
    others = [shape for shape in slide.shapes if title is None or shape.shape_id != title.shape_id]
    yield from _shapes(others, 0)
    if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None:
        notes = [words for paragraph in frame.paragraphs if (words := one_line(paragraph.text))]
        if notes:
            yield "**Notes**"
            yield from notes


def _shapes(shapes: Iterable[Any], depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        raise DocumentError(f"its parts are nested more than {_DEEPEST} deep")
    for shape in sorted(shapes, key=_place):
        if shape.is_placeholder and shape.placeholder_format.type.name in _FURNITURE:
            continue
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes, depth + 1)
        elif getattr(shape, "has_table", False) and shape.has_table:
            yield from table_blocks([[_cell(cell) for cell in row.cells] for row in shape.table.rows])
        elif getattr(shape, "has_chart", False) and shape.has_chart:
            yield from _chart(shape.chart)
        elif shape.has_text_frame:
            yield from _paragraphs(shape)


def _place(shape: Any) -> tuple[int, int]:
    """From top to bottom, what stands within half an inch side by side from left to right."""
    top, left = shape.top or Length(0), shape.left or Length(0)
    return int(top) // 457_200, int(left)


def _cell(cell: Any) -> str:
    return "" if cell.is_spanned else str(cell.text_frame.text)


def _paragraphs(shape: Any) -> Iterator[str]:
    """Paragraphs of a text; in a placeholder for text, where PowerPoint shows bullets, as items."""
    paragraphs = [(paragraph.level, one_line(paragraph.text)) for paragraph in shape.text_frame.paragraphs]
    told = [(level, words) for level, words in paragraphs if words]
    listed = shape.is_placeholder and shape.placeholder_format.type.name in {"BODY", "OBJECT"} and len(told) > 1
    for level, words in told:
        yield f"{'  ' * level}- {words}" if listed or level else words


def _chart(chart: Any) -> Iterator[str]:
    if chart.has_title and chart.chart_title.has_text_frame:
        yield one_line(chart.chart_title.text_frame.text)
    for plot in chart.plots:
        try:
            series = list(plot.series)
        except NotImplementedError:  # python-pptx does not know the series of some three-dimensional charts
            continue
        rows = [
            [str(category), *[_figure(one.values, number) for one in series]]
            for number, category in enumerate(plot.categories)
        ]
        yield from table_blocks([["", *[str(one.name) for one in series]], *rows], headed=1)


def _figure(values: Any, number: int) -> str:
    told = values[number] if number < len(values) else None
    return "" if told is None else f"{told:g}"
