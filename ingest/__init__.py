"""Documents to passages to index."""

from ingest.build import IngestReport, build_index

__all__ = ["IngestReport", "build_index"]
