"""What of a model's draft reaches the answer, through the whole assistant on a real store."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import Dropped, Verdict
from tests.test_pipeline import INSPECTION, Open, holds, opened

__all__ = ["opened"]

CHANGED = [
    ("When is the first inspection?", "The first inspection is on 13 April.", Verdict.DATE, f"{INSPECTION} [1]"),
    ("At what temperature is the first inspection?", "It is above 15 degrees.", Verdict.NUMBER, f"{INSPECTION} [1]"),
    ("Who is the chair?", "The chair is Peter Holm.", Verdict.NAME, "The chair is Anna Holm. [1]"),
    (
        "Which rule on animal health applies?",
        "Rule no. 731 on animal health applies.",
        Verdict.IDENTIFIER,
        "Rule no. 713 on animal health applies. [1]",
    ),
    (
        "Where does the hive stand?",
        "The hive does not stand in morning sun.",
        Verdict.NEGATION,
        "The hive stands in morning sun, out of the wind. [1]",
    ),
]


@pytest.mark.parametrize(("question", "draft", "verdict", "text"), CHANGED)
def test_a_draft_that_changes_a_fact_is_dropped_and_the_evidence_quoted(
    opened: Open, corpus: Path, question: str, draft: str, verdict: Verdict, text: str
) -> None:
    answer = opened(draft).ask(question)
    assert answer.dropped == (Dropped(draft, verdict),)
    assert answer.text == text
    holds(answer, corpus)


def test_only_the_good_sentences_of_a_draft_are_told(opened: Open, corpus: Path) -> None:
    answer = opened("The chair is Anna Holm. She was born in Ribe in 1950.").ask("Who is the chair?")
    assert answer.text == "The chair is Anna Holm. [1]"
    assert [dropped.text for dropped in answer.dropped] == ["She was born in Ribe in 1950."]
    holds(answer, corpus)


@pytest.mark.parametrize("reply", ["[2]", "Yes.", "[3] [9]", "…", "**"])
def test_a_reply_that_says_nothing_is_answered_by_quoting(opened: Open, corpus: Path, reply: str) -> None:
    answer = opened(reply).ask("Who is the chair?")
    assert answer.text == "The chair is Anna Holm. [1]"
    holds(answer, corpus)


def test_marks_and_links_that_the_model_makes_up_never_reach_the_answer(opened: Open, corpus: Path) -> None:
    reply = "The chair is Anna Holm [9][10]. See [the minutes](https://example.com/a) or https://example.com/b."
    answer = opened(reply).ask("Who is the chair?")
    assert answer.text == "The chair is Anna Holm. [1]"
    assert "example.com" not in str(answer)
    holds(answer, corpus)
