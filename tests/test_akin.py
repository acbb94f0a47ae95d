"""Words that mean nearly the same."""

from __future__ import annotations

import pytest

from assistant.akin import akin, coverage
from assistant.question import content_stems, read, stem

AKIN = [
    ("kids", "children"),
    ("dearer", "costly"),
    ("bought", "purchased"),
    ("owns", "belongs"),
    ("expensive", "price"),
    ("boss", "manager"),
    ("broken", "faulty"),
    ("rubbish", "waste"),
    ("often", "interval"),
    ("ahead", "far"),
]


@pytest.mark.parametrize(("one", "other"), AKIN)
def test_an_everyday_word_and_a_formal_one_are_akin_both_ways(one: str, other: str) -> None:
    assert stem(other) in akin(stem(one))
    assert stem(one) in akin(stem(other))


def test_no_word_is_akin_to_itself_and_a_word_without_kin_has_none() -> None:
    assert stem("kids") not in akin(stem("kids"))
    assert akin(stem("weaver")) == frozenset()


def test_what_is_akin_to_one_word_is_not_so_to_its_other_kin() -> None:
    assert stem("fall") in akin(stem("autumn"))
    assert stem("decrease") in akin(stem("fall"))
    assert stem("decrease") not in akin(stem("autumn"))


def test_a_word_that_is_akin_counts_for_less_than_the_very_word() -> None:
    asked = read("Which shoes must kids wear?").words
    very, nearly, neither = (
        coverage(asked, frozenset(content_stems(text)))
        for text in ("Kids wear shoes.", "Children wear shoes.", "Dogs wear shoes.")
    )
    assert 1.0 == very > nearly > neither


def test_without_words_nothing_is_covered() -> None:
    assert coverage((), frozenset(["mill"])) == 0.0
