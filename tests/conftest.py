"""What all tests share: no network, no data of the user's, a tiny corpus, and the shipped one indexed once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from assistant.settings import Settings
from ingest.build import build_index
from ingest.embedder import Embedder, open_embedder
from ingest.index import PassageIndex
from ingest.settings import SHIPPED_CORPUS, IngestSettings
from tests.fakes import CORPUS, HashEmbedder, write_folder
from tests.tinymodel import wheelhouse as wheelhouse

settings.register_profile(
    "kilde", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.load_profile("kilde")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--kill-seed N` kills ingest at other moments, `--payloads N` shows N more hostile texts."""
    parser.addoption("--kill-seed", type=int, default=0, help="seed of the moments at which ingest is killed")
    parser.addoption("--payloads", type=int, default=0, help="how many hostile texts to grow besides those of the file")


def pytest_configure() -> None:
    """Before any test module is imported: the hub's client reads its variable once, on import."""
    models_dir = Settings().models_dir
    for name in [name for name in os.environ if name.startswith("KILDE_")]:
        del os.environ[name]
    os.environ["KILDE_MODELS_DIR"] = str(models_dir)
    os.environ["HF_HUB_OFFLINE"] = "1"
    if "PYTEST_XDIST_WORKER" in os.environ:
        # Before torch is imported, here and in the programs that tests start: workers side by side, each with a thread
        # for every processor, wait for each other.
        os.environ["OMP_NUM_THREADS"] = "1"


@pytest.fixture(scope="session", autouse=True)
def own_data_directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Indexes and conversations go to a directory that is thrown away; models are found where `make setup` put them."""
    data = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(data))
        yield data


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with a plain text, a Markdown manual, one more text below a folder, and notes on the first."""
    return write_folder(tmp_path / "corpus", CORPUS)


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture
def index(corpus: Path, tmp_path: Path, embedder: HashEmbedder) -> Iterator[PassageIndex]:
    """The tiny corpus in a real store."""
    build_index(corpus, tmp_path / "index", embedder=embedder)
    with PassageIndex(tmp_path / "index", embedder) as opened:
        yield opened


@pytest.fixture(scope="session")
def real_embedder() -> Embedder:
    """The embedding model that is installed with Kilde."""
    return open_embedder(IngestSettings())


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Iterator[PassageIndex]:
    """The shipped corpus in a real store, embedded by the real model. Read only."""
    folder = tmp_path_factory.mktemp("shipped") / "index"
    build_index(SHIPPED_CORPUS, folder, embedder=real_embedder)
    with PassageIndex(folder, real_embedder) as opened:
        yield opened
