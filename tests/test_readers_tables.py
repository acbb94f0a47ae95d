"""Cells of a sheet to Markdown tables: heads, titles, notes, groups, and rows too long to be quoted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.tables import columns
from ingest.markdown import markdown_blocks
from ingest.readers.contents import joined_blocks
from ingest.readers.tables import table_blocks

Rows = list[list[str]]

SHEETS: list[tuple[Rows, str]] = [
    ([["Ferry", "Built"], ["Alder", "1987"]], "| Ferry | Built |\n| --- | --- |\n| Alder | 1987 |\n"),
    ([["Alder", "1987 m"], ["9", "48"]], "| Alder | 1987 m |\n| --- | --- |\n| 9 | 48 |\n"),
    ([["7", "35"], ["9", "48"]], "|  |  |\n| --- | --- |\n| 7 | 35 |\n| 9 | 48 |\n"),
    ([["Ferry", "2023", "2024"], ["A", "1", "2"]], "| Ferry | 2023 | 2024 |\n| --- | --- | --- |\n| A | 1 | 2 |\n"),
    (
        [["The fleet"], ["As of May"], ["Ferry", "Built"], ["Alder", "1987"], ["* rebuilt"]],
        "The fleet\n\nAs of May\n\n| Ferry | Built |\n| --- | --- |\n| Alder | 1987 |\n\n* rebuilt\n",
    ),
    (
        [["", "2023", "", "2024", ""], ["Ferry", "Trips", "Guests", "Trips", "Guests"], ["A", "1", "2", "3", "4"]],
        "| Ferry | 2023 Trips | 2023 Guests | 2024 Trips | 2024 Guests |\n| --- | --- | --- | --- | --- |\n"
        "| A | 1 | 2 | 3 | 4 |\n",
    ),
    (
        [["Day", "", "Place"], ["Monday", "noon", "pier"], ["Friday", "nine", "quay"]],
        "| Day |  | Place |\n| --- | --- | --- |\n| Monday | noon | pier |\n| Friday | nine | quay |\n",
    ),
    (
        [["", "Summer", "", "Winter"], ["Ferry", "Trips", "Guests", "Days"], ["A", "1", "2", "3"],
         ["B", "1", "2", "3"]],
        "| Ferry | Summer Trips | Summer Guests | Winter Days |\n| --- | --- | --- | --- |\n"
        "| A | 1 | 2 | 3 |\n| B | 1 | 2 | 3 |\n",
    ),
    (
        [["Ferry", "Built"], ["Alder", "1987"], [], ["Birch", "2004"]],
        "| Ferry | Built |\n| --- | --- |\n| Alder | 1987 |\n\n| Ferry | Built |\n| --- | --- |\n| Birch | 2004 |\n",
    ),
    (
        [["Ferry", "Built"], ["Alder", "1987"], [], ["Crew", "", "Rank"], ["Ann", "", "mate"]],
        "| Ferry | Built |\n| --- | --- |\n| Alder | 1987 |\n\n| Crew | Rank |\n| --- | --- |\n| Ann | mate |\n",
    ),
    ([["", "", ""], ["", "only", ""]], "only\n"),
    ([], ""),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "text"), SHEETS)
def test_a_sheet_becomes_tables_and_lines(rows: Rows, text: str) -> None:
    assert joined_blocks(table_blocks(rows)) == text


def test_a_row_too_long_to_be_quoted_whole_becomes_a_section_with_a_line_for_each_column() -> None:
    answer = "The ferry sails at noon, unless the wind is too strong. " * 12
    rows = [["Question", "Answer", "Since"], ["When does it sail?", answer, "2019"], ["", answer, ""]]
    assert joined_blocks(table_blocks(rows)) == (
        f"### When does it sail?\n\n- Answer: {answer.strip()}\n- Since: 2019\n\n### Row 2\n\n- "
        f"Answer: {answer.strip()}\n"
    )


CELL = st.text("abc |\\\n1", max_size=6)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8))
def test_whatever_the_cells_every_row_is_read_below_its_head(rows: Rows) -> None:
    named = [["Ferry", "Length", "Built"], *rows]
    text = joined_blocks(table_blocks(named, headed=1))
    lines = [text[block.start : block.end] for block in markdown_blocks(text)]
    for line in lines:
        if line.startswith("|") and not line.startswith("| Ferry"):
            assert len(columns(lines[0], line)) in {0, 2, 3}
    told = sorted(
        "".join("".join(row) for row in named).replace("\\", "").replace("|", "").replace("\n", "").replace(" ", "")
    )
    kept = text.replace("---", "").replace("\\", "").replace("|", "").replace("\n", "").replace(" ", "")
    assert sorted(kept) == told
