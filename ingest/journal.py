"""Vectors that were embedded for a state that is not finished yet, so that a killed ingest has not worked in vain.

A file of frames, each with the keys and vectors of one batch and a checksum. It is a store of what was computed, found
by the hash of the embedded text, and says nothing about the index: a frame that was cut off is only computed again.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np

from ingest.embedder import Vectors

_HEAD = struct.Struct("<III")
_KEY = 32
"""Letters of a vector key."""


class Journal:
    """The journal of one index, opened by the one who writes that."""

    def __init__(self, index: Path) -> None:
        self._path = index / "vectors.journal"
        self._found, whole = _read(self._path)
        if self._path.exists():
            with self._path.open("r+b") as file:
                file.truncate(whole)

    @property
    def vectors(self) -> Mapping[str, Vectors]:
        """Vector key -> vector, of what was there when the journal was opened."""
        return self._found

    def add(self, keys: Sequence[str], vectors: Vectors) -> None:
        """Keep vectors of a batch."""
        body = "".join(keys).encode("ascii") + np.ascontiguousarray(vectors, dtype="<f4").tobytes()
        with self._path.open("ab") as file:
            file.write(_HEAD.pack(len(keys), vectors.shape[1], crc32(body)) + body)

    def delete(self) -> None:
        """The state is finished."""
        self._path.unlink(missing_ok=True)


def _read(path: Path) -> tuple[dict[str, Vectors], int]:
    """What is whole, and the number of bytes it takes."""
    raw = path.read_bytes() if path.exists() else b""
    found: dict[str, Vectors] = {}
    whole = 0
    while len(raw) - whole >= _HEAD.size:
        count, width, checksum = _HEAD.unpack_from(raw, whole)
        start, keys_end = whole + _HEAD.size, whole + _HEAD.size + count * _KEY
        end = keys_end + 4 * count * width
        if end > len(raw) or crc32(raw[start:end]) != checksum:
            break
        keys = raw[start:keys_end].decode("ascii")
        rows = np.frombuffer(raw[keys_end:end], dtype="<f4").reshape(count, width)
        found.update((keys[n * _KEY : (n + 1) * _KEY], rows[n]) for n in range(count))
        whole = end
    return found, whole
