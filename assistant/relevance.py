"""How likely a piece of evidence answers a question: a small cross-encoder, read together with the question.

A bi-encoder's cosine says that two texts speak of the same; whether the one answers the other takes reading both at
once. The packaged embedding model does that with changed weights: relevance.safetensors holds low-rank changes of its
matrices (W + A B, Hu et al., LoRA, 2021), the changed biases and norms, and one linear layer over the first token and
the mean of all. How it was trained, on which questions, and what it pays is in docs/decisions/005-relevance.md.

The other door of torch and transformers beside `ingest.embedder`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.evidence import Evidence
from ingest.embedder import PACKAGED_MODEL, has_native_bfloat16, place_of_model

WEIGHTS = Path(__file__).resolve().parent / "relevance.safetensors"
_WORD_PIECES = 112
_LONGEST, _LONGEST_CONTEXT, _LONGEST_BEFORE = 360, 120, 80
"""Characters of the sentence, of heading and introduction, and of the sentence before, as in training."""


class Relevance:
    """The cross-encoder, on the CPU."""

    def __init__(self) -> None:
        """Raises KildeError when the packaged embedding model is not installed."""
        import torch
        from safetensors.torch import load_file
        from transformers import AutoModel, AutoTokenizer

        place = place_of_model(PACKAGED_MODEL)
        self._torch = torch
        self._tokenizer: Any = AutoTokenizer.from_pretrained(place, local_files_only=True)
        self._model: Any = AutoModel.from_pretrained(place, local_files_only=True, use_safetensors=True).eval()
        changes = {name: tensor.float() for name, tensor in load_file(str(WEIGHTS)).items()}
        self._head = changes.pop("head.weight")[0], changes.pop("head.bias")[0]
        _change(self._model, changes)
        if has_native_bfloat16():
            self._model.to(torch.bfloat16)

    def log_odds(self, question: str, pieces: Sequence[Evidence]) -> list[float]:
        """Of each piece that it answers the question; 0 is even."""
        if not pieces:
            return []
        texts = [as_judged(piece) for piece in pieces]
        read = self._tokenizer(
            [question] * len(texts), texts, padding=True, truncation=True, max_length=_WORD_PIECES, return_tensors="pt"
        )
        with self._torch.inference_mode():
            states = self._model(**read).last_hidden_state.float()
            mask = read["attention_mask"].unsqueeze(-1).float()
            both = self._torch.cat([states[:, 0], (states * mask).sum(1) / mask.sum(1)], -1)
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


def _change(model: Any, changes: dict[str, Any]) -> None:
    """Add the low-rank changes to the matrices and put the changed vectors in their place."""
    parameters = dict(model.named_parameters())
    for name, tensor in changes.items():
        if name.endswith(".b"):
            continue
        if name.endswith(".a"):
            own = parameters[name.removesuffix(".a")]
            own.data += tensor @ changes[name.removesuffix(".a") + ".b"]
        else:
            parameters[name].data.copy_(tensor)
