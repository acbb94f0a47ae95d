"""Where `kilde eval` keeps what it finds unless told otherwise, and the latest of it."""

from __future__ import annotations

import re
from pathlib import Path

from platformdirs import user_data_path


def kept_in(*parts: str) -> Path:
    """The folder of an evaluation, named after what was measured."""
    return _place() / re.sub(r"[^\w.-]+", "-", "-".join(parts))


def latest() -> Path | None:
    """The results that were written last; None when there are none yet."""
    from evals.results import RESULTS  # brings the libraries that measure, which `kilde eval --help` can do without

    return max(_place().glob(f"*/{RESULTS}"), key=lambda file: file.stat().st_mtime_ns, default=None)


def _place() -> Path:
    return Path(user_data_path("kilde")) / "evals"
