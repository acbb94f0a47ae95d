"""What the assistant can be told from outside: frozen data with bounds. It builds nothing.

Every field can be set in the environment with the prefix KILDE_ (`KILDE_MODEL=none`). The environment is read when
`Settings()` is called, never on import.
"""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


def _models_dir() -> Path:
    return user_data_path("kilde") / "models"


class Settings(BaseSettings):
    """Which model writes, where its file is kept, and how long it may take."""

    model_config = SettingsConfigDict(env_prefix="KILDE_", frozen=True)

    model: str = Field(default="auto", min_length=1)
    """auto, none, a model of the store, the path of a .gguf file, ollama/NAME or openai/NAME."""
    models_dir: Path = Field(default_factory=_models_dir)
    """Where model files are kept; a models.toml in it adds models or sources of one's own."""
    model_context: int = Field(default=4096, ge=1024, le=131_072)
    """Tokens of prompt and reply together, for each of the conversations that run at once."""
    model_threads: int = Field(default=0, ge=0, le=512)
    """Processor threads of the embedded model; 0 means all cores."""
    reply_seconds: float = Field(default=120.0, gt=0, le=3600)
    """A reply that takes longer is given up."""
    question_characters: int = Field(default=2_000, ge=10, le=100_000)
    """A longer question is refused."""
    reply_tokens: int = Field(default=220, ge=8, le=8192)
    openai_base_url: str = Field(default="https://api.openai.com/v1", pattern=r"^https?://")
    openai_api_key: SecretStr = SecretStr("")
    ollama_base_url: str = Field(default="http://127.0.0.1:11434", pattern=r"^https?://")

    @field_validator("models_dir")
    @classmethod
    def _home(cls, value: Path) -> Path:
        return value.expanduser()
