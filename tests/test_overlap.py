"""Overlap by words."""

from __future__ import annotations

import pytest

from evals.overlap import contains, recall, rouge_l, token_f1, tokens


def test_words_are_levelled_as_the_squad_script_does() -> None:
    assert tokens("The Mill's wheel, a [1] big one [2, 3].") == ["mills", "wheel", "big", "one"]


@pytest.mark.parametrize(
    ("text", "gold", "held"),
    [("It opened in 1731 [1].", "in 1731", True), ("It opened in 1731.", "173", False), ("Anything", "the", False)],
)
def test_a_gold_answer_is_contained_as_whole_words_in_a_row(text: str, gold: str, held: bool) -> None:
    assert contains(text, gold) is held


def test_shares_are_of_words() -> None:
    assert recall("old mill of Ribe", "mill wheel") == 0.5
    assert token_f1("old mill", "mill wheel") == 0.5
    assert (token_f1("", ""), token_f1("mill", ""), recall("mill", "")) == (1, 0, 0)
    assert rouge_l("wheel of mill", "mill of wheel") == pytest.approx(1 / 3)
    assert (rouge_l("same words", "same words"), rouge_l("", "x")) == (1, 0)
