"""A few hundred of the inputs of `python -m tests.fuzz`, and that it sees what it looks for."""

from __future__ import annotations

import random

import pytest

from ingest.apart import Apart
from ingest.errors import DocumentError, ReaderFailed
from ingest.readers import FORMATS
from ingest.readers.contents import Contents
from tests.fuzz import SETTINGS, fuzz
from tests.fuzz_grammar import made


def test_no_reader_breaks_a_promise_on_a_few_hundred_inputs() -> None:
    with Apart(SETTINGS) as apart:
        tally = fuzz(20 * len(FORMATS), 0, apart.read)
    assert tally.failures == []
    assert set(tally.read) == set(FORMATS)  # in every format some inputs are whole enough to be read
    assert tally.read.total() + tally.refused.total() == 20 * len(FORMATS)


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_an_input_is_made_again_from_its_seed(ending: str) -> None:
    assert made(ending, random.Random("7-1")) == made(ending, random.Random("7-1"))


def refuses_in_two_lines(content: bytes, ending: str) -> Contents:
    raise DocumentError("one\ntwo")


def trips(content: bytes, ending: str) -> Contents:
    raise KeyError(ending)


def hangs(content: bytes, ending: str) -> Contents:
    raise ReaderFailed("it takes too long")


def tells_pages_out_of_order(content: bytes, ending: str) -> Contents:
    return Contents("words", page_starts=(3, 1))


def tells_what_cannot_be_written(content: bytes, ending: str) -> Contents:
    return Contents("lone \ud800 surrogate")


@pytest.mark.parametrize(
    "faulty", [refuses_in_two_lines, trips, hangs, tells_pages_out_of_order, tells_what_cannot_be_written]
)
def test_a_faulty_reader_is_found(faulty: object) -> None:
    assert callable(faulty)
    tally = fuzz(len(FORMATS), 0, faulty)
    assert [failure.ending for failure in tally.failures] == list(FORMATS)
    assert f"{len(FORMATS)} failures" in str(tally)
