"""What happens to conversations: who arrives, what is put into the store once, and what is found there again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer, Citation
from ingest.documents import Document
from ui.conversation import Turn, Turns
from ui.history import History, Thumb, new_visitor
from ui.keeping import Download, Keeping, Session

DOCUMENT = Document("act.txt", "Act no. 713 set up the Centre.\n", "The Act")
ANSWER = Answer("Which act?", "Act no. 713 [1].", True, (Citation(1, DOCUMENT, 0, 11),))
TURNS: Turns = (Turn(ANSWER.question, "<div></div>", ANSWER.text, answer=ANSWER),)
ANNA = Session(new_visitor())


@pytest.fixture
def keeping(tmp_path: Path) -> Keeping:
    return Keeping(History(tmp_path / "conversations.sqlite3"), lambda key: (DOCUMENT,))


@pytest.mark.parametrize("told", [None, "", [], {}, {"visitor": ""}, {"visitor": "guessed"}, {"visitor": None}])
def test_a_browser_that_tells_no_name_is_a_new_visitor(keeping: Keeping, told: Any) -> None:
    first, second = keeping.arrived(told), keeping.arrived(told)
    assert len(first.visitor) > 40
    assert first.visitor != second.visitor
    assert first.conversation == ""


def test_a_browser_is_known_again_and_a_forgotten_session_begins_a_new_conversation(keeping: Keeping) -> None:
    told = {"visitor": ANNA.visitor, "conversation": "here"}
    assert keeping.arrived(told) == Session(ANNA.visitor, "here")
    assert keeping.recognised(Session(), told) == ANNA
    assert keeping.recognised(Session(ANNA.visitor, "there"), told) == Session(ANNA.visitor, "there")


def test_an_answer_is_put_into_the_store_once(keeping: Keeping) -> None:
    session, turns = keeping.kept(ANNA, TURNS)
    assert keeping.kept(session, turns) == (session, turns)
    assert turns[0].kept
    assert [c.title for c in keeping.listed(ANNA)] == ["Which act?"]
    pending = (*turns, Turn("And?", "", pending=True))
    assert keeping.kept(session, pending) == (session, pending)
    assert keeping.kept(Session(), TURNS) == (Session(), TURNS), "nobody knows whose it is"
    assert keeping.kept(ANNA, ()) == (ANNA, ())


def test_a_conversation_of_another_index_opens_with_its_quotations(keeping: Keeping, tmp_path: Path) -> None:
    session, _ = keeping.kept(ANNA, TURNS)
    indexes: list[tuple[Document, ...]] = [(DOCUMENT,), (replace(DOCUMENT, text="Rewritten."),), ()]
    for documents in indexes:
        later = Keeping(History(tmp_path / "conversations.sqlite3"), dict.fromkeys([""], documents).__getitem__)
        opened, [turn] = later.opened(session)
        assert opened == session
        assert turn.answer is not None
        assert turn.answer.to_dict() == ANSWER.to_dict()
        assert "Act no&#46; 713</blockquote>" in turn.html


def test_a_conversation_that_is_gone_opens_as_none(keeping: Keeping) -> None:
    session, _ = keeping.kept(ANNA, TURNS)
    assert keeping.deleted(session) == ANNA
    assert keeping.opened(session) == (ANNA, ())


def test_a_thumb_is_on_the_page_and_in_the_file_to_take_home(keeping: Keeping) -> None:
    session, turns = keeping.kept(ANNA, TURNS)
    assert not keeping.has_ratings(session)
    [turn] = keeping.rated(session, turns, 0, Thumb.DOWN)
    keeping.explained(session, turn.kept, Thumb.DOWN, "Wrong act.")
    assert turn.thumb is Thumb.DOWN
    assert keeping.has_ratings(session)
    files = {wanted: keeping.download(session, wanted) for wanted in Download}
    assert [file["name"] for file in files.values()] == [
        "which-act.md",
        "which-act.json",
        "kilde-feedback.cases.jsonl",
        "kilde-feedback.drafts.jsonl",
    ]
    assert "Wrong act." in files[Download.DRAFTS]["text"]
    assert files[Download.CASES]["text"] == ""
