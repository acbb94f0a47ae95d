"""Lists that stand within a paragraph."""

from __future__ import annotations

import pytest

from ingest.documents import Document
from ingest.enumerated import enumerated
from ingest.markdown import markdown_blocks
from ingest.passages import SentenceKind, split

LISTS = [
    (
        "The keeper must: (a) ring the bell; (b) lock the gate, see (c) below; and (c) feed the cat. Guests may help.",
        ["(a) ring the bell;", "(b) lock the gate, see (c) below; and", "(c) feed the cat."],
    ),
    (
        "(a) ring the bell;\n(b) lock (i) the gate, (ii) the door;\n(c) feed the cat. It bites.",
        ["(a) ring the bell;", "(b) lock (i) the gate, (ii) the door;", "(c) feed the cat. It bites."],
    ),
    ("A club has (i) one head, (ii) a clerk and (iii) a seal.", ["(i) one head,", "(ii) a clerk and", "(iii) a seal."]),
    ("One pays\n(1) by card\n(2) in coins", ["(1) by card", "(2) in coins"]),
    ("Den skal (a) ringe; eller (b) vente.", ["(a) ringe; eller", "(b) vente."]),
]  # fmt: skip
NO_LISTS = [
    "See points (a) and (b) of Article 5(1)(a), and (c) too.",
    "See points (a), (b) and (c) of it.",
    "The first (a) is red and the second (b) is blue.",
    "The keeper (a Dane) and the cat (black) live here; (c) is the barn.",
    "The third; (c) feeds; (d) sleeps.",
    "",
]


@pytest.mark.parametrize(("text", "items"), LISTS)
def test_the_items_of_a_paragraph_are_items(text: str, items: list[str]) -> None:
    blocks = enumerated(text, markdown_blocks(text))
    assert [text[block.start : block.end] for block in blocks if block.kind == "item"] == items


@pytest.mark.parametrize("text", NO_LISTS)
def test_marks_that_count_nothing_are_left_in_their_sentence(text: str) -> None:
    blocks = markdown_blocks(text)
    assert enumerated(text, blocks) == blocks


def test_what_stands_around_a_list_is_kept_and_introduces_it() -> None:
    text = "Rules hold. The keeper must: (a) ring the bell; (b) lock the gate. Guests may help."
    (passage,) = split(Document("rules.md", text, "Rules"))
    said = [passage.quote(sentence) for sentence in passage.sentences]
    assert said == [
        "Rules hold.", "The keeper must:", "(a) ring the bell;", "(b) lock the gate.", "Guests may help."
    ]  # fmt: skip
    items = [sentence for sentence in passage.sentences if sentence.kind is SentenceKind.ITEM]
    assert {text[slice(*item.intro)] for item in items if item.intro} == {"The keeper must:"}
    assert len({item.list_start for item in items}) == 1


def test_a_long_paragraph_of_marks_is_cut_in_bounded_time() -> None:
    text = "(a) x " + "(c) x; " * 20_000
    blocks = markdown_blocks(text)
    assert enumerated(text, blocks) == blocks
