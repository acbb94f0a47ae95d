"""Runs: asked once, gone on with after an interruption, reported and compared; with an assistant that is scripted."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

import assistant
from assistant.answer import Answer, Citation, Event, EvidenceFound, TextDelta
from evals.__main__ import main
from evals.cases import Case, load_cases
from evals.circumstances import circumstances
from evals.compare import Change, compare
from evals.errors import EvalError, ResultError
from evals.report import report_html
from evals.results import load, results
from evals.retrieval import measure, ranking
from evals.run import ANSWERS, Judged, corpus_texts, run
from ingest.documents import Document
from ingest.index import Hit
from ingest.passages import split
from ingest.settings import SHIPPED_CORPUS

TEXT = "Opening\n\nThe shop opened on 3 May 2021.\n\nStaff\n\nFour people work there.\n"
DOCUMENT = Document("shop.txt", TEXT, "The shop")
TEXTS = {"shop.txt": TEXT}
SETTINGS = {"model": "scripted"}
OPENED, STAFF = "The shop opened on 3 May 2021.", "Four people work there."


class Scripted:
    """Says what it was given to say and remembers what it was asked; `breaks_at` interrupts it at that question."""

    model_name = "scripted"

    def __init__(self, texts: Mapping[str, str], documents: Sequence[Document] = (DOCUMENT,)) -> None:
        self.texts, self._documents = texts, tuple(documents)
        self.asked: list[tuple[str, list[Mapping[str, str]]]] = []
        self.breaks_at = ""

    def stream(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Iterator[Event]:
        self.asked.append((question, list(history)))
        if question == self.breaks_at:
            raise KeyboardInterrupt
        text = self.texts.get(question)
        if text is None:
            yield Answer(question, "The documents do not say this.", False, standalone=question)
            return
        citation = Citation(1, DOCUMENT, TEXT.index(OPENED), TEXT.index(OPENED) + len(OPENED))
        yield EvidenceFound(question, (citation,))
        yield TextDelta(text)
        yield Answer(question, text, True, (citation,), 0.2, standalone=question)

    def retrieve(self, question: str, k: int = 10) -> list[Hit]:
        return [Hit(passage, 1.0, document.title) for document in self._documents for passage in split(document)][:k]

    def documents(self) -> tuple[Document, ...]:
        return self._documents

    def __enter__(self) -> Scripted:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def case(id_: str, question: str, **fields: Any) -> Case:
    base: dict[str, Any] = {"id": id_, "type": "date", "question": question, "answerable": True}
    if fields.get("answerable", True):
        base |= {"facts": [["3 May 2021"]], "quotes": [[{"source": "shop.txt", "text": OPENED}]]}
    return Case.model_validate(base | fields)


CASES = (
    case("opened", "When did it open?"),
    case("follow", "And when?", history=[{"role": "user", "content": "It?"}, {"role": "assistant", "content": "Yes."}]),
    case("near", "Who owns it?", type="unanswerable_near", answerable=False),
)
RIGHT = {"When did it open?": "On 3 May 2021 [1].", "And when?": "May 3, 2021 [1]."}


def judged(folder: Path, texts: Mapping[str, str], cases: Sequence[Case] = CASES) -> tuple[Judged, ...]:
    return run(cases, Scripted(texts), TEXTS, folder, SETTINGS)


def found(folder: Path, texts: Mapping[str, str]) -> dict[str, Any]:
    return results(judged(folder, texts), SETTINGS, {"split": "all"})


def test_every_case_is_asked_with_its_history_and_judged_in_order(tmp_path: Path) -> None:
    scripted = Scripted(RIGHT)
    done = run(CASES, scripted, TEXTS, tmp_path, SETTINGS)
    assert [(one.case.id, one.score.correct) for one in done] == [("opened", True), ("follow", True), ("near", True)]
    assert scripted.asked[1] == ("And when?", [m.model_dump() for m in CASES[1].history])
    assert [one.asking.evidence_seconds is None for one in done] == [False, False, True]


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    first = Scripted(RIGHT)
    first.breaks_at = "Who owns it?"
    with pytest.raises(KeyboardInterrupt):
        run(CASES, first, TEXTS, tmp_path, SETTINGS)
    second = Scripted(RIGHT)
    done = run(CASES, second, TEXTS, tmp_path, SETTINGS)
    assert [question for question, _ in second.asked] == ["Who owns it?"]
    assert [one.case.id for one in done] == ["opened", "follow", "near"]


@pytest.mark.parametrize("torn", ['{"case": "near", "ask', "null\n", '{"case": "near"}\n', "[]\n"])
def test_a_torn_line_is_asked_again_and_taken_out(tmp_path: Path, torn: str) -> None:
    judged(tmp_path, RIGHT)
    path = tmp_path / ANSWERS
    whole = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(whole[:2]) + torn, encoding="utf-8")
    again = Scripted(RIGHT)
    run(CASES, again, TEXTS, tmp_path, SETTINGS)
    assert [question for question, _ in again.asked] == ["Who owns it?"]
    assert [json.loads(line)["case"] for line in path.read_text(encoding="utf-8").splitlines()] == [c.id for c in CASES]


def test_other_settings_or_another_question_are_asked_again(tmp_path: Path) -> None:
    judged(tmp_path, RIGHT)
    other = Scripted(RIGHT)
    run(CASES, other, TEXTS, tmp_path, {"model": "other"})
    assert len(other.asked) == 3
    changed = CASES[0].model_copy(update={"question": "When was it opened?"})
    other = Scripted(RIGHT)
    run((changed, *CASES[1:]), other, TEXTS, tmp_path, {"model": "other"})
    assert [question for question, _ in other.asked] == ["When was it opened?"]


def test_a_corrected_expectation_counts_without_asking_again(tmp_path: Path) -> None:
    judged(tmp_path, RIGHT)
    corrected = CASES[0].model_copy(update={"facts": (("4 May 2021",),)})
    again = Scripted(RIGHT)
    done = run((corrected, *CASES[1:]), again, TEXTS, tmp_path, SETTINGS)
    assert (again.asked, [one.score.correct for one in done]) == ([], [False, True, True])


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(EvalError, match="cannot be written"):
        judged(tmp_path / "file" / "out", RIGHT)


def test_results_hold_totals_and_every_case_as_plain_json(tmp_path: Path) -> None:
    summary = found(tmp_path, RIGHT)
    assert json.loads(json.dumps(summary)) == summary | {"cases": json.loads(json.dumps(summary["cases"]))}
    assert summary["totals"]["metrics"]["correct"]["value"] == 1
    assert summary["abstention"]["f1"] == 1
    assert [entry["case"]["id"] for entry in summary["cases"]] == ["opened", "follow", "near"]


HOSTILE = "<script>alert('x')</script><img src=x onerror=\"y\">&amp;"


def test_the_report_escapes_everything_and_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    nasty = case(
        "nasty",
        HOSTILE,
        history=[{"role": "user", "content": HOSTILE}, {"role": "assistant", "content": HOSTILE}],
        facts=[[HOSTILE]],
        forbidden=[HOSTILE],
    )
    done = run([nasty], Scripted({HOSTILE: HOSTILE}), TEXTS, tmp_path, SETTINGS)
    page = report_html(results(done, {"model": HOSTILE, HOSTILE: HOSTILE}, {"split": HOSTILE}, {HOSTILE: 1.0}))
    assert not re.search(r"<(?:script|img|link|iframe|object)|\b(?:src|href)=['\"]?https?:", page)
    assert 'onerror="' not in page
    assert html.escape(HOSTILE) in page
    assert OPENED in page


def test_the_report_shows_question_expectation_answer_quotation_and_reason(tmp_path: Path) -> None:
    page = html.unescape(report_html(found(tmp_path, {"When did it open?": "On 4 May 2021 [1]."})))
    for shown in ("When did it open?", "3 May 2021", "On 4 May 2021 [1].", OPENED, "missing: 3 May 2021", "<svg"):
        assert shown in page


def test_a_comparison_says_case_by_case_what_changed(tmp_path: Path) -> None:
    before = found(tmp_path / "a", {"When did it open?": "On 3 May 2021 [1].", "Who owns it?": "Ann [1]."})
    after = found(tmp_path / "b", {"When did it open?": "It opened on 3 May 2021 [1].", "And when?": "3 May 2021 [1]."})
    compared = compare(before, after)
    assert [(d.case_id, d.change) for d in compared.differences] == [
        ("opened", Change.REWORDED),
        ("follow", Change.GAINED),
        ("near", Change.GAINED),
    ]
    assert "2 became right" in str(compared)
    assert [d.change for d in compare(after, before).differences] == [Change.REWORDED, Change.LOST, Change.LOST]
    assert {d.change for d in compare(after, after).differences} == {Change.SAME}


def test_cases_that_are_in_one_run_only_are_named(tmp_path: Path) -> None:
    both = found(tmp_path / "a", RIGHT)
    one = results(judged(tmp_path / "b", RIGHT, CASES[:1]), SETTINGS, {})
    compared = compare(both, one)
    assert (len(compared.differences), compared.only_before, compared.only_after) == (1, ("follow", "near"), ())


@pytest.mark.parametrize("content", ["", "[]", '{"format": 0}'])
def test_what_is_no_result_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "results.json").write_text(content, encoding="utf-8")
    with pytest.raises(ResultError):
        load(tmp_path)


def test_a_ranking_counts_gold_quotations_once_and_misses_each() -> None:
    hits = Scripted({}).retrieve("?")
    two = case("two", "?", quotes=[[{"source": "shop.txt", "text": quote}] for quote in (STAFF, OPENED)])
    by_text = {quote: next(hit for hit in hits if quote in hit.passage.text) for quote in (OPENED, STAFF)}
    missed = Hit(split(Document("other.txt", "Other words.", ""))[0], 0.1, "")
    hits = [missed, by_text[OPENED], by_text[OPENED], by_text[STAFF]]
    ranked = ranking(two, hits, TEXTS)
    assert ranked[0] == "other.txt:0"
    assert sorted(ranked[1:]) == ["quotation 1", "quotation 2"]
    assert ranked[1] == "quotation 2" or by_text[OPENED] is by_text[STAFF]


def test_retrieval_is_measured_over_the_cases_with_quotations() -> None:
    measured = measure(CASES, {}, Scripted({}), TEXTS)
    assert measured is not None
    assert (measured.cases, measured.means["recall@10"]) == (2, 1)
    assert measure(CASES[2:], {}, Scripted({}), TEXTS) is None


SHIPPED_TEXTS = corpus_texts(SHIPPED_CORPUS)
SHIPPED_DOCUMENTS = tuple(Document(name, text, name) for name, text in SHIPPED_TEXTS.items())


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> Scripted:
    """An assistant over the shipped documents that answers nothing, opened in place of the real one."""
    opened = Scripted({}, SHIPPED_DOCUMENTS)
    monkeypatch.setattr(assistant.Assistant, "open", lambda *_, **__: opened)
    return opened


def test_the_command_prints_a_table_and_writes_results_and_report(
    scripted: Scripted, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--quick", "--out", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"^unanswerable_far +\d+ +100%", printed, re.M)
    assert re.search(r"^total +38 ", printed, re.M)
    assert {path.name for path in tmp_path.iterdir()} == {"answers.jsonl", "results.json", "report.html"}
    summary = load(tmp_path)
    assert {entry["split"] for entry in summary["cases"]} == {"development"}
    assert main(["--compare", str(tmp_path), str(tmp_path / "results.json")]) == 0
    assert "38 unchanged" in capsys.readouterr().out
    assert len(scripted.asked) == 38


def test_the_command_keeps_its_files_in_the_data_directory_by_default(
    scripted: Scripted, own_data_directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--split", "test", "--type", "date", "--limit", "2"]) == 0
    assert str(own_data_directory) in capsys.readouterr().out
    assert len(scripted.asked) == 2


def test_the_command_refuses_an_index_of_other_documents(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(assistant.Assistant, "open", lambda *_, **__: Scripted({}))
    assert main(["--quick", "--out", str(tmp_path)]) == 1
    assert "The index does not hold" in capsys.readouterr().err


def test_the_command_says_that_an_interrupted_run_can_go_on(
    scripted: Scripted, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scripted.breaks_at = next(c.question for c in load_cases() if c.split == "development")
    assert main(["--out", str(tmp_path)]) == 130
    assert "goes on from here" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--limit", "0"], ["--split", "both"], ["--type", "riddle"], ["--compare", "a"]])
def test_wrong_usage_leaves_with_two(words: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2


def test_circumstances_tell_what_could_change_an_answer_and_no_path() -> None:
    made = circumstances("none", SHIPPED_TEXTS)
    assert made["corpus_sha256"].keys() == SHIPPED_TEXTS.keys()
    assert "settings" in made
    assert made["model_sha256"] is None
    assert str(Path.home()) not in json.dumps(made)
    assert str(SHIPPED_CORPUS) not in json.dumps(made)
