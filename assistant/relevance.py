"""How likely a piece of evidence answers a question: a small cross-encoder, read together with the question.

A bi-encoder's cosine says that two texts speak of the same; whether the one answers the other takes reading both at
once. The packaged embedding model does that with changed weights: relevance.safetensors holds low-rank changes of its
matrices (W + A B, Hu et al., LoRA, 2021), the changed biases and norms, and one linear layer over the first token and
the mean of all. How it was trained, on which questions, and what it pays is in docs/decisions/005-relevance.md.

A door of torch, as `ingest.minilm` is, whose layers it reads with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file

from assistant.evidence import Evidence
from ingest.embedder import PACKAGED_MODEL, place_of_model
from ingest.minilm import Bert, open_tokenizer, padded, read_weights

WEIGHTS = Path(__file__).resolve().parent / "relevance.safetensors"
_WORD_PIECES = 112
_LONGEST, _LONGEST_CONTEXT, _LONGEST_BEFORE = 360, 120, 80
"""Characters of the sentence, of heading and introduction, and of the sentence before, as in training."""


class Relevance:
    """The cross-encoder, on the CPU."""

    def __init__(self) -> None:
        """Raises KildeError when the packaged embedding model is not installed."""
        place = Path(place_of_model(PACKAGED_MODEL))
        self._tokenizer: Any = open_tokenizer(place, _WORD_PIECES)
        changes = {name: tensor.float() for name, tensor in load_file(str(WEIGHTS)).items()}
        self._head = changes.pop("head.weight")[0], changes.pop("head.bias")[0]
        self._bert = Bert(place, _changed(read_weights(place), changes))

    def log_odds(self, question: str, pieces: Sequence[Evidence]) -> list[float]:
        """Of each piece that it answers the question; 0 is even."""
        if not pieces:
            return []
        read = self._tokenizer.encode_batch([(question, as_judged(piece)) for piece in pieces])
        with torch.inference_mode():
            word_pieces, types, mask = padded(read)
            states = self._bert(word_pieces, types, mask).float()
            share = (torch.ones_like(word_pieces) if mask is None else mask).unsqueeze(-1).float()
            both = torch.cat([states[:, 0], (states * share).sum(1) / share.sum(1)], -1)
            weight, bias = self._head
            return [float(value) for value in both @ weight + bias]


def as_judged(piece: Evidence) -> str:
    """The piece as the cross-encoder reads it: its words, then where they stand, then the end of what is before.

    A row of a table has the head of its columns in its words.
    """
    named = (piece.heading or piece.document.title, "" if piece.is_row else piece.intro[:_LONGEST_BEFORE])
    around = ": ".join(dict.fromkeys(part for part in named if part))
    start = piece.sentence.start if piece.is_row else max(piece.passage.start, piece.sentence.start - _LONGEST_BEFORE)
    before = piece.document.text[start : piece.sentence.start]
    parts = [piece.line[:_LONGEST], " ".join(around.split())[:_LONGEST_CONTEXT], " ".join(before.split())]
    return " | ".join(part for part in parts if part)


def _changed(weights: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The weights with the low-rank changes added to the matrices and the changed vectors in their place."""
    for name, tensor in changes.items():
        if name.endswith(".b"):
            continue
        if name.endswith(".a"):
            changed = name.removesuffix(".a")
            weights[changed] = weights[changed] + tensor @ changes[f"{changed}.b"]
        else:
            weights[name] = tensor
    return weights
