"""Nothing of the shipped corpus is in the code or the prompts: Kilde answers from any folder, not from this one.

Distinctive are the words of the corpus that are written as names (a capital after the first letter, or a capital and
never without one), and numbers that look like codes. Ordinary words, which any dictionary has, and the names of
countries, peoples and months, which the tables of general language have, are no one's.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from spellchecker import SpellChecker

import assistant
import ingest
import ui
from assistant import wordlists as w
from ingest.settings import SHIPPED_CORPUS

_WORD = re.compile(r"[^\W\d_]{2,}")
_CODE = re.compile(r"(?<![\w.])\d{3,}(?![\w.]\d|\w)")
_OURS = frozenset("kilde gradio".split())
GENERAL = frozenset("ok it ict iso ip pdf csv json html url http https api cpu gb mb".split())
"""Names of general techniques that any program speaks of."""


def corpus_text() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(SHIPPED_CORPUS.glob("*.txt")))


def code_files() -> list[Path]:
    """Code and prompts of the packages, without their data files and the questions of the evaluation."""
    folders = [Path(str(package.__file__)).parent for package in (ingest, assistant, ui)]
    return sorted(path for folder in folders for ending in ("*.py", "*.md", "*.js") for path in folder.rglob(ending))


def distinctive_words(text: str) -> set[str]:
    """Words that are only ever written with a capital and that are not general language; in lower case."""
    words = set(_WORD.findall(text))
    plain = {word for word in words if word.islower()}
    names = {word.lower() for word in words if not word.islower() and word.lower() not in plain}
    tables = set(w.COUNTRIES) | set(w.MONTHS) | set(w.UNITS) | set(w.SCALES) | set(w.LABELS)
    known: set[str] = set(SpellChecker(language="en", distance=1).known(names))
    return names - known - tables - GENERAL - _OURS


def distinctive_codes(text: str) -> set[str]:
    """Numbers of three digits or more that are no year."""
    return {code for code in _CODE.findall(text) if not re.fullmatch(r"(?:19|20)\d\d", code)}


def test_the_rule_finds_the_names_and_codes_of_a_text() -> None:
    text = "The QVX board (see NorTel) met in Denmark in June. The Board of Xanthwick heard Order no. 7731 of 2016."
    assert distinctive_words(text) == {"qvx", "nortel", "xanthwick"}
    assert distinctive_codes(text) == {"7731"}


def test_the_shipped_corpus_has_distinctive_words() -> None:
    assert len(distinctive_words(corpus_text())) > 20
    assert len(distinctive_codes(corpus_text())) > 5


@pytest.mark.parametrize("path", code_files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_distinctive_word_of_the_corpus_is_in_the_code(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    said = {word.lower() for word in _WORD.findall(text)}
    assert said & distinctive_words(corpus_text()) == set()
    assert set(_CODE.findall(text)) & distinctive_codes(corpus_text()) == set()
