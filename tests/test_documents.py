"""Files to documents: encodings, what is refused and why, and what sources.toml may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.documents import (
    Document,
    FolderListing,
    SourceNote,
    list_folder,
    read_document,
    read_sources,
)
from ingest.errors import DocumentError, FolderError
from ingest.readers.text import decode
from tests.fakes import CORPUS, GUIDE

DANISH = (
    "Smørrebrød på Ærø: 5 °C – «hygge» for åens ål, også om søndagen.\r\nDet ved enhver, der har været der før.\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_files_are_read_whole_with_their_line_ends(tmp_path: Path, encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    (tmp_path / "a.txt").write_bytes(mark + DANISH.encode(encoding))
    assert read_document(tmp_path, "a.txt").text == DANISH


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_files_in_older_western_encodings_are_read_as_they_were_meant(encoding: str) -> None:
    text = DANISH.replace("–", "-")
    assert decode(text.encode(encoding)) == text


def test_typographic_quotes_of_windows_are_read_as_they_were_meant() -> None:
    text = "He said “no” – the café’s price is 5 €, and that is what the naïve visitor would have to pay in advance."
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\n\r\n"])
def test_line_ends_are_kept(ending: str) -> None:
    text = f"one{ending}two{ending}"
    assert decode(text.encode()) == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b" \r\n\t\xc2\xa0\n", "it holds no text, only blank space"),
        (b"\xef\xbb\xbf", "it holds no text, only blank space"),
        (b"text with\x00a NUL", "it is a binary file, not text, whatever its name says"),
        (b"%PDF-1.7\n" + bytes(range(1, 256)) * 9, "it is a binary file, not text, whatever its name says"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "it is a binary file, not text, whatever its name says"),
        (b"\xff\xfea", "it says that it is utf-16 and is not"),
        (b"\xef\xbb\xbf\xff\xff", "it says that it is utf-8-sig and is not"),
        (b"x" * 101, "it has 101 bytes, more than the 100 that KILDE_MAX_FILE_BYTES allows"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_text_is_refused_with_the_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    limit = 100 if len(content) == 101 else 50_000_000
    (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(DocumentError) as caught:
        read_document(tmp_path, "a.txt", max_bytes=limit)
    assert str(caught.value) == reason


def test_random_bytes_are_refused_or_read_but_never_crash() -> None:
    for seed in range(60):
        content = bytes((seed * 31 + n * n * 7 + n // 3) % 256 for n in range(400))
        try:
            assert isinstance(decode(content), str)
        except DocumentError as error:
            assert "\n" not in str(error)


def test_a_file_that_cannot_be_opened_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    for name, reason in (("folder.txt", "Is a directory"), ("gone.txt", "No such file or directory")):
        with pytest.raises(DocumentError) as caught:
            read_document(tmp_path, name)
        assert str(caught.value) == f"it cannot be read ({reason})"


def test_a_folder_is_listed_by_what_can_be_read_and_what_cannot(corpus: Path, tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text("secret")
    (corpus / "leads-out.txt").symlink_to(outside)
    (corpus / "leads-within.txt").symlink_to(corpus / "guide.txt")
    (corpus / "leads-nowhere.txt").symlink_to(corpus / "gone.txt")
    (corpus / "parent").symlink_to(tmp_path)
    (corpus / "folder.txt").mkdir()
    (corpus / "photo.jpg").write_bytes(b"\xff\xd8")
    (corpus / "UPPER.TXT").write_text("upper")
    (corpus / ".hidden.txt").write_text("hidden")
    (corpus / ".git").mkdir()
    (corpus / ".git" / "note.txt").write_text("hidden")
    (corpus / "minutes" / "sources.toml").write_text("")
    assert list_folder(corpus) == FolderListing(
        ("UPPER.TXT", "guide.txt", "leads-within.txt", "manual.md", "minutes/2021-05.txt"),
        ("leads-nowhere.txt", "leads-out.txt", "minutes/sources.toml", "photo.jpg"),
    )


def test_a_folder_without_documents_is_refused_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    with pytest.raises(FolderError) as caught:
        list_folder(tmp_path)
    assert str(caught.value) == (
        f"The folder {tmp_path} holds no document Kilde can read. "
        "Put files into it that end in .csv, .docx, .eml, .epub, .htm, .html, .markdown, .md, "
        ".pdf, .pptx, .text, .tsv, "
        ".txt, .xhtml, .xlsx."
    )


@pytest.mark.parametrize("name", ["gone", "file"])
def test_a_folder_that_is_none_is_refused_with_the_cure(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("text")
    with pytest.raises(FolderError) as caught:
        list_folder(tmp_path / name)
    assert str(caught.value) == f"There is no folder {tmp_path / name}. Name an existing folder with documents."


def test_sources_toml_gives_title_publisher_kind_and_date(corpus: Path) -> None:
    note = SourceNote(title="Beekeeping guide", publisher="Garden society", kind="guide", date="March 2020")
    assert read_sources(corpus) == {"guide.txt": note}
    assert read_document(corpus, "guide.txt", note) == Document(
        "guide.txt", GUIDE, "Beekeeping guide", "Garden society", "guide", "March 2020"
    )


def test_a_folder_without_sources_toml_has_no_notes(tmp_path: Path) -> None:
    assert read_sources(tmp_path) == {}


@pytest.mark.parametrize(
    "text",
    ["not toml [", '["a.txt"]\ncolour = "red"', '["a.txt"]\ntitle = 7', 'title = "of nothing"', "\udcff"],
    ids=["no toml", "unknown key", "wrong type", "no table", "no UTF-8"],
)
def test_a_malformed_sources_toml_is_refused_in_one_line_that_names_it(tmp_path: Path, text: str) -> None:
    path = tmp_path / "sources.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(FolderError) as caught:
        read_sources(tmp_path)
    assert str(caught.value).startswith(f"{path} is malformed (")
    assert str(caught.value).endswith("). Mend it or take it away.")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("a.txt", "Keeping bees\n\nBees are kept.", "Keeping bees"),
        ("a.txt", "\n\n  Keeping bees  \r\nBees are kept.", "Keeping bees"),
        ("a.txt", "Keeping bees\rBees are kept.", "Keeping bees"),
        ("a.md", "# Keeping bees\n\nBees are kept.", "Keeping bees"),
        ("a.md", "## **Keeping bees** ##\n\nBees are kept.", "Keeping bees"),
        ("a.md", "---\nauthor: me\n---\n\n# Keeping bees\n", "Keeping bees"),
        ("keeping-bees_2020.txt", "Bees are kept.", "Keeping bees 2020"),
        ("sub/keeping bees.md", "- bees\n", "Keeping bees"),
        ("2020.txt", "1\n2\n", "2020"),
        ("long-line.txt", "word " * 40, "Long line"),
    ],
)
def test_a_document_without_a_note_is_named_by_its_first_line_or_its_file(
    tmp_path: Path, name: str, text: str, title: str
) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(text.encode())
    assert read_document(tmp_path, name).title == title


def test_pages_are_counted_from_one_and_only_where_there_are_pages() -> None:
    paged = Document("a.pdf", "onetwothree", "A", page_starts=(0, 3, 6))
    assert [paged.page_at(offset) for offset in (0, 2, 3, 10)] == [1, 1, 2, 3]
    assert Document("a.txt", "one", "A").page_at(0) is None


def test_the_tiny_corpus_reads_as_it_was_written(corpus: Path) -> None:
    for name in list_folder(corpus).readable:
        assert read_document(corpus, name).text == CORPUS[name]
