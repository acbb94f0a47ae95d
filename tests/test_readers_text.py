"""Rows of comma-separated values as tables that keep the names of their columns."""

from __future__ import annotations

import pytest

from ingest.errors import DocumentError
from ingest.readers.text import read_csv, read_plain
from tests.files import as_csv

TABLE = "| Ferry | Length |\n| --- | --- |\n| Alder | 35 m |\n| Birch | 48 m |\n"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    rows = ["Ferry,Length", "Alder,35 m", "Birch,48 m"]
    content = "\n".join(row.replace(",", separator) for row in rows).encode()
    assert read_csv(content).text == TABLE


def test_a_decimal_comma_does_not_hide_a_semicolon() -> None:
    assert read_csv(b"Ferry;Price\nAlder;3,50\nBirch;4,25\n").text == (
        "| Ferry | Price |\n| --- | --- |\n| Alder | 3,50 |\n| Birch | 4,25 |\n"
    )


def test_quoted_cells_may_hold_separators_line_ends_and_bars() -> None:
    text = read_csv(b'Ferry,Note\nAlder,"old, but\nwell | kept"\n').text
    assert text == "| Ferry | Note |\n| --- | --- |\n| Alder | old, but well \\| kept |\n"


def test_a_table_of_windows_in_danish_is_read_as_it_was_meant() -> None:
    assert "| Færge | Længde |" in read_csv("Færge;Længde\r\nÆrø;35 meter på vandet\r\n".encode("cp1252")).text


def test_excels_own_line_about_the_separator_is_no_row() -> None:
    assert read_csv(b"sep=;\nFerry;Length\nAlder;35 m\nBirch;48 m\n").text == TABLE


def test_empty_lines_do_not_part_a_table() -> None:
    assert read_csv(b"Ferry,Length\n\nAlder,35 m\n,\nBirch,48 m\n\n").text == TABLE


def test_a_list_of_one_column_is_lines_of_text() -> None:
    assert read_csv(b"The ferry sails at noon.\nThe office opens at nine.\n").text == (
        "The ferry sails at noon.\n\nThe office opens at nine.\n"
    )


def test_a_cell_without_end_is_refused_with_the_reason() -> None:
    with pytest.raises(DocumentError, match=r"^its rows cannot be told apart \(field larger than field limit"):
        read_csv(b'a,b\n"' + b"x" * 1_100_000)


def test_plain_text_is_not_touched() -> None:
    assert read_plain(b" a\r\n\x0cb\xef\xac\x81 ").text == " a\r\n\x0cb\ufb01 "
    assert as_csv().startswith(b"Ferry,")
