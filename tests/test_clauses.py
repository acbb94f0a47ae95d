"""Subject and predicate of sentences."""

from __future__ import annotations

import pytest

from assistant.clauses import clauses, has_verb


def parted(sentence: str) -> list[tuple[str, str, str]]:
    """Subject, head and predicate of each clause, as words."""
    return [
        (
            " ".join(word.text.strip() for word in one.subject),
            one.head.text.strip() if one.head else "",
            " ".join(word.text.strip() for word in one.predicate),
        )
        for one in clauses(sentence)
    ]


CASES = [
    ("The night ferry to Oslo is painted green.", [("night ferry Oslo", "ferry", "painted green")]),
    ("Six new permits were refused.", [("Six new permits", "permits", "refused")]),
    ("There are 5 small labs working in the north.", [("5 small labs", "labs", "working north")]),
    ("There is a fine for late returns.", [("fine", "fine", "late returns")]),
    ("It is heated.", [("", "", "heated")]),
    ("Yes, the pool is heated.", [("pool", "pool", "heated")]),
    ("The guide states that the pool is heated.", [("pool", "pool", "heated")]),
    ("According to the manual, the pool is heated.", [("pool", "pool", "heated")]),
    ("The mayor says that the pool is heated.", [("mayor", "mayor", "says pool heated")]),
    ("In 1998, the pool was opened.", [("pool", "pool", "opened")]),
    ("The date of Act no. 12 is 3 May 1990.", [("Act no. 12", "Act no. 12", "3 May 1990")]),
    ("The phone number is 11 22 33 44.", [("", "", "11 22 33 44")]),
    ("The berth fee is due.", [("berth fee", "fee", "due")]),
    ("The pool is wet, and its boss is Kim Holt.", [("pool", "pool", "wet"), ("boss", "boss", "Kim Holt")]),
    ("The pool has towels, chairs and lamps.", [("pool", "pool", "towels chairs lamps")]),
    ("Repair of the boat house", [("Repair", "Repair", "boat house")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[sentence for sentence, _ in CASES])
def test_a_sentence_has_its_subject_and_its_predicate(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert parted(sentence) == expected


def test_a_sentence_that_says_nothing_has_no_clause() -> None:
    assert clauses("It is.") == ()
    assert clauses("") == ()


def test_a_fragment_has_no_verb() -> None:
    assert not has_verb("Open daily, serving coffee and cakes")
    assert has_verb("The cafe serves coffee.")
