"""What a question asks for: kind, language, words, noun, thing. Every question was written for this file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question import (
    Kind,
    content_stems,
    language_of,
    place_in_list,
    proper_stems,
    read,
    stem,
    tokens,
)

KINDS = [
    ("How many bridges does the town have?", Kind.COUNT),
    ("What is the number of bridges?", Kind.COUNT),
    ("Give the number of bridges in the town.", Kind.COUNT),
    ("Hvor mange broer har byen?", Kind.COUNT),
    ("When was the bridge opened?", Kind.WHEN),
    ("In what year was the bridge opened?", Kind.WHEN),
    ("How long does the repair take?", Kind.WHEN),
    ("Hvornår åbnede broen?", Kind.WHEN),
    ("How much does a ticket cost?", Kind.AMOUNT),
    ("What percentage of the seats is sold?", Kind.AMOUNT),
    ("How old is the mill?", Kind.AMOUNT),
    ("Hvor meget koster en billet?", Kind.AMOUNT),
    ("How often is the lift inspected?", Kind.OFTEN),
    ("Hvor tit efterses elevatoren?", Kind.OFTEN),
    ("List the tools.", Kind.LIST),
    ("What are the rules of the pool?", Kind.LIST),
    ("Which tools are needed?", Kind.LIST),
    ("What tools must be bought?", Kind.LIST),
    ("Hvilke redskaber skal der bruges?", Kind.LIST),
    ("Nævn redskaberne.", Kind.LIST),
    ("And which tools are needed?", Kind.LIST),
    ("What are my duties?", Kind.LIST),
    ("On what grounds may a member be excluded?", Kind.LIST),
    ("Which children may enter?", Kind.LIST),
    ("What happens at the open day?", Kind.OPEN),
    ("In what year was it built?", Kind.WHEN),
    ("What is the third step?", Kind.ORDINAL),
    ("Which was the last rule?", Kind.ORDINAL),
    ("Hvad er den anden regel?", Kind.ORDINAL),
    ("Is the pool open on Sundays?", Kind.YES_NO),
    ("Isn't the pool open?", Kind.YES_NO),
    ("Must dogs be on a lead?", Kind.YES_NO),
    ("Skal hunde føres i snor?", Kind.YES_NO),
    ("Is the pool open or closed?", Kind.OPEN),
    ("Who runs the pool?", Kind.OPEN),
    ("What is the purpose of the fund?", Kind.OPEN),
    ("Which address is used?", Kind.OPEN),
    ("Hvem driver badet?", Kind.OPEN),
    ("pool opening hours", Kind.OPEN),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_a_question_has_the_kind_of_its_answer(text: str, kind: Kind) -> None:
    assert read(text).kind is kind


LANGUAGES = [
    ("When was the bridge opened?", "en"),
    ("bridge", "en"),
    ("", "en"),
    ("Hvornår åbnede broen?", "da"),
    ("Hvem driver badet?", "da"),
    ("Findes der en plan?", "da"),
    ("What does “bekendtgørelse” mean?", "en"),
    ("Who is Søren Kjær?", "en"),
]


@pytest.mark.parametrize(("text", "language"), LANGUAGES)
def test_the_language_is_that_of_most_telling_words(text: str, language: str) -> None:
    assert language_of(text) == language


STEMS = [
    ("Which of the ferries are mentioned in the documents?", ("ferri",)),
    ("ferry ferries Ferry", ("ferri",)),
    ("What does the IT department do?", ("it", "depart")),
    ("The harbour's lights", ("harbour", "light")),
    ("organisation organization organising", ("organiz",)),
    ("centre center theatre", ("center", "theater")),
    ("defence defense", ("defens",)),
    ("Sweden Swedish Swedes", ("sweden",)),
    ("Rule no. 12 of 3 June 1999", ("rule", "12", "3", "june", "1999")),
    ("Hvor mange færger har havnen?", ("færger", "havnen")),
    ("what is it?", ()),
    ("", ()),
]


@pytest.mark.parametrize(("text", "stems"), STEMS)
def test_content_words_are_stems_in_order_each_once_without_the_words_that_ask(
    text: str, stems: tuple[str, ...]
) -> None:
    assert content_stems(text) == stems


def test_a_word_joined_by_hyphens_counts_whole_and_in_its_parts() -> None:
    assert tokens("The fire-safety plan’s annex A/B") == [
        "the", "fire-safety", "fire", "safety", "plan", "annex", "a/b", "a", "b",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("british", "american"), [("centres", "centers"), ("organised", "organized"), ("licence", "license")]
)
def test_both_spellings_of_english_have_one_stem(british: str, american: str) -> None:
    assert stem(british) == stem(american)


def test_a_number_with_separators_is_one_token() -> None:
    assert tokens("It holds 20,000 readings, or 1,204,500.") == ["it", "holds", "20,000", "readings", "or", "1,204,500"]
    assert tokens("berths 1,2 and 20,00") == ["berths", "1", "2", "and", "20", "00"]
    assert content_stems("20,000 sacks") == ("20,000", "sack")


@pytest.mark.parametrize(
    ("word", "noun"),
    [("weigh", "weight"), ("weighs", "weights"), ("deep", "depth"), ("wide", "width"), ("costs", "prices")],
)
def test_a_measure_has_one_stem_as_verb_or_adjective_and_as_noun(word: str, noun: str) -> None:
    assert stem(word) == stem(noun)


@pytest.mark.parametrize(("word", "other"), [("wise", "wize"), ("tre", "ter"), ("rise", "rize")])
def test_a_short_word_keeps_its_own_stem(word: str, other: str) -> None:
    assert stem(word) != stem(other)


PROPER = [
    ("Who is Karen Holt of the Harbour Board?", ("karen", "holt", "harbour", "board")),
    ("Which fee applies from 1 July 2009?", ("1", "juli", "2009")),
    ("What does Rule no. 12 say?", ("rule", "12")),
    ("What are the two fees?", ()),
    ("who pays?", ()),
]


@pytest.mark.parametrize(("text", "stems"), PROPER)
def test_names_figures_dates_and_identifiers_are_proper(text: str, stems: tuple[str, ...]) -> None:
    assert proper_stems(text) == stems


NOUNS = [
    ("How many wooden bridges does the town have?", "bridges"),
    ("What is the number of bridges?", "bridges"),
    ("Hvad er antallet af broer?", "broer"),
    ("Which tools are needed for the roof?", "tools"),
    ("List the rules of the pool.", "rules"),
    ("What are the four aims of the fund?", "aims"),
    ("What is the third step?", "step"),
    ("Hvor mange broer har byen?", "broer"),
    ("How many sit in the red boat?", ""),
    ("How many people in the town own a boat?", "people"),
    ("Who runs the pool?", ""),
    ("When does it open?", ""),
]


@pytest.mark.parametrize(("text", "noun"), NOUNS)
def test_the_noun_is_what_is_listed_or_counted(text: str, noun: str) -> None:
    assert read(text).noun == noun


THINGS = [
    ("What is the budget of the fund?", ("budget",)),
    ("Who is the head gardener of the park?", ("head", "garden")),
    ("What's the email address for complaints?", ("email", "address")),
    ("Hvad er formålet med fonden?", ()),
    ("Hvad er prisen for en billet?", ("prisen",)),
    ("When was the fund set up?", ()),
]


@pytest.mark.parametrize(("text", "thing"), THINGS)
def test_the_thing_is_x_in_what_is_the_x_of_y(text: str, thing: tuple[str, ...]) -> None:
    assert read(text).thing == thing


PLACES = [
    ("the first rule", 0),
    ("The Third one", 2),
    ("the 4th rule", 3),
    ("the 21st rule", 20),
    ("the last rule", -1),
    ("the final step", -1),
    ("den anden regel", 1),
    ("den sidste regel", -1),
    ("the rules", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_a_place_in_a_list_counts_from_zero(text: str, place: int | None) -> None:
    assert place_in_list(text) == place


@given(st.text(max_size=80))
def test_any_text_is_read_the_same_twice_and_kept_as_it_is(text: str) -> None:
    question = read(text)
    assert question == read(text)
    assert question.text == text
    assert question.words == tuple(dict.fromkeys(question.words))
