"""Names, subjects and quotations of other sentences; never one that means the same."""

from __future__ import annotations

import pytest

from evals.planting import Source
from evals.replacements import claims, is_other, known_names, misquoted, moved, names


def source(text: str, *around: str) -> Source:
    return Source("a.txt", 0, text, around)


TOWN = [
    source("The old pool was built by Karen Holt."),
    source("A new hall is run by Ivan Petrov."),
    source("The trams were paid for by Norway."),
    source("Its manager at the time was Karen Holt."),
]


def test_names_are_found_by_kind_inside_sentences() -> None:
    known = known_names(TOWN)
    assert known["phrase"] == ("Karen Holt", "Ivan Petrov")
    assert "Norway" in known["country"]
    assert "Norwegian" in known["people"]
    assert known["word"] == ()


def test_a_name_is_replaced_by_another_of_its_kind() -> None:
    assert list(names(TOWN[0], known_names(TOWN))) == ["The old pool was built by Ivan Petrov."]


def test_a_sentence_is_cut_where_its_subject_ends() -> None:
    cut = [(claim.subject, claim.verb, claim.rest) for claim in claims(TOWN)]
    assert cut == [
        ("The old pool", "was", "built by Karen Holt."),
        ("A new hall", "is", "run by Ivan Petrov."),
        ("The trams", "were", "paid for by Norway."),
    ]


def test_a_claim_takes_only_subjects_that_agree_with_its_verb() -> None:
    parted = claims(TOWN)
    assert [sentence for sentence, _ in moved(parted[0], parted, 3)] == ["A new hall was built by Karen Holt."]
    assert list(moved(parted[2], parted, 3)) == []


@pytest.mark.parametrize(
    ("new", "old", "shown"),
    [
        ("The pool of the town", "The pool", "The pool is old."),
        ("Denmark", "The Danish town", "The Danish town is old."),
        ("The BSW", "The Board of Sewage Works", "The Board of Sewage Works is old."),
        ("The Board of Sewage Works", "The BSW", "The BSW is old."),
        ("The Board", "GovBoard", "GovBoard is old."),
    ],
)
def test_another_word_for_the_same_is_not_another_thing(new: str, old: str, shown: str) -> None:
    assert not is_other(new, old, source(shown))
    assert is_other("The lighthouse", old, source(shown))


def test_a_sentence_is_misquoted_with_what_shares_words_and_says_something_else() -> None:
    claim = source("The heated pool has 12 lanes, a slide and a sauna for members.")
    same = source("For members the heated pool has 12 lanes and a sauna.")
    near = source("The heated pool was paid for by the town.")
    far = source("The library lends ladders to anybody.")
    assert misquoted(claim, [claim, same, near, far], 3) == [near]
