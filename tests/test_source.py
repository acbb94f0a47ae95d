"""A document beside the chat: nothing of its text is lost, the words that are quoted are marked, and no more."""

from __future__ import annotations

import html
import json
import re
import time
from dataclasses import replace
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.answer import Citation, Verdict
from ingest.documents import Document
from ingest.index import Hit
from ingest.passages import split
from ui.source import LINK, Place, link, near_place, place_of, read_places, source_html

TEXT = "Legal capacity\n\nAct no. 713 of 25 June 2014 set up the Centre.\nIt applies from 1 July 2014.\n"
DOCUMENT = Document("law/act.txt", TEXT, "The Act", "WISER", "profile", "2016")
ACT, DATE = "Act no. 713 of 25 June 2014 set up the Centre.", "It applies from 1 July 2014."


def place(number: int, quote: str, document: Document = DOCUMENT, section: str = "") -> Place:
    start = document.text.index(quote)
    return place_of(Citation(number, document, start, start + len(quote), section))


PLACES = (place(1, ACT, section="Legal capacity"), place(2, DATE))


def body(markup: str) -> str:
    return markup.partition('aria-label="Text of the document">')[2].removesuffix("</div>")


def read(markup: str) -> str:
    """The document's text as the browser gets it, without the lines that tell pages."""
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r'<p class="kilde-page">[^<]*</p>', "", body(markup))))


def marks(markup: str) -> list[tuple[str, str, str]]:
    found = re.findall(r'<mark class="kilde-(\w+)" data-at="(\d+)">([^<]*)</mark>', markup)
    return [(kind, at, html.unescape(words)) for kind, at, words in found]


def test_the_whole_text_is_shown_with_the_words_that_are_looked_at_and_the_others_marked_lightly() -> None:
    shown = source_html(PLACES, 0, [DOCUMENT])
    assert read(shown) == TEXT
    assert marks(shown) == [("here", "0", ACT), ("also", "1", DATE)]
    assert marks(source_html(PLACES, 1, [DOCUMENT])) == [("also", "0", ACT), ("here", "1", DATE)]


def test_title_section_page_date_and_verdict_stand_above_it() -> None:
    paged = replace(DOCUMENT, page_starts=(0, 16))
    head = source_html(PLACES, 0, [paged]).partition("</header>")[0]
    said = html.unescape(re.sub(r"<[^>]*>", " ", head))
    assert "The Act" in said
    assert "profile · WISER · 2016 · law/act.txt" in said
    assert "Legal capacity · page 2" in said
    assert "Checked: these exact words support the sentence marked [1]." in said
    assert "Quotation 1 of 2" in said


def test_pages_are_told_where_they_begin() -> None:
    shown = source_html(PLACES, 0, [replace(DOCUMENT, page_starts=(0, 16, len(TEXT)))])
    assert re.findall(r'<p class="kilde-page">([^<]*)</p>', shown) == ["Page 1", "Page 2"]
    assert shown.index("Page 2") < shown.index(ACT[:10])
    assert read(shown) == TEXT


def test_next_and_previous_go_round_and_a_single_quotation_has_neither() -> None:
    assert re.findall(r'value="(\d)" aria-label="(\w+) quotation"', source_html(PLACES, 1, [DOCUMENT])) == [
        ("0", "Previous"),
        ("0", "Next"),
    ]
    assert "kilde-step" not in source_html(PLACES[:1], 0, [DOCUMENT])


def test_where_quotations_overlap_the_one_that_is_looked_at_is_whole() -> None:
    places = (place(1, ACT), place(2, "713 of 25 June 2014 set up the Centre.\nIt applies"))
    assert marks(source_html(places, 0, [DOCUMENT])) == [("here", "0", ACT), ("also", "1", "\nIt applies")]
    assert marks(source_html(places, 1, [DOCUMENT])) == [
        ("also", "0", ACT[:8]),
        ("here", "1", ACT[8:] + "\nIt applies"),
    ]


def test_words_that_have_moved_are_found_again() -> None:
    later = replace(DOCUMENT, text="A new first line.\n" + TEXT)
    assert marks(source_html(PLACES, 0, [later]))[0] == ("here", "0", ACT)


def test_words_that_are_gone_are_told_as_they_were_and_nothing_is_marked_in_their_place() -> None:
    later = replace(DOCUMENT, text=TEXT.replace("713", "714"))
    shown = source_html(PLACES, 0, [later])
    assert "has changed since it was quoted" in shown
    assert ACT in html.unescape(shown)
    assert marks(shown) == [("also", "1", DATE)]


def test_a_document_that_is_gone_leaves_its_quotation() -> None:
    shown = source_html(PLACES, 0, [])
    assert "no longer among those that can be asked" in shown
    assert ACT in html.unescape(shown)


@pytest.mark.parametrize("verdict", [v for v in Verdict if v is not Verdict.SUPPORTED])
def test_a_quotation_that_does_not_support_its_sentence_says_so(verdict: Verdict) -> None:
    shown = source_html((PLACES[0].model_copy(update={"verdict": verdict}),), 0, [DOCUMENT])
    assert '<p class="kilde-doubt">' in shown
    assert "Checked" not in shown


def test_a_passage_that_only_came_near_is_shown_as_that() -> None:
    (passage,) = split(DOCUMENT)
    near = near_place(1, Hit(passage, 0.5, DOCUMENT.title))
    shown = source_html((near,), 0, [DOCUMENT])
    assert "Near to the question, but it does not answer it." in shown
    assert "".join(words for _, _, words in marks(shown)) == TEXT.strip()


HOSTILE = "<script>alert(1)</script> \" ' &lt;b&gt; </div><mark> {{value}} ${x}\x00 \u202e"


def test_nothing_of_a_document_or_of_a_link_is_ever_more_than_text() -> None:
    document = Document(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    places = (place(1, HOSTILE[:20], document, HOSTILE),)
    gone = Place(number=1, source=HOSTILE, start=0, end=3, quote=HOSTILE, section=HOSTILE)
    for shown in (source_html(places, 0, [document]), source_html((gone,), 0, [document]), source_html((gone,), 0, [])):
        tags = set(re.findall(r"<\s*/?\s*([a-z0-9]+)", shown))
        assert tags <= set("header div span button h2 p blockquote mark".split())
        attributes = set(re.findall(r" ([a-z-]+)=", re.sub(r'"[^"]*"', '""', re.sub(r">[^<]*<", "><", shown))))
        assert attributes <= {"class", "type", "value", "aria-label", "tabindex", "role", "dir", "data-at"}


@given(
    st.text(st.sampled_from("ab <&\r\n\u2028é"), min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=4),
    st.sets(st.integers(0, 60), max_size=3),
)
def test_the_text_reads_unchanged_however_it_is_quoted(
    text: str, spans: list[tuple[int, int]], pages: set[int]
) -> None:
    text = text.replace("\r", "\n")
    document = replace(DOCUMENT, text=text, page_starts=tuple(sorted(page for page in pages if page < len(text))))
    cut = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in spans]
    places = [place_of(Citation(n, document, start, end)) for n, (start, end) in enumerate(cut, start=1)]
    shown = source_html(places, 0, [document])
    assert read(shown) == text
    assert "".join(words for kind, _, words in marks(shown) if kind == "here") == places[0].quote


def test_a_long_document_is_cut_into_blocks_at_line_ends_and_takes_a_moment() -> None:
    text = "".join(f"Line {n} says that {n} & <nothing> else is a number.\n" for n in range(22_000))
    document = replace(DOCUMENT, text=text)
    started = time.perf_counter()
    shown = source_html((place(1, "Line 15000 says", document),), 0, [document])
    assert time.perf_counter() - started < 3
    blocks = re.findall(r'<div class="kilde-block" dir="auto">(.*?)</div>', shown, re.S)
    assert len(text) > 1_000_000
    assert all(block.endswith("\n") for block in blocks)
    assert 400 < len(blocks) <= len(text) / 2_000
    assert read(shown) == text


def test_a_line_without_an_end_is_cut_all_the_same() -> None:
    document = replace(DOCUMENT, text="word " * 20_000)
    shown = source_html((place(1, "word word", document),), 0, [document])
    assert shown.count("kilde-block") == 5
    assert read(shown) == document.text


def test_a_link_says_which_words_and_is_read_back() -> None:
    address = link(PLACES[0])
    assert re.fullmatch(r"#source=[A-Za-z0-9_.~%-]+", address)
    assert read_places([json.loads(unquote(address.removeprefix(LINK)))]) == PLACES[:1]


@pytest.mark.parametrize("sent", ["x", [1], [{"number": 1}], [{**PLACES[0].model_dump(), "start": -1}], [{"a": 1}]])
def test_what_is_no_place_is_refused(sent: object) -> None:
    with pytest.raises(ValidationError):
        read_places(sent)
