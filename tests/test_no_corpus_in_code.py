"""Nothing of a corpus that is measured is in the code or the prompts: Kilde answers from any folder, not from these.

Distinctive are the words of a corpus that are written as names (a capital after the first letter, or a capital and
never without one, web and mail addresses aside), and what looks like a code: letters with digits, or a number of three
digits or more. Ordinary words, which any dictionary has, and the names of countries, peoples and months, which the
tables of general language have, are no one's; nor are round numbers, years and short numbers that only measure.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from spellchecker import SpellChecker

import assistant
import evals
import ingest
import ui
from assistant import wordlists as w
from evals.suites import SUITES, Suite
from ingest.settings import SHIPPED_CORPUS

_WORD = re.compile(r"[^\W\d_]{2,}")
_ADDRESS = re.compile(r"\S+@\S+|\bhttps?://\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?")
_CODE = re.compile(r"(?<![\w.,])(?:[A-Z]{1,4}-?\d{2,}|\d{1,3}(?:,\d{3})+|\d{3,})(?![\w.,]\d|\w)")
_NO_CODE = re.compile(r"(?:19|20)\d\d|[1-9]\d0|10+|1,0{3}(?:,0{3})*")
"""Years, tens of three digits and powers of ten."""
_MEASURE = re.compile(r"[£€$×]\s?\d{3}(?!,?\d)|(?<![\w.,-])\d{3}\s(?:×|[ckm]?[mg]\b)")
"""A price or a measure of three digits, which no one can tell from a limit in the code."""
_CHECKSUM = re.compile(r"\b[0-9a-f]{64}\b")
_ROMAN = frozenset("ii iii iv vi vii viii ix xi xii xiii".split())
_OURS = frozenset("kilde gradio".split())
GENERAL = frozenset(
    "ok it ict iso ip pdf csv json html td xml url http https api cpu gb mb faq checksum un multi med obj"
    " dns usb ico".split()
)
"""Names of general techniques that any program speaks of, prefixes, and a Danish "with" that a name abbreviates to."""


@cache
def corpus_text(folder: Path) -> str:
    """All documents of a folder, without the notes on where they come from."""
    paths = sorted(path for ending in ("*.txt", "*.md") for path in folder.rglob(ending))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def code_files() -> list[Path]:
    """Code and prompts of the packages, without their data files and the questions of the evaluation."""
    folders = [Path(str(package.__file__)).parent for package in (ingest, assistant, ui)]
    return sorted(path for folder in folders for ending in ("*.py", "*.md", "*.js") for path in folder.rglob(ending))


@cache
def distinctive_words(text: str) -> set[str]:
    """Words that are only ever written with a capital and that are not general language; in lower case."""
    words = set(_WORD.findall(_ADDRESS.sub(" ", text)))
    plain = {word for word in words if word.islower()}
    names = {word.lower() for word in words if not word.islower() and word.lower() not in plain}
    tables = set(w.COUNTRIES) | set(w.MONTHS) | set(w.UNITS) | set(w.SCALES) | set(w.LABELS)
    known: set[str] = set(SpellChecker(language="en", distance=1).known(names))
    return names - known - tables - GENERAL - _ROMAN - _OURS


@cache
def distinctive_codes(text: str) -> set[str]:
    """Letters with digits, and numbers of three digits or more that are no year, not round and no short measure."""
    return {code for code in _CODE.findall(_MEASURE.sub(" ", text)) if not _NO_CODE.fullmatch(code)}


def test_the_rule_finds_the_names_and_codes_of_a_text() -> None:
    text = "The QVX board (see NorTel) met in Denmark in June. The Board of Xanthwick heard Order no. 7731 of 2016."
    assert distinctive_words(text) == {"qvx", "nortel", "xanthwick"}
    assert distinctive_codes(text) == {"7731"}


def test_a_name_that_is_also_in_an_address_is_a_name() -> None:
    assert distinctive_words("Xanthwick: write to post@xanthwick.example or see www.xanthwick.example/qvx.") == {
        "xanthwick"
    }


def test_a_long_number_is_one_code_and_letters_with_digits_are_one() -> None:
    text = "Form QV-118 replaces no. 412 and costs £195, up to 300 m or 1,000 days; 1,204 guests paid 17,350 in 2019."
    assert distinctive_codes(text) == {"QV-118", "412", "1,204", "17,350"}


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.name)
def test_every_corpus_has_distinctive_words_and_codes(suite: Suite) -> None:
    text = corpus_text(suite.folder)
    assert len(distinctive_words(text)) > 8
    assert len(distinctive_codes(text)) > 5


def test_every_folder_of_documents_is_a_corpus_that_is_looked_at() -> None:
    corpora = Path(evals.__file__).parent / "corpora"
    assert {suite.folder for suite in SUITES} == {
        SHIPPED_CORPUS,
        *(path for path in corpora.iterdir() if path.is_dir()),
    }


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.name)
@pytest.mark.parametrize("path", code_files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_distinctive_word_or_code_of_a_corpus_is_in_the_code(path: Path, suite: Suite) -> None:
    text, corpus = _CHECKSUM.sub(" ", path.read_text(encoding="utf-8")), corpus_text(suite.folder)
    said = {word.lower() for word in _WORD.findall(text)}
    assert said & distinctive_words(corpus) == set()
    assert set(_CODE.findall(text)) & distinctive_codes(corpus) == set()
