"""The sentences that cases are planted on, and the tools of the rules."""

from __future__ import annotations

from evals.planting import Source, in_hash_order, naming, put, sources, swapped
from ingest.documents import Document

TEXT = (
    "The Pool\n\nThe pool opened on 4 May 1998.\n\nWhen does it close?\n\nThe rules are:\n\n"
    "1. No dogs in the water.\n2. No [glass](x.md) in the hall.\n\nThe pool opened on 4 May 1998.\n\n"
    "Badet er åbent for alle og det koster ikke noget.\n"
)


def test_statements_and_items_are_sources_with_what_stands_around_them_each_once() -> None:
    found = sources([Document("pool.txt", TEXT, "Pool guide")])
    assert [source.text for source in found] == ["The pool opened on 4 May 1998.", "No dogs in the water."]
    assert found[0].document_id == "pool.txt"
    assert TEXT[found[0].start :].startswith("The pool opened")
    assert found[0].surroundings == ("Pool guide", "The Pool", "When does it close?")[:2]
    assert "The rules are:" in found[1].surroundings


def test_sentences_that_name_nothing_or_break_off_are_no_sources() -> None:
    text = "It is what it is.\n\nThe door of the\n\nWHAT EVERY MEMBER MUST KNOW.\n\nSee https://example.org for it.\n"
    assert sources([Document("a.txt", text, "A")]) == ()


def test_words_that_name_are_compared_without_endings_and_numbers_count() -> None:
    assert naming("The 12 lanes of the heated pools") == {"12", "lane", "heat", "pool"}
    assert Source("a", 0, "Pools open.", ("The hall",)).shown_words == {"pool", "open", "hall"}


def test_the_order_by_hash_depends_on_the_key_alone() -> None:
    options = [str(number) for number in range(20)]
    assert in_hash_order(options, "a") == in_hash_order(options[::-1], "a") != in_hash_order(options, "b")
    assert sorted(in_hash_order(options, "a")) == sorted(options)


def test_a_replacement_keeps_capital_and_article() -> None:
    assert put("A long day", (0, 1), "one") == "One long day"
    assert put("after a formal talk", (8, 14), "informal") == "after an informal talk"
    assert put("after an annual talk", (9, 15), "monthly") == "after a monthly talk"
    assert put("it is not so", (5, 9), "") == "it is so"


def test_every_place_of_a_table_is_swapped_by_itself() -> None:
    assert list(swapped("Old and old", ((r"\bold\b", "new"),))) == ["New and old", "Old and new"]
