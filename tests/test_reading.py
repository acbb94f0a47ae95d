from __future__ import annotations

from ingest.build import Written
from ingest.reading import FileRead
from ui.reading import reading_html


def test_each_file_says_what_became_of_it_and_the_whole_how_far_it_is() -> None:
    steps: list[FileRead | Written] = [FileRead("a.txt", 12), FileRead("b.pdf", reason="it is empty"), Written(64, 256)]
    assert "<b>a.txt</b> 12 passages" in reading_html(steps)
    assert "<b>b.pdf</b> could not be read: it is empty" in reading_html(steps)
    assert "Indexing: 25 %" in reading_html(steps)
    assert "1 file read, 1 could not be" in reading_html(steps, done=True)
    assert "Reading" in reading_html(steps[:1])
    assert "<b>c.txt</b> 1 passage<" in reading_html([FileRead("c.txt", 1)])


def test_an_error_is_told_in_place_of_how_far_it_is_and_names_are_escaped() -> None:
    html = reading_html([FileRead("<img src=x>.txt", 1)], error="No <room>.")
    assert "<img" not in html and "<room>" not in html
    assert 'role="alert"' in html and "Reading" not in html
