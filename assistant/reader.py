"""Which words of a passage answer a question, and how likely any do: extractive question answering.

The cross-encoder (`relevance`) says what a text is about; a passage about the very matter that leaves the answer out
looks to it like one that has it. This one learned from questions that are answered and questions that only look so
(SQuAD 2.0, Rajpurkar et al., 2018, and passages whose answering sentence was taken away): it weighs the best span of
words against the word piece that stands for "not here". Its upper six layers stand in reader.safetensors, on top of the
lower six of the cross-encoder; how they were trained, and what it pays, is in docs/decisions/024-a-reader.md.

A door of torch, as `relevance` is.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch.nn.functional import linear

from assistant.evidence import Evidence
from assistant.judge import Span
from assistant.relevance import Relevance, batches, dequantized
from ingest.embedder import PACKAGED_MODEL, place_of_model
from ingest.minilm import open_tokenizer, padded

READER_WEIGHTS = Path(__file__).resolve().parent / "reader.safetensors"
_SHARED = 6
"""Layers that are those of the cross-encoder."""
_WORD_PIECES = 320
_LONGEST = 40
"""Word pieces of an answer."""


class Reader:
    """The cross-encoder and, on its lower layers, the reader, on the CPU."""

    def __init__(self) -> None:
        """Raises KildeError when the packaged embedding model is not installed, whose word pieces it reads."""
        self._relevance = Relevance()
        weights = dequantized(load_file(str(READER_WEIGHTS)))
        self._ends = weights["span.weight"], weights["span.bias"]
        self._bert = self._relevance.bert.topped(_SHARED, weights)
        self._tokenizer: Any = open_tokenizer(Path(place_of_model(PACKAGED_MODEL)), _WORD_PIECES)

    def log_odds(self, question: str, pieces: Sequence[Evidence]) -> list[float]:
        """Of each piece that it answers the question (`Relevance.log_odds`)."""
        return self._relevance.log_odds(question, pieces)

    def spans(self, question: str, texts: Sequence[str]) -> list[Span]:
        """The words of each text that answer the question best; of a text without words its beginning, unlikely."""
        read = self._tokenizer.encode_batch([(question, text) for text in texts])
        found = [Span(0, 0, float("-inf"))] * len(read)
        with torch.inference_mode():
            for places in batches([len(one.ids) for one in read]):
                states = self._bert(*padded([read[place] for place in places])).float()
                for place, ends in zip(places, linear(states, *self._ends), strict=True):
                    found[place] = _best(read[place], ends)
        return found


def _best(read: Any, ends: Any) -> Span:
    """The likeliest span of the text. `ends` has, for each word piece, how likely it begins and ends the answer."""
    own = [place for place, kind in enumerate(read.type_ids) if kind == 1 and not read.special_tokens_mask[place]]
    if not own:
        return Span(0, 0, float("-inf"))
    first, last = own[0], own[-1] + 1
    begins, stops = ends[first:last, 0], ends[first:last, 1]
    both = begins[:, None] + stops[None, :]
    allowed = torch.ones_like(both, dtype=torch.bool).triu().tril(_LONGEST - 1)
    place = int(both.masked_fill(~allowed, float("-inf")).argmax())
    begin, stop = divmod(place, last - first)
    odds = float(both[begin, stop] - ends[0].sum())
    return Span(read.offsets[first + begin][0], read.offsets[first + stop][1], odds)
