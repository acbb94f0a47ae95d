"""What came of training: told apart by the best sentence, beside the cosine."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from evals.totals import mean
from evals.training_pairs import Candidate, Example
from evals.training_report import Measured, Report, auc, measure


@pytest.mark.parametrize(
    ("scores", "positive", "wanted"),
    [
        ([3.0, 2.0, 1.0], [True, True, False], 1.0),
        ([1.0, 2.0, 3.0], [True, True, False], 0.0),
        ([1.0, 1.0], [True, False], 0.5),
        ([3.0, 1.0, 2.0, 0.0], [True, True, False, False], 0.75),
        ([1.0, 2.0], [True, True], None),
        ([], [], None),
    ],
)
def test_the_area_is_how_often_a_positive_stands_above(
    scores: list[float], positive: list[bool], wanted: float | None
) -> None:
    assert auc(scores, positive) == wanted


def longest(question: str, texts: Sequence[str]) -> list[float]:
    return [float(len(text)) for text in texts]


def test_each_set_is_measured_beside_the_cosine() -> None:
    right = (Candidate("no", 0.9, False), Candidate("it is rye", 0.1, True))
    wrong = (Candidate("it", 0.95, False), Candidate("is", 0.2, False))
    held_out = [
        Example("tiny", frozenset({"d"}), "What?", True, right),
        Example("tiny", frozenset({"d"}), "Who?", False, wrong),
        Example("other", frozenset({"e"}), "When?", True, right),
    ]
    assert measure(longest, held_out) == (
        Measured("other", 1, None, None, mean([1.0]), mean([0.0])),
        Measured("tiny", 2, 1.0, 0.0, mean([1.0]), mean([0.0])),
    )


def test_the_report_is_a_line_for_each_set() -> None:
    tiny = Measured("tiny", 2, None, 0.25, mean([]), mean([1.0]))
    assert str(Report(3, 9, (2.0, 1.0), (tiny,))) == (
        "3 questions, 9 pairs, 2 steps, loss 1.500\n"
        "tiny: 2 questions; AUC -, cosine 0.250; precision at 1 -, cosine 100% (21%-100%)"
    )
