"""Settings of ingest: frozen data with bounds. They build nothing and reading this module touches nothing."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

_ADDRESS = r"^https?://[^/@\s]+(/[^@\s]*)?$"
"""Without a name and a password: the address is shown in messages and noted in the index."""

SHIPPED_CORPUS = Path(__file__).resolve().parent.parent / "corpus"


class IngestSettings(BaseSettings):
    """Read from the environment with the prefix KILDE_, e.g. KILDE_EMBEDDING_MODEL."""

    model_config = SettingsConfigDict(env_prefix="KILDE_", frozen=True, extra="ignore")

    embedding_model: str = Field("all-MiniLM-L6-v2", min_length=1)
    """The one that is installed with Kilde, or the name or folder of any other sentence-transformers model."""
    embedding_url: str | None = Field(None, pattern=_ADDRESS)
    """Let an OpenAI-compatible server embed, with its model of that name: http://127.0.0.1:8080/v1."""
    embedding_api_key: SecretStr = SecretStr("")
    chroma_url: str | None = Field(None, pattern=_ADDRESS)
    """Keep passages and vectors on this Chroma server, not below the index's folder: http://127.0.0.1:8000."""
    chroma_header: SecretStr = SecretStr("")
    """A header that goes with every request to it: `Authorization: Bearer TOKEN`."""
    server_seconds: float = Field(60.0, gt=0, le=3600)
    """A Chroma or embedding server that is silent for longer is given up."""
    allow_download: bool = False
    """Whether another embedding model may be fetched from the hub."""
    batch_size: int = Field(64, ge=1, le=4096)
    """Texts embedded and written at a time."""
    max_file_bytes: int = Field(50_000_000, ge=1)
    reader_seconds: float = Field(180.0, gt=0, le=3600)
    """A file that takes longer to be read is refused. A PDF of 50 dense pages takes 2."""
    reader_memory_bytes: int = Field(3_000_000_000, ge=300_000_000)
    """What the process that reads such files may use, its libraries and their reservations included."""
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
