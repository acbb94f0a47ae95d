"""Misspelled words of a question become words of the documents; nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.spelling import repair

WORDS = frozenset("colony smoker inspection temperature harbour organisation dnht".split())

REPAIRED = [
    ("when is the inspecton?", "when is the inspection?"),
    ("Which temprature is needed?", "Which temperature is needed?"),
    ("Colny with a smokr", "Colony with a smoker"),
    ("what is the enviroment?", "what is the environment?"),
    ("What is the DHNT?", "What is the DNHT?"),
    ("is there an esmoker or an ebook?", "is there an e-smoker or an e-book?"),
]


@pytest.mark.parametrize(("text", "repaired"), REPAIRED)
def test_a_misspelled_word_becomes_the_word_most_like_it(text: str, repaired: str) -> None:
    assert repair(text, WORDS) == repaired


KEPT = [
    "When is the inspection?",
    "Is the harbor or the organization near?",
    "Is the harbour organised?",
    "Who is Temprature?",
    "What does NIST say?",
    "Write to colny@smokr.example or see smokr.example/colny.",
    "Which colny-smokr?",
    "the ab cde",
    "v2.1.3 x86 no. 713",
    "",
    "?",
]


@pytest.mark.parametrize("text", KEPT)
def test_words_of_the_dictionary_names_numbers_and_addresses_are_kept(text: str) -> None:
    assert repair(text, WORDS) == text


def test_without_documents_the_dictionary_repairs() -> None:
    assert repair("what is the enviroment?", frozenset()) == "what is the environment?"


@given(st.text(alphabet="ABCDEFGHIJ 0123456789@./-", max_size=60))
def test_what_has_no_lower_case_word_is_kept(text: str) -> None:
    assert repair(text, WORDS - {"dnht"}) == text
