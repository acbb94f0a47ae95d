"""Presentations, slide by slide, and workbooks, cell by cell as they are shown."""

from __future__ import annotations

from datetime import date, datetime, time

import openpyxl
import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from ingest.errors import DocumentError
from ingest.readers import xlsx
from ingest.readers.pptx import read_pptx
from ingest.readers.xlsx import read_xlsx
from tests.files import as_pptx, as_xlsx, saved


def test_each_slide_is_a_page_with_its_title_as_heading() -> None:
    told = read_pptx(as_pptx())
    pages = [told.text[start:end] for start, end in zip(told.page_starts, [*told.page_starts[1:], None], strict=True)]
    assert told.title == "Ferries of Lyngholm"
    assert [page.split("\n")[0] for page in pages] == ["# Part 1", "# Part 2", "# Part 3", "# The fleet"]
    assert pages[3].endswith("| Ferry | Length | Built |\n| --- | --- | --- |\n| Alder | 35 metres | 1987 |\n"
                             "| Birch | 48 metres | 2004 |\n| Cedar | 61 metres | 2019 |\n")  # fmt: skip


def test_bullets_charts_groups_and_notes_of_a_slide_are_read_from_top_to_bottom() -> None:
    slides = pptx.Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[1])
    slide.shapes.title.text = "The year"
    frame = slide.placeholders[1].text_frame
    frame.text = "two piers"
    below = frame.add_paragraph()
    below.text, below.level = "one of wood", 1
    chart = CategoryChartData()
    chart.categories = ["2023", "2024"]
    chart.add_series("Guests", (1200, 1350.5))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(5), Inches(4), Inches(2), chart)
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(Inches(1), Inches(9), Inches(2), Inches(1)).text_frame.text = "Lowest."
    slide.notes_slide.notes_text_frame.text = "Thank the crew."
    assert read_pptx(saved(slides)).text == (
        "# The year\n\n- two piers\n  - one of wood\n\n|  | Guests |\n| --- | --- |\n| 2023 | 1200 "
        "|\n| 2024 | 1350.5 |\n\n"
        "Lowest.\n\n**Notes**\n\nThank the crew.\n"
    )


def test_a_workbook_is_its_sheets() -> None:
    told = read_xlsx(as_xlsx())
    assert told.title == "Ferries of Lyngholm"
    assert told.text.startswith(
        "## Fleet\n\n| Ferry | Length | Built |\n| --- | --- | --- |\n| Alder | 35 metres | 1987 |\n"
    )
    assert "\n\n## Notes\n\nThe ferry to Lyngholm sails at noon every day.\n\n" in told.text


CELLS = [
    (1987, "General", "1987"),
    (0.125, "0.0%", "12.5%"),
    (1 / 3, "0.00", "0.33"),
    (1 / 3, "General", "0.3333333333"),
    (1234.5, "#,##0.00", "1234.50"),
    (14, '#,##0.00 "kr."', "14.00 kr."),
    (14, "[$€-407]#,##0", "€14"),
    (datetime(2024, 5, 3), "yyyy-mm-dd", "3 May 2024"),
    (datetime(2024, 5, 3, 9, 30), "yyyy-mm-dd hh:mm", "3 May 2024 09:30"),
    (date(2024, 5, 3), "yyyy-mm-dd", "3 May 2024"),
    (time(9, 30), "hh:mm", "09:30:00"),
    (True, "General", "TRUE"),
    ("old | new\nline", "General", "old \\| new line"),
]


@pytest.mark.parametrize(("told", "form", "shown"), CELLS)
def test_a_cell_is_read_as_it_is_shown(told: object, form: str, shown: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Thing", "Measure"])
    sheet.append(["lamp", told])
    sheet["B2"].number_format = form
    assert read_xlsx(saved(book)).text == f"## Sheet\n\n| Thing | Measure |\n| --- | --- |\n| lamp | {shown} |\n"


def test_a_sheet_with_a_cell_far_out_takes_no_room_and_one_with_too_many_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"], sheet["A2"], sheet["B2"] = "Ferry", "Built", "Alder", 1987
    sheet["A200000"] = "far below"
    assert read_xlsx(saved(book)).text == (
        "## Sheet\n\n| Ferry | Built |\n| --- | --- |\n| Alder | 1987 |\n\nfar below\n"
    )
    monkeypatch.setattr(xlsx, "_MOST_CELLS", 1_000)
    with pytest.raises(DocumentError, match="the sheet Sheet has more than 1,000 cells"):
        read_xlsx(saved(book))
