"""Sentence borders: where sentences end, and where they only seem to."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import LONGEST, sentence_spans, strip_span


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text))]


@pytest.mark.parametrize(
    "expected",
    [
        ["It rains.", "It pours!", "Does it stop?", "No."],
        ["See Act no. 713 of 25 June 2014.", "It applies, e.g. to keepers of bees."],
        ["Dr. Holm and Mr. Berg met at 9 a.m. on 3 May.", "They agreed."],
        ["The price is 1.5 million, i.e. 3.2 per cent.", "It rose."],
        ["The duty is twofold; first to report, then to repair.", "Both apply."],
        ["He said: “It is done.”", "Then he left."],
        ["The U.S. rules differ.", "They are older."],
        ["A sentence\nover two lines.", "Another one."],
    ],
    ids=lambda sentences: sentences[0],
)
def test_a_text_falls_into_its_sentences(expected: list[str]) -> None:
    assert sentences("  ".join(expected)) == expected


@pytest.mark.parametrize("text", ["", " ", "\r\n\t\u00a0"])
def test_blanks_hold_no_sentence(text: str) -> None:
    assert sentences(text) == []


def test_spans_are_of_the_whole_text_and_only_within_what_was_asked_for() -> None:
    text = "Before. It rains. It pours. After."
    assert list(sentence_spans(text, 7, 27)) == [(8, 17), (18, 27)]


def test_a_sentence_that_is_too_long_is_cut_at_a_space() -> None:
    text = "word " * 1000
    found = sentences(text)
    assert " ".join(found) == text.strip()
    assert all(LONGEST / 2 < len(sentence) <= LONGEST for sentence in found[:-1])


def test_a_word_that_is_too_long_is_cut_where_it_must_be() -> None:
    assert [len(sentence) for sentence in sentences("x" * 2000)] == [700, 700, 600]


@given(st.one_of(st.text(), st.text(alphabet="aB1.?!;:'\"-\u00ad\u2019 \n\r\t\u00a0", max_size=200)))
def test_sentences_lose_nothing_but_the_blanks_between_them(text: str) -> None:
    spans = list(sentence_spans(text, 0, len(text)))
    end = 0
    for start, after in spans:
        assert end <= start < after and text[end:start].strip() == ""
        assert text[start:after] == text[start:after].strip()
        end = after
    assert text[end:].strip() == ""


@pytest.mark.parametrize("text", ["." * 100_000, "A. " * 30_000, "e.g. " * 20_000, "(" * 100_000, "a-" * 50_000])
def test_a_long_text_of_any_kind_is_done_in_seconds(text: str) -> None:
    start = time.monotonic()
    assert "".join(sentences(text)).replace(" ", "") == text.replace(" ", "")
    assert time.monotonic() - start < 10


def test_a_span_is_stripped_of_blanks_or_is_none() -> None:
    text = "ab \u00a0cd \r\n"
    assert (strip_span(text, 2, 8), strip_span(text, 2, 4), strip_span(text, 0, 2)) == ((4, 6), None, (0, 2))
