"""Suites: named, loaded together, with ids that are unique over all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evals.cases import CaseType, quick
from evals.errors import CaseError, EvalError
from evals.run import corpus_texts
from evals.suites import SUITES, Suite, by_suite, cases_of, named

LINE = '{"id": "%s", "type": "small_talk", "question": "Hi", "answerable": false}'


def suite(folder: Path, name: str, *ids: str) -> Suite:
    file = folder / f"{name}.jsonl"
    file.write_text("\n".join(LINE % id_ for id_ in ids), encoding="utf-8")
    return Suite(name, folder / name, file)


def test_suites_are_chosen_by_name_all_of_them_by_default() -> None:
    assert [s.name for s in named(["council", "shipped"])] == ["shipped", "council"]
    assert named([]) == named(["all"]) == named(["manual", "all"]) == SUITES
    with pytest.raises(EvalError, match="There is no suite parish. Choose from shipped"):
        named(["parish"])


def test_cases_know_their_suite(tmp_path: Path) -> None:
    suites = (suite(tmp_path, "a", "a-1", "a-2"), suite(tmp_path, "b", "b-1"), suite(tmp_path, "c", "c-1"))
    cases = cases_of(suites)
    assert [(case.id, case.suite) for case in cases][1:3] == [("a-2", "a"), ("b-1", "b")]
    assert {s.name: len(group) for s, group in by_suite(cases[:3], suites).items()} == {"a": 2, "b": 1}


def test_an_id_that_another_suite_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="b.jsonl: the id x is taken by a"):
        cases_of([suite(tmp_path, "a", "x"), suite(tmp_path, "b", "x")])


def test_each_copy_of_a_folder_has_an_index_of_its_own(tmp_path: Path, own_data_directory: Path) -> None:
    one, other = suite(tmp_path, "a", "x"), Suite("a", tmp_path / "other", tmp_path / "a.jsonl")
    assert one.index != other.index
    assert one.index.is_relative_to(own_data_directory)


def test_a_quick_run_has_every_type_and_every_suite_and_takes_three_minutes() -> None:
    chosen = quick(cases_of(SUITES))
    assert len(chosen) == 19
    assert {case.type for case in chosen} == set(CaseType)
    assert min(sum(case.suite == suite.name for case in chosen) for suite in SUITES) >= 1


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.name)
def test_the_quotations_of_every_suite_are_verbatim_and_what_is_absent_is_absent(suite: Suite) -> None:
    texts = corpus_texts(suite.folder)
    everything = "\n".join(texts.values())
    for case in suite.cases():
        for quote in (*(quote for group in case.quotes for quote in group), *case.related):
            assert quote.text in texts[quote.source], case.id
        assert [pattern for pattern in case.absent if re.search(pattern, everything, re.I)] == [], case.id
