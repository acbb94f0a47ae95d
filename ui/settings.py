"""What the page can be told from outside: frozen data with bounds. It builds nothing.

Every field can be set in the environment with the prefix KILDE_ (`KILDE_PASSWORD_FILE=/run/secrets/kilde`). The
environment is read when `PageSettings()` is called, never on import.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class PageSettings(BaseSettings):
    """Who may come in, and how much at once."""

    model_config = SettingsConfigDict(env_prefix="KILDE_", frozen=True, extra="ignore")

    password: SecretStr = SecretStr("")
    """Whoever opens the page, or calls it as a program, has to know it; empty means no password."""
    password_file: Path | None = None
    """A file whose first line is the password."""
    requests_per_minute: int = Field(default=3_000, ge=10)
    """From one address, counted where something is sent; a sixth of them may come at once."""
    upload_bytes: int = Field(default=200_000_000, ge=1_000)
    """All files that are sent at once; `KILDE_MAX_FILE_BYTES` bounds each of them."""
    waiting: int = Field(default=200, ge=1)
    """Questions that wait to be answered; more are refused."""
