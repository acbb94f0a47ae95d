"""The dictionary: every form of its words is known, and compounds by their parts."""

from __future__ import annotations

from importlib.resources import files

import pytest

from assistant.danish_words import Reading, lexicon, readings

FORMS = [
    ("loven", Reading("n", ("act", "law"), definite=True)),
    ("lovens", Reading("n", ("act", "law"), definite=True, genitive=True)),
    ("reglerne", Reading("n", ("rule",), plural=True, definite=True)),
    ("børnene", Reading("n", ("child",), plural=True, definite=True)),
    ("frivilligt", Reading("a", ("voluntary",))),
    ("gamle", Reading("a", ("old",))),
    ("skrev", Reading("v", ("write",), tense="past")),
    ("skrevne", Reading("v", ("write",), tense="participle")),
    ("opdateres", Reading("v", ("update",), tense="present", passive=True)),
    ("solgtes", Reading("v", ("sell",), tense="past", passive=True)),
    ("tysklands", Reading("o", ("Germany",), genitive=True)),
]


@pytest.mark.parametrize(("word", "reading"), FORMS)
def test_a_word_is_known_in_its_forms(word: str, reading: Reading) -> None:
    assert readings(word)[0] == reading


COMPOUNDS = [
    ("havneråd", (("harbour", "port"),), "council"),
    ("sommerferien", (("summer",),), "holiday"),
    ("cykelværksteder", (("bicycle", "bike"),), "workshop"),
    ("ventetid", (("waiting",),), "time"),
    ("skovbrandsfare", (("forest", "wood"), ("fire",)), "danger"),
    ("grimpelsager", (("grimpel",),), "case"),
]


@pytest.mark.parametrize(("word", "first", "last"), COMPOUNDS)
def test_a_compound_is_known_by_its_parts(word: str, first: tuple[tuple[str, ...], ...], last: str) -> None:
    (reading,) = readings(word)
    assert (reading.before, reading.english[0]) == (first, last)


@pytest.mark.parametrize("word", ["Bromfeldt", "xq", "plimsoll", ""])
def test_what_is_unknown_has_no_reading(word: str) -> None:
    assert readings(word) == []


def test_every_row_has_three_columns_and_is_there_once() -> None:
    rows = [
        line.split("\t")
        for line in files("assistant").joinpath("danish.tsv").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert len(rows) > 2_000
    assert {len(row) for row in rows} == {3}
    assert {row[1] for row in rows} == set("qxdpcmfolnave")
    assert len({(row[0], row[1]) for row in rows}) == len(rows)


def test_verbs_of_several_words_are_known_by_every_form_of_the_verb() -> None:
    assert {rest for rest, _ in lexicon().particles["trådte"]} == {("i", "kraft")}
