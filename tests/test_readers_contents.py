"""Titles and dates that files tell, blocks put together to a text, and what an Office file does not say of itself."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest

from ingest.markdown import markdown_blocks
from ingest.readers import read_contents
from ingest.readers.contents import joined_blocks, one_line, told_date, told_title, visible
from tests.files import as_docx, as_pptx, as_xlsx, rezipped, zipped

TITLES = [
    ("Ferries of\n Lyngholm", "Ferries of Lyngholm"),
    ("Microsoft Word - report.doc", ""),
    ("report_final.docx", ""),
    ("PowerPoint Presentation", ""),
    ("Untitled 3", ""),
    ("Document1", ""),
    ("Presentation of the fleet", "Presentation of the fleet"),
    ("Documents of 1804", "Documents of 1804"),
    ("---", ""),
    ("", ""),
    (None, ""),
    ("x" * 300, "x" * 200),
]


@pytest.mark.parametrize(("told", "title"), TITLES)
def test_what_programs_write_when_nobody_gave_a_title_is_none(told: str | None, title: str) -> None:
    assert told_title(told) == title


DATES = [
    ("2024-05-03T10:00:00Z", "3 May 2024"),
    ("20240503", "3 May 2024"),
    ("2024-05", "May 2024"),
    ("2024", "2024"),
    (" 2024-05-03", "3 May 2024"),
    ("2024-13-03", ""),
    ("2024-02-30", ""),
    ("20245", ""),
    ("May 2024", ""),
    ("", ""),
    (None, ""),
    (date(2024, 5, 3), "3 May 2024"),
    (datetime(2024, 5, 3, 9), "3 May 2024"),
]


@pytest.mark.parametrize(("told", "shown"), DATES)
def test_dates_are_written_as_people_write_them_and_anything_else_is_none(told: object, shown: str) -> None:
    assert told_date(told) == shown


def test_signs_that_cannot_be_seen_are_left_out_and_ligatures_are_letters() -> None:
    assert visible("e\ufb03cient\u200b so\u00adft\ufeff\x00ware\u2028end") == "efficient software\nend"
    assert one_line(" a\u00a0b\n\tc ") == "a b c"


def test_items_stay_one_list_and_other_blocks_stand_apart() -> None:
    assert (
        joined_blocks(["# A", "", "- b", "  - c", "1. d", "e", "  ", "- f"]) == "# A\n\n- b\n  - c\n1. d\n\ne\n\n- f\n"
    )
    assert joined_blocks([]) == ""


@pytest.mark.parametrize("opening", ["<script>", "<!-- x", "```", "~~~", "<?php", "<pre>"])
def test_words_that_would_swallow_the_rest_of_a_text_do_not(opening: str) -> None:
    text = joined_blocks([opening, "# Heading", "Words."])
    assert [text[block.start : block.end] for block in markdown_blocks(text)] == [opening, "# Heading", "Words."]


@pytest.mark.parametrize(("ending", "content"), [(".docx", as_docx()), (".pptx", as_pptx()), (".xlsx", as_xlsx())])
def test_title_and_date_are_not_made_up_where_an_office_file_has_none(ending: str, content: bytes) -> None:
    assert read_contents(content, ending).title == "Ferries of Lyngholm"
    bare = rezipped(content, lambda name, part: b"<a/>" if name == "docProps/core.xml" else part)
    assert (read_contents(bare, ending).title, read_contents(bare, ending).date) == ("", "")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"docProps/core.xml", b"docProps/app.xml")
    told = read_contents(zipped(parts), ending)
    assert (told.title, told.date) == ("", "")
