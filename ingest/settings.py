"""Settings of ingest: frozen data with bounds. They build nothing and reading this module touches nothing."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

SHIPPED_CORPUS = Path(__file__).resolve().parent.parent / "corpus"


class IngestSettings(BaseSettings):
    """Read from the environment with the prefix KILDE_, e.g. KILDE_EMBEDDING_MODEL."""

    model_config = SettingsConfigDict(env_prefix="KILDE_", frozen=True, extra="ignore")

    embedding_model: str = Field("all-MiniLM-L6-v2", min_length=1)
    """The one that is installed with Kilde, or the name or folder of any other sentence-transformers model."""
    allow_download: bool = False
    """Whether another embedding model may be fetched from the hub."""
    batch_size: int = Field(64, ge=1, le=4096)
    """Texts embedded and written at a time."""
    max_file_bytes: int = Field(50_000_000, ge=1)
    min_free_bytes: int = Field(50_000_000, ge=0)
    """Ingest does not start with less disk space than this."""
    index: Path | None = None
    """The default index; without it, one for each folder in the user's data directory."""


def data_folder() -> Path:
    """What Kilde keeps for this user: indexes, models, conversations."""
    return Path(user_data_path("kilde"))


def default_index(folder: str | Path) -> Path:
    """Where the index of `folder` lives unless told otherwise: a place of its own in the user's data directory."""
    chosen = IngestSettings().index
    if chosen is not None:
        return chosen
    resolved = Path(folder).resolve()
    name = f"{resolved.name}-{sha256(str(resolved).encode()).hexdigest()[:12]}"
    return data_folder() / "indexes" / name
