"""PDF files: pages, columns, tables, ligatures, hyphens, running lines, and what is refused."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import DocumentError
from ingest.readers.hyphens import HYPHEN, dehyphenated, vocabulary_of
from ingest.readers.pdf import read_pdf
from tests.files import as_pdf, drawn, lines_on, two_columns

LEFT = (
    "The ferry to Lyngholm has sailed at noon",
    "every day since the pier was built, and",
    "it carries cars, bicycles and horses too.",
    "The crew lives on the island, where the",
    "school and the smithy are.",
)
RIGHT = (
    "In winter the strait may freeze, and then",
    "an icebreaker is called from the town of",
    "Sund on the mainland, which takes a day.",
    "Guests sleep in the old customs house as",
    "long as that lasts.",
)


def page(*lines: str, top: float = 700, size: int = 11) -> bytes:
    return drawn(lambda canvas: lines_on(canvas, top, lines, size=size))


def test_pages_title_and_date_are_told() -> None:
    told = read_pdf(as_pdf())
    pages = [told.text[start:end] for start, end in zip(told.page_starts, [*told.page_starts[1:], None], strict=True)]
    assert (told.title, told.date) == ("Ferries of Lyngholm", "1 January 2000")
    assert pages == [
        "# Part 1\n\nThe ferry to Lyngholm sails at noon every day.\n\n",
        "# Part 2\n\nThe harbour office is led by Anna Holm.\n\n",
        "# Part 3\n\nA ticket for a bicycle costs 14 euros.\n\n",
        "| Ferry | Length | Built |\n| --- | --- | --- |\n| Alder | 35 metres | 1987 |\n| Birch | 48 metres | 2004 |\n"
        "| Cedar | 61 metres | 2019 |\n",
    ]


@pytest.mark.parametrize("row_by_row", [False, True])
def test_two_columns_are_read_one_after_the_other_however_they_were_written(row_by_row: bool) -> None:
    assert read_pdf(two_columns(LEFT, RIGHT, row_by_row=row_by_row)).text == (
        "# A title that stands across both of the columns of this page\n\n"
        "The ferry to Lyngholm has sailed at noon every day since the pier was built, and it "
        "carries cars, bicycles and "
        "horses too. The crew lives on the island, where the school and the smithy "
        "are.\n\n"
        "In winter the strait may freeze, and then an icebreaker is called from the town of Sund on the mainland, "
        "which takes a day. Guests sleep in the old customs house as long as that lasts.\n"
    )


def test_a_table_written_line_by_line_is_a_table_and_a_cell_of_two_lines_is_one() -> None:
    rows = [
        ("Ferry", "Route", "Built"),
        ("Alder", "Lyngholm to Sund", "1987"),
        ("", "by way of Holm", ""),
        ("Birch", "to Vig", "2004"),
    ]

    def draw(canvas: Canvas) -> None:
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                canvas.drawString(72 + 150 * column, 700 - 14 * number, cell)

    assert read_pdf(drawn(draw)).text == (
        "| Ferry | Route | Built |\n| --- | --- | --- |\n| Alder | Lyngholm to Sund by way of Holm | 1987 |\n"
        "| Birch | to Vig | 2004 |\n"
    )


def test_wrapped_lines_are_one_paragraph_and_a_short_line_ends_it() -> None:
    lines = [*LEFT[:2], "it carries cars and horses.", "It rests on Sundays.", *RIGHT]
    assert read_pdf(page(*lines)).text.split("\n\n") == [
        "The ferry to Lyngholm has sailed at noon every day since the pier was built, and it carries cars and horses.",
        "It rests on Sundays.",
        "In winter the strait may freeze, and then an icebreaker is called from the town of Sund on the mainland, "
        "which takes a day. Guests sleep in the old customs house as long as that lasts.\n",
    ]


def test_items_are_items_whatever_their_bullet() -> None:
    assert read_pdf(page("Bring these things:", "• a rope", "• a lamp that burns", "1. one", "2. two")).text == (
        "Bring these things:\n\n- a rope\n- a lamp that burns\n\n1. one\n\n2. two\n"
    )


def test_larger_and_bolder_type_makes_headings() -> None:
    def draw(canvas: Canvas) -> None:
        lines_on(canvas, 740, ["The year"], size=20)
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawString(72, 715, "Guests")
        lines_on(canvas, 700, LEFT)

    assert read_pdf(drawn(draw)).text.startswith("# The year\n\n## Guests\n\nThe ferry to Lyngholm")


def test_a_paragraph_goes_on_over_the_page_which_starts_within_it() -> None:
    def draw(canvas: Canvas) -> None:
        lines_on(canvas, 700, LEFT[:2])
        canvas.showPage()
        lines_on(canvas, 700, LEFT[2:])

    told = read_pdf(drawn(draw))
    assert told.text.startswith(
        "The ferry to Lyngholm has sailed at noon every day since the pier was built, and it carries"
    )
    assert told.text[told.page_starts[1] :].startswith("it carries cars")


def test_running_lines_are_kept_once_and_page_numbers_are_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(1, 5):
            lines_on(canvas, 800, ["Harbour board, minutes of 2021"])
            lines_on(
                canvas, 700, [f"{word} is what was said on this page, in full." for word in ("This", "That", "So")]
            )
            lines_on(canvas, 40, [f"Page {number} of 4"])
            canvas.showPage()

    text = read_pdf(drawn(draw)).text
    assert text.count("Harbour board, minutes of 2021") == 1
    assert "Page" not in text
    assert text.count("This is what was said on this page, in full.") == 4


def test_ligatures_are_letters_and_the_mark_of_a_note_is_no_figure() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))  # comes with reportlab

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Vera", 11)
        canvas.drawString(72, 700, "The clerk \ufb01nds the \ufb02ag")
        canvas.setFont("Vera", 6)
        canvas.drawString(72 + canvas.stringWidth("The clerk \ufb01nds the \ufb02ag", "Vera", 11), 704, "12")

    assert read_pdf(drawn(draw)).text == "The clerk finds the flag¹²\n"


HYPHENS = [
    (f"com{HYPHEN}pany", "company", "company"),
    (f"Lyng{HYPHEN}holm", "Lyngholm", "Lyngholm"),
    (f"Lyng{HYPHEN}holm", "", "Lyng-\nholm"),
    (f"well{HYPHEN}known", "a well-known one", "well-known"),
    (f"well{HYPHEN}known", "", "well-known"),
    (f"EU{HYPHEN}Kommissionen", "", "EU-Kommissionen"),
    (f"2015{HYPHEN}2016", "", "2015-2016"),
    ("a - b", "", "a - b"),
]


@pytest.mark.parametrize(("words", "elsewhere", "settled"), HYPHENS)
def test_a_hyphen_at_a_line_end_is_taken_out_only_when_that_is_sure(words: str, elsewhere: str, settled: str) -> None:
    assert dehyphenated(words, vocabulary_of([elsewhere, words])) == settled


def test_halves_of_words_are_no_words_of_the_vocabulary() -> None:
    assert vocabulary_of([f"a com{HYPHEN}pany of well-known men"]) == Counter(["a", "of", "well-known", "men"])


@pytest.mark.parametrize("quarter", [0, 90, 180, 270])
def test_words_that_are_turned_are_read_all_the_same(quarter: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(quarter)
        lines_on(canvas, 0, LEFT, left=0)

    assert read_pdf(drawn(draw)).text.startswith("The ferry to Lyngholm has sailed at noon every day since the pier")


def test_words_along_the_margin_do_not_fall_apart() -> None:
    def draw(canvas: Canvas) -> None:
        lines_on(canvas, 700, [*LEFT, *RIGHT])
        canvas.translate(30, 300)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Draft of May")

    assert "Draft of May" in read_pdf(drawn(draw)).text


def scanned(canvas: Canvas) -> None:
    held = io.BytesIO()
    Image.new("L", (80, 100), 128).save(held, "PNG")
    canvas.drawImage(ImageReader(held), 72, 72, 400, 600)


WHOLE = page(*LEFT)
REFUSED: Sequence[tuple[str, bytes, str]] = [
    (
        "encrypted",
        drawn(lambda canvas: lines_on(canvas, 700, LEFT), password="secret"),
        "it is protected by a password",
    ),
    (
        "scanned",
        drawn(scanned),
        "it has 1 pages and no text; if they are scanned, have the text recognised (OCR) first",
    ),
    ("cut off", WHOLE[: len(WHOLE) // 2], "it is cut off: the end of the PDF is missing"),
    ("picture", b"\x89PNG\r\n\x1a\n" + bytes(200), "it is not a PDF, whatever its name says"),
    ("hollow", b"%PDF-1.7\n" + bytes(500) + b"\n%%EOF", "it is damaged, no whole PDF"),
]


@pytest.mark.parametrize(("content", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_cannot_be_read_is_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_pdf(content)
    assert str(caught.value) == reason


def test_text_that_a_broken_matrix_turns_by_no_angle_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        text.setFont("Helvetica", 12)
        text._code.append(f"{1e39:f} {1e39:f} 0 0 0 0 Tm")  # pdfium then tells NaN
        text.textOut("boat")
        canvas.drawText(text)
        lines_on(canvas, 600, ["A ferry sails."])

    assert "A ferry sails." in read_pdf(drawn(draw)).text
