"""The structure of plain texts: each rule of the module, by a small text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import plain_blocks
from tests.fakes import GUIDE

Told = tuple[str, str] | tuple[str, str, int]


def blocks(text: str) -> list[Told]:
    """(kind, words) of each block, and the level where it has one."""
    found = [(b.kind.value, text[b.start : b.end], b.level) for b in plain_blocks(text)]
    return [told if told[2] else told[:2] for told in found]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_each_line_is_a_paragraph_where_the_text_is_not_wrapped(ending: str) -> None:
    lines = ["It rains today.", "It will be dry tomorrow.", "Nobody knows more."]
    assert blocks(ending.join(lines)) == [("paragraph", line) for line in lines]


WRAPPED = """The workshop opens at nine, and whoever comes first
switches on the light, unlocks the tool cabinet and
writes the day's date on the board by the door.

Nobody works alone at the lathe. Whoever sees a loose
belt stops the machine, hangs the red sign on it and
tells the keeper of the workshop before going home.
"""


def test_lines_of_a_wrapped_text_are_joined_to_paragraphs() -> None:
    assert blocks(WRAPPED) == [("paragraph", part.strip()) for part in WRAPPED.split("\n\n")]


def test_items_and_blank_lines_end_a_wrapped_paragraph() -> None:
    text = WRAPPED + "- goggles that fit over the glasses of the wearer,\n- ear protection\n\nA last line.\n"
    assert blocks(text)[2:] == [
        ("item", "- goggles that fit over the glasses of the wearer,"),
        ("item", "- ear protection"),
        ("paragraph", "A last line."),
    ]


def test_short_lines_of_like_length_are_not_taken_for_a_wrapped_text() -> None:
    names = ["Berlin.", "Lisbon.", "Madrid.", "Warsaw.", "Vienna.", "Prague."]
    assert blocks("\n".join(names)) == [("paragraph", name) for name in names]


def test_a_line_longer_than_the_column_does_not_go_on_in_the_next() -> None:
    long = "Some words of a paragraph. " * 30
    text = f"A start.\n{long}\nThe rules are:\n1. {'one ' * 20}.\n2. {'two ' * 20}.\n"
    assert [kind for kind, *_ in blocks(text)] == ["paragraph", "paragraph", "paragraph", "item", "item"]


def test_a_title_glued_to_the_end_of_a_line_is_cut_off() -> None:
    text = "The report goes to the safety officer.Next steps\nEverybody signs it.\n"
    assert blocks(text) == [
        ("paragraph", "The report goes to the safety officer."),
        ("heading", "Next steps"),
        ("paragraph", "Everybody signs it."),
    ]


@pytest.mark.parametrize("marker", ["-", "•", "*", "–", "1.", "2)", "(3)", "a)", "iv."])
def test_a_line_with_a_bullet_or_a_number_in_front_is_an_item(marker: str) -> None:
    text = f"What to bring:\n{marker} a veil\n{marker} a smoker\n"
    assert blocks(text) == [
        ("paragraph", "What to bring:"),
        ("item", f"{marker} a veil"),
        ("item", f"{marker} a smoker"),
    ]


def test_an_item_goes_on_in_the_indented_lines_below_it() -> None:
    text = "What to bring:\n- a veil\n  that closes\n    at the neck\n- a smoker\nAnd that is all.\n"
    assert blocks(text)[1:] == [
        ("item", "- a veil\n  that closes\n    at the neck"),
        ("item", "- a smoker"),
        ("paragraph", "And that is all."),
    ]


@pytest.mark.parametrize(("number", "level"), [("1.", 1), ("3)", 1), ("2.1", 2), ("2.1.4", 3)])
def test_a_lone_numbered_line_that_looks_like_a_title_is_a_heading(number: str, level: int) -> None:
    text = f"{number} Scope\nThese rules apply to all hives.\n"
    assert blocks(text) == [("heading", f"{number} Scope", level), ("paragraph", "These rules apply to all hives.")]


def test_paragraphs_that_count_are_items() -> None:
    text = "Two areas matter.\nArea 1 - the hive and its stand.\nArea 2 - the forage around it.\nThat is all.\n"
    assert blocks(text) == [
        ("paragraph", "Two areas matter."),
        ("item", "Area 1 - the hive and its stand."),
        ("item", "Area 2 - the forage around it."),
        ("paragraph", "That is all."),
    ]


def test_a_number_that_does_not_rise_makes_no_items() -> None:
    text = "Area 1 - the hive and its stand.\nArea 3 - the forage around it.\nThat is all.\n"
    assert [kind for kind, *_ in blocks(text)] == ["paragraph"] * 3


def test_a_question_on_a_line_of_its_own_is_one_and_the_last_line_is_none() -> None:
    text = "Must a hive be registered?\nNo.\nWho knows?\n"
    assert blocks(text) == [
        ("question", "Must a hive be registered?"),
        ("paragraph", "No."),
        ("paragraph", "Who knows?"),
    ]


def test_a_short_line_that_ends_in_a_colon_is_a_label_above_prose_and_introduces_a_list() -> None:
    text = "It is known.\nLegal basis:\nThe act on animal health applies.\nSteps:\n- open the hive\n"
    assert blocks(text) == [
        ("paragraph", "It is known."),
        ("label", "Legal basis:"),
        ("paragraph", "The act on animal health applies."),
        ("paragraph", "Steps:"),
        ("item", "- open the hive"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "a line in lower case",
        "It ends in a stop.",
        "Two parts. And more",
        "W" * 91,
        "12 34",
        "The society met on 3 May 2021",
    ],
)
def test_a_line_that_does_not_look_like_a_title_is_no_heading(line: str) -> None:
    assert blocks(f"First of all.\n{line}\nAnd so on.\n")[1] == ("paragraph", line)


@pytest.mark.parametrize("line", ["Chapter IV", "§ 12 Duties of keepers", "Annex 2", "Kapitel 3"])
def test_the_name_of_a_part_is_a_heading(line: str) -> None:
    assert blocks(f"First of all.\n{line}\nAnd so on.\n")[1] == ("heading", line)


def test_a_guide_shows_its_whole_structure() -> None:
    assert [kind for kind, *_ in blocks(GUIDE)] == [
        "heading", "heading", "paragraph", "heading", "paragraph", "item", "item", "item",
        "heading", "question", "paragraph", "paragraph", "question", "paragraph",
    ]  # fmt: skip


@given(st.text(alphabet="aA1.:?-• \t\r\n\u00a0\u2028\x0c", max_size=200))
def test_blocks_lose_nothing_but_blanks(text: str) -> None:
    found = plain_blocks(text)
    assert all(above.end <= below.start for above, below in pairwise(found))
    kept = "".join(text[block.start : block.end] for block in found)
    assert "".join(kept.split()) == "".join(text.split())
