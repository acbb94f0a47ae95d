"""The span invariant, over generated texts and over the shipped corpus, and what a passage knows of its place."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.documents import Document, list_folder, read_document
from ingest.passages import LONGEST, Passage, SentenceKind, split
from ingest.sentences import LONGEST as LONGEST_SENTENCE
from ingest.settings import SHIPPED_CORPUS
from tests.fakes import GUIDE, MANUAL

PLACES = ["text.txt", "text.md"]
SEPARATORS = ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\x00", "\t"]
LINES = [
    "# Heading", "### Deeper", "Title\n===", "---", "- item", "  - nested", "    continued", "1. first", "2) second",
    "> quoted", "| a | b |\n|---|---|\n| 1 | 2 |", "```", "~~~ python", "<div>", "</div>",
    "[ref]: http://a.example/ 'T'",
    "**Bold line**", "Who pays?", "Name: a text.", "Area 1 - one", "Area 2 - two", "See Act no. 713, e.g. here.",
    "An end.Next chapter", "Chapter IV", "\u00a0", "   ", "", "word " * 300, "x" * 2000, "A. " * 400, "\ufeff",
    "e\u0301\u200d\U0001f41d", "«Æble» — ørken; på Å. Ét!", "## " + "long heading " * 120, "* " + "much text. " * 200,
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300),
    st.text(alphabet="aA1.?:;-#*|>`~ \t\r\n\u00a0\u2028\x0c\x00=_[]()<", max_size=120),
    st.lists(st.one_of(st.sampled_from(LINES), st.sampled_from(SEPARATORS)), max_size=24).map("\n".join),
    st.lists(st.one_of(st.sampled_from(LINES), st.sampled_from(SEPARATORS)), max_size=24).map("".join),
)


def passages_of(text: str, place: str = "text.txt") -> tuple[Passage, ...]:
    return split(Document(place, text, "Title"))


def assert_spans_hold(text: str, passages: tuple[Passage, ...]) -> None:
    assert "".join(passage.text for passage in passages) == text
    assert [passage.position for passage in passages] == list(range(len(passages)))
    if passages:
        assert (passages[0].start, passages[-1].end) == (0, len(text))
    assert all(above.end == below.start for above, below in pairwise(passages))
    for passage in passages:
        assert text[passage.start : passage.end] == passage.text != ""
        for sentence in passage.sentences:
            assert passage.start <= sentence.start < sentence.end <= passage.end
            words = text[sentence.start : sentence.end]
            assert words == words.strip() == passage.quote(sentence)
            assert len(words) <= LONGEST_SENTENCE
            if sentence.intro is not None:
                assert sentence.intro[0] < sentence.intro[1] <= sentence.start
            assert sentence.list_start is None or sentence.list_start <= sentence.start
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    assert all(above.end <= below.start for above, below in pairwise(sentences))
    told = [False] * len(text)
    for sentence in sentences:
        told[sentence.start : sentence.end] = [True] * (sentence.end - sentence.start)
    assert [c for c, inside in zip(text, told, strict=True) if c.isalnum() and not inside] == []


def assert_no_passage_is_absurdly_long(passages: tuple[Passage, ...]) -> None:
    for passage in passages:
        if passage.sentences:
            assert passage.sentences[-1].end - passage.sentences[0].start <= 2 * LONGEST


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=200)
@given(text=TEXTS)
@example("")
@example(" \r\n\t\u00a0\n")
@example("\x0c# a\x0b\n\n- b\u2028c\n\x00\n\n| d |\n|-|\n| e |\n")
def test_passages_tile_any_text_and_sentences_lie_in_them(place: str, text: str) -> None:
    passages = passages_of(text, place)
    assert_spans_hold(text, passages)
    assert_no_passage_is_absurdly_long(passages)
    assert passages_of(text, place) == passages


@pytest.mark.parametrize("name", list_folder(SHIPPED_CORPUS).readable)
def test_passages_tile_the_shipped_documents(name: str) -> None:
    document = read_document(SHIPPED_CORPUS, name)
    passages = split(document)
    assert_spans_hold(document.text, passages)
    assert max(len(passage.text) for passage in passages) <= LONGEST + 100


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
@pytest.mark.parametrize(("place", "text"), [("a.txt", GUIDE), ("a.md", MANUAL)])
def test_the_kind_of_line_end_changes_no_sentence(place: str, text: str, ending: str) -> None:
    def said(text: str) -> list[tuple[str, ...]]:
        found = passages_of(text, place)
        return [(*p.heading_path, *(re.sub(r"\r\n?", "\n", p.quote(s)) for s in p.sentences)) for p in found]

    assert said(text.replace("\n", ending)) == said(text)


def test_an_empty_text_has_no_passages_and_a_blank_one_has_one_without_sentences() -> None:
    assert passages_of("") == ()
    assert passages_of(" \n\n") == (Passage("text.txt", 0, 0, 3, " \n\n", (), ()),)


def introductions(passages: tuple[Passage, ...], text: str) -> list[tuple[str, str]]:
    """(words, the line that introduces them) of every item."""
    items = [s for p in passages for s in p.sentences if s.kind is SentenceKind.ITEM]
    return [(text[s.start : s.end], text[slice(*s.intro)] if s.intro else "") for s in items]


def test_list_items_know_the_line_that_introduces_them() -> None:
    lead = "Before the first colony arrives, three things must be in the shed:"
    assert introductions(passages_of(GUIDE), GUIDE) == [
        ("1. A smoker, to calm the colony before the hive is opened.", lead),
        ("2. A veil that closes at the neck.", lead),
        ("3. A hive tool of hardened steel.", lead),
    ]


def test_items_and_rows_of_a_manual_know_their_introduction_and_their_heading() -> None:
    passages = passages_of(MANUAL, "manual.md")
    head, lead = "| Speed | Turns a minute | Use |", "Oil the spindle every week, in this order:"
    assert introductions(passages, MANUAL) == [
        ("| low | 300 | hard wood |", head),
        ("| high | 1,200 | soft wood |", head),
        ("wipe off the dust", lead),
        ("add two drops of grade 32 oil", lead),
        ("not grade 46", lead),
        ("turn the spindle by hand", lead),
    ]
    assert [p.heading_path for p in passages] == [
        ("Workshop manual", "Lathe"),
        ("Workshop manual", "Lathe", "Oiling"),
        ("Workshop manual", "Opening hours"),
    ]


def test_items_of_one_list_share_its_start_across_passages() -> None:
    items = [f"{number}. Rule {number} says that {'many words ' * 30}are used." for number in range(1, 9)]
    text = "\n".join(["The rules are:", *items, "", "Another text.", "- one thing", "- another thing", ""])
    passages = passages_of(text)
    starts = [s.list_start for p in passages for s in p.sentences if s.kind is SentenceKind.ITEM]
    assert len(passages) > 2
    assert starts == [text.index("1.")] * 8 + [text.index("- one")] * 2


def test_the_line_that_introduces_a_list_goes_along_with_its_first_item() -> None:
    text = f"A start.\n{'Some words here. ' * 50}\nThe rules are:\n1. {'one ' * 20}.\n2. {'two ' * 20}.\n"
    passages = passages_of(text)
    assert [p.text.split()[0] for p in passages] == ["A", "The"]


def test_a_question_is_the_heading_of_its_answer_and_introduces_its_sentences() -> None:
    by_path = {p.heading_path[-1]: p for p in passages_of(GUIDE)}
    question = "Must a hive be registered?"
    passage = by_path[question]
    heading, *answer = passage.sentences
    assert (passage.quote(heading), heading.kind) == (question, SentenceKind.QUESTION)
    assert [(passage.quote(s), s.intro) for s in answer] == [
        ("There is no duty to register a single hive.", (heading.start, heading.end)),
        ("Keepers of two or more hives register with the county.", (heading.start, heading.end)),
    ]


def test_a_name_in_front_of_a_text_introduces_all_sentences_but_the_first() -> None:
    text = "Anna Holm: The hives are full. More are on order.\n"
    (passage,) = passages_of(text)
    assert [(passage.quote(s), s.intro) for s in passage.sentences] == [
        ("Anna Holm: The hives are full.", None),
        ("More are on order.", (0, len("Anna Holm:"))),
    ]


def test_headings_without_levels_find_theirs_by_their_place() -> None:
    text = "Handbook\n\nTools\n\nSaws\nA saw cuts.\n\nPlanes\nA plane smooths.\n\nMaterials\n\nOak\nOak is hard.\n"
    assert [p.heading_path for p in passages_of(text)] == [
        ("Handbook", "Tools", "Saws"),
        ("Handbook", "Tools", "Planes"),
        ("Handbook", "Materials", "Oak"),
    ]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "text",
    [
        "x" * 300_000,
        "word " * 60_000,
        "Short\n" * 20_000,
        ". " * 50_000,
        "a line of words that goes on in the next line\n" * 15_000,
        "- item\n" * 15_000,
    ],
    ids=["no blanks", "one line", "titles", "stops", "wrapped", "items"],
)
def test_a_large_text_of_any_shape_is_split_in_seconds(place: str, text: str) -> None:
    start = time.monotonic()
    passages = passages_of(text, place)
    assert time.monotonic() - start < 15
    assert_no_passage_is_absurdly_long(passages)
