"""The contract: what an answer is."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, Citation, Dropped, Step, Verdict
from ingest.documents import Document
from ingest.index import Hit
from ingest.passages import split

TEXT = "Pool\n\nThe pool opens at nine – “sharp”.\n"
POOL = Document("town/pool.txt", TEXT, "The pool", date="May 2004")
PAGED = Document("pages.pdf", "first second", "Pages", page_starts=(0, 6))
START, END = TEXT.index("The pool"), TEXT.index("\n", 10)
CITED = Citation(1, POOL, START, END, "Hours")


@given(st.text(max_size=50), st.data())
def test_a_quote_is_the_slice_of_its_document(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert Citation(1, Document("a.txt", text, "A"), start, end).quote == text[start:end]


def test_a_citation_knows_its_source_and_its_page() -> None:
    assert (CITED.source, CITED.title, CITED.date, CITED.page) == ("town/pool.txt", "The pool", "May 2004", None)
    assert Citation(1, PAGED, 0, 5).page == 1
    assert Citation(2, PAGED, 6, 12).page == 2


def test_a_citation_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        CITED.start = 0  # type: ignore[misc]


def full() -> Answer:
    return Answer(
        "When does it open?",
        "It opens at nine. [1]",
        answered=True,
        citations=(CITED,),
        seconds=1.23456,
        model="scripted",
        standalone="When does the pool open?",
        nearest=(Hit(split(POOL)[0], 0.04918032, "The pool"),),
        dropped=(Dropped("It opens at ten.", Verdict.NUMBER),),
        trace=(Step("draft", "It opens at nine.", 0.123456),),
    )


def test_an_answer_is_plain_json() -> None:
    told = full().to_dict()
    assert json.loads(json.dumps(told)) == told
    assert told == {
        "question": "When does it open?",
        "standalone": "When does the pool open?",
        "text": "It opens at nine. [1]",
        "answered": True,
        "small_talk": False,
        "citations": [
            {
                "number": 1,
                "source": "town/pool.txt",
                "title": "The pool",
                "date": "May 2004",
                "section": "Hours",
                "page": None,
                "quote": "The pool opens at nine – “sharp”.",
                "start": START,
                "end": END,
                "verdict": "supported",
            }
        ],
        "nearest": [
            {
                "source": "town/pool.txt",
                "title": "The pool",
                "section": "Pool",
                "page": None,
                "start": 0,
                "end": len(TEXT),
                "text": TEXT,
                "score": 0.04918,
            }
        ],
        "dropped": [{"text": "It opens at ten.", "verdict": "a number is not in the quotation"}],
        "model": "scripted",
        "seconds": 1.235,
        "trace": [{"name": "draft", "outcome": "It opens at nine.", "seconds": 0.1235}],
    }


def test_an_answer_prints_as_its_text_and_the_numbered_quotations() -> None:
    assert str(full()) == (
        'It opens at nine. [1]\n\n[1] "The pool opens at nine – “sharp”."\n    The pool, Hours (town/pool.txt)'
    )
    paged = Answer("q", "First. [1]", True, (Citation(1, PAGED, 0, 5),))
    assert str(paged) == 'First. [1]\n\n[1] "first"\n    Pages, page 1 (pages.pdf)'
    assert str(Answer("q", "The documents do not say this.", False)) == "The documents do not say this."


def test_the_trace_is_left_out_of_how_an_answer_is_represented() -> None:
    assert "Step(" not in repr(full())


def test_an_answer_is_read_back_as_it_was_told() -> None:
    told = full().to_dict()
    assert Answer.from_dict(told).to_dict() == told
    again = Answer.from_dict(told, [POOL])
    assert again.citations == (CITED,)
    assert again.citations[0].document is POOL


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5), st.lists(st.integers(1, 59)))
def test_quotations_survive_without_their_document(spans: list[tuple[int, int]], breaks: list[int]) -> None:
    text = "".join(chr(48 + place) for place in range(60))
    document = Document("a.pdf", text, "A", date="May 2004", page_starts=(0, *sorted(set(breaks))))
    cited = tuple(Citation(n, document, min(span), max(span)) for n, span in enumerate(spans, start=1))
    told = Answer("q", "t", True, cited).to_dict()
    assert Answer.from_dict(told).to_dict() == told


def test_a_document_that_says_something_else_by_now_is_not_quoted() -> None:
    told = full().to_dict()
    moved = Document(POOL.id, f"New. {TEXT}", POOL.title)
    [citation] = Answer.from_dict(told, [moved]).citations
    assert citation.document is not moved
    assert citation.to_dict() == CITED.to_dict()
    assert citation.document.text.strip() == CITED.quote


@pytest.mark.parametrize(
    "change",
    [
        {"citations": [CITED.to_dict() | {"start": START + 1}]},
        {"citations": [CITED.to_dict() | {"start": -5, "end": -5 + END - START}]},
        {"citations": [CITED.to_dict() | {"verdict": "fine"}]},
        {"citations": None},
        {"dropped": [{}]},
        {"nearest": [{"section": 5}]},
    ],
)
def test_what_is_not_an_answer_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="this is not an answer"):
        Answer.from_dict(full().to_dict() | change)
    with pytest.raises(ValueError, match="this is not an answer"):
        Answer.from_dict({})


def test_what_is_printed_has_no_sign_that_a_terminal_acts_on() -> None:
    document = Document("door.txt", "The door \x1b[31mis\u202e red.", "Doors\x07")
    answer = Answer("?", "It is red. [1]", True, (Citation(1, document, 0, len(document.text)),))
    assert str(answer) == 'It is red. [1]\n\n[1] "The door [31mis red."\n    Doors (door.txt)'
    assert answer.citations[0].quote == document.text
