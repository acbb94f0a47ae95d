"""Folder to index: only what changed is embedded, and any way to the same folder ends in the same index."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.build import IngestReport, build_index
from ingest.errors import FolderError, IndexDamaged, IndexMismatch
from ingest.index import PassageIndex
from ingest.reading import FailedFile
from ingest.settings import IngestSettings
from tests.fakes import CORPUS, GUIDE, MANUAL, NOTES, HashEmbedder, Interrupted, write_folder
from tests.states import rows

CORPUS_TEXTS = {name: text for name, text in CORPUS.items() if name != "sources.toml"}


def from_scratch(folder: Path, place: Path) -> Mapping[str, str]:
    build_index(folder, place, embedder=HashEmbedder())
    return rows(place)


def texts(index: Path) -> dict[str, str]:
    with PassageIndex(index, HashEmbedder()) as opened:
        return {document.id: document.text for document in opened.documents()}


def test_a_first_ingest_reports_what_it_added(corpus: Path, tmp_path: Path, embedder: HashEmbedder) -> None:
    report = build_index(corpus, tmp_path / "index", embedder=embedder)
    assert report == IngestReport(3, added=8, unchanged=0, removed=0, embedded=len(embedder.recorded))
    assert str(report) == "3 documents: 8 passages added, 0 unchanged, 0 removed."
    assert len(embedder.recorded) == len(rows(tmp_path / "index"))


def test_ingesting_an_unchanged_folder_embeds_and_writes_nothing(
    corpus: Path, tmp_path: Path, embedder: HashEmbedder
) -> None:
    build_index(corpus, tmp_path / "index", embedder=embedder)
    before = rows(tmp_path / "index")
    again = HashEmbedder()
    report = build_index(corpus, tmp_path / "index", embedder=again)
    assert report == IngestReport(3, added=0, unchanged=8, removed=0, embedded=0)
    assert (again.recorded, rows(tmp_path / "index")) == ([], before)


@pytest.mark.parametrize(
    ("change", "embedded"),
    [
        (lambda text: text.replace("12 April", "15 April"), 2),
        (lambda text: text.replace("\nEquipment\n", "\nA word before.\n\nEquipment\n"), 2),
        (lambda text: text + "Who pays?\nThe keeper pays.\n", 3),
        (lambda text: text[: text.index("Must a hive")], 0),
        (lambda text: "\n\n" + text, 0),
    ],
    ids=["edit", "insert", "append", "cut off", "move"],
)
def test_only_what_changed_in_a_file_is_embedded(
    corpus: Path, tmp_path: Path, embedder: HashEmbedder, change: Callable[[str], str], embedded: int
) -> None:
    build_index(corpus, tmp_path / "index", embedder=embedder)
    write_folder(corpus, {"guide.txt": change(GUIDE)})
    again = HashEmbedder()
    report = build_index(corpus, tmp_path / "index", embedder=again)
    assert (len(again.recorded), report.embedded) == (embedded, embedded), again.recorded
    assert rows(tmp_path / "index") == from_scratch(corpus, tmp_path / "other")
    assert texts(tmp_path / "index")["guide.txt"] == change(GUIDE)


def test_a_renamed_or_moved_file_that_has_a_title_embeds_nothing(corpus: Path, tmp_path: Path) -> None:
    build_index(corpus, tmp_path / "index", embedder=HashEmbedder())
    (corpus / "manual.md").rename(corpus / "minutes" / "handbook.md")
    again = HashEmbedder()
    report = build_index(corpus, tmp_path / "index", embedder=again)
    assert report == IngestReport(3, added=3, unchanged=5, removed=3, embedded=0)
    assert again.recorded == []
    assert set(texts(tmp_path / "index")) == {"guide.txt", "minutes/2021-05.txt", "minutes/handbook.md"}


def test_a_renamed_file_that_is_called_by_its_name_embeds_what_the_name_is_part_of(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "folder", {"oak.txt": "Oak is hard.\nPine is soft.\n"})
    build_index(folder, tmp_path / "index", embedder=HashEmbedder())
    (folder / "oak.txt").rename(folder / "wood.txt")
    again = HashEmbedder()
    build_index(folder, tmp_path / "index", embedder=again)
    assert sorted(again.recorded) == ["Wood\nOak is hard.\nPine is soft.", "Wood: Oak is hard.", "Wood: Pine is soft."]


def test_what_was_deleted_is_found_no_more(corpus: Path, tmp_path: Path, embedder: HashEmbedder) -> None:
    build_index(corpus, tmp_path / "index", embedder=embedder)
    (corpus / "manual.md").unlink()
    write_folder(corpus, {"guide.txt": GUIDE.replace("Rule no. 713 on animal health applies.", "")})
    build_index(corpus, tmp_path / "index", embedder=embedder)
    with PassageIndex(tmp_path / "index", embedder) as index:
        assert [document.id for document in index.documents()] == ["guide.txt", "minutes/2021-05.txt"]
        for question in ("How fast does the lathe turn?", "Rule no. 713 on animal health"):
            found = [hit.passage.text for hit in index.search(question, k=50)]
            assert found and not any("lathe" in text or "713" in text for text in found)
        with pytest.raises(KeyError):
            index.document("manual.md")


def test_two_files_with_the_same_content_both_survive(tmp_path: Path, embedder: HashEmbedder) -> None:
    folder = write_folder(tmp_path / "folder", {"a.txt": NOTES, "b.txt": NOTES})
    assert build_index(folder, tmp_path / "index", embedder=embedder).documents == 2
    assert texts(tmp_path / "index") == {"a.txt": NOTES, "b.txt": NOTES}
    (folder / "a.txt").unlink()
    build_index(folder, tmp_path / "index", embedder=embedder)
    assert texts(tmp_path / "index") == {"b.txt": NOTES}


def test_a_change_of_sources_toml_reaches_the_index(corpus: Path, tmp_path: Path, embedder: HashEmbedder) -> None:
    build_index(corpus, tmp_path / "index", embedder=embedder)
    write_folder(corpus, {"sources.toml": '["guide.txt"]\ntitle = "Bees"\ndate = "2024"\n'})
    build_index(corpus, tmp_path / "index", embedder=embedder)
    with PassageIndex(tmp_path / "index", embedder) as index:
        guide = index.document("guide.txt")
    assert (guide.title, guide.publisher, guide.date) == ("Bees", "", "2024")


@settings(max_examples=8)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["a.txt", "b.md", "c/d.txt", "sources.toml"]),
            st.sampled_from([GUIDE, MANUAL, NOTES, GUIDE + NOTES, NOTES.replace("\n", "\r\n"), "One.\u2028Two.\x0c\n"]),
            min_size=1,
        ),
        min_size=2,
        max_size=4,
    )
)
def test_any_sequence_of_edits_ends_in_the_index_of_the_last_folder(
    tmp_path_factory: pytest.TempPathFactory, folders: list[dict[str, str]]
) -> None:
    place = tmp_path_factory.mktemp("edits")
    for files in folders:
        shutil.rmtree(place / "folder", ignore_errors=True)
        documents = {name: text for name, text in files.items() if name != "sources.toml"} or {"e.txt": NOTES}
        notes = {"sources.toml": '["a.txt"]\ntitle = "Noted"\n'} if "sources.toml" in files else {}
        write_folder(place / "folder", {**documents, **notes})
        build_index(place / "folder", place / "index", embedder=HashEmbedder())
    assert rows(place / "index") == from_scratch(place / "folder", place / "other")
    assert texts(place / "index") == documents


@pytest.mark.parametrize("break_after", [0, 4, 16])
def test_an_ingest_that_broke_off_changes_nothing_and_is_finished_by_the_next(
    corpus: Path, tmp_path: Path, break_after: int
) -> None:
    small = IngestSettings(batch_size=4)
    write_folder(corpus, {"guide.txt": NOTES})
    build_index(corpus, tmp_path / "index", embedder=HashEmbedder())
    write_folder(corpus, CORPUS)
    first, rest = HashEmbedder(break_after=break_after), HashEmbedder()
    with pytest.raises(Interrupted):
        build_index(corpus, tmp_path / "index", embedder=first, settings=small)
    assert texts(tmp_path / "index") == {**CORPUS_TEXTS, "guide.txt": NOTES}
    build_index(corpus, tmp_path / "index", embedder=rest, settings=small)
    assert rows(tmp_path / "index") == from_scratch(corpus, tmp_path / "other")
    assert len(first.recorded) == break_after
    assert set(first.recorded).isdisjoint(rest.recorded)


def test_files_that_cannot_be_read_are_reported_and_the_others_are_indexed(corpus: Path, tmp_path: Path) -> None:
    (corpus / "empty.txt").touch()
    (corpus / "photo.txt").write_bytes(b"\x89PNG\x00")
    (corpus / "photo.jpg").write_bytes(b"\xff\xd8")
    report = build_index(corpus, tmp_path / "index", embedder=HashEmbedder())
    binary = "it is a binary file, not text, whatever its name says"
    assert report.failed == (FailedFile("empty.txt", "it is empty"), FailedFile("photo.txt", binary))
    assert (report.documents, report.skipped) == (3, ("photo.jpg",))
    assert str(report) == (
        "3 documents: 8 passages added, 0 unchanged, 0 removed; "
        "2 files could not be read; 1 files of other formats skipped."
    )


def test_a_folder_in_which_nothing_can_be_read_is_refused_and_leaves_the_index_as_it_was(
    corpus: Path, tmp_path: Path, embedder: HashEmbedder
) -> None:
    build_index(corpus, tmp_path / "index", embedder=embedder)
    before = rows(tmp_path / "index")
    for path in [path for path in corpus.rglob("*") if path.is_file()]:
        path.write_bytes(b"")
    with pytest.raises(FolderError, match=r"No file in .* can be read \(guide.txt: it is empty; .*\). Mend"):
        build_index(corpus, tmp_path / "index", embedder=embedder)
    assert rows(tmp_path / "index") == before


def test_another_folder_is_refused_by_an_index_that_holds_one(corpus: Path, tmp_path: Path) -> None:
    build_index(corpus, tmp_path / "index", embedder=HashEmbedder())
    other = write_folder(tmp_path / "other", {"a.txt": NOTES})
    with pytest.raises(IndexMismatch) as caught:
        build_index(other, tmp_path / "index", embedder=HashEmbedder())
    assert str(caught.value) == (
        f"The index {tmp_path / 'index'} holds the folder {corpus}. "
        f"Use another --index for {other}, or delete it first."
    )
    assert len(texts(tmp_path / "index")) == 3


def test_a_folder_that_was_moved_keeps_its_index(corpus: Path, tmp_path: Path) -> None:
    build_index(corpus, tmp_path / "index", embedder=HashEmbedder())
    corpus.rename(tmp_path / "moved")
    report = build_index(tmp_path / "moved", tmp_path / "index", embedder=HashEmbedder())
    assert report == IngestReport(3, added=0, unchanged=8, removed=0, embedded=0)


def test_an_ingest_with_another_model_begins_anew(corpus: Path, tmp_path: Path) -> None:
    build_index(corpus, tmp_path / "index", embedder=HashEmbedder())
    wider = HashEmbedder("wider", dimensions=300)
    report = build_index(corpus, tmp_path / "index", embedder=wider)
    assert (report.added, report.unchanged, report.embedded) == (8, 0, len(wider.recorded))


def test_too_little_room_on_the_disk_is_refused_before_anything_is_written(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match=r"Only [\d,]+ bytes are free .* lower KILDE_MIN_FREE_BYTES\.") as caught:
        build_index(corpus, tmp_path / "index", embedder=HashEmbedder(), settings=IngestSettings(min_free_bytes=10**18))
    assert "\n" not in str(caught.value)
    assert not any((tmp_path / "index").iterdir())


def test_an_index_that_is_open_keeps_up_with_what_is_written(corpus: Path, tmp_path: Path) -> None:
    build_index(corpus, tmp_path / "index", embedder=HashEmbedder())
    with PassageIndex(tmp_path / "index", HashEmbedder()) as index:
        assert index.search("zebra hive") and len(index.documents()) == 3
        write_folder(corpus, {"guide.txt": NOTES + "The zebra has a hive.\n", "manual.md": "# Oil\n"})
        build_index(corpus, tmp_path / "index", embedder=HashEmbedder())
        assert index.search("zebra hive")[0].passage.text.endswith("The zebra has a hive.\n")
        assert {document.id: document.text for document in index.documents()} == texts(tmp_path / "index")
        build_index(corpus, tmp_path / "index", embedder=HashEmbedder("other"))
        with pytest.raises(IndexMismatch, match="Build it again with"):
            index.search("zebra hive")
