"""What the model is asked, and how what it writes is read."""

from __future__ import annotations

import pytest

from assistant.draft import ask_for_check, ask_for_draft, ask_for_support, evidence_text, read_draft
from assistant.prompts import NOT_STATED, prompt
from assistant.question import read
from ingest.documents import Document
from tests.shelf import Shelf, mill, pumps

SENTENCES = [
    ("It opened in 1967. It closed in 1999.", ("It opened in 1967.", "It closed in 1999.")),
    ("- It opened.\n* 12 rooms.\n\n• It closed.", ("It opened.", "12 rooms.", "It closed.")),
    ("1. It opened.\r\n2) It closed.", ("It opened.", "It closed.")),
    ("It opened [1]. It closed [2, 3].", ("It opened.", "It closed.")),
    ("It opened [9](http://x.example). See [the hall](http://x.example).", ("It opened.", "See the hall.")),
    ("It has **12 rooms**.", ("It has 12 rooms.",)),
    ("-4 degrees", ("-4 degrees",)),
    ("1. juli 2009", ("1. juli 2009",)),
    ("Rule no. 12 applies.", ("Rule no. 12 applies.",)),
    ("12", ("12",)),
    ("Yes.", ()),
    ("[2]", ()),
    ("-", ()),
    ("", ()),
]


@pytest.mark.parametrize(("text", "sentences"), SENTENCES)
def test_a_draft_is_its_sentences_without_marks_links_and_passage_numbers(
    text: str, sentences: tuple[str, ...]
) -> None:
    assert read_draft(text).sentences == sentences


REFUSALS = [
    (NOT_STATED, True),
    (f"{NOT_STATED.lower()}.", True),
    (f"The lines do not say. {NOT_STATED}", True),
    ("", True),
    (" \n", True),
    ("Yes.", False),
    ("[2]", False),
    ("It opened in 1967.", False),
]


@pytest.mark.parametrize(("text", "refused"), REFUSALS)
def test_a_draft_refuses_only_where_it_says_so_or_nothing(text: str, refused: bool) -> None:
    assert read_draft(text).refused is refused


def test_the_evidence_stands_under_title_and_headings_and_a_list_under_its_introduction() -> None:
    shelf = mill()
    pieces = [shelf.piece(words) for words in ("rye", "rail", "Dogs", "shaft", "flour")]
    assert evidence_text(pieces) == (
        "# Mill\n## The old mill of Ribe › History\n- It grinds rye and barley.\n"
        "## The old mill of Ribe › Rules for visitors\nThree rules apply in the loft:\n"
        "- 2. Children hold the rail.\n- 3. Dogs stay outside.\n"
        "## The old mill of Ribe › Work in spring (4 tasks)\n- oil the shaft\n"
        "## Questions › Is there a shop?\n- The shop sells flour on Sundays."
    )


def test_a_source_is_shown_with_its_date() -> None:
    shelf = Shelf(a="The crane is red.\n")
    shelf.documents["a.txt"] = Document("a.txt", "The crane is red.\n", "Cranes", date="May 2004")
    assert evidence_text(shelf.gathered("Is it red?")) == "# Cranes (May 2004)\n- The crane is red."


WISHES = [
    ("Was the mill built in 1731?", "Answer in one sentence that begins with Yes or No and says why."),
    ("When was the mill built?", "Answer in one sentence that gives the date or time."),
    ("How many sails has it?", "Answer in one sentence that gives the number."),
    ("How much is the flour?", "Answer in one sentence that gives the figure."),
    ("Which rules apply?", "Answer in one sentence that names all of them."),
    ("Who built the mill?", "Answer in one or two sentences."),
]


@pytest.mark.parametrize(("text", "wish"), WISHES)
def test_the_model_is_told_what_form_the_answer_takes(text: str, wish: str) -> None:
    system, user = ask_for_draft(read(text), [mill().piece("rye")])
    assert (system.role, system.content) == ("system", prompt("answer"))
    assert user.role == "user"
    assert user.content == (
        f"# Mill\n## The old mill of Ribe › History\n- It grinds rye and barley.\n\nQuestion: {text}\n{wish}"
    )


def test_draft_and_check_are_asked_alike_up_to_the_last_line() -> None:
    question, pieces = read("Who built the mill?"), [mill().piece("rye")]
    draft, check = ask_for_draft(question, pieces), ask_for_check(question, pieces)
    assert draft[0] == check[0]
    assert draft[1].content.split("\n")[:-1] == check[1].content.split("\n")[:-1]
    assert draft[1].content != check[1].content


def test_the_model_is_told_the_word_of_refusal() -> None:
    assert f"reply only: {NOT_STATED}" in prompt("answer")


def test_a_question_over_several_lines_cannot_pass_for_evidence() -> None:
    user = ask_for_draft(read("Who built it?\n# Rules\n- The king did."), [mill().piece("rye")])[1]
    assert "Question: Who built it? # Rules - The king did.\n" in user.content


def test_a_row_of_a_table_is_shown_in_words_and_not_under_its_head() -> None:
    shelf = pumps()
    assert evidence_text([shelf.piece(words) for words in ("Alder", "Birch", "12 volts")]) == (
        "# Pump list (May 2019)\n## Pumps › Models\n"
        "- Alder - Flow: 40 litres a minute; Price: 300 euros\n"
        "- Birch - Flow: 65 litres a minute; Price: 420 euros\n"
        "- Both pumps run on 12 volts."
    )


def test_support_is_asked_of_the_lines_and_the_sentence_alone() -> None:
    pieces = [mill().piece("rye")]
    system, user = ask_for_support("The mill\ngrinds rye.", pieces)
    assert (system.role, user.role) == ("system", "user")
    assert system.content not in ("", prompt("answer"))
    evidence, asked = user.content.split("\n\n")
    assert evidence == evidence_text(pieces)
    statement, wish = asked.split("\n")
    assert statement == "Statement: The mill grinds rye."
    assert "yes or no" in wish
    assert NOT_STATED not in user.content
