"""A visitor's own documents, over real stores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.chat import Assistant
from assistant.settings import Settings
from ingest.build import Written
from ingest.errors import FolderError
from ingest.index import PassageIndex
from ingest.reading import FileRead
from ui.corpora import SHARED, Corpora, CorpusError, Reading

ANNA, BERT = "anna" * 10, "bert" * 10


@pytest.fixture
def shared(index: PassageIndex) -> Assistant:
    return Assistant(index, None, Settings())


@pytest.fixture
def corpora(shared: Assistant, tmp_path: Path) -> Iterator[Corpora]:
    made = Corpora(shared, tmp_path / "own")
    yield made
    made.close()


def read(reading: Reading) -> tuple[str, list[FileRead | Written]]:
    """The key, and all that was told."""
    steps: list[FileRead | Written] = []
    while True:
        try:
            steps.append(next(reading))
        except StopIteration as end:
            return str(end.value), steps


def sent(folder: Path, **texts: str) -> list[Path]:
    """Files as a browser sends them: in a folder that is thrown away."""
    folder.mkdir(exist_ok=True)
    files = [folder / f"{name}.txt" for name in texts]
    for file, text in zip(files, texts.values(), strict=True):
        file.write_text(text)
    return files


def asked(corpora: Corpora, key: str, question: str) -> str:
    with corpora.asking(key) as assistant:
        return str(assistant.ask(question).text)


def test_uploaded_files_are_asked_by_their_key_and_by_nobody_else(corpora: Corpora, tmp_path: Path) -> None:
    key, steps = read(corpora.upload(ANNA, SHARED, "", sent(tmp_path / "up", mill="The mill was built in 1731.\n")))
    assert steps[0] == FileRead("mill.txt", 1)
    assert isinstance(steps[-1], Written) and steps[-1].texts == steps[-1].of
    assert "1731" in asked(corpora, key, "When was the mill built?")
    assert [(c.name, c.key) for c in corpora.listed(ANNA)] == [("My documents", key)]
    assert corpora.listed(BERT) == [] and corpora.find(BERT, key) is None
    assert corpora.listed("") == []
    assert "mill.txt" not in {document.id for document in corpora.documents(SHARED)}


def test_more_files_go_into_the_same_corpus_also_while_it_is_open(corpora: Corpora, tmp_path: Path) -> None:
    key, _ = read(corpora.upload(ANNA, SHARED, "Mills", sent(tmp_path / "up", mill="The mill was built in 1731.\n")))
    assert "1731" in asked(corpora, key, "When was the mill built?")
    again, steps = read(
        corpora.upload(ANNA, key, "", sent(tmp_path / "up", barn="The barn was built in 1802.\n", bad=""))
    )
    assert again == key
    assert FileRead("bad.txt", reason="it is empty") in steps
    assert "1802" in asked(corpora, key, "When was the barn built?")
    assert "1731" in asked(corpora, key, "When was the mill built?")
    assert [c.name for c in corpora.listed(ANNA)] == ["Mills"]


def test_when_no_file_can_be_read_nothing_is_left(corpora: Corpora, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="None of these files can be read"):
        read(corpora.upload(ANNA, SHARED, "", sent(tmp_path / "up", bad="")))
    assert corpora.listed(ANNA) == []
    assert list((tmp_path / "own").glob("*/*")) == []


def test_a_second_corpus_of_one_name_gets_a_number(corpora: Corpora, tmp_path: Path) -> None:
    for name in ("a", "b"):
        read(corpora.upload(ANNA, SHARED, "Notes", sent(tmp_path / "up", **{name: f"Note {name} is here.\n"})))
    assert [c.name for c in corpora.listed(ANNA)] == ["Notes", "Notes 2"]


def test_a_folder_is_read_where_it_is_again_when_it_changed_and_left_alone_when_removed(
    corpora: Corpora, tmp_path: Path
) -> None:
    (mill,) = sent(tmp_path / "reports", mill="The mill was built in 1731.\n")
    key, _ = read(corpora.point(ANNA, str(mill.parent)))
    assert "1731" in asked(corpora, key, "When was the mill built?")
    mill.write_text("The mill was built in 1640.\n")
    assert read(corpora.point(ANNA, f" {mill.parent}/ "))[0] == key
    assert "1640" in asked(corpora, key, "When was the mill built?")
    corpora.remove(ANNA, key)
    assert mill.exists() and corpora.listed(ANNA) == []
    assert list((tmp_path / "own").glob("*/*")) == []


@pytest.mark.parametrize("folder", ["", "  ", "reports", "/there/is/none"])
def test_a_folder_that_is_not_there_is_one_clear_line(corpora: Corpora, folder: str) -> None:
    with pytest.raises(CorpusError, match="There is no folder"):
        read(corpora.point(ANNA, folder))


def test_a_folder_without_documents_leaves_nothing_behind(corpora: Corpora, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(FolderError):
        read(corpora.point(ANNA, str(tmp_path / "empty")))
    assert corpora.listed(ANNA) == []


def test_only_the_visitor_whose_it_is_removes_a_corpus(corpora: Corpora, tmp_path: Path) -> None:
    key, _ = read(corpora.upload(ANNA, SHARED, "", sent(tmp_path / "up", mill="The mill was built in 1731.\n")))
    corpora.remove(BERT, key)
    assert [c.key for c in corpora.listed(ANNA)] == [key]
    corpora.remove(ANNA, key)
    assert corpora.listed(ANNA) == []
    with pytest.raises(CorpusError, match="no longer here"):
        asked(corpora, key, "When was the mill built?")
    assert corpora.documents(key) == ()


@pytest.mark.parametrize("key", ["../../etc", "*", "x", "0" * 32])
def test_what_is_no_key_opens_nothing(corpora: Corpora, tmp_path: Path, key: str) -> None:
    read(corpora.upload(ANNA, SHARED, "", sent(tmp_path / "up", mill="The mill was built in 1731.\n")))
    with pytest.raises(CorpusError), corpora.asking(key):
        pass


def test_a_corpus_is_not_asked_while_it_is_read_nor_read_while_it_is_asked(corpora: Corpora, tmp_path: Path) -> None:
    key, _ = read(corpora.upload(ANNA, SHARED, "", sent(tmp_path / "up", mill="The mill was built in 1731.\n")))
    more = corpora.upload(ANNA, key, "", sent(tmp_path / "up", barn="The barn was built in 1802.\n"))
    next(more)
    with pytest.raises(CorpusError, match="being read just now"):
        asked(corpora, key, "When was the mill built?")
    list(more)
    with corpora.asking(key), pytest.raises(CorpusError, match="in use just now"):
        next(corpora.upload(ANNA, key, "", sent(tmp_path / "up", shed="The shed was built in 1900.\n")))
    assert "1802" in asked(corpora, key, "When was the barn built?")


def test_a_reading_that_was_cut_off_is_finished_when_the_corpus_is_asked(
    corpora: Corpora, shared: Assistant, tmp_path: Path
) -> None:
    key, _ = read(corpora.upload(ANNA, SHARED, "", sent(tmp_path / "up", mill="The mill was built in 1731.\n")))
    home = next(c.home for c in corpora.listed(ANNA))
    corpora.close()
    for file in sorted((home / "index").rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    later = Corpora(shared, tmp_path / "own")
    assert "1731" in asked(later, key, "When was the mill built?")
    later.close()


def test_closing_an_own_corpus_leaves_the_shared_one_open(corpora: Corpora, tmp_path: Path) -> None:
    for number in range(9):
        text = {f"mill{number}": f"The mill number {number} was built in 17{number}1.\n"}
        key, _ = read(corpora.upload(ANNA, SHARED, "Mill", sent(tmp_path / "up", **text)))
        assert f"17{number}1" in asked(corpora, key, f"When was mill number {number} built?")
    corpora.close()
    assert "12 April" in asked(corpora, SHARED, "When is the first inspection?")
