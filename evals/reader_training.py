"""Trains the upper layers of the reader: `python -m evals.reader_training SETS_FOLDER OUT.safetensors`.

The lower six layers of the cross-encoder stay as they are, so each example is read through them once and only the upper
six are trained, beside two heads: where the answer begins and ends, with the first word piece for "not here", and
whether there is one at all (the second only helps to learn). Two passes over the examples take about an hour and a half
on two cores without bfloat16. docs/decisions/024-a-reader.md says which run is shipped.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from tqdm import tqdm
from transformers import BertConfig, BertModel

from assistant.relevance import WEIGHTS, dequantized
from evals.reader_examples import Example, examples
from ingest.embedder import PACKAGED_MODEL, place_of_model
from ingest.minilm import open_tokenizer, padded

_SHARED = 6
_WORD_PIECES = 288
_BATCH, _PASSES = 16, 2
_RATE, _HEADS_RATE, _WARM = 8e-5, 4e-4, 0.06
_LARGE = 20
"""Batches whose examples are put together by length."""


@dataclass(frozen=True, slots=True)
class _Learned:
    """An example after the lower layers: states in half precision, and places of word pieces."""

    states: Any
    own: Any
    """Which word pieces are of the text."""
    start: int
    end: int
    answered: bool


class _Upper(nn.Module):  # type: ignore[misc]  # torch is not typed here
    """The layers that are trained, and the heads."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.layers = bert.encoder.layer[_SHARED:]
        self.span = nn.Linear(384, 2)
        self.pool = bert.pooler.dense
        self.cls = nn.Linear(384, 1)
        nn.init.normal_(self.span.weight, 0, 0.02)

    def forward(self, states: Any, mask: Any) -> tuple[Any, Any]:
        for layer in self.layers:
            states = layer(states, mask)
            states = states[0] if isinstance(states, tuple) else states
        return self.span(states), self.cls(torch.tanh(self.pool(states[:, 0])))[:, 0]


def _cross_encoder() -> BertModel:
    sizes = {"hidden_size": 384, "num_hidden_layers": 12, "num_attention_heads": 12, "intermediate_size": 1536}
    bert = BertModel(BertConfig(**sizes, hidden_dropout_prob=0.05, attention_probs_dropout_prob=0.05))
    bert.load_state_dict(dequantized(load_file(str(WEIGHTS))), strict=False)
    return bert


def _read(bert: BertModel, told: Sequence[Example]) -> list[_Learned]:
    """The examples through the lower layers; those whose answer was cut off are left out."""
    tokenizer = open_tokenizer(Path(place_of_model(PACKAGED_MODEL)), _WORD_PIECES)
    read = tokenizer.encode_batch([(one.question, one.text) for one in told])
    order = sorted(range(len(read)), key=lambda place: len(read[place].ids))
    bert.eval()
    found: list[_Learned] = []
    with torch.inference_mode():
        for first in tqdm(range(0, len(order), _BATCH), desc="lower layers"):
            places = order[first : first + _BATCH]
            ids, kinds, seen = padded([read[place] for place in places])
            states = bert.embeddings(input_ids=ids, token_type_ids=kinds)
            mask = _mask([len(read[place].ids) for place in places])
            for layer in bert.encoder.layer[:_SHARED]:
                states = layer(states, mask)
                states = states[0] if isinstance(states, tuple) else states
            for row, place in enumerate(places):
                learned = _learned(read[place], told[place], states[row])
                found += [learned] if learned else []
    return found


def _learned(read: Any, told: Example, states: Any) -> _Learned | None:
    length = len(read.ids)
    own = torch.tensor(
        [kind == 1 and not out for kind, out in zip(read.type_ids, read.special_tokens_mask, strict=True)]
    )
    kept = states[:length].half().clone()
    if told.start < 0:
        return _Learned(kept, own, 0, 0, False)
    places = [
        place for place, (start, end) in enumerate(read.offsets) if own[place] and end > told.start and start < told.end
    ]
    return _Learned(kept, own, places[0], places[-1], True) if places else None


def _mask(lengths: Sequence[int]) -> Any:
    mask = torch.zeros(len(lengths), 1, 1, max(lengths))
    for row, length in enumerate(lengths):
        mask[row, :, :, length:] = -1e9
    return mask


def _together(batch: Sequence[_Learned]) -> tuple[Any, Any, Any]:
    """States, mask, and what is added to the ends of a span: only the text and the first word piece may be one."""
    lengths = [len(one.own) for one in batch]
    states = torch.zeros(len(batch), max(lengths), 384)
    allowed = torch.full((len(batch), max(lengths)), -1e9)
    for row, one in enumerate(batch):
        states[row, : lengths[row]] = one.states.float()
        allowed[row, : lengths[row]][one.own] = 0
        allowed[row, 0] = 0
    return states, _mask(lengths), allowed


def _loss(upper: _Upper, batch: Sequence[_Learned]) -> Any:
    states, mask, allowed = _together(batch)
    ends, answered = upper(states, mask)
    starts = torch.tensor([one.start for one in batch])
    stops = torch.tensor([one.end for one in batch])
    spans = cross_entropy(ends[..., 0] + allowed, starts) + cross_entropy(ends[..., 1] + allowed, stops)
    return spans / 2 + binary_cross_entropy_with_logits(answered, torch.tensor([float(one.answered) for one in batch]))


def _train(upper: _Upper, learned: Sequence[_Learned]) -> None:
    drawing = random.Random(7)
    steps = _PASSES * -(-len(learned) // _BATCH)
    heads = [upper.span.weight, upper.cls.weight]
    vectors = [one for one in upper.parameters() if one.ndim < 2]
    others = [one for one in upper.parameters() if one.ndim > 1 and all(one is not head for head in heads)]
    groups = [(others, _RATE, 0.01), (vectors, _RATE, 0.0), (heads, _HEADS_RATE, 0.0)]
    steered = torch.optim.AdamW([{"params": own, "lr": rate, "weight_decay": decay} for own, rate, decay in groups])
    slower = torch.optim.lr_scheduler.LambdaLR(
        steered, lambda step: min((step + 1) / (_WARM * steps), max(0.02, (steps - step) / ((1 - _WARM) * steps)))
    )
    upper.train()
    for _ in range(_PASSES):
        order = drawing.sample(range(len(learned)), len(learned))
        large = [order[first : first + _BATCH * _LARGE] for first in range(0, len(order), _BATCH * _LARGE)]
        alike = [sorted(some, key=lambda place: len(learned[place].own)) for some in large]
        batches = [some[first : first + _BATCH] for some in alike for first in range(0, len(some), _BATCH)]
        for batch in (shown := tqdm(batches)):
            loss = _loss(upper, [learned[place] for place in batch])
            loss.backward()
            nn.utils.clip_grad_norm_(upper.parameters(), 1.0)
            steered.step()
            slower.step()
            steered.zero_grad()
            shown.set_description(f"loss {float(loss.detach()):.2f}")


def _auc(upper: _Upper, held: Sequence[_Learned]) -> float:
    """How often an answered example has a likelier span than one that is not, by the span against "not here"."""
    upper.eval()
    found: dict[bool, list[float]] = {True: [], False: []}
    with torch.inference_mode():
        for one in held:
            states, mask, allowed = _together([one])
            ends = upper(states, mask)[0][0] + allowed[0, :, None]
            found[one.answered].append(float(ends[1:].max(0).values.sum() - ends[0].sum()))
    pairs = [(yes > no) + (yes == no) / 2 for yes in found[True] for no in found[False]]
    return sum(pairs) / len(pairs)


def _stored(upper: _Upper) -> dict[str, Any]:
    """The weights as they are shipped: matrices in 8 bits, a scale for each row."""
    stored: dict[str, Any] = {f"span.{name}": own.detach().clone() for name, own in upper.span.named_parameters()}
    for name, own in upper.layers.named_parameters():
        layer, rest = name.split(".", 1)
        kept, told = f"encoder.layer.{int(layer) + _SHARED}.{rest}", own.detach()
        if told.ndim < 2:
            stored[kept] = told.clone()
            continue
        scale = told.abs().amax(1, keepdim=True) / 127
        stored[kept] = torch.round(told / scale).to(torch.int8)
        stored[f"{kept}.scale"], stored[f"{kept}.zero"] = scale, torch.zeros(1)
    return stored


def main() -> None:
    """Train, say how well what was held out is told apart, and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m evals.reader_training", description=__doc__)
    parser.add_argument("sets", type=Path, help="folder with the sets that evals/reader_examples.py names")
    parser.add_argument("out", type=Path, help="file that the weights are written to")
    given = parser.parse_args()
    torch.manual_seed(7)
    told, apart = examples(given.sets)
    bert = _cross_encoder()
    upper = _Upper(bert)
    learned, held = _read(bert, told), _read(bert, apart)
    _train(upper, learned)
    tqdm.write(f"{len(learned)} examples; held out {len(held)}, told apart {_auc(upper, held):.3f}")
    save_file(_stored(upper), str(given.out))


if __name__ == "__main__":
    main()
