"""How likely a piece of evidence answers a question: a small cross-encoder, read together with the question.

A bi-encoder's cosine says that two texts speak of the same; whether the one answers the other takes reading both at
once. relevance.safetensors holds ms-marco-MiniLM-L-12-v2 (Apache-2.0), which learned it from the questions that people
typed into a search engine and the passages that answered them (MS MARCO, Nguyen et al., 2016): each matrix as whole
numbers of 8 bits with one scale, W = scale (N - zero). Where it comes from, byte by byte, and what it pays is in
docs/decisions/023-a-trained-cross-encoder.md.

A door of torch, as `ingest.minilm` is, whose layers it reads with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch.nn.functional import linear

from assistant.evidence import Evidence
from ingest.embedder import PACKAGED_MODEL, place_of_model
from ingest.minilm import Bert, open_tokenizer, padded

WEIGHTS = Path(__file__).resolve().parent / "relevance.safetensors"
_WORD_PIECES = 160
_TOGETHER = 8
"""Texts of like length that are read at once: larger batches pad more than they save."""
_WORDS = "embeddings.word_embeddings.weight"
_LONGEST, _LONGEST_CONTEXT, _LONGEST_BEFORE = 360, 120, 80
"""Characters of the sentence, of heading and introduction, and of the sentence before."""
_EVEN, _SLOPE = 2.5, 0.4
"""Where the model's score (about -11 to 9) counts as even, and log odds for each point: the scale on which the numbers
that other steps compare with were chosen, and not a calibration (docs/decisions/023).
"""


class WholeNumbers:
    """A table of which few rows are looked up at a time, kept as it is stored: a quarter of its size in memory."""

    def __init__(self, numbers: Any, scale: Any, zero: Any, dtype: Any = torch.float32) -> None:
        self._numbers, self._scale, self._zero, self.dtype = numbers, scale, zero, dtype

    def to(self, dtype: Any) -> WholeNumbers:
        """The same, its rows looked up as numbers of this kind."""
        return WholeNumbers(self._numbers, self._scale, self._zero, dtype)

    def __getitem__(self, rows: Any) -> Any:
        return ((self._numbers[rows].float() - self._zero) * self._scale).to(self.dtype)


class Relevance:
    """The cross-encoder, on the CPU."""

    def __init__(self) -> None:
        """Raises KildeError when the packaged embedding model is not installed, whose word pieces it reads."""
        place = Path(place_of_model(PACKAGED_MODEL))
        self._tokenizer: Any = open_tokenizer(place, _WORD_PIECES)
        stored = load_file(str(WEIGHTS))
        words = WholeNumbers(*(stored.pop(f"{_WORDS}{part}") for part in ("", ".scale", ".zero")))
        weights = dequantized(stored) | {_WORDS: words}
        self._pooler, self._classifier = (
            (weights[f"{name}.weight"], weights[f"{name}.bias"]) for name in ("pooler.dense", "classifier")
        )
        self.bert = Bert(place, weights)

    def log_odds(self, question: str, pieces: Sequence[Evidence]) -> list[float]:
        """Of each piece that it answers the question; 0 counts as even."""
        return [_SLOPE * (score - _EVEN) for score in self.scores(question, [as_judged(piece) for piece in pieces])]

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """What the model says of each text as it is."""
        read = self._tokenizer.encode_batch([(question, text) for text in texts])
        found = [0.0] * len(read)
        with torch.inference_mode():
            for places in batches([len(one.ids) for one in read]):
                states = self.bert(*padded([read[place] for place in places]))[:, 0].float()
                pooled = torch.tanh(linear(states, *self._pooler))
                for place, score in zip(places, linear(pooled, *self._classifier)[:, 0].tolist(), strict=True):
                    found[place] = score
        return found


def as_judged(piece: Evidence) -> str:
    """The piece as the cross-encoder reads it, as running text: where it stands, its words, what is before it.

    A row of a table has the head of its columns in its words.
    """
    named = (piece.heading or piece.document.title, "" if piece.is_row else piece.intro[:_LONGEST_BEFORE])
    around = " ".join(": ".join(dict.fromkeys(part for part in named if part)).split())[:_LONGEST_CONTEXT]
    start = piece.sentence.start if piece.is_row else max(piece.passage.start, piece.sentence.start - _LONGEST_BEFORE)
    before = " ".join(piece.document.text[start : piece.sentence.start].split())
    lead = around if not around or around.endswith((":", "?", ".", "!")) else f"{around}:"
    return " ".join(part for part in (lead, piece.line[:_LONGEST], before) if part)


def dequantized(stored: Mapping[str, Any]) -> dict[str, Any]:
    """The weights as numbers with a fraction."""
    return {
        name: tensor if f"{name}.scale" not in stored
        else (tensor.float() - stored[f"{name}.zero"]) * stored[f"{name}.scale"]
        for name, tensor in stored.items()
        if not name.endswith((".scale", ".zero"))
    }  # fmt: skip


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Places of texts that are read together, shortest first."""
    order = sorted(range(len(lengths)), key=lengths.__getitem__)
    for first in range(0, len(order), _TOGETHER):
        yield order[first : first + _TOGETHER]
