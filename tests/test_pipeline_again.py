"""The second reading, of whole passages, when the lines that were found first do not answer; through the assistant."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import Answer, Event, EvidenceFound, TextDelta
from assistant.prompts import prompt
from tests.fakes import ScriptedModel, write_folder
from tests.test_pipeline import SURE, holds
from tests.test_pipeline_folders import asking

BACK = "The counter hands it over within 14 days."
FOLDER = {
    "zoo.txt": "Animals\n\nThe owl sleeps by day. The fox eats at dusk. The bear swims in the pond.\n",
    "hire.txt": f"Hire of boats\n\nWhoever comes ashore early may ask for the rest of the hire. {BACK} "
    "The pier is swept at six. The lamp is lit at dusk. The bell is rung at noon. The flag is taken in at night. "
    + " ".join(f"Post {number} of the pier is painted in May." for number in range(12))
    + "\n",
}
ASKED = "Where does one get the rest of the hire back?"
DRAFT = "The counter hands it over within 14 days."
DOUBT, NO_HOPE = {"yes": 0.3, "no": 0.7}, {"yes": 0.01, "no": 0.99}
NOTHING = f"The documents do not say this. Searched for: “{ASKED}”."


def asked(folder: Path, model: ScriptedModel | None, question: str = ASKED) -> tuple[Answer, list[Event]]:
    """The answer, and what was streamed before it."""
    with asking(write_folder(folder, FOLDER), model) as assistant:
        *events, last = assistant.stream(question)
    assert isinstance(last, Answer)
    holds(last, folder)
    return last, events


def names(answer: Answer) -> list[str]:
    return [step.name for step in answer.trace]


def test_what_the_lines_do_not_answer_is_read_in_full(tmp_path: Path) -> None:
    model = ScriptedModel("NOT STATED", DRAFT, weights=[SURE])
    answer, _ = asked(tmp_path / "hire", model)
    assert answer.text == f"{DRAFT} [1]"
    assert [citation.quote for citation in answer.citations] == [BACK]
    assert names(answer) == ["understand", "retrieve", "relevance", "list", "answerable", "draft", "draft", "verify"]
    assert [one.messages[0].content for one in model.asked] == [prompt("answer")] * 2
    lines, full = (one.prompt for one in model.asked)
    assert "The flag is taken in at night." in full
    assert len(full) > len(lines)


def test_a_draft_that_is_given_up_is_told_by_the_evidence_once_more(tmp_path: Path) -> None:
    _, events = asked(tmp_path / "hire", ScriptedModel("NOT STATED", DRAFT, weights=[SURE]))
    kinds = [type(event) for event in events]
    assert [kind for kind, before in zip(kinds, [None, *kinds], strict=False) if kind is not before] == [
        EvidenceFound, TextDelta, EvidenceFound, TextDelta,
    ]  # fmt: skip


def test_what_is_doubted_is_read_in_full_at_once(tmp_path: Path) -> None:
    model = ScriptedModel(DRAFT, weights=[DOUBT])
    answer, events = asked(tmp_path / "hire", model, "Who gives one the remaining money again?")
    assert answer.text == f"{DRAFT} [1]"
    assert sum(isinstance(event, EvidenceFound) for event in events) == 1
    assert len(model.asked) == 1


@pytest.mark.parametrize("draft", ["The counter hands it over within 15 days.", "The counter is open on Sundays."])
def test_a_draft_of_whole_passages_is_verified_as_any_other(tmp_path: Path, draft: str) -> None:
    answer, _ = asked(tmp_path / "hire", ScriptedModel("NOT STATED", draft, weights=[SURE, NO_HOPE]))
    assert (answer.text, answer.answered, [dropped.text for dropped in answer.dropped]) == (NOTHING, False, [draft])


def test_what_is_doubted_is_not_kept_on_the_models_word(tmp_path: Path) -> None:
    paid = "The remaining money is paid out by the counter staff."
    model = ScriptedModel(paid, weights=[DOUBT, SURE])
    answer, _ = asked(tmp_path / "hire", model, "Who gives one the remaining money again?")
    assert not answer.answered
    assert len(model.weighed) == 1


def test_a_sentence_that_is_dropped_twice_is_told_once(tmp_path: Path) -> None:
    wrong = "The rest of the hire is paid by Anna Holm."
    answer, _ = asked(tmp_path / "hire", ScriptedModel(wrong, wrong, weights=[SURE, NO_HOPE, NO_HOPE]))
    assert [dropped.text for dropped in answer.dropped] in ([], [wrong])


def test_what_is_hopeless_is_not_read_in_full(tmp_path: Path) -> None:
    model = ScriptedModel(weights=[NO_HOPE])
    answer, _ = asked(tmp_path / "hire", model, "Who won the world cup in Norway?")
    assert (answer.answered, model.asked, len(answer.nearest)) == (False, [], 2)


def test_without_a_model_nothing_is_read_in_full(tmp_path: Path) -> None:
    answer, _ = asked(tmp_path / "hire", None, "Who gives one the remaining money again?")
    assert not answer.answered
    assert names(answer)[-1] == "answerable"
