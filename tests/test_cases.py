"""The shipped cases: enough of every type, quotations verbatim, absences true, the split fixed; and the loader."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from evals.cases import Case, CaseType, Split, load_cases, quick, select
from evals.errors import CaseError
from evals.match import first_said, says
from evals.run import corpus_texts
from evals.suites import SUITES, Suite
from ingest.settings import SHIPPED_CORPUS

CASES = load_cases()
TEXTS = corpus_texts(SHIPPED_CORPUS)
EVERYTHING = "\n".join(TEXTS.values())


def test_there_are_enough_cases_of_every_type() -> None:
    counts = Counter(case.type for case in CASES)
    assert len(CASES) >= 200
    assert {type_: counts[type_] for type_ in CaseType if counts[type_] < 8} == {}
    assert counts[CaseType.UNANSWERABLE_NEAR] >= 30


def test_ids_and_questions_are_unique() -> None:
    assert len({case.id for case in CASES}) == len(CASES)
    assert len({(case.question, case.history) for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_quotation_stands_in_its_source_letter_by_letter(case: Case) -> None:
    for quote in (*(quote for group in case.quotes for quote in group), *case.related):
        assert quote.text in TEXTS[quote.source]


@pytest.mark.parametrize("case", [case for case in CASES if case.absent], ids=lambda case: case.id)
def test_what_a_case_says_is_absent_is_absent(case: Case) -> None:
    assert [pattern for pattern in case.absent if re.search(pattern, EVERYTHING, re.I)] == []


def test_every_near_miss_was_searched_for() -> None:
    assert [case.id for case in CASES if case.type is CaseType.UNANSWERABLE_NEAR and not case.absent] == []


def test_conversations_before_a_question_have_two_to_six_turns() -> None:
    assert {len(case.history) for case in CASES if case.type is CaseType.FOLLOW_UP} == {2, 4, 6}


@pytest.mark.parametrize("case", [case for case in CASES if case.items and not case.history], ids=lambda case: case.id)
def test_a_list_quoted_in_full_has_all_items_and_none_that_is_foreign(case: Case) -> None:
    text = "\n".join(f"- {group[0].text}" for group in case.quotes)
    missing = [group for group in case.items if not any(says(text, alternative) for alternative in group)]
    assert (missing, [alternative for alternative in case.foreign if says(text, alternative)]) == ([], [])


FACTUAL = {
    CaseType.FACT,
    CaseType.DATE,
    CaseType.DEFINITION,
    CaseType.TWO_PLACES,
    CaseType.TWO_DOCUMENTS,
    CaseType.CONFLICT,
}


@pytest.mark.parametrize("case", [case for case in CASES if case.type in FACTUAL], ids=lambda case: case.id)
def test_the_gold_quotations_say_the_expected_facts_and_nothing_forbidden(case: Case) -> None:
    text = " ".join(quote.text + "." for group in (*case.quotes, case.related) for quote in group)
    missing = [group for group in case.facts if not any(says(text, alternative) for alternative in group)]
    assert (missing, [alternative for alternative in case.forbidden if says(text, alternative)]) == ([], [])


def test_the_split_is_even_and_no_edit_of_a_case_moves_it() -> None:
    counts = Counter((case.type, case.split) for case in CASES)
    assert abs(sum(case.split is Split.TEST for case in CASES) / len(CASES) - 0.5) < 0.05
    assert [type_ for type_ in CaseType if min(counts[type_, split] for split in Split) < 3] == []
    edited = CASES[0].model_copy(update={"question": "Another one?"})
    assert edited.split is CASES[0].split
    fixed = {"fact-cfcs-parent": "test", "yesno-cio": "test", "list-knowledge": "development", "near-budget": "test"}
    assert {case.id: case.split.value for case in CASES if case.id in fixed} == fixed


def test_quick_is_a_fixed_few_of_every_type() -> None:
    chosen = quick(CASES)
    assert sorted(case.type for case in chosen) == sorted(CaseType)
    assert chosen == quick(CASES[::-1])[::-1]


def test_select_keeps_order_split_type_and_limit() -> None:
    chosen = select(CASES, Split.DEVELOPMENT, [CaseType.DATE, CaseType.FACT], 5)
    assert len(chosen) == 5
    assert {case.split for case in chosen} == {Split.DEVELOPMENT}
    assert list(chosen) == [case for case in CASES if case in chosen]
    assert set(select(chosen, limit=3)) < set(chosen)


GOOD = '{"id": "a", "type": "small_talk", "question": "Hi", "answerable": false}'


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("", "holds no case"),
        ("{", "line 1: Invalid JSON"),
        (GOOD + "\n" + GOOD, "line 2: the id a is taken"),
        (GOOD.replace('"id"', '"ID"'), "line 1: id: Field required"),
        (GOOD.replace("}", ', "fact": []}'), "line 1: fact: Extra inputs are not permitted"),
        (GOOD.replace("small_talk", "chat"), "line 1: type: Input should be"),
        (GOOD.replace("false", "true"), "needs facts or items"),
        (GOOD.replace("}", ', "forbidden": ["re:("]}'), "'(' is no regular expression"),
        (GOOD.replace("}", ', "history": [{"role": "user", "content": "x"}]}'), "the history goes user, assistant"),
        (GOOD.replace("}", ', "facts": [["x"]]}'), "has no facts, items or quotes"),
    ],
)
def test_a_malformed_file_is_refused_with_line_and_reason(tmp_path: Path, lines: str, message: str) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        load_cases(path)
    assert message in str(caught.value)


def test_a_missing_file_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="cannot be read"):
        load_cases(tmp_path / "none.jsonl")


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.name)
def test_nothing_is_expected_that_stands_in_the_gold_quotations_and_is_not_found_there(suite: Suite) -> None:
    """Such as the beginning of a word, which no answer could ever say."""
    for case in suite.cases():
        gold = "\n\n".join(quote.text for group in case.quotes for quote in group)
        for alternatives in (*case.facts, *case.items):
            if first_said(gold, alternatives) is None:
                assert not [one for one in alternatives if one.lower() in gold.lower()], case.id
