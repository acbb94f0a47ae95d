"""The structure of Markdown texts: headings, lists, tables, code and front matter, with spans of the source."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.markdown import markdown_blocks

Told = tuple[str, str] | tuple[str, str, int]


def blocks(text: str) -> list[Told]:
    """(kind, words) of each block, and the level where it has one."""
    found = [(b.kind.value, text[b.start : b.end], b.level) for b in markdown_blocks(text)]
    return [told if told[2] else told[:2] for told in found]


def test_headings_keep_their_level_in_both_notations() -> None:
    text = "# One\n\nTwo\n===\n\nThree\n---\n\n#### Four ####\ntext\n"
    assert blocks(text) == [
        ("heading", "# One", 1),
        ("heading", "Two\n===", 1),
        ("heading", "Three\n---", 2),
        ("heading", "#### Four ####", 4),
        ("paragraph", "text"),
    ]


def test_lines_of_a_paragraph_belong_together() -> None:
    assert blocks("one\ntwo\n\nthree\n") == [("paragraph", "one\ntwo"), ("paragraph", "three")]


def test_nested_list_items_are_items_of_their_own() -> None:
    text = "Lead:\n\n1. first\n   goes on\n   - inner\n     - innermost\n2. second\n"
    assert blocks(text) == [
        ("paragraph", "Lead:"),
        ("item", "1. first\n   goes on"),
        ("item", "- inner"),
        ("item", "- innermost"),
        ("item", "2. second"),
    ]


def test_further_paragraphs_of_an_item_belong_to_it() -> None:
    text = "Lead:\n\n- first\n\n  more of the first\n\n- second\n\nAfter.\n"
    assert blocks(text) == [
        ("paragraph", "Lead:"),
        ("item", "- first\n\n  more of the first"),
        ("item", "- second"),
        ("paragraph", "After."),
    ]


def test_a_table_is_its_head_and_its_rows() -> None:
    text = "| a | b |\n|---|--:|\n| 1 | 2 |\n| 3 | 4 |\n\nAfter.\n"
    assert blocks(text) == [
        ("paragraph", "| a | b |"),
        ("row", "| 1 | 2 |"),
        ("row", "| 3 | 4 |"),
        ("paragraph", "After."),
    ]


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_code_is_kept_line_by_line_and_never_read_as_markdown(fence: str) -> None:
    text = f"{fence} sh\n# no heading\n\n- no item\n{fence}\n"
    assert blocks(text) == [("row", f"{fence} sh"), ("row", "# no heading"), ("row", "- no item"), ("row", fence)]


def test_code_that_never_ends_is_kept_to_the_end() -> None:
    assert blocks("```\none\n# two\n") == [("row", "```"), ("row", "one"), ("row", "# two")]


def test_html_and_quotations_are_paragraphs() -> None:
    assert blocks("<div>\nwords\n</div>\n\n> quoted\n> words\n") == [
        ("paragraph", "<div>"),
        ("paragraph", "words"),
        ("paragraph", "</div>"),
        ("paragraph", "> quoted\n> words"),
    ]


def test_targets_of_links_are_text_of_the_file() -> None:
    assert blocks("See [act].\n\n[act]: http://a.example/713\n")[1] == ("paragraph", "[act]: http://a.example/713")


def test_a_bold_line_is_a_label_and_a_question_alone_a_question() -> None:
    assert blocks("**Legal basis**\n\nThe act.\n\nWho pays?\n\nThe keeper.\n") == [
        ("label", "**Legal basis**"),
        ("paragraph", "The act."),
        ("question", "Who pays?"),
        ("paragraph", "The keeper."),
    ]


def test_a_heading_as_long_as_a_paragraph_is_one() -> None:
    assert blocks("# " + "words " * 60) == [("paragraph", ("# " + "words " * 60).strip())]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_front_matter_is_one_paragraph_and_moves_nothing(ending: str) -> None:
    text = "---\ntitle: x\n# no heading\n---\n# Heading\n\ntext\n".replace("\n", ending)
    assert blocks(text) == [
        ("paragraph", f"---{ending}title: x{ending}# no heading{ending}---"),
        ("heading", "# Heading", 1),
        ("paragraph", "text"),
    ]


@pytest.mark.parametrize("odd", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\x00", "\ufeff", "\t"])
def test_characters_that_others_count_as_line_ends_move_nothing(odd: str) -> None:
    text = f"a{odd}b\n\n# Heading\n\n- c{odd}d\n\nend\n"
    assert blocks(text) == [
        ("paragraph", f"a{odd}b"),
        ("heading", "# Heading", 1),
        ("item", f"- c{odd}d"),
        ("paragraph", "end"),
    ]


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_the_kind_of_line_end_changes_nothing(ending: str) -> None:
    text = "# One\n\n- a\n  - b\n\n| c |\n|---|\n| d |\n\n```\ne\n```\n\nSetext\n---\n"
    expected = [(kind, words.replace("\n", ending), *level) for kind, words, *level in blocks(text)]
    assert blocks(text.replace("\n", ending)) == expected


@given(st.text(alphabet="aA1.:?-#*|>`~=[]()_< \t\r\n\u00a0\u2028\x0c\x00", max_size=200))
def test_blocks_keep_every_letter_and_digit_in_order(text: str) -> None:
    found = markdown_blocks(text)
    assert all(above.end <= below.start for above, below in pairwise(found))
    kept = "".join(text[block.start : block.end] for block in found)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]
