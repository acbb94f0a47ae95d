"""The command `kilde eval`, over two tiny suites in real stores, without a language model."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import evals.__main__ as command
from assistant.settings import Settings
from evals.baseline import Baseline
from evals.bench import Bench
from evals.results import load
from evals.suites import Suite
from tests.fakes import HashEmbedder, write_folder
from tests.scripted import RIGHT, Scripted

MILL = "The mill opened in 1731. The mill grinds rye.\n"
DAM = "The dam opened in 1920. The dam holds the river.\n"


def lines(name: str, source: str, quote: str, year: str) -> str:
    opened = {
        "id": f"{name}-opened",
        "type": "date",
        "question": f"When did the {name} open?",
        "answerable": True,
        "facts": [[year]],
        "quotes": [[{"source": source, "text": quote}]],
    }
    hello = {"id": f"{name}-hello", "type": "small_talk", "question": "Hello!", "answerable": False}
    far = {"id": f"{name}-far", "type": "unanswerable_far", "question": "Who won the cup?", "answerable": False}
    return "\n".join(json.dumps(line) for line in (opened, hello, far))


@pytest.fixture
def embedder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HashEmbedder:
    """The command knows two tiny suites, and opens a bench without weights."""
    suites = []
    for name, text, year in (("mill", MILL, "1731"), ("dam", DAM, "1920")):
        folder = write_folder(tmp_path / name, {f"{name}.txt": text})
        file = tmp_path / f"{name}.jsonl"
        file.write_text(lines(name, f"{name}.txt", text.split(" The")[0], year), encoding="utf-8")
        suites.append(Suite(name, folder, file))
    embedder = HashEmbedder()
    monkeypatch.setattr(command, "SUITES", tuple(suites))
    monkeypatch.setattr(Bench, "open", lambda _=None: Bench(embedder, None, Settings(model="none")))
    return embedder


def test_all_suites_are_asked_and_a_table_results_and_a_report_made(
    embedder: HashEmbedder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert command.main(["--split", "all", "--out", str(out)]) == 0
    printed = capsys.readouterr().out
    for row in (r"date +2 ", r"mill +3 ", r"dam +3 ", r"total +6 "):
        assert re.search(f"^{row}", printed, re.M)
    assert "retrieval, dam: cases 1, recall@1 1" in printed
    assert {path.name for path in out.iterdir()} == {"answers.jsonl", "results.json", "report.html"}
    assert [entry["case"]["suite"] for entry in load(out)["cases"]] == ["mill"] * 3 + ["dam"] * 3
    assert command.main(["--compare", str(out), str(out / "results.json")]) == 0
    assert "6 unchanged" in capsys.readouterr().out


def test_one_suite_goes_to_a_folder_of_its_own(
    embedder: HashEmbedder, own_data_directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["--split", "all", "--suite", "dam", "--quick", "--limit", "2"]) == 0
    folder = own_data_directory / "kilde" / "evals" / "none-dam-all-quick"
    assert load(folder)["totals"]["cases"] == 2
    assert str(folder) in capsys.readouterr().out


def test_the_second_run_asks_nothing_again(embedder: HashEmbedder, tmp_path: Path) -> None:
    for _ in range(2):
        assert command.main(["--split", "all", "--type", "unanswerable_far", "--out", str(tmp_path / "out")]) == 0
    assert embedder.asked.count("Who won the cup?") == 2, "once in each suite, in the first run"


def test_the_baseline_is_asked_in_turn_and_shown_beside(
    embedder: HashEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    baseline = Scripted(RIGHT)
    monkeypatch.setattr(Baseline, "open", lambda *_, **__: baseline)
    assert command.main(["--split", "all", "--baseline", "--out", str(tmp_path / "out")]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"^Kilde and baseline, 6 cases +Kilde +baseline", printed, re.M)
    assert len(baseline.asked) == 6
    assert load(tmp_path / "out" / "baseline")["totals"]["cases"] == 6
    assert "Side by side" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_an_interrupted_run_says_that_it_can_go_on_and_does(
    embedder: HashEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["--split", "all", "--baseline", "--out", str(tmp_path / "out")]
    baseline = Scripted(RIGHT)
    baseline.breaks_at = "When did the dam open?"
    monkeypatch.setattr(Baseline, "open", lambda *_, **__: baseline)
    assert command.main(out) == 130
    assert "goes on from here" in capsys.readouterr().err
    again = Scripted(RIGHT)
    monkeypatch.setattr(Baseline, "open", lambda *_, **__: again)
    assert command.main(out) == 0
    assert [question for question, _ in again.asked] == ["When did the dam open?", "Hello!", "Who won the cup?"]


def test_planted_errors_are_measured_and_kept(
    embedder: HashEmbedder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["--verification", "--suite", "mill", "--out", str(tmp_path / "out")]) == 0
    assert "recall" in capsys.readouterr().out
    kept = json.loads((tmp_path / "out" / "verification.json").read_text(encoding="utf-8"))
    assert (kept["suites"], kept["changed"] > 0) == (["mill"], True)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--external", "nowhere"], "cannot be read"),
        (["--type", "danish"], "No case is left"),
        (["--compare", "nowhere", "nowhere"], "cannot be read"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    embedder: HashEmbedder, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(words) == 1
    said = capsys.readouterr().err
    assert (message in said, said.count("\n")) == (True, 1)


@pytest.mark.parametrize(
    "words",
    [["--limit", "0"], ["--split", "both"], ["--type", "riddle"], ["--compare", "a"], ["--baseline", "--verification"]],
)
def test_wrong_usage_leaves_with_two(words: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        command.main(words)
    assert left.value.code == 2
