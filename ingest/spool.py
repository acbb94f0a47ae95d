"""Rows that wait on disk until they are written: the text of a folder need not be in memory all at once."""

from __future__ import annotations

import json
import os
from array import array
from collections.abc import Iterable, Sequence
from typing import IO

from ingest.records import Record


class Spool:
    """Rows, each with the text to embed, in a file."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._numbers: dict[str, int] = {}
        self._ends = array("Q", [0])
        self._lengths = array("L")

    def add(self, record: Record, text: str) -> None:
        """Keep a row; one that is there already changes nothing."""
        if record.id in self._numbers:
            return
        told = json.dumps([record.id, record.text, record.vector_key, record.metadata, text]).encode("ascii")
        self._file.write(told)
        self._numbers[record.id] = len(self._lengths)
        self._ends.append(self._ends[-1] + len(told))
        self._lengths.append(len(text))

    def __contains__(self, row_id: str) -> bool:
        return row_id in self._numbers

    def by_length(self, ids: Iterable[str]) -> list[str]:
        """These ids by the length of the text to embed."""
        return sorted(ids, key=lambda row_id: self._lengths[self._numbers[row_id]])

    def read(self, ids: Sequence[str]) -> list[tuple[Record, str]]:
        """The rows with these ids, in their order. Raises KeyError for one that is not here."""
        self._file.flush()
        rows = []
        for number in (self._numbers[row_id] for row_id in ids):
            start, end = self._ends[number : number + 2]
            told = json.loads(os.pread(self._file.fileno(), end - start, start))
            rows.append((Record(*told[:4]), str(told[4])))
        return rows
