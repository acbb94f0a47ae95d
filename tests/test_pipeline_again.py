"""The second search, in other words, when what was found first is doubted; through the whole assistant."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import Answer, EvidenceFound
from assistant.prompts import prompt
from tests.fakes import ScriptedModel, write_folder
from tests.test_pipeline import SURE, holds
from tests.test_pipeline_folders import asking

REFUND = "A refund is claimed at the counter within 14 days."
FOLDER = {
    "zoo.txt": "Animals\n\nThe owl sleeps by day. The fox eats at dusk. The bear swims in the pond. "
    "The lynx hides in the tree.\n",
    "band.txt": "Music\n\nThe band plays on Sundays. The choir sings in the hall. The organ was tuned by Holm. "
    "The drum is of oak.\n",
    "hire.txt": f"Conditions of hire\n\n{REFUND}\n",
}
PLAIN, FORMAL = "How do I recoup my spending?", "How is a refund claimed?"
DRAFT = "A refund is claimed at the counter."
DOUBT = {"yes": 0.1, "no": 0.9}
NOTHING = f"The documents do not say this. Searched for: “{PLAIN}”."


def asked(folder: Path, model: ScriptedModel) -> tuple[Answer, EvidenceFound]:
    """The answer to the plain question, and what was found first."""
    with asking(write_folder(folder, FOLDER), model) as assistant:
        first, *_, last = assistant.stream(PLAIN)
    assert isinstance(first, EvidenceFound)
    assert isinstance(last, Answer)
    holds(last, folder)
    return last, first


def test_a_second_search_in_other_words_finds_what_the_first_did_not(tmp_path: Path) -> None:
    model = ScriptedModel(FORMAL, DRAFT, weights=[DOUBT, SURE])
    answer, first = asked(tmp_path / "hire", model)
    assert REFUND not in [citation.quote for citation in first.quotations]
    assert (answer.text, answer.standalone, answer.dropped) == (f"{DRAFT} [1]", PLAIN, ())
    assert [citation.quote for citation in answer.citations] == [REFUND]
    assert [step.name for step in answer.trace] == [
        "understand", "retrieve", "relevance", "list", "answerable",
        "rephrase", "retrieve", "relevance", "relevance", "answerable", "list",
        "draft", "verify",
    ]  # fmt: skip
    assert dict((step.name, step.outcome) for step in answer.trace)["rephrase"] == FORMAL


def test_the_model_is_asked_again_for_the_first_question_with_the_evidence_of_both_searches(tmp_path: Path) -> None:
    model = ScriptedModel(FORMAL, DRAFT, weights=[DOUBT, SURE])
    asked(tmp_path / "hire", model)
    before, after = ("\n".join(message.content for message in weighed.messages) for weighed in model.weighed)
    assert (REFUND in before, REFUND in after) == (False, True)
    assert "The owl sleeps by day." in after
    assert f"Question: {PLAIN}\n" in after and FORMAL not in after
    assert [asked.messages[0].content for asked in model.asked] == [prompt("rephrase"), prompt("answer")]
    assert PLAIN in model.asked[1].prompt and FORMAL not in model.asked[1].prompt


def test_what_is_not_doubted_is_not_searched_for_again(tmp_path: Path) -> None:
    model = ScriptedModel("The owl sleeps by day.", weights=[SURE])
    answer, _ = asked(tmp_path / "hire", model)
    assert "rephrase" not in [step.name for step in answer.trace]
    assert len(model.asked) == len(model.weighed) == 1


def test_what_is_doubted_again_is_not_drafted_and_what_the_second_search_found_is_shown(tmp_path: Path) -> None:
    model = ScriptedModel(FORMAL, weights=[DOUBT, DOUBT])
    answer, _ = asked(tmp_path / "hire", model)
    assert (answer.text, answer.answered, len(model.weighed)) == (NOTHING, False, 2)
    assert "hire.txt" in [hit.passage.document_id for hit in answer.nearest[:2]]


def test_a_refusal_after_the_second_search_is_an_abstention(tmp_path: Path) -> None:
    answer, _ = asked(tmp_path / "hire", ScriptedModel(FORMAL, "NOT STATED", weights=[DOUBT, SURE]))
    assert (answer.text, answer.citations) == (NOTHING, ())


@pytest.mark.parametrize("reply", [PLAIN, "How is a refund of 14 euros claimed?", "It is claimed.", "", "?"])
def test_without_other_words_there_is_no_second_search(tmp_path: Path, reply: str) -> None:
    model = ScriptedModel(reply, weights=[DOUBT])
    answer, _ = asked(tmp_path / "hire", model)
    assert (answer.text, answer.answered, len(model.weighed)) == (NOTHING, False, 1)
    assert [step.name for step in answer.trace].count("retrieve") == 1
    assert len(answer.nearest) == 3


def test_a_draft_after_the_second_search_is_verified_as_any_other(tmp_path: Path) -> None:
    wrong = "A refund is claimed at the counter within 15 days."
    answer, _ = asked(tmp_path / "hire", ScriptedModel(FORMAL, wrong, weights=[DOUBT, SURE]))
    assert (answer.text, [dropped.text for dropped in answer.dropped]) == (NOTHING, [wrong])


def test_without_a_model_nothing_is_searched_for_again(tmp_path: Path) -> None:
    with asking(write_folder(tmp_path / "hire", FOLDER)) as assistant:
        answer = assistant.ask(PLAIN)
    assert answer.text == NOTHING
    assert [step.name for step in answer.trace] == ["understand", "retrieve", "relevance", "list", "answerable"]


def test_what_is_said_in_words_of_the_same_meaning_is_found_at_first_without_a_model(tmp_path: Path) -> None:
    with asking(write_folder(tmp_path / "hire", FOLDER)) as assistant:
        assert assistant.ask("How do I get my money back?").text == f"{REFUND} [1]"
