"""What of a draft is kept, without a model to look again."""

from __future__ import annotations

import pytest

from assistant.kept import kept_of
from assistant.question import read
from tests.shelf import Shelf

YARD = """Rules of the yard

The berth fee is 28 pounds for each metre. Use our varnish or another one based on linseed oil.
The gate is shut at 10 pm.
"""


def kept(question: str, draft: str) -> list[str]:
    shelf = Shelf(yard=YARD)
    return [text for text, _ in kept_of([draft], read(question), None, shelf.gathered(question), None).kept]


@pytest.mark.parametrize(
    ("question", "draft"),
    [
        ("Is linseed varnish fine?", "Linseed varnish is popular among harmless painters."),
        ("What does it cost to park a lorry at the wharf?", "It costs 28 pounds a metre to park a lorry at the wharf."),
    ],
)
def test_what_only_the_draft_says_is_dropped(question: str, draft: str) -> None:
    assert kept(question, draft) == []


@pytest.mark.parametrize(
    ("question", "draft"),
    [
        ("What is the berth fee?", "The berth fee is 28 pounds for each metre."),
        ("When is the gate shut?", "The gate is shut at 10 pm."),
        ("Which varnish may be used?", "Another varnish based on linseed oil may be used."),
    ],
)
def test_what_is_quoted_is_kept(question: str, draft: str) -> None:
    assert kept(question, draft) == [draft]
