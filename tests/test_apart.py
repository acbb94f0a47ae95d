"""Files that hang or kill their reader: they are named with the reason, all others are read, and no process is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.apart import Apart
from ingest.build import build_index
from ingest.documents import read_document
from ingest.errors import DocumentError, ReaderFailed
from ingest.readers import read_contents
from ingest.reading import FailedFile
from ingest.settings import IngestSettings
from tests.fakes import HashEmbedder
from tests.files import FILES, drawn, lines_on
from ui.uploads import taken

ROOT = Path(__file__).resolve().parent.parent
SOUND = FILES["report.docx"]()


def slow_pdf() -> bytes:
    """Takes many seconds to be read, and a few to be made: one page of much text, told as two thousand pages."""
    lines = [f"Line {number} of a page that is told again and again." for number in range(40)]
    once = drawn(lambda canvas: lines_on(canvas, 740, lines))
    kids = once[once.index(b"/Kids [") + 7 : once.index(b"]", once.index(b"/Kids ["))].strip()
    return (
        once.replace(b"/Kids [ " + kids + b" ]", b"/Kids [ " + (kids + b" ") * 2_000 + b"]").replace(
            b"/Count 1", b"/Count 2000"
        )
        + b"\n%%EOF\n"
    )


SLOW = slow_pdf()


def settings(**told: object) -> IngestSettings:
    return IngestSettings.model_validate(told)


def workers_of(parent: int) -> list[int]:
    shown = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(parent)], capture_output=True, text=True)
    return [int(line.split()[0]) for line in shown.stdout.splitlines() if "ingest.readers.worker" in line]


def wait_for(found: Callable[[], object]) -> None:
    until = time.monotonic() + 60
    while not found():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.fixture
def apart() -> Iterator[Apart]:
    with Apart(IngestSettings()) as opened:
        yield opened


@pytest.mark.parametrize("name", FILES)
def test_what_is_read_apart_is_what_is_read_here(name: str, apart: Apart) -> None:
    content, ending = FILES[name](), Path(name).suffix
    assert apart.read(content, ending) == read_contents(content, ending)


def test_one_worker_reads_all_files_and_none_is_started_for_plain_text(apart: Apart) -> None:
    before = workers_of(os.getpid())
    apart.read(b"plain", ".txt")
    apart.read(b"# plain", ".md")
    assert workers_of(os.getpid()) == before
    for _ in range(3):
        apart.read(SOUND, ".docx")
        assert len(workers_of(os.getpid())) == len(before) + 1
    apart.close()
    assert workers_of(os.getpid()) == before


def test_a_refusal_is_the_readers_own_and_costs_no_worker(apart: Apart) -> None:
    apart.read(SOUND, ".docx")
    worker = workers_of(os.getpid())
    with pytest.raises(DocumentError) as caught:
        apart.read(SOUND[:9_000], ".docx")
    assert (str(caught.value), type(caught.value)) == ("it is damaged or cut off, no whole DOCX", DocumentError)
    assert workers_of(os.getpid()) == worker


def test_a_file_that_takes_too_long_is_refused_and_the_next_is_read() -> None:
    with Apart(settings(reader_seconds=1.5)) as apart:
        with pytest.raises(ReaderFailed) as caught:
            apart.read(SLOW, ".pdf")
        assert str(caught.value) == ("reading it takes longer than the 1.5 seconds that KILDE_READER_SECONDS allows")
    with Apart(IngestSettings()) as apart:
        assert apart.read(SOUND, ".docx").text


def test_a_file_that_takes_too_much_memory_is_refused_and_the_next_is_read() -> None:
    cells = b",".join(b"%d" % number for number in range(40)) + b"\n"
    with Apart(settings(reader_memory_bytes=300_000_000)) as apart:
        with pytest.raises(ReaderFailed, match="KILDE_READER_MEMORY_BYTES allows|its reader crashed"):
            apart.read(cells * 150_000, ".csv")
        assert apart.read(SOUND, ".docx").text


@pytest.mark.parametrize("how", [signal.SIGSEGV, signal.SIGKILL, signal.SIGABRT])
def test_a_reader_that_dies_takes_nothing_with_it(apart: Apart, how: signal.Signals) -> None:
    before = set(workers_of(os.getpid()))

    def kill() -> None:
        wait_for(lambda: set(workers_of(os.getpid())) - before)
        os.kill((set(workers_of(os.getpid())) - before).pop(), how)

    killer = threading.Thread(target=kill)
    killer.start()
    with pytest.raises(ReaderFailed, match=rf"its reader crashed on it \({how.name}\)"):
        apart.read(SLOW, ".pdf")
    killer.join()
    assert apart.read(SOUND, ".docx").text


def test_a_worker_that_died_between_two_files_is_not_blamed_on_the_next(apart: Apart) -> None:
    before = set(workers_of(os.getpid()))
    apart.read(SOUND, ".docx")
    worker = (set(workers_of(os.getpid())) - before).pop()
    os.kill(worker, signal.SIGKILL)
    wait_for(lambda: Path(f"/proc/{worker}/stat").read_text().split()[2] == "Z")
    assert apart.read(SOUND, ".docx").text


def test_ingest_names_the_file_that_hangs_and_reads_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("report.docx", "report.pdf", "report.txt"):
        (folder / name).write_bytes(FILES[name]())
    (folder / "a-slow.pdf").write_bytes(SLOW)
    report = build_index(folder, tmp_path / "index", embedder=HashEmbedder(), settings=settings(reader_seconds=2.5))
    assert (
        FailedFile("a-slow.pdf", "reading it takes longer than the 2.5 seconds that KILDE_READER_SECONDS allows")
        in report.failed
    )
    assert report.documents + len(report.failed) == 4
    assert report.documents


def test_an_upload_that_hangs_is_told_and_the_others_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KILDE_READER_SECONDS", "2.5")
    sent, kept = tmp_path / "sent", tmp_path / "kept"
    sent.mkdir()
    kept.mkdir()
    (sent / "slow.pdf").write_bytes(SLOW)
    (sent / "plain.txt").write_text("The ferry sails at noon.")
    told = list(taken([sent / "slow.pdf", sent / "plain.txt"], kept))
    assert [(read.file, "KILDE_READER_SECONDS" in read.reason) for read in told] == [("slow.pdf", True)]
    assert [path.name for path in kept.iterdir()] == ["plain.txt"]
    assert list(sent.iterdir()) == []


INGEST = """
import sys
from ingest.build import build_index
from tests.fakes import HashEmbedder
build_index(sys.argv[1], sys.argv[2], embedder=HashEmbedder())
"""


def test_no_worker_is_left_when_ingest_is_killed_while_one_reads(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "slow.pdf").write_bytes(SLOW)
    command = [sys.executable, "-c", INGEST, str(tmp_path / "folder"), str(tmp_path / "index")]
    ingest = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)})
    try:
        wait_for(lambda: workers_of(ingest.pid))
        worker = workers_of(ingest.pid)[0]
        wait_for(lambda: "pdfium" in Path(f"/proc/{worker}/maps").read_text())  # it is at work
    finally:
        ingest.kill()
        ingest.wait()
    wait_for(lambda: not Path(f"/proc/{worker}").exists() or "Z" in Path(f"/proc/{worker}/stat").read_text())


def test_a_module_that_lies_in_the_folder_is_not_taken_for_a_library(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "docx.py").write_text("raise SystemExit(3)")
    (folder / "report.docx").write_bytes(SOUND)
    script = INGEST.replace("import sys\n", "import sys\nsys.path.remove('')\n")
    command = [sys.executable, "-c", script, str(folder), str(tmp_path / "index")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run(command, cwd=folder, env=environment).returncode == 0


def test_the_worker_knows_no_secret_and_writes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KILDE_OPENAI_API_KEY", "abracadabra")
    monkeypatch.setenv("ANOTHER_KEY", "abracadabra")
    with Apart(IngestSettings()) as apart:
        before = set(workers_of(os.getpid()))
        apart.read(SOUND, ".docx")
        worker = (set(workers_of(os.getpid())) - before).pop()
        assert b"abracadabra" not in Path(f"/proc/{worker}/environ").read_bytes()
        limits = Path(f"/proc/{worker}/limits").read_text()
        assert [line.split()[3] for line in limits.splitlines() if line.startswith("Max file size")] == ["0"]


@pytest.mark.parametrize(("name", "told"), [("seconds", 0), ("seconds", 9_999), ("memory_bytes", 1)])
def test_the_limits_have_limits(name: str, told: int) -> None:
    with pytest.raises(ValueError, match=f"reader_{name}"):
        settings(**{f"reader_{name}": told})


def test_documents_are_read_through_whatever_reads(tmp_path: Path, apart: Apart) -> None:
    (tmp_path / "report.docx").write_bytes(SOUND)
    here, there = read_document(tmp_path, "report.docx"), read_document(tmp_path, "report.docx", read=apart.read)
    assert here == there
