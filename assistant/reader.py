"""Whether a passage answers a question, which words of it do, and which of its lines prove it.

The cross-encoder (`relevance`) says what a text is about; a passage about the very matter that leaves the answer out
looks to it like one that has it. This one learned from questions that are answered and questions that only look so
(SQuAD 2.0, Rajpurkar et al., 2018; `evals/lessons`): its first word piece says whether the passage answers, each
other one whether the answer begins or ends there, and whether it is of a line that proves it. Its upper six layers
stand in reader.safetensors, on top of the lower six of the cross-encoder; how they were trained, and what it pays, is
in docs/decisions/024-a-reader.md and 027-lessons.md.

A door of torch, as `relevance` is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from statistics import fmean
from typing import Any

import torch
from safetensors.torch import load_file
from torch.nn.functional import linear

from assistant.evidence import Evidence
from assistant.judge import Reading
from assistant.relevance import Relevance, batches, dequantized
from ingest.embedder import PACKAGED_MODEL, place_of_model
from ingest.minilm import open_tokenizer, padded
from ingest.passages import Passage

READER_WEIGHTS = Path(__file__).resolve().parent / "reader.safetensors"
_SHARED = 6
"""Layers that are those of the cross-encoder."""
WORD_PIECES = 320
_LONGEST = 40
"""Word pieces of an answer."""
CONSTANT, SLOPE = 0.74, 0.92
"""Of the logistic that makes log odds of what the model says of a passage, fitted to lessons that were held out."""
_NOTHING = Reading(0, 0, -inf, ())


class Reader:
    """The cross-encoder and, on its lower layers, the reader, on the CPU."""

    def __init__(self) -> None:
        """Raises KildeError when the packaged embedding model is not installed, whose word pieces it reads."""
        self._relevance = Relevance()
        weights = dequantized(load_file(str(READER_WEIGHTS)))
        self._ends = weights["span.weight"], weights["span.bias"]
        self._evidence = weights["evidence.weight"], weights["evidence.bias"]
        self._answered = weights["answered.weight"], weights["answered.bias"]
        self._bert = self._relevance.bert.topped(_SHARED, weights)
        self._tokenizer: Any = open_tokenizer(Path(place_of_model(PACKAGED_MODEL)), WORD_PIECES)

    def log_odds(self, question: str, pieces: Sequence[Evidence]) -> list[float]:
        """Of each piece that it answers the question (`Relevance.log_odds`)."""
        return self._relevance.log_odds(question, pieces)

    def readings(self, question: str, passages: Sequence[Passage], leads: Sequence[str]) -> list[Reading]:
        """What each passage says to the question; one without words points to its beginning, unlikely."""
        texts = [lead + passage.text for lead, passage in zip(leads, passages, strict=True)]
        read = self._tokenizer.encode_batch([(question, text) for text in texts])
        found = [_NOTHING] * len(read)
        with torch.inference_mode():
            for places in batches([len(one.ids) for one in read]):
                states = self._bert(*padded([read[place] for place in places])).float()
                heads = (self._ends, self._evidence, self._answered)
                for place, ends, evidence, answered in zip(
                    places, *(linear(states, *head) for head in heads), strict=True
                ):
                    own = _own(read[place], len(leads[place]))
                    found[place] = _reading(passages[place], own, ends, evidence[:, 0], float(answered[0, 0]))
        return found


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word piece of a passage: its place among all that were read, and its characters in the passage."""

    place: int
    start: int
    end: int


def _own(read: Any, lead: int) -> list[_Piece]:
    """The word pieces of the passage itself, which begins after so many characters."""
    kinds = zip(read.type_ids, read.special_tokens_mask, read.offsets, strict=True)
    return [
        _Piece(place, start - lead, end - lead)
        for place, (kind, special, (start, end)) in enumerate(kinds)
        if kind == 1 and not special and start >= lead
    ]


def _reading(passage: Passage, own: Sequence[_Piece], ends: Any, evidence: Any, answered: float) -> Reading:
    """`ends` has, for each word piece, how likely it begins and ends the answer; `evidence` how likely it is any;
    `answered` how likely the passage answers.
    """
    said = [
        [float(evidence[one.place]) for one in own if one.end > sentence.start - passage.start
         and one.start < sentence.end - passage.start]
        for sentence in passage.sentences
    ]  # fmt: skip
    sentences = tuple(fmean(odds) if odds else -inf for odds in said)
    if not own:
        return Reading(0, 0, -inf, sentences)
    first, last = own[0].place, own[-1].place + 1
    both = ends[first:last, 0][:, None] + ends[first:last, 1][None, :]
    allowed = torch.ones_like(both, dtype=torch.bool).triu().tril(_LONGEST - 1)
    place = int(both.masked_fill(~allowed, -inf).argmax())
    begin, stop = divmod(place, last - first)
    return Reading(own[begin].start, own[stop].end, CONSTANT + SLOPE * answered, sentences)
