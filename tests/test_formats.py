"""Every format through the real ingest into a real store: what is quoted stands in the canonical text; what cannot be
read is named with its reason, and nothing but that ever comes out of a damaged file."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.chat import Assistant
from assistant.settings import Settings
from ingest.build import build_index
from ingest.documents import list_folder, read_document
from ingest.embedder import Embedder
from ingest.errors import DocumentError
from ingest.index import PassageIndex
from ingest.passages import split
from ingest.readers import FORMATS, read_contents
from ingest.reading import FailedFile
from tests.fakes import HashEmbedder
from tests.files import FACTS, FILES, TITLE, as_docx, as_epub, as_html, as_pdf, as_pptx, as_xlsx, rezipped, zipped
from tests.test_readers_pdf import REFUSED
from ui.cli import main

QUESTIONS = [
    ("When does the ferry to Lyngholm sail?", FACTS[0]),
    ("Who leads the harbour office?", FACTS[1]),
    ("How much does a ticket for a bicycle cost?", FACTS[2]),
]
CELLS = [("How long is the Birch?", "48 metres"), ("When was the Cedar built?", "2019")]


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder with a report in every format."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    for name, make in FILES.items():
        (folder / name).write_bytes(make())
    return folder


@pytest.mark.parametrize("name", FILES)
def test_passages_of_every_format_tile_its_text_and_pages_lie_within_it(shelf: Path, name: str) -> None:
    document = read_document(shelf, name)
    assert "".join(passage.text for passage in split(document)) == document.text
    assert list(document.page_starts) == sorted(document.page_starts)
    assert all(0 <= start <= len(document.text) for start in document.page_starts)
    assert document.title in {TITLE, "Report"}
    assert document == read_document(shelf, name)


@pytest.mark.parametrize("name", FILES)
def test_answers_from_every_format_quote_its_canonical_text(
    tmp_path: Path, shelf: Path, name: str, real_embedder: Embedder
) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / name).write_bytes((shelf / name).read_bytes())
    build_index(tmp_path / "one", tmp_path / "index", embedder=real_embedder)
    text = read_document(tmp_path / "one", name).text
    has_table = not name.endswith((".txt", ".md"))
    with Assistant(PassageIndex(tmp_path / "index", real_embedder), None, Settings()) as assistant:
        assert [document.text for document in assistant.documents()] == [text]
        for question, said in QUESTIONS + CELLS * has_table:
            answer = assistant.ask(question)
            assert said in answer.text
            assert answer.citations
            for citation in answer.citations:
                assert text[citation.start : citation.end] == citation.quote
                assert (citation.page is not None) == name.endswith((".pdf", ".pptx"))


def test_a_row_far_down_a_long_table_keeps_the_names_of_its_columns(tmp_path: Path, real_embedder: Embedder) -> None:
    rows = ["Berth,Keeper,Price"] + [f"berth {n},keeper {n * 7},{n % 90 + 3} euros" for n in range(1_500)]
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "berths.csv").write_text("\n".join(rows))
    build_index(tmp_path / "folder", tmp_path / "index", embedder=HashEmbedder())
    with Assistant(PassageIndex(tmp_path / "index", HashEmbedder()), None, Settings()) as assistant:
        answer = assistant.ask("What is the price of berth 1234?")
        assert answer.text == "Berth 1234, Price: 67 euros [1][2]"
        assert sorted(citation.quote for citation in answer.citations) == [
            "| Berth | Keeper | Price |", "| berth 1234 | keeper 8638 | 67 euros |",
        ]  # fmt: skip
        assert max(len(passage.text) for passage in split(assistant.documents()[0])) < 1_200


def test_what_the_owner_says_goes_before_what_the_file_says(shelf: Path) -> None:
    (shelf / "sources.toml").write_text('["report.epub"]\ntitle = "Boats"\n["report.eml"]\ndate = "2020"\n')
    build_index(shelf, shelf.parent / "index", embedder=HashEmbedder())
    with PassageIndex(shelf.parent / "index", HashEmbedder()) as index:
        told = {document.id: (document.title, document.date) for document in index.documents()}
    assert told["report.epub"] == ("Boats", "9 April 2021")
    assert told["report.eml"] == (TITLE, "2020")
    assert told["report.csv"] == ("Report", "")


BROKEN: list[tuple[str, bytes, str]] = [
    *[(f"{name.replace(' ', '-')}.pdf", content, reason) for name, content, reason in REFUSED],
    ("picture.docx", b"\x89PNG\r\n\x1a\n" + bytes(99), "it is not DOCX, whatever its name says"),
    ("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(99), "it is a binary file, not text, whatever its name says"),
    ("cut.docx", as_docx()[:9_000], "it is damaged or cut off, no whole DOCX"),
    ("cut.pptx", as_pptx()[:9_000], "it is damaged or cut off, no whole PPTX"),
    ("cut.xlsx", as_xlsx()[:2_000], "it is damaged or cut off, no whole XLSX"),
    ("slides.docx", as_pptx(), "it is damaged, no whole Word document"),
    ("words.xlsx", as_docx(), "it is damaged, no whole Excel workbook"),
    ("archive.pptx", zipped({"a.txt": "x"}), "it is damaged, no whole PowerPoint presentation"),
    ("empty.epub", b"", "it is empty"),
    ("blank.html", b"<html><body><script>a()</script></body></html>", "it holds no text, only blank space"),
    ("large.csv", b"a,b\n" * 300_000, "it has 1,200,000 bytes, more than the 1,000,000 that KILDE_MAX_FILE_BYTES "
     "allows"),
    ("bomb.docx", zipped({"a.xml": b"0" * 310_000_000}), "it unpacks to more than the 300,000,000 bytes that are "
     "allowed"),
]  # fmt: skip


def test_what_cannot_be_read_is_reported_with_its_reason_and_the_rest_goes_on(
    shelf: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, content, _ in BROKEN:
        (shelf / name).write_bytes(content)
    (shelf / "plans.zip").write_bytes(zipped({"secret.txt": "never unpacked"}))
    monkeypatch.setenv("KILDE_MAX_FILE_BYTES", "1000000")
    report = build_index(shelf, shelf.parent / "index", embedder=HashEmbedder())
    assert report.documents == len(FILES)
    assert sorted(report.failed, key=str) == sorted([FailedFile(name, reason) for name, _, reason in BROKEN], key=str)
    assert report.skipped == ("plans.zip",)
    assert main(["ingest", str(shelf), "--index", str(shelf.parent / "again")]) == 1
    shown = capsys.readouterr().out
    assert all(f"could not be read: {name}: {reason}" in shown for name, _, reason in BROKEN)
    assert "skipped, its format is not read: plans.zip" in shown


def test_a_folder_that_is_read_whole_ends_well(shelf: Path) -> None:
    assert main(["ingest", str(shelf), "--index", str(shelf.parent / "index")]) == 0


def test_a_link_that_leads_out_of_the_folder_is_not_followed_in_any_format(shelf: Path) -> None:
    outside = shelf.parent / "secret.pdf"
    outside.write_bytes(as_pdf())
    (shelf / "leads-out.pdf").symlink_to(outside)
    listing = list_folder(shelf)
    assert ("leads-out.pdf" in listing.readable, "leads-out.pdf" in listing.skipped) == (False, True)


MADE = {name: make() for name, make in FILES.items()}


@pytest.mark.parametrize("name", MADE)
def test_only_a_reason_ever_comes_out_of_a_damaged_file(name: str) -> None:
    chance, whole, ending = random.Random(name), MADE[name], Path(name).suffix
    for turn in range(150):
        content = bytearray(whole)
        if turn % 3 == 0:
            del content[chance.randrange(len(content)) :]
        else:
            for _ in range(chance.randrange(1, 20)):
                content[chance.randrange(len(content))] = chance.randrange(256)
        reads_or_refuses(bytes(content), ending)


PARTS: dict[str, tuple[Callable[[], bytes], str]] = {
    ".docx": (as_docx, "word/"),
    ".pptx": (as_pptx, "ppt/slides/"),
    ".xlsx": (as_xlsx, "xl/"),
    ".epub": (as_epub, "OEBPS/"),
}


@pytest.mark.parametrize("ending", PARTS)
def test_only_a_reason_comes_out_of_parts_that_are_well_packed_and_make_no_sense(ending: str) -> None:
    make, folder = PARTS[ending]
    whole = make()
    chance = random.Random(ending)

    def damaged(name: str, content: bytes) -> bytes:
        if not name.startswith(folder) or chance.random() < 0.5:
            return content
        changed = bytearray(content)
        for _ in range(chance.randrange(1, 6)):
            place = chance.randrange(len(changed))
            if chance.random() < 0.5:
                changed[place] = chance.randrange(32, 127)
            else:
                del changed[place : place + chance.randrange(1, 40)]
            changed = changed or bytearray(b"x")
        return bytes(changed)

    for _ in range(60):
        reads_or_refuses(rezipped(whole, damaged), ending)


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_files_of_another_format_than_their_name_says_are_read_or_refused(ending: str) -> None:
    for content in (*MADE.values(), b"\x00", b"%PDF-", b"PK\x03\x04", b"<", b"=", as_html()[:60], bytes(range(256))):
        reads_or_refuses(content, ending)


def reads_or_refuses(content: bytes, ending: str) -> None:
    try:
        assert isinstance(read_contents(content, ending).text, str)
    except DocumentError as error:
        assert str(error)
        assert "\n" not in str(error)


def test_no_library_of_a_format_is_imported_before_a_file_of_it_is_read() -> None:
    heavy = "docx pptx openpyxl lxml pypdfium2 spellchecker defusedxml email.parser"
    script = (
        "import sys, ingest.documents, ingest.readers\n"
        "ingest.readers.read_contents(b'plain', '.txt')\n"
        f"print([name for name in {heavy.split()!r} if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
