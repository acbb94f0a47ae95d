"""Phrasal verbs as single words."""

from __future__ import annotations

import pytest

from assistant.everyday import GROUPS, in_one_word

PHRASES = [
    ("What must a diver have on when he dives?", "What must a diver wear when he dives?"),
    ("What should guests have on?", "What should guests wear?"),
    ("What does the shop have on sale?", "What does the shop have on sale?"),
    ("Who put in a bid for the mill?", "Who tender bid for the mill?"),
    ("Who hands out the keys?", "Who grant the keys?"),
    ("To whom can I pass it on to?", "To whom can I transfer it to?"),
    ("How do I get rid of the ash?", "How do I dispose the ash?"),
    ("Why was the fair put off?", "Why was the fair postpone?"),
    ("May a dog walk on its own?", "May a dog walk alone?"),
    ("Who set the table?", "Who set the table?"),
]


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_a_phrasal_verb_is_one_word(text: str, expected: str) -> None:
    assert in_one_word(text) == expected


def test_every_group_has_two_words_or_more_and_only_single_ones() -> None:
    assert len(GROUPS) > 300

    assert all(len(set(group)) > 1 for group in GROUPS)
