"""The command line through its real parser: what it prints, where, and the code it leaves with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import pytest

import assistant as assistant_package
import ingest as ingest_package
from assistant import store
from assistant.answer import Answer, Citation
from assistant.errors import QuestionError
from ingest.build import IngestReport, build_index
from ingest.documents import Document
from ingest.errors import IndexMissing
from ingest.reading import FailedFile
from tests.fakes import HashEmbedder
from tests.states import state
from ui import doctor
from ui.cli import INTERRUPTED, main

ROOT = Path(__file__).parent.parent
QUOTE = "Åbningstider: 9–17"
DOCUMENT = Document("tider.txt", f"{QUOTE}\n", "Tider")
ANSWER = Answer("When?", "From 9 to 17 [1].", True, (Citation(1, DOCUMENT, 0, len(QUOTE)),), 0.5)
REPORT = IngestReport(documents=2, added=3, unchanged=0, removed=1, embedded=3)


class ScriptedAssistant:
    """Stands where `assistant.Assistant` stands: opens anything but a missing index, answers one question."""

    opened: ClassVar[list[tuple[Any, Any]]] = []

    @classmethod
    def open(cls, index: Path | None = None, model: str | None = None, *, progress: bool = False) -> ScriptedAssistant:
        cls.opened.append((index, model))
        if index == Path("missing"):
            raise IndexMissing("there is no index at missing: run `kilde ingest FOLDER --index missing`")
        return cls()

    def ask(self, question: str) -> Answer:
        print("a library that talks")  # noqa: T201
        if question == "interrupt":
            raise KeyboardInterrupt
        if not question.strip():
            raise QuestionError("the question is empty: ask something")
        return replace(ANSWER, question=question)

    def documents(self) -> tuple[Document, ...]:
        return (DOCUMENT, DOCUMENT)

    def __enter__(self) -> ScriptedAssistant:
        return self

    def __exit__(self, *_: object) -> None:
        pass


@pytest.fixture(autouse=True)
def parts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The assistant is scripted; settings and indexes are those of an empty machine."""
    ScriptedAssistant.opened.clear()
    monkeypatch.setattr(assistant_package, "Assistant", ScriptedAssistant)
    monkeypatch.setattr(doctor, "Assistant", ScriptedAssistant)
    monkeypatch.setenv("KILDE_MODELS_DIR", str(tmp_path / "models"))
    monkeypatch.setenv("KILDE_INDEX", str(tmp_path / "index"))
    monkeypatch.delenv("KILDE_MODEL", raising=False)


def test_ask_prints_the_answer_with_its_quotations(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "When?", "--index", "there", "--model", "none"]) == 0
    out, err = capsys.readouterr()
    assert out == f"{ANSWER}\n"
    assert "a library that talks" in err
    assert ScriptedAssistant.opened == [(Path("there"), "none")]


def test_ask_json_prints_json_alone_and_keeps_letters_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "Hvornår?", "--json"]) == 0
    out = capsys.readouterr().out
    assert json.loads(out) == replace(ANSWER, question="Hvornår?").to_dict()
    assert QUOTE in out
    assert ScriptedAssistant.opened == [(None, None)]


def test_what_cannot_be_done_is_one_line_with_the_cure(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "When?", "--index", "missing"]) == 1
    said = "kilde: there is no index at missing: run `kilde ingest FOLDER --index missing`\n"
    assert capsys.readouterr() == ("", said)
    assert main(["ask", " "]) == 1


def test_interrupting_leaves_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "interrupt"]) == INTERRUPTED == 130
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        "",
        "frobnicate",
        "ask",
        "ask a b",
        "ask a --jsn",
        "chat --port 0",
        "chat --port 65536",
        "chat --port x",
        "ingest",
    ],
)
def test_wrong_usage_leaves_with_2(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(words.split())
    assert left.value.code == 2
    assert "usage: kilde" in capsys.readouterr().err


def test_ingest_tells_where_the_index_is_and_how_to_ask_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(ingest_package, "build_index", lambda *_, **__: REPORT)
    place = tmp_path / "an index"
    assert main(["ingest", str(tmp_path), "--index", str(place)]) == 0
    out = capsys.readouterr().out
    assert out == f"{REPORT}\nThe index is in {place}\nAsk it with: kilde chat --index '{place}'\n"


def test_ingest_names_every_file_that_failed_and_leaves_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    failed = (FailedFile("a.pdf", "it is encrypted"), FailedFile("b.txt", "it is empty"))
    report = replace(REPORT, failed=failed, skipped=("c.mp3",))
    monkeypatch.setattr(ingest_package, "build_index", lambda *_, **__: report)
    assert main(["ingest", str(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[1:3] == ["could not be read: a.pdf: it is encrypted", "could not be read: b.txt: it is empty"]
    assert lines[3] == "skipped, its format is not read: c.mp3"
    assert f"The index is in {tmp_path / 'index'}" in lines


def test_ingest_of_a_missing_folder_is_an_error(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["ingest", str(tmp_path / "none")]) == 1
    assert capsys.readouterr().err.startswith("kilde: ")


def test_models_lists_every_model_and_how_to_get_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models"]) == 0
    out = capsys.readouterr().out
    for model in store.models():
        assert all(fact in out for fact in (f"kilde models --fetch {model.name}", model.sha256, model.licence))
    assert out.count("(default)") == 1


def test_models_json_is_json_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["models", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == [status.to_dict() for status in store.status(tmp_path / "models")]


def test_fetch_brings_the_model_into_the_models_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert main(["models", "--fetch", "gpt-9"]) == 1
    fetched: list[tuple[str, Path]] = []
    monkeypatch.setattr(store, "fetch", lambda name, models_dir: fetched.append((name, models_dir)))
    assert main(["models", "--fetch", "small"]) == 0
    assert fetched == [("small", tmp_path / "models")]


def test_doctor_names_the_cure_for_a_missing_model(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 1
    index, model, *disks = capsys.readouterr().out.splitlines()
    assert index.startswith("ok: index: not built yet; the first question builds it")
    assert model.startswith("problem: model: ")
    assert f"kilde models --fetch {store.models()[0].name}" in model
    assert disks and all(line.startswith("ok: disk: ") for line in disks)


@pytest.mark.parametrize(
    ("model", "ok"), [("none", True), ("ollama/llama3", True), ("/no/such.gguf", False), ("gpt-9", False)]
)
def test_doctor_looks_at_the_model_that_is_set(model: str, ok: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KILDE_MODEL", model)
    assert main(["doctor"]) == (0 if ok else 1)


def test_doctor_opens_the_index_and_counts_its_documents(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("KILDE_MODEL", "none")
    assert main(["doctor", "--index", str(tmp_path)]) == 0
    assert f"ok: index: 2 documents in {tmp_path}" in capsys.readouterr().out
    assert main(["doctor", "--index", str(tmp_path / "none")]) == 1
    assert f"kilde ingest FOLDER --index {tmp_path / 'none'}" in capsys.readouterr().out
    monkeypatch.chdir(tmp_path)
    (tmp_path / "missing").mkdir()
    assert main(["doctor", "--index", "missing"]) == 1
    assert "problem: index: there is no index at missing: run" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["chroma.sqlite3", "words/places.json", "current.json", "writer.json"])
def test_doctor_names_each_file_of_the_index_that_is_not_as_it_was_written(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], corpus: Path, tmp_path: Path
) -> None:
    monkeypatch.setenv("KILDE_MODEL", "none")
    index = tmp_path / "built"
    build_index(corpus, index, embedder=HashEmbedder())
    assert main(["doctor", "--index", str(index)]) == 0
    path = index / name if name.endswith("r.json") or name.startswith("current") else state(index) / name
    path.write_bytes(b"garbage" * 1_000)
    capsys.readouterr()
    assert main(["doctor", "--index", str(index)]) == 1
    (told,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("problem: ")]
    assert name in told and f"--index {index}`." in told


def test_doctor_wants_room_on_the_disk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("KILDE_MODEL", "none")
    monkeypatch.setenv("KILDE_MIN_FREE_BYTES", str(10**18))
    assert main(["doctor"]) == 1
    assert "make room" in capsys.readouterr().out


def test_eval_hands_every_word_to_the_evaluation_suite(monkeypatch: pytest.MonkeyPatch) -> None:
    module, seen = ModuleType("evals.__main__"), []

    def evaluate(argv: list[str]) -> int:
        seen.append(argv)
        return 3

    module.__dict__["main"] = evaluate
    monkeypatch.setitem(sys.modules, "evals.__main__", module)
    assert main(["eval", "--help", "--cases", "x"]) == 3
    assert seen == [["--help", "--cases", "x"]]


def run(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False, cwd=ROOT
    )


@pytest.mark.parametrize("words", [["--help"], ["ask", "--help"], ["--version"]])
def test_help_is_light(words: list[str]) -> None:
    heavy = "torch gradio chromadb numpy llama_index sentence_transformers xllamacpp pydantic".split()
    done = run(
        f"import sys\nfrom ui.cli import main\ntry:\n    main({words})\nexcept SystemExit as left:\n"
        f"    assert left.code == 0\nassert not [m for m in {heavy} if m in sys.modules]\n"
    )
    assert done.returncode == 0, done.stderr
    assert "kilde" in done.stdout


def test_a_closed_pipe_is_no_error() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "ui", "models"], stdout=writer, stderr=subprocess.PIPE, timeout=60, check=False, cwd=ROOT
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_host_that_others_can_reach_needs_a_password(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KILDE_PASSWORD", raising=False)
    assert main(["chat", "--host", "0.0.0.0"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("kilde: Others can reach 0.0.0.0, so a password is needed: set KILDE_PASSWORD or give")
    assert err.count("\n") == 1
    assert ScriptedAssistant.opened == []


def test_the_password_itself_is_no_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["chat", "--password", "correct horse"])
    assert "correct horse" not in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["chat", "--help"])
    shown = " ".join(capsys.readouterr().out.split())
    assert "--password-file FILE" in shown and "--no-password" in shown and "KILDE_PASSWORD" in shown
