"""The packaged model, all-MiniLM-L6-v2, read from its own files: the door of torch and tokenizers.

sentence-transformers and transformers take longer to import than a question takes to answer, and their layers cost a
short text as much as its arithmetic. This is the same arithmetic in the same order (BERT, Devlin et al., 2019), so that
its numbers are theirs, bit for bit; tests/test_minilm.py holds it to that.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch.nn.functional import gelu, layer_norm, linear, normalize, scaled_dot_product_attention

from ingest.embedder import Vectors, has_native_bfloat16

_WORD_PIECES = 256
"""Of a passage; what is longer is cut."""
_BATCH = 32
_EMBEDDINGS = ("word_embeddings", "token_type_embeddings", "position_embeddings")


class Bert:
    """The layers: word pieces to a state for each. The weights are those of `read_weights`, or of a model with as many
    heads and more or fewer layers.
    """

    def __init__(self, place: Path, weights: Mapping[str, Any]) -> None:
        config = json.loads((place / "config.json").read_text(encoding="utf-8"))
        self._heads, self._epsilon = int(config["num_attention_heads"]), float(config["layer_norm_eps"])
        kind = torch.bfloat16 if has_native_bfloat16() else torch.float32
        of = {name: tensor.to(kind) for name, tensor in weights.items()}
        self._words, self._types, self._positions = (of[f"embeddings.{name}.weight"] for name in _EMBEDDINGS)
        self._norm = of["embeddings.LayerNorm.weight"], of["embeddings.LayerNorm.bias"]
        layers = {name.split(".")[2] for name in of if name.startswith("encoder.layer.")}
        self._layers = [_Layer.of(of, f"encoder.layer.{n}.") for n in range(len(layers))]

    def __call__(self, pieces: Any, types: Any, mask: Any) -> Any:
        """States of shape (texts, pieces, width). `mask` is 0 where a text has ended, or None when none has."""
        count, length = pieces.shape
        states = self._words[pieces] + self._types[types] + self._positions[:length]
        states = self._normed(states, self._norm)
        seen = None if mask is None else mask.bool()[:, None, None, :].expand(count, 1, length, length)
        for layer in self._layers:
            query, key, value = (
                linear(states, *own).view(count, length, self._heads, -1).transpose(1, 2)
                for own in (layer.query, layer.key, layer.value)
            )
            mixed = scaled_dot_product_attention(query, key, value, seen).transpose(1, 2).reshape(states.shape)
            states = self._normed(linear(mixed, *layer.mixed) + states, layer.mixed_norm)
            states = self._normed(linear(gelu(linear(states, *layer.wide)), *layer.narrow) + states, layer.norm)
        return states

    def topped(self, shared: int, weights: Mapping[str, Any]) -> Bert:
        """The tables and the first `shared` layers of this one, and on top of them those of `weights`."""
        other = copy(self)
        kind = self._words.dtype
        of = {name: tensor.to(kind) for name, tensor in weights.items()}
        own = sorted({int(name.split(".")[2]) for name in of if name.startswith("encoder.layer.")})
        other._layers = [*self._layers[:shared], *(_Layer.of(of, f"encoder.layer.{n}.") for n in own)]
        return other

    def _normed(self, states: Any, norm: tuple[Any, Any]) -> Any:
        return layer_norm(states, (states.shape[-1],), *norm, self._epsilon)


def read_weights(place: Path) -> dict[str, Any]:
    """The weights of the model in this folder, by name."""
    read = load_file(str(place / "model.safetensors"))
    return {name: tensor for name, tensor in read.items() if tensor.is_floating_point()}


@dataclass(frozen=True, slots=True)
class _Layer:
    """Weight and bias of each step."""

    query: tuple[Any, Any]
    key: tuple[Any, Any]
    value: tuple[Any, Any]
    mixed: tuple[Any, Any]
    mixed_norm: tuple[Any, Any]
    wide: tuple[Any, Any]
    narrow: tuple[Any, Any]
    norm: tuple[Any, Any]

    @classmethod
    def of(cls, weights: Mapping[str, Any], prefix: str) -> _Layer:
        steps = ("self.query", "self.key", "self.value", "output.dense", "output.LayerNorm")
        names = (*(f"attention.{step}" for step in steps), "intermediate.dense", "output.dense", "output.LayerNorm")
        return cls(*((weights[f"{prefix}{name}.weight"], weights[f"{prefix}{name}.bias"]) for name in names))


def open_tokenizer(place: Path, most: int) -> Any:
    """Texts to at most so many word pieces, without padding."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    tokenizer = Tokenizer.from_file(str(place / "tokenizer.json"))
    tokenizer.enable_truncation(most)
    tokenizer.no_padding()
    return tokenizer


def padded(read: Sequence[Any]) -> tuple[Any, Any, Any]:
    """Pieces, types and mask of texts as the tokenizer read them; the mask is None when all are equally long."""
    longest = max(len(one.ids) for one in read)
    pieces = torch.zeros((len(read), longest), dtype=torch.long)
    types, mask = torch.zeros_like(pieces), torch.zeros_like(pieces)
    for row, one in enumerate(read):
        length = len(one.ids)
        pieces[row, :length] = torch.tensor(one.ids)
        types[row, :length] = torch.tensor(one.type_ids)
        mask[row, :length] = 1
    return pieces, types, mask if any(len(one.ids) < longest for one in read) else None


@contextmanager
def one_thread() -> Iterator[None]:
    """What torch computes within, it computes in this thread alone."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


class MiniLM:
    """The embedder that is installed with Kilde."""

    def __init__(self, name: str, place: Path) -> None:
        self.name = name
        self._bert = Bert(place, read_weights(place))
        self._tokenizer = open_tokenizer(place, _WORD_PIECES)
        self._width = len(self.embed_query(""))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        read = self._tokenizer.encode_batch(list(texts))
        vectors = np.empty((len(read), self._width), dtype=np.float32)
        # Texts of like length pad each other least.
        order = sorted(range(len(read)), key=lambda row: -len(read[row].ids))
        for rows in _batches(order):
            vectors[rows] = self._means([read[row] for row in rows])
        return vectors

    def embed_query(self, text: str) -> Vectors:
        # For so little arithmetic a second thread only waits for the first: on a busy machine ten times as long.
        with one_thread():
            vector: Vectors = self._means([self._tokenizer.encode(text)])[0]
        return vector

    def _means(self, read: Sequence[Any]) -> Vectors:
        """The mean of the states of each text, as a unit vector."""
        with torch.inference_mode():
            pieces, types, mask = padded(read)
            states = self._bert(pieces, types, mask)
            share = (torch.ones_like(pieces) if mask is None else mask).unsqueeze(-1).to(states.dtype)
            total = (states * share).sum(1, dtype=torch.float32)
            mean = (total / share.sum(1, dtype=torch.float32).clamp(min=1e-9)).to(states.dtype)
            # Twice, as sentence-transformers does: in bfloat16 that makes a difference.
            vectors: Vectors = normalize(normalize(mean)).float().numpy()
        return vectors


def _batches(order: Sequence[int]) -> Iterator[list[int]]:
    for first in range(0, len(order), _BATCH):
        yield list(order[first : first + _BATCH])
