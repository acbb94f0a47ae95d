"""Conversations as files: read back, they say what was kept; nothing of others is markup in them."""

from __future__ import annotations

import html
import json
import re

import pytest
from markdown_it import MarkdownIt

from assistant.answer import Answer, Citation, Dropped, Verdict
from ingest.documents import Document
from tests.test_render import HOSTILE
from ui.export import escaped, file_name, to_json, to_markdown
from ui.history import KeptTurn, Thumb

TEXT = "Legal capacity\n\nAct no. 713 of *25 June* set up\nthe <b>Centre</b>.\n"
DOCUMENT = Document("law/act_1.txt", TEXT, "The Act", date="2016", page_starts=(0, 16))
START = TEXT.index("Act no.")
CITED = Citation(1, DOCUMENT, START, len(TEXT) - 1, "Legal capacity")
ANSWER = Answer("Which act?", "Two:\n- Act no. 713 [1]\n- none\nThat is all.", True, (CITED,), 1.2, "small")
ANSWER_TURN = KeptTurn(1, ANSWER, 1_700_000_000.0, Thumb.DOWN, "There are *three*.")
ABSTAINED = Answer(
    "And its cost?",
    "The documents do not say this.",
    False,
    standalone="What did the act cost?",
    dropped=(Dropped("It cost 5.", Verdict.NUMBER),),
)
TURNS = [ANSWER_TURN, KeptTurn(2, ABSTAINED, 1_700_000_060.0)]


def test_json_holds_every_answer_with_its_quotations_and_offsets() -> None:
    told = json.loads(to_json("The law", TURNS))
    assert told["title"] == "The law"
    assert [turn["answer"] for turn in told["turns"]] == [ANSWER.to_dict(), ABSTAINED.to_dict()]
    first = told["turns"][0]
    assert (first["asked"], first["thumb"], first["reason"]) == (
        "2023-11-14T22:13:20Z",
        "down",
        "There are *three*.",
    )
    assert Answer.from_dict(first["answer"], [DOCUMENT]).citations == (CITED,)
    [quoted] = first["answer"]["citations"]
    assert TEXT[quoted["start"] : quoted["end"]] == quoted["quote"]


def test_markdown_shows_questions_answers_quotations_and_offsets() -> None:
    shown = MarkdownIt("commonmark").render(to_markdown("The law", TURNS))
    words = html.unescape(re.sub(r"<[^>]*>", "", shown))
    assert re.findall(r"<h[12]>(.*)</h[12]>", shown) == ["The law", "Which act?", "And its cost?"]
    assert "<ul>\n<li>Act no. 713 [1]</li>\n<li>none</li>\n</ul>\n<p>That is all.</p>" in shown
    [quotation] = re.findall(r"<blockquote>(.*?)</blockquote>", shown, re.DOTALL)
    assert html.unescape(quotation).split("<p>")[1].startswith(CITED.quote)
    assert f"[1] The Act · Legal capacity · page 2 · 2016 · law/act_1.txt · characters {START} to {CITED.end}" in words
    assert "2023-11-14T22:13:20Z · small · rated down: There are *three*." in words
    assert "Not in the documents" in words
    assert "Searched for: What did the act cost?" in words
    assert "It cost 5. (a number is not in the quotation)" in words


@pytest.mark.parametrize("hostile", [*HOSTILE, "- item", "+ item", "1) one", "2015. was", "=====", "-----", "#", ">"])
def test_nothing_of_others_is_markup(hostile: str) -> None:
    shown = MarkdownIt("gfm-like", {"linkify": False}).render(escaped(hostile))
    inside = shown.strip().removeprefix("<p>").removesuffix("</p>")
    assert "<" not in inside
    assert html.unescape(inside) == " ".join(hostile.split())
    document = Document(hostile, hostile, hostile, date=hostile)
    answer = Answer(hostile, hostile, True, (Citation(1, document, 0, len(hostile), hostile),), model=hostile)
    page = MarkdownIt("gfm-like", {"linkify": False}).render(to_markdown(hostile, [KeptTurn(1, answer, 0.0)]))
    assert set(re.findall(r"<\s*/?\s*([a-z0-9]+)", page)) <= set("h1 h2 p blockquote ul ol li".split())


@pytest.mark.parametrize(
    ("title", "name"), [("The law: 2016?", "the-law-2016.md"), ("../../x", "x.md"), ("Æ", "conversation.md")]
)
def test_a_file_has_a_name_that_every_system_takes(title: str, name: str) -> None:
    assert file_name(title, "md") == name
