"""Rows of tables, cell by cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.tables import Cell, as_line, cells, columns, readings, said_by

HEAD = "| Pump | Flow | Price |"

CELLS = [
    ("| Alder | 40 litres | 300 euros |", ["Alder", "40 litres", "300 euros"]),
    ("|Alder|40   litres|", ["Alder", "40 litres"]),
    ("  | Alder | 40 |  \n", ["Alder", "40"]),
    ("| Alder | 40", ["Alder", "40"]),
    ("| Alder | | 300 |", ["Alder", "", "300"]),
    ("| | Flow |", ["", "Flow"]),
    (r"| a \| b | c |", ["a | b", "c"]),
    ("| -4 | - |", ["-4", "-"]),
    ("Alder | 40 | 300", []),
    ("The pump | of the mill", []),
    ("|---|:--:|--:|", []),
    ("| --- | --- |", []),
    ("| Alder | 40 |\n| Birch | 65 |", []),
    ("|", []),
    ("", []),
]


@pytest.mark.parametrize(("line", "found"), CELLS)
def test_a_line_between_bars_has_cells(line: str, found: list[str]) -> None:
    assert cells(line) == found


def test_each_column_has_its_head_and_its_cell() -> None:
    assert columns(HEAD, "| Alder | 40 | 300 |") == [("Pump", "Alder"), ("Flow", "40"), ("Price", "300")]


def test_of_a_head_with_its_rule_the_first_line_counts() -> None:
    assert columns("| Pump | Flow |\n|---|---|", "| Alder | 40 |") == [("Pump", "Alder"), ("Flow", "40")]


NO_ROWS = [
    (HEAD, "| Alder | 40 |"),
    (HEAD, "| Alder | 40 | 300 | yes |"),
    ("| Pump |", "| Alder |"),
    ("Three pumps are sold:", "| Alder | 40 |"),
    (HEAD, "Alder is sold out."),
    (HEAD, "|---|---|---|"),
    ("", ""),
]


@pytest.mark.parametrize(("head", "row"), NO_ROWS)
def test_what_does_not_fit_its_head_says_nothing_as_a_row(head: str, row: str) -> None:
    assert (columns(head, row), readings(head, row), as_line(head, row)) == ([], [], "")


ROWS = [
    (
        HEAD,
        "| Alder | 40 | 300 |",
        ["Alder, Flow: 40", "Alder, Price: 300"],
        "Alder - Flow: 40; Price: 300",
    ),
    (HEAD, "| Alder | | 300 |", ["Alder, Price: 300"], "Alder - Price: 300"),
    (
        "| Pump | Flow | |",
        "| Alder | 40 | sold out |",
        ["Alder, Flow: 40", "Alder: sold out"],
        "Alder - Flow: 40; sold out",
    ),
    (
        "| | Flow | Price |",
        "| Alder | 40 | 300 |",
        ["Alder, Flow: 40", "Alder, Price: 300"],
        "Alder - Flow: 40; Price: 300",
    ),
]


@pytest.mark.parametrize(("head", "row", "said", "line"), ROWS)
def test_a_row_says_one_thing_for_each_column_and_all_of_them_in_one_line(
    head: str, row: str, said: list[str], line: str
) -> None:
    assert readings(head, row) == said
    assert as_line(head, row) == line


WORD = st.text("abcdefgh 0123456789", min_size=1, max_size=8).map(lambda word: f"x{word.strip()}")


@given(st.lists(st.tuples(WORD, WORD), min_size=2, max_size=6))
def test_whatever_the_table_each_cell_is_read_under_its_own_head_and_no_other(pairs: list[tuple[str, str]]) -> None:
    head = "| " + " | ".join(name for name, _ in pairs) + " |"
    row = "| " + " | ".join(cell for _, cell in pairs) + " |"
    plain = [(" ".join(name.split()), " ".join(cell.split())) for name, cell in pairs]
    assert columns(head, row) == plain
    assert readings(head, row) == [f"{plain[0][1]}, {name}: {cell}" for name, cell in plain[1:]]


def test_a_cell_is_said_of_its_label_and_the_head_of_its_column() -> None:
    assert said_by(HEAD, "| Alder | 40 | |") == [Cell("Alder, Flow", "40")]
    assert said_by("Three pumps are sold:", "| Alder | 40 |") == []
