"""Trains the upper layers of the reader: `python -m evals.reader_training SETS_FOLDER OUT.safetensors`.

The lower six layers of the cross-encoder stay as they are, so each example is read through them once and only the upper
six are trained, going on from those that are shipped, beside three heads: where the answer begins and ends, with the
first word piece for "not here"; which word pieces are of the lines that prove it; whether there is an answer at all. It
learns from `evals/lessons` and from a sample of the sets that others made (`evals/reader_examples.py`).
docs/decisions/027-lessons.md says which run is shipped.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import nan
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, log_softmax
from tqdm import tqdm
from transformers import BertConfig, BertModel

from assistant.reader import READER_WEIGHTS, WORD_PIECES
from assistant.relevance import WEIGHTS, dequantized
from evals.foreign import drawn
from evals.lessons import LESSONS, Example, lessons
from evals.reader_examples import examples
from ingest.embedder import PACKAGED_MODEL, open_embedder, place_of_model
from ingest.minilm import open_tokenizer, padded
from ingest.settings import IngestSettings

_SHARED = 6
_OTHERS = 1_500
"""Examples of the sets that others made, drawn by hash."""
_BATCH = 16
_RATE, _HEADS_RATE, _WARM = 6e-5, 4e-4, 0.06
_EVIDENCE, _ANSWERED = 3.0, 0.3
"""Weights of the other two losses beside that of the span."""
_LARGE = 20
"""Batches whose examples are put together by length."""
_LAYER = "encoder.layer."


@dataclass(frozen=True, slots=True)
class _Learned:
    """An example after the lower layers: states in half precision, and places of word pieces."""

    states: Any
    own: Any
    """Which word pieces are of the text."""
    quoted: Any
    """Which are of the lines that prove the answer."""
    starts: tuple[int, ...]
    ends: tuple[int, ...]


class _Upper(nn.Module):  # type: ignore[misc]  # torch is not typed here
    """The layers that are trained, and the heads."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.layers = bert.encoder.layer[_SHARED:]
        self.span, self.evidence, self.answered = nn.Linear(384, 2), nn.Linear(384, 1), nn.Linear(384, 1)
        shipped = dequantized(load_file(str(READER_WEIGHTS)))
        for name, head in self.heads().items():
            head.load_state_dict({kind: shipped[f"{name}.{kind}"] for kind in ("weight", "bias")})
        own = {name.removeprefix(_LAYER): tensor for name, tensor in shipped.items() if name.startswith(_LAYER)}
        placed = {f"{int(name.split('.')[0]) - _SHARED}.{name.split('.', 1)[1]}": own[name] for name in own}
        self.layers.load_state_dict(placed)

    def heads(self) -> dict[str, nn.Linear]:
        """The heads by the names that their weights are stored under."""
        return {"span": self.span, "evidence": self.evidence, "answered": self.answered}

    def forward(self, states: Any, mask: Any) -> tuple[Any, Any, Any]:
        for layer in self.layers:
            states = layer(states, mask)
            states = states[0] if isinstance(states, tuple) else states
        return self.span(states), self.evidence(states)[..., 0], self.answered(states[:, 0])[:, 0]


def _cross_encoder() -> BertModel:
    sizes = {"hidden_size": 384, "num_hidden_layers": 12, "num_attention_heads": 12, "intermediate_size": 1536}
    bert = BertModel(BertConfig(**sizes, hidden_dropout_prob=0.05, attention_probs_dropout_prob=0.05))
    bert.load_state_dict(dequantized(load_file(str(WEIGHTS))), strict=False)
    return bert


def _read(bert: BertModel, told: Sequence[Example]) -> list[_Learned]:
    """The examples through the lower layers; those whose answer was cut off are left out."""
    tokenizer = open_tokenizer(Path(place_of_model(PACKAGED_MODEL)), WORD_PIECES)
    read = tokenizer.encode_batch([(one.question, one.lead + one.text) for one in told])
    order = sorted(range(len(read)), key=lambda place: len(read[place].ids))
    bert.eval()
    found: list[_Learned] = []
    with torch.inference_mode():
        for first in tqdm(range(0, len(order), _BATCH), desc="lower layers"):
            places = order[first : first + _BATCH]
            ids, kinds, _ = padded([read[place] for place in places])
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
    lead = len(told.lead)
    kinds = zip(read.type_ids, read.special_tokens_mask, read.offsets, strict=True)
    own = torch.tensor([kind == 1 and not special and start >= lead for kind, special, (start, _) in kinds])

    def pieces(span: tuple[int, int]) -> list[int]:
        return [
            place for place, (start, end) in enumerate(read.offsets)
            if own[place] and end - lead > span[0] and start - lead < span[1]
        ]  # fmt: skip

    quoted = torch.zeros(len(read.ids))
    for span in told.quoted:
        quoted[pieces(span)] = 1
    answers = [found for span in told.answers if (found := pieces(span))]
    if told.answers and not answers:
        return None
    ends = tuple(found[0] for found in answers) or (0,), tuple(found[-1] for found in answers) or (0,)
    return _Learned(states[: len(read.ids)].half().clone(), own, quoted, *ends)


def _mask(lengths: Sequence[int]) -> Any:
    mask = torch.zeros(len(lengths), 1, 1, max(lengths))
    for row, length in enumerate(lengths):
        mask[row, :, :, length:] = -1e9
    return mask


def _together(batch: Sequence[_Learned]) -> tuple[Any, Any, Any]:
    """States, mask, and which word pieces are of the text."""
    lengths = [len(one.own) for one in batch]
    states = torch.zeros(len(batch), max(lengths), 384)
    own = torch.zeros(len(batch), max(lengths))
    for row, one in enumerate(batch):
        states[row, : lengths[row]] = one.states.float()
        own[row, : lengths[row]] = one.own.float()
    return states, _mask(lengths), own


def _loss(upper: _Upper, batch: Sequence[_Learned]) -> Any:
    states, mask, own = _together(batch)
    ends, evidence, answered = upper(states, mask)
    allowed = (own - 1) * 1e9  # Only the text and the first word piece may begin or end an answer.
    allowed[:, 0] = 0
    quoted = torch.zeros_like(own)
    for row, one in enumerate(batch):
        quoted[row, : len(one.quoted)] = one.quoted
    is_answered = torch.tensor([float(one.starts != (0,)) for one in batch])
    spans = _any_of(ends[..., 0] + allowed, [one.starts for one in batch])
    spans = spans + _any_of(ends[..., 1] + allowed, [one.ends for one in batch])
    proving = binary_cross_entropy_with_logits(evidence, quoted, weight=own, reduction="none")
    proving = (proving.sum(1) / own.sum(1).clamp(min=1)).mean()
    return spans / 2 + _EVIDENCE * proving + _ANSWERED * binary_cross_entropy_with_logits(answered, is_answered)


def _any_of(scores: Any, right: Sequence[tuple[int, ...]]) -> Any:
    """How unlikely it is to choose one of the right places, in nats."""
    chosen = log_softmax(scores, -1)
    return -torch.stack([chosen[row, list(places)].logsumexp(0) for row, places in enumerate(right)]).mean()


def _train(upper: _Upper, learned: Sequence[_Learned]) -> None:
    drawing = random.Random(7)
    steps = -(-len(learned) // _BATCH)
    heads = [*upper.evidence.parameters(), *upper.answered.parameters()]
    rest = [one for one in upper.parameters() if all(one is not head for head in heads)]
    groups = [([one for one in rest if one.ndim > 1], _RATE, 0.01), ([one for one in rest if one.ndim < 2], _RATE, 0.0)]
    groups += [(heads, _HEADS_RATE, 0.0)]
    steered = torch.optim.AdamW([{"params": own, "lr": rate, "weight_decay": decay} for own, rate, decay in groups])
    slower = torch.optim.lr_scheduler.LambdaLR(
        steered, lambda step: min((step + 1) / (_WARM * steps), max(0.02, (steps - step) / ((1 - _WARM) * steps)))
    )
    upper.train()
    order = drawing.sample(range(len(learned)), len(learned))
    large = [order[first : first + _BATCH * _LARGE] for first in range(0, len(order), _BATCH * _LARGE)]
    alike = [sorted(some, key=lambda place: len(learned[place].own)) for some in large]
    for batch in (shown := tqdm([some[at : at + _BATCH] for some in alike for at in range(0, len(some), _BATCH)])):
        loss = _loss(upper, [learned[place] for place in batch])
        loss.backward()
        nn.utils.clip_grad_norm_(upper.parameters(), 1.0)
        steered.step()
        slower.step()
        steered.zero_grad()
        shown.set_description(f"loss {float(loss.detach()):.2f}")


def _auc(upper: _Upper, held: Sequence[_Learned]) -> float:
    """How often an answered example has a likelier span than one that is not, by the span against "not here"; not a
    number where there are not both.
    """
    upper.eval()
    found: dict[bool, list[float]] = {True: [], False: []}
    with torch.inference_mode():
        for one in held:
            states, mask, own = _together([one])
            ends = upper(states, mask)[0][0]
            best = (ends + ((own[0] - 1) * 1e9)[:, None]).max(0).values.sum()
            found[one.starts != (0,)].append(float(best - ends[0].sum()))
    pairs = [(yes > no) + (yes == no) / 2 for yes in found[True] for no in found[False]]
    return sum(pairs) / len(pairs) if pairs else nan


def _stored(upper: _Upper) -> dict[str, Any]:
    """The weights as they are shipped: matrices in 8 bits, a scale for each row."""
    stored: dict[str, Any] = {
        f"{name}.{kind}": own.detach().clone()
        for name, head in upper.heads().items()
        for kind, own in head.named_parameters()
    }
    for name, own in upper.layers.named_parameters():
        layer, rest = name.split(".", 1)
        kept, told = f"{_LAYER}{int(layer) + _SHARED}.{rest}", own.detach()
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
    parser.add_argument("--lessons", type=Path, default=LESSONS, help="folder with the lessons")
    given = parser.parse_args()
    torch.manual_seed(7)
    told, apart = lessons(open_embedder(IngestSettings()), given.lessons)
    others = sorted(examples(given.sets)[0], key=lambda one: drawn(f"{one.question} {one.text}"))[:_OTHERS]
    bert = _cross_encoder()
    upper = _Upper(bert)
    learned, held = _read(bert, [*told, *others]), _read(bert, apart)
    tqdm.write(f"{len(learned)} examples; held out {len(held)}, told apart {_auc(upper, held):.3f} before")
    _train(upper, learned)
    tqdm.write(f"told apart {_auc(upper, held):.3f}")
    save_file(_stored(upper), str(given.out))


if __name__ == "__main__":
    main()
