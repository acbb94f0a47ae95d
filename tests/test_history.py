"""The store of conversations: what is kept survives, belongs to one visitor, and is gone when it is deleted."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Answer, Citation
from ingest.documents import Document
from ui.history import LONGEST_TITLE, Conversation, History, HistoryError, Thumb, new_visitor

DOCUMENT = Document("law/act.txt", "Act no. 713 set up the Centre.\nIt applies from 1 July 2014.\n", "The Act")
ACT = Citation(1, DOCUMENT, 0, 30, "Legal capacity")
ANSWER = Answer("Which act?", "It was Act no. 713 [1].", True, (ACT,), 1.25, "small")
OTHER = Answer("Hvad koster æblerne?", "The documents do not say this.", False)
ANNA, BENT = new_visitor(), new_visitor()

KEEPER = """
import sys
from pathlib import Path
from assistant.answer import Answer
from ui.history import History
history, visitor, conversation, wanted = History(Path(sys.argv[1])), sys.argv[2], sys.argv[3], int(sys.argv[4])
kept = 0
while wanted == 0 or kept < wanted:
    place = history.keep(visitor, conversation, Answer(f"Question {kept}?", "Yes.", True))
    kept += 1
    print(place.turn, flush=True)
"""
"""A process that keeps so many answers, or with 0 goes on until it is killed."""


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "data" / "conversations.sqlite3")


def keeper(history: History, conversation: str, wanted: int) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", KEEPER, str(history.file), ANNA, conversation, str(wanted)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent)


def test_a_conversation_is_read_back_by_another_process_of_the_same_visitor(history: History) -> None:
    place = history.keep(ANNA, "", ANSWER)
    assert history.keep(ANNA, place.conversation, OTHER).conversation == place.conversation
    again = History(history.file)
    assert [c.title for c in again.conversations(ANNA)] == ["Which act?"]
    turns = again.turns(ANNA, place.conversation)
    assert [turn.answer.to_dict() for turn in turns] == [ANSWER.to_dict(), OTHER.to_dict()]
    assert turns[0].id == place.turn


def test_quotations_are_those_of_the_documents_while_these_say_the_same(history: History) -> None:
    place = history.keep(ANNA, "", ANSWER)
    changed = replace(DOCUMENT, text="Something else.")
    for documents, document in (([DOCUMENT], DOCUMENT), ([changed], None), ([], None)):
        [turn] = history.turns(ANNA, place.conversation, documents)
        [citation] = turn.answer.citations
        assert citation.quote == ACT.quote
        assert document is None or citation.document is document


def test_nobody_sees_or_changes_what_another_asked(history: History) -> None:
    place = history.keep(ANNA, "", ANSWER)
    history.rename(BENT, place.conversation, "Mine")
    history.rate(BENT, place.turn, Thumb.DOWN)
    history.delete(BENT, place.conversation)
    assert not history.conversations(BENT)
    assert not history.turns(BENT, place.conversation)
    assert not history.rated(BENT)
    [turn] = history.turns(ANNA, place.conversation)
    assert (turn.thumb, history.conversations(ANNA)[0].title) == (Thumb.NONE, "Which act?")
    apart = history.keep(BENT, place.conversation, OTHER)
    assert apart.conversation != place.conversation
    assert len(history.turns(ANNA, place.conversation)) == 1


def test_the_last_changed_comes_first_and_every_word_of_a_search_must_occur(history: History) -> None:
    act = history.keep(ANNA, "", ANSWER).conversation
    apples = history.keep(ANNA, "", OTHER).conversation
    history.rename(ANNA, act, "Ærø and the law")

    def found(search: str) -> list[str]:
        return [conversation.id for conversation in history.conversations(ANNA, search)]

    assert found("") == found("  ") == [apples, act]
    assert found("ÆBLERNE") == [apples]
    assert found("set up the CENTRE") == [act], "the words of a quotation"
    assert found("ærø 713") == [act], "title and answer"
    assert found("713 koster") == found("%") == found("' OR 1 --") == []
    history.keep(ANNA, act, OTHER)
    assert found("") == [act, apples]


def test_titles_are_one_short_line_and_a_blank_one_is_not_taken(history: History) -> None:
    place = history.keep(ANNA, "", replace(ANSWER, question="Which\nact " + "x" * 200))
    [listed] = history.conversations(ANNA)
    assert listed == Conversation(place.conversation, listed.title, listed.changed)
    assert len(listed.title) == LONGEST_TITLE
    assert listed.title.startswith("Which act xxx")
    history.rename(ANNA, place.conversation, " \n ")
    assert history.conversations(ANNA) == [listed]


def test_what_is_deleted_is_not_in_the_file_any_more(history: History) -> None:
    place = history.keep(ANNA, "", ANSWER)
    kept = history.keep(ANNA, "", OTHER).conversation
    history.rate(ANNA, place.turn, Thumb.UP, "Zebra")
    assert b"Zebra" in history.file.read_bytes()
    history.delete(ANNA, place.conversation)
    assert [c.id for c in history.conversations(ANNA)] == [kept]
    assert not history.turns(ANNA, place.conversation)
    assert not history.rated(ANNA)
    content = history.file.read_bytes()
    assert b"Zebra" not in content
    assert b"713" not in content


def test_a_thumb_replaces_the_one_before(history: History) -> None:
    place = history.keep(ANNA, "", ANSWER)
    history.keep(ANNA, "", OTHER)
    history.rate(ANNA, place.turn, Thumb.UP)
    history.rate(ANNA, place.turn, Thumb.DOWN, " Wrong act. ")
    [[turn]] = history.rated(ANNA)
    assert (history.has_rated(ANNA), history.has_rated(BENT)) == (True, False)
    assert (turn.id, turn.thumb, turn.reason) == (place.turn, Thumb.DOWN, "Wrong act.")
    history.rate(ANNA, place.turn, Thumb.NONE)
    assert history.rated(ANNA) == []
    assert not history.has_rated(ANNA)


def test_threads_and_processes_write_side_by_side(history: History) -> None:
    conversation = history.keep(ANNA, "", ANSWER).conversation
    workers = [keeper(history, conversation, 15) for _ in range(2)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: history.keep(ANNA, conversation, OTHER), range(20)))
    assert [worker.wait(60) for worker in workers] == [0, 0]
    assert len(history.turns(ANNA, conversation)) == 1 + 20 + 30


def test_a_process_killed_while_it_writes_leaves_what_it_had_kept(history: History) -> None:
    conversation = history.keep(ANNA, "", ANSWER).conversation
    worker = keeper(history, conversation, 0)
    assert worker.stdout is not None
    told = [int(worker.stdout.readline()) for _ in range(5)]
    os.kill(worker.pid, signal.SIGKILL)
    told += [int(line) for line in worker.stdout]
    worker.wait(60)
    turns = [turn.id for turn in history.turns(ANNA, conversation)]
    assert set(told) <= set(turns)
    assert len(turns) <= len(told) + 2
    with sqlite3.connect(history.file) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_damaged_file_is_one_clear_error_with_the_cure(history: History) -> None:
    history.keep(ANNA, "", ANSWER)
    whole = history.file.read_bytes()
    page = 4096
    for damaged in (b"This is no database. " * 500, whole[:page] + b"\xff" * (len(whole) - page)):
        history.file.write_bytes(damaged)
        with pytest.raises(
            HistoryError, match=r"conversations\.sqlite3 are damaged .* move it away: a new one"
        ) as told:
            history.keep(ANNA, "", ANSWER)
        assert "\n" not in str(told.value)
    history.file.unlink()
    history.keep(ANNA, "", ANSWER)
    assert len(history.conversations(ANNA)) == 1


def test_a_damaged_answer_and_a_newer_file_are_told_too(history: History) -> None:
    place = history.keep(ANNA, "", ANSWER)
    with sqlite3.connect(history.file) as store:
        store.execute("UPDATE turns SET answer = '{\"text\": 1'")
    with pytest.raises(HistoryError, match="are damaged"):
        history.turns(ANNA, place.conversation)
    with sqlite3.connect(history.file) as store:
        store.execute("PRAGMA user_version = 99")
    with pytest.raises(HistoryError, match="another version of Kilde"):
        history.conversations(ANNA)


def test_a_place_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(HistoryError, match="cannot be used now"):
        History(tmp_path / "file" / "conversations.sqlite3").conversations(ANNA)


def test_the_file_is_for_its_owner_alone_and_lies_in_the_data_folder(own_data_directory: Path) -> None:
    history = History()
    history.conversations(ANNA)
    assert history.file == own_data_directory / "kilde" / "conversations.sqlite3"
    assert stat.S_IMODE(history.file.stat().st_mode) == 0o600


def test_conversations_of_the_first_format_are_taken_over(tmp_path: Path) -> None:
    file = tmp_path / "conversations.sqlite3"
    place = History(file).keep(ANNA, "", ANSWER)
    with closing(sqlite3.connect(file)) as store, store:
        store.execute("ALTER TABLE conversations DROP COLUMN corpus")
        store.execute("PRAGMA user_version = 1")
    later = History(file)
    assert later.corpus(ANNA, place.conversation) == ""
    assert [turn.answer.text for turn in later.turns(ANNA, place.conversation)] == [ANSWER.text]
    assert later.keep(ANNA, place.conversation, ANSWER).conversation == place.conversation


def test_an_answer_from_other_documents_begins_a_conversation_of_its_own(tmp_path: Path) -> None:
    store = History(tmp_path / "conversations.sqlite3")
    first = store.keep(ANNA, "", ANSWER)
    second = store.keep(ANNA, first.conversation, ANSWER, "f" * 32)
    assert second.conversation != first.conversation
    assert store.corpus(ANNA, second.conversation) == "f" * 32
    assert store.corpus("somebody else", second.conversation) is None
