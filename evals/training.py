"""Train the cross-encoder of `assistant.relevance` anew, from sets that others made (`evals.training_pairs`):

    python -m evals.training FOLDER --out FILE

FOLDER has a folder for each set, in the one shape of `evals.foreign`; FILE becomes what relevance.safetensors is. The
packaged embedding model reads question and sentence together, and one linear layer over the first token and the mean
of all gives the log odds. Learned is that a sentence answers (binary cross-entropy) and that it stands above the
others of its question (listwise softmax), with AdamW, a linear warm-up and a linear decay. Saved are the changes of
the matrices at a low rank, the changed biases and norms, and the layer; not the word vectors, which are half of all.

At the end the model as it was saved is measured on the documents that were held out (`evals.training_report`). One run
takes about half an hour on two cores with bfloat16. The third door of torch and transformers.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import torch
from safetensors.torch import save
from torch.nn.functional import binary_cross_entropy_with_logits
from tqdm import tqdm
from transformers import AutoModel, AutoTokenizer

from evals.errors import EvalError
from evals.training_pairs import SETS, Group, Use, groups, read_split
from evals.training_report import Report, measure
from ingest.embedder import PACKAGED_MODEL, SentenceEmbedder, has_native_bfloat16, place_of_model
from ingest.errors import KildeError

_WORD_PIECES = 112
"""As `assistant.relevance` reads."""
_NOT_SAVED = ("word_embeddings", "pooler")
_POSITIVE_WEIGHT, _LISTWISE_WEIGHT = 2.0, 0.5
_ALIKE = 400
"""Groups that are sorted by length together, so that little of a batch is padding."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How it is trained."""

    epochs: int = 1
    batch: int = 8
    """Questions in a step."""
    rate: float = 8e-5
    head_rate: float = 1e-3
    warm_up: int = 100
    rank: int = 64
    seed: int = 0


class CrossEncoder:
    """The model that is trained: the packaged one, and a linear layer over the first token and the mean of all."""

    def __init__(self) -> None:
        place = place_of_model(PACKAGED_MODEL)
        self._tokenizer: Any = AutoTokenizer.from_pretrained(place, local_files_only=True)
        self.model: Any = AutoModel.from_pretrained(place, local_files_only=True)
        self.head: Any = torch.nn.Linear(2 * self.model.config.hidden_size, 1)
        torch.nn.init.normal_(self.head.weight, std=0.02)
        torch.nn.init.zeros_(self.head.bias)
        self._packaged = {name: own.detach().clone() for name, own in self.model.named_parameters()}

    def logits(self, questions: Sequence[str], texts: Sequence[str]) -> Any:
        """Log odds of each pair."""
        read = self._tokenizer(
            list(questions), list(texts), padding=True, truncation=True, max_length=_WORD_PIECES, return_tensors="pt"
        )
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_native_bfloat16()):
            states = self.model(**read).last_hidden_state.float()
        mask = read["attention_mask"].unsqueeze(-1).float()
        return self.head(torch.cat([states[:, 0], (states * mask).sum(1) / mask.sum(1)], -1)).squeeze(-1)

    def judge(self, question: str, texts: Sequence[str]) -> list[float]:
        """Log odds of each text that it answers the question."""
        self.model.eval()
        with torch.inference_mode():
            return [float(value) for value in self.logits([question] * len(texts), texts)]

    def reduced(self, rank: int) -> dict[str, Any]:
        """What is saved, in half precision; the model becomes what `assistant.relevance` makes of it."""
        changes = {f"head.{name}": own.data.half() for name, own in self.head.named_parameters()}
        for name, own in self.model.named_parameters():
            packaged = self._packaged[name]
            if any(part in name for part in _NOT_SAVED):
                own.data.copy_(packaged)
            elif own.dim() == 1:
                changes[name] = own.data.half()
                own.data.copy_(changes[name])
            else:
                left, right = _low_rank(own.data - packaged, rank)
                changes[f"{name}.a"], changes[f"{name}.b"] = left, right
                own.data.copy_(packaged + left.float() @ right.float())
        return changes


def train(
    folder: Path, out: Path, recipe: Recipe | None = None, sets: Sequence[Use] = SETS, *, progress: bool = False
) -> Report:
    """Train on the sets below the folder, write the weights, and measure them on what was held out.

    Raises EvalError when a set is not to be had, or the file cannot be written, which is tried first.
    """
    recipe = recipe or Recipe()
    _check(out)
    split = read_split(folder, sets, SentenceEmbedder(PACKAGED_MODEL))
    learned = groups(split.training, recipe.seed)
    if not learned:
        raise EvalError(f"{folder} has no question to learn from. Name a folder with the sets of evals.training_pairs.")
    torch.manual_seed(recipe.seed)
    encoder = CrossEncoder()
    losses = fit(encoder, learned, recipe, progress=progress)
    out.write_bytes(save(encoder.reduced(recipe.rank)))
    pairs = sum(len(group.texts) for group in learned)
    return Report(len(learned), pairs, losses, measure(encoder.judge, split.held_out))


def fit(
    encoder: CrossEncoder, learned: Sequence[Group], recipe: Recipe, *, progress: bool = False
) -> tuple[float, ...]:
    """Train the encoder on the groups; the loss of each step."""
    batches = list(_batches(learned, recipe))
    rates = (recipe.rate, recipe.head_rate)
    parts = [{"params": list(part.parameters())} for part in (encoder.model, encoder.head)]
    optimizer = torch.optim.AdamW(parts, lr=recipe.rate, weight_decay=0.01)
    every = [own for part in parts for own in part["params"]]
    losses = list[float]()
    encoder.model.train()
    for step, batch in enumerate(tqdm(batches, desc="training", unit="step", disable=not progress)):
        share = min(1.0, (step + 1) / recipe.warm_up) * (1 - step / len(batches))
        for part, rate in zip(optimizer.param_groups, rates, strict=True):
            part["lr"] = rate * share
        questions = [group.question for group in batch for _ in group.texts]
        found = loss(encoder.logits(questions, [text for group in batch for text in group.texts]), batch)
        optimizer.zero_grad()
        found.backward()
        torch.nn.utils.clip_grad_norm_(every, 1.0)
        optimizer.step()
        losses.append(found.item())
    return tuple(losses)


def loss(logits: Any, batch: Sequence[Group]) -> Any:
    """Binary cross-entropy of all pairs, and of each question with an answer minus the log share of what answers."""
    wanted = [float(place < group.answers) for group in batch for place in range(len(group.texts))]
    weight = torch.tensor(_POSITIVE_WEIGHT)
    total = binary_cross_entropy_with_logits(logits, torch.tensor(wanted), pos_weight=weight)
    for group, own in zip(batch, logits.split([len(group.texts) for group in batch]), strict=True):
        if group.answers:
            listwise = torch.logsumexp(own, 0) - torch.logsumexp(own[: group.answers], 0)
            total = total + _LISTWISE_WEIGHT / len(batch) * listwise
    return total


def _low_rank(change: Any, rank: int) -> tuple[Any, Any]:
    """Two thin matrices, in half precision, whose product is the nearest to the change (Eckart and Young 1936)."""
    left, sizes, right = torch.linalg.svd(change, full_matrices=False)
    roots = sizes[:rank].sqrt()
    return (left[:, :rank] * roots).half().contiguous(), (roots[:, None] * right[:rank]).half().contiguous()


def _batches(learned: Sequence[Group], recipe: Recipe) -> Iterator[list[Group]]:
    """All groups once in every epoch, in another order each time, those of a batch about equally long."""
    random = Random(recipe.seed)
    for _ in range(recipe.epochs):
        mixed = random.sample(learned, len(learned))
        for start in range(0, len(mixed), _ALIKE):
            alike = sorted(mixed[start : start + _ALIKE], key=lambda group: max(map(len, group.texts)))
            batches = [alike[place : place + recipe.batch] for place in range(0, len(alike), recipe.batch)]
            random.shuffle(batches)
            yield from batches


def _check(out: Path) -> None:
    """Before half an hour is spent."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EvalError(f"{out.parent} cannot be made ({error.strerror}). Name another file with --out.") from error
    if out.is_dir() or not os.access(out if out.exists() else out.parent, os.W_OK):
        raise EvalError(f"{out} cannot be written. Name another file with --out.")


def main(argv: Sequence[str] | None = None) -> int:
    """Train, write the weights, and print what was measured."""
    parser = argparse.ArgumentParser(prog="python -m evals.training", description="Train the cross-encoder anew.")
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="a folder of sets that others made")
    parser.add_argument("--out", metavar="FILE", type=Path, required=True, help="where the weights are written")
    arguments = parser.parse_args(argv)
    try:
        report = train(arguments.folder, arguments.out, progress=True)
    except KildeError as error:
        sys.stderr.write(f"evals.training: {error}\n")
        return 1
    sys.stdout.write(f"{report}\nWeights: {arguments.out}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
