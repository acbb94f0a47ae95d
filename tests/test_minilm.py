"""The packaged model against sentence-transformers, which reads the same files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from ingest.embedder import PACKAGED_MODEL, SentenceEmbedder, place_of_model
from ingest.minilm import MiniLM, one_thread

TEXTS = [
    "",
    "a",
    "Hvor mange ansatte har styrelsen?",
    "Who keeps the bees?\n\n- in summer\n- in winter",
    "The lathe turns at 300 a minute. " * 80,
    "naïve café, 日本語, 🐝",
]


@pytest.fixture(scope="module")
def own() -> MiniLM:
    return MiniLM(PACKAGED_MODEL, Path(place_of_model(PACKAGED_MODEL)))


@pytest.fixture(scope="module")
def theirs() -> SentenceEmbedder:
    return SentenceEmbedder(PACKAGED_MODEL)


@pytest.mark.parametrize("text", TEXTS)
def test_a_question_has_the_very_numbers_of_sentence_transformers(
    own: MiniLM, theirs: SentenceEmbedder, text: str
) -> None:
    with one_thread():  # in which theirs are computed as well: two threads add in another order
        expected = theirs.embed_query(text)
    assert np.array_equal(own.embed_query(text), expected)


def test_passages_have_the_same_vectors_but_for_rounding_and_stand_in_their_order(
    own: MiniLM, theirs: SentenceEmbedder
) -> None:
    many = [f"{text} {number}" for number in range(20) for text in TEXTS]
    ours, expected = own.embed_passages(many), theirs.embed_passages(many)
    assert ours.shape == expected.shape
    assert np.abs(ours - expected).max() < 0.005


def test_no_texts_have_no_vectors(own: MiniLM) -> None:
    assert own.embed_passages([]).shape == (0, 384)


def test_a_question_is_computed_in_one_thread_and_the_threads_are_given_back(own: MiniLM) -> None:
    before = torch.get_num_threads()
    with pytest.raises(ValueError, match="inside"), one_thread():
        assert torch.get_num_threads() == 1
        raise ValueError("inside")
    own.embed_query("Who keeps the bees?")
    assert torch.get_num_threads() == before


def test_neither_transformers_nor_sentence_transformers_is_imported_for_a_question() -> None:
    code = (
        "import sys, assistant.build; print([m for m in ('transformers', 'sentence_transformers') if m in sys.modules])"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed == "[]\n"
