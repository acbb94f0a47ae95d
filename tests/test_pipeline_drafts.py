"""What of a model's draft reaches the answer, through the whole assistant on a real store."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import Dropped, Verdict
from assistant.chat import Assistant
from assistant.settings import Settings
from ingest.index import PassageIndex
from tests.fakes import ScriptedModel, write_folder
from tests.test_pipeline import INSPECTION, SURE, Open, holds, opened
from tests.test_pipeline_folders import asking

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


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Must a single hive be registered?", "No. There is no duty to register a single hive. [1]"),
        ("Hvornår er den første inspektion?", f"Dokumenterne siger: “{INSPECTION}” [1]"),
    ],
)
def test_yes_and_no_and_what_is_asked_in_danish_are_quoted_and_the_model_is_not_asked(
    index: PassageIndex, corpus: Path, question: str, text: str
) -> None:
    model = ScriptedModel("Yes, a single hive must be registered.", weights=[SURE])
    answer = Assistant(index, model, Settings()).ask(question)
    assert answer.text == text
    assert not model.asked
    assert not model.weighed
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


DARK = "The display goes dark below 5 degrees."
CAMERA = {"camera.txt": f"The case is of oak. {DARK} The lens is cleaned with a dry cloth.\n"}
HOW_COLD, BLANK = "How cold may it get before the screen is blank?", "The screen is blank below 5 degrees."


def test_a_sentence_in_words_of_the_question_is_kept_when_the_model_finds_it_stated(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "camera", CAMERA)
    model = ScriptedModel(BLANK, weights=[SURE, SURE])
    with asking(folder, model) as assistant:
        answer = assistant.ask(HOW_COLD)
    assert (answer.text, answer.dropped) == (f"{BLANK} [1]", ())
    assert [citation.quote for citation in answer.citations] == [DARK]
    assert f"Statement: {BLANK}\n" in model.weighed[1].messages[1].content
    holds(answer, folder)


def test_where_the_model_says_no_the_line_it_comes_from_is_quoted_instead(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "camera", CAMERA)
    with asking(folder, ScriptedModel(BLANK, weights=[SURE, {"yes": 0.1, "no": 0.9}])) as assistant:
        answer = assistant.ask(HOW_COLD)
    assert answer.dropped == (Dropped(BLANK, Verdict.MEANING),)
    assert answer.text == f"{DARK} [1]"
    holds(answer, folder)


OLD, NEW = "The mooring fee is 28 euros a metre.", "From spring the mooring fee becomes 36 euros for each metre."
HARBOUR = {
    "old.txt": f"{OLD} It is paid at the office.\n",
    "new.txt": f"{NEW}\n",
    "sources.toml": '["old.txt"]\ntitle = "Harbour rules"\ndate = "March 2015"\n\n'
    '["new.txt"]\ntitle = "Harbour notice"\ndate = "June 2021"\n',
}
DRAFTS = [
    "The mooring fee is 28 euros a metre.",
    "The mooring fee is 36 euros for each metre.",
]


@pytest.mark.parametrize("draft", DRAFTS)
def test_two_documents_that_differ_in_a_figure_are_both_told_with_their_dates(tmp_path: Path, draft: str) -> None:
    folder = write_folder(tmp_path / "harbour", HARBOUR)
    with asking(folder, ScriptedModel(draft, weights=[SURE])) as assistant:
        answer = assistant.ask("How much is the mooring fee a metre?")
    first, *_ = answer.text.split(" [1] ")
    assert first == draft
    assert "Harbour rules (March 2015)" in answer.text
    assert "Harbour notice (June 2021)" in answer.text
    assert "says otherwise: “" in answer.text
    assert answer.text.endswith(" [1][2]")
    assert sorted(citation.quote for citation in answer.citations) == [NEW, OLD]
    holds(answer, folder)


def test_without_a_model_the_later_document_that_amends_the_other_is_told_first(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "harbour", HARBOUR)
    with asking(folder, None) as assistant:
        answer = assistant.ask("How much is the mooring fee a metre?")
    assert answer.text == (
        f"{NEW} [1] So says Harbour notice (June 2021). Before that, Harbour rules (March 2015) said: “{OLD}” [1][2]"
    )
    holds(answer, folder)


def test_without_a_model_each_part_of_a_question_is_answered_by_its_own_sentence(tmp_path: Path) -> None:
    crane = "The harbour crane was bought in 1998 from a yard in Esbjerg."
    folder = write_folder(tmp_path / "harbour", {"old.txt": f"{OLD}\n", "crane.txt": f"{crane}\n"})
    with asking(folder, None) as assistant:
        answer = assistant.ask("How much is the mooring fee a metre, and when was the harbour crane bought?")
    assert answer.text == f"{OLD} [1] {crane} [2]"
    holds(answer, folder)


def test_two_documents_that_agree_are_not_set_against_each_other(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "harbour", {**HARBOUR, "new.txt": NEW.replace("36", "28") + "\n"})
    with asking(folder) as assistant:
        answer = assistant.ask("How much is the mooring fee a metre?")
    assert answer.answered
    assert "otherwise" not in answer.text


PUMP = "The Alder pump is sold at the harbour office. The Alder pump moves 40 litres a minute. It is painted green."
PRICE = "What is the price of the Alder pump?"


@pytest.mark.parametrize(
    "draft",
    [None, "The price of the Alder pump is 40 litres a minute.", "The Alder pump is sold at the harbour office."],
)
def test_a_price_that_no_document_has_is_not_told(tmp_path: Path, draft: str | None) -> None:
    folder = write_folder(tmp_path / "pump", {"pump.txt": f"{PUMP}\n"})
    with asking(folder, ScriptedModel(draft, draft, weights=[SURE] * 9) if draft else None) as assistant:
        answer = assistant.ask(PRICE)
    assert (answer.answered, answer.citations) == (False, ())
    assert answer.text == f"The documents do not say this. Searched for: “{PRICE}”."


def test_a_price_that_a_document_has_is_told(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "pump", {"pump.txt": f"{PUMP} The price of the Alder pump is 300 euros.\n"})
    with asking(folder) as assistant:
        answer = assistant.ask(PRICE)
    assert answer.text == "The price of the Alder pump is 300 euros. [1]"
    holds(answer, folder)


def test_of_a_sentence_that_joins_two_statements_the_right_half_is_kept(opened: Open, corpus: Path) -> None:
    answer = opened("The chair is Anna Holm, and she was born in Ribe in 1950.").ask("Who is the chair?")
    assert answer.text == "The chair is Anna Holm. [1]"
    assert [dropped.text for dropped in answer.dropped] == ["The chair was born in Ribe in 1950."]
    holds(answer, corpus)
