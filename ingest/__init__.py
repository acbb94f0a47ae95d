"""Documents to passages to index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.build import IngestReport, build_index

__all__ = ["IngestReport", "build_index"]


def __getattr__(name: str) -> Any:
    # `kilde --help` and the error types should not wait for chromadb, which takes a second or two to import.
    if name in __all__:
        from ingest import build

        return getattr(build, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
