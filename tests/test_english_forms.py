"""English words bent by rule, and the irregular ones by the dictionary."""

from __future__ import annotations

import pytest

from assistant.danish_words import lexicon
from assistant.english_forms import doing, participle, past, plural, third

NOUNS = [
    ("rule", "rules"),
    ("authority", "authorities"),
    ("box", "boxes"),
    ("process", "processes"),
    ("child", "children"),
    ("ministry of defence", "ministries of defence"),
    ("annual report", "annual reports"),
    ("personal data", "personal data"),
    ("opening hours", "opening hours"),
]


@pytest.mark.parametrize(("one", "several"), NOUNS)
def test_plurals(one: str, several: str) -> None:
    assert plural(one, lexicon().irregular) == several


VERBS = [
    ("carry out", "carries out", "carried out", "carried out", "carrying out"),
    ("write", "writes", "wrote", "written", "writing"),
    ("plan", "plans", "planned", "planned", "planning"),
    ("open", "opens", "opened", "opened", "opening"),
    ("be liable", "is liable", "was liable", "been liable", "being liable"),
    ("stay", "stays", "stayed", "stayed", "staying"),
]


@pytest.mark.parametrize(("base", "now", "then", "done", "going"), VERBS)
def test_verbs(base: str, now: str, then: str, done: str, going: str) -> None:
    irregular = lexicon().irregular
    bent = (third(base), past(base, irregular), participle(base, irregular), doing(base))
    assert bent == (now, then, done, going)
