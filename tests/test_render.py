"""Answers to HTML: what is shown, and that nothing from a document, a model or a person is ever more than text."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from assistant.answer import Answer, Citation, Dropped, Step, Verdict
from ingest.documents import Document
from ingest.index import Hit
from ingest.passages import split
from ui.plain import plain, printable
from ui.render import DOCUMENTS_SHOWN, answer_html, corpus_html, draft_html, error_html, question_html, waiting_html
from ui.source import LINK
from ui.verdicts import REASONS

TEXT = "Legal capacity\n\nAct no. 713 of 25 June 2014 set up the Centre.\nIt applies from 1 July 2014.\n"
DOCUMENT = Document("law/act.txt", TEXT, "The Act", "WISER", "profile", "2016")


def cite(number: int, quote: str, document: Document = DOCUMENT, section: str = "") -> Citation:
    start = document.text.index(quote)
    return Citation(number, document, start, start + len(quote), section)


ACT = cite(1, "Act no. 713 of 25 June 2014 set up the Centre.", section="Legal capacity")
DATE = cite(2, "It applies from 1 July 2014.")


def answered(text: str, *citations: Citation) -> Answer:
    return Answer("Which act?", text, True, citations, 1.26, "small")


def seen(markup: str) -> str:
    """What a person reads: tags away, references resolved."""
    return html.unescape(re.sub(r"<[^>]*>", " ", markup))


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](http://evil.example/x.png)",
    "[click](javascript:alert(1))",
    "http://evil.example www.evil.example me@evil.example",
    "'\" onmouseover=alert(1) x='",
    "&lt;b&gt; &amp; &#60;b&#62;",
    "**bold** _low_ ~~gone~~ `code` $$x$$ # head | a | b |",
    "{{value}} ${value} @children",
    "a\n\n    b\n\n<b>c</b>\n```\nd\n```",
    "1. one\n- two",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_of_others_holds_no_sign_of_any_markup_and_reads_unchanged(hostile: str) -> None:
    shown = plain(hostile)
    assert re.fullmatch(r"(?:[^\x00-\x9f\u2028\u2029]|[A-Za-z0-9,]|(?<! ) |&#\d+;)*", shown)
    assert html.unescape(shown) == hostile


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_part_of_an_answer_can_bring_tags_of_its_own(hostile: str) -> None:
    document = Document(f"{hostile}.txt", hostile, hostile, hostile, hostile, hostile)
    citation = Citation(1, document, 0, len(hostile), hostile)
    hits = tuple(Hit(passage, 1.0, hostile) for passage in split(document))
    answer = Answer(hostile, f"{hostile} [1]", False, (citation,), 0.1, hostile, standalone=hostile + "?")
    answer = replace(
        answer, nearest=hits, dropped=(Dropped(hostile, Verdict.NAME),), trace=(Step(hostile, hostile, 0),)
    )
    pages = [
        answer_html(answer, hostile),
        draft_html((citation,), hostile),
        question_html(hostile),
        error_html(hostile),
        corpus_html([document]),
    ]
    for page in pages:
        assert "\n" not in page, "a blank line would end the HTML block and start Markdown"
        assert set(re.findall(r"<\s*/?\s*([a-z]+)", page)) <= set(
            "div p ul ol li a details summary blockquote cite span em strong del".split()
        )
        attributes = re.findall(r" ([a-z]+)=", re.sub(r'"[^"]*"', "", page))
        assert set(attributes) <= {"class", "href", "title", "id", "value", "dir", "role", "open"}
        assert all(html.unescape(href).startswith("#") for href in re.findall(r'href="([^"]*)"', page))


def test_a_marker_links_to_its_quotation_which_shows_where_it_stands() -> None:
    shown = answer_html(answered("It was Act no. 713 [1]. It applies from 1 July 2014 [2].", ACT, DATE), "answer-3")
    assert re.findall(r'kilde-ref" href="#([^"]*)"', shown) == ["answer-3-1", "answer-3-2"]
    assert re.findall(r'<li id="([^"]*)"', shown) == ["answer-3-1", "answer-3-2"]
    first = shown[shown.index('id="answer-3-1"') : shown.index('id="answer-3-2"')]
    assert f'<blockquote dir="auto">{plain(ACT.quote)}</blockquote>' in first
    assert " The Act  · Legal capacity · 2016 · law/act.txt " in seen(first)
    assert f'<a class="kilde-open" href="{plain(LINK)}' in first
    assert seen(shown).rstrip().endswith("small · 1.3 s")


def test_an_answer_says_that_it_was_checked_and_one_with_doubts_does_not() -> None:
    assert "Checked against 2 quotations" in answer_html(answered("Yes [1] [2].", ACT, DATE), "a")
    assert "Checked" not in answer_html(answered("Yes [1].", replace(ACT, verdict=Verdict.NUMBER)), "a")
    assert "Checked" not in answer_html(answered("Yes."), "a")


def test_a_page_number_is_shown_for_formats_that_have_pages() -> None:
    paged = replace(DOCUMENT, page_starts=(0, 16))
    assert "· page 2 ·" in seen(answer_html(answered("Yes [1].", cite(1, "Act no. 713", paged)), "a"))


@pytest.mark.parametrize("marker", ["[0]", "[3]", "[99999]", "[x]", "[]", "[-1]"])
def test_a_marker_without_a_quotation_stays_text(marker: str) -> None:
    shown = answer_html(answered(f"Yes {marker}.", ACT, DATE), "a")
    assert "kilde-ref" not in shown
    assert f"Yes {marker}." in seen(shown)


def test_brackets_in_a_quotation_are_not_links() -> None:
    document = Document("a.txt", "See [1] and [2].", "A")
    assert answer_html(answered("Yes [1].", cite(1, "See [1] and [2].", document)), "a").count("kilde-ref") == 1


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("One.\n\nTwo.", "<p>One&#46;</p><p>Two&#46;</p>"),
        ("Two:\n- one\n- two", "<p>Two&#58;</p><ul><li>one</li><li>two</li></ul>"),
        ("\u2022 one\n* two\nEnd", "<ul><li>one</li><li>two</li></ul><p>End</p>"),
        ("1. one\n2) two", '<ol><li value="1">one</li><li value="2">two</li></ol>'),
        ("3. three\n- other", '<ol><li value="3">three</li></ol><ul><li>other</li></ul>'),
        ("2015. was a year", "<p>2015&#46; was a year</p>"),
        ("-5 degrees", "<p>&#45;5 degrees</p>"),
        ("", ""),
    ],
)
def test_lines_become_paragraphs_and_lists(text: str, markup: str) -> None:
    assert answer_html(answered(text), "a").startswith(f'<div class="kilde-answer">{markup}<p class="kilde-footer">')


def test_an_abstention_looks_different_and_offers_the_nearest_passages() -> None:
    hits = tuple(Hit(passage, 0.5, DOCUMENT.title) for passage in split(DOCUMENT))
    shown = answer_html(replace(answered("The documents do not say."), answered=False, nearest=hits), "a")
    assert shown.startswith('<div class="kilde-answer kilde-abstained">')
    assert "Not in the documents" in shown
    assert shown.count('<a class="kilde-open"') == len(hits)
    assert all(hit.passage.text.strip() in seen(shown) for hit in hits)


def test_small_talk_is_no_abstention() -> None:
    shown = answer_html(Answer("Hello", "Hello. Ask me about the documents.", False, small_talk=True), "a")
    assert "Not in the documents" not in shown


@pytest.mark.parametrize(
    ("count", "summary"), [(1, "1 sentence of the draft did not"), (2, "2 sentences of the draft did not")]
)
def test_removed_sentences_are_struck_out_and_told_with_the_reason(count: int, summary: str) -> None:
    dropped = (Dropped("It cost 5 million.", Verdict.NUMBER),) * count
    shown = answer_html(replace(answered("Yes [1].", ACT), dropped=dropped), "a")
    assert f'<details class="kilde-dropped" open><summary>{summary}' in shown
    assert shown.count(f"<del>{plain('It cost 5 million.')}</del> <em>{plain(REASONS[Verdict.NUMBER])}</em>") == count


def test_a_quotation_that_does_not_support_its_sentence_says_so() -> None:
    doubtful = replace(ACT, verdict=Verdict.NEGATION)
    assert "The documents say the opposite." in seen(answer_html(answered("Yes [1].", doubtful), "a"))


def test_the_draft_shows_the_evidence_first_and_is_marked_as_a_draft() -> None:
    evidence = (ACT, DATE)
    assert "Waiting: 1 question of others is answered first" in seen(waiting_html(1))
    assert "Waiting: 12 questions of others are answered first" in seen(waiting_html(12))
    assert "Looking in the documents" in draft_html()
    assert "Looking at 2 passages in The Act" in seen(draft_html(evidence))
    assert "Draft" not in draft_html(evidence, " ")
    shown = seen(draft_html(evidence, "It is [1]"))
    assert shown.index(ACT.quote) < shown.index("Draft, not checked yet") < shown.index("It is [1]")
    prose = draft_html(evidence, "It is [1]").partition("kilde-draft")[2]
    assert "<a " not in prose, "an unchecked sentence links to nothing"
    assert draft_html(evidence).count("Show in the document") == len(evidence)


def test_the_corpus_names_title_kind_publisher_and_date_and_folds_what_is_too_much() -> None:
    assert "The Act   profile · WISER · 2016" in seen(corpus_html([DOCUMENT]))
    many = [replace(DOCUMENT, title=f"Title {n}") for n in range(DOCUMENTS_SHOWN + 3)]
    assert "<summary>and 3 more</summary>" in corpus_html(many)
    assert "details" not in corpus_html(many[:DOCUMENTS_SHOWN])


def test_signs_that_turn_the_reading_direction_round_are_shown_as_signs() -> None:
    assert (
        printable("pay \u202e05\u202c \u2066x\u2069 \U000e0041\u05d0")
        == "pay \ufffd05\ufffd \ufffdx\ufffd \ufffd\u05d0"
    )
