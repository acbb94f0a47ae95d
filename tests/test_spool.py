"""Rows that wait on disk come back as they were."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryFile

import pytest

from ingest.records import Record
from ingest.spool import Spool

ROWS = [
    (Record("a" * 32, "Text \ud800 and ✓\n", "k" * 32, {"level": "passage", "position": 0}), "Title\nText"),
    (Record("b" * 32, "", "l" * 32, {"level": "sentence", "start": 5}), "Te"),
]


def test_rows_come_back_in_the_order_asked_for(tmp_path: Path) -> None:
    with TemporaryFile(dir=tmp_path) as file:
        spool = Spool(file)
        for record, text in [*ROWS, ROWS[0]]:
            spool.add(record, text)
        assert spool.read(["b" * 32, "a" * 32]) == [ROWS[1], ROWS[0]]
        assert spool.by_length(["a" * 32, "b" * 32]) == ["b" * 32, "a" * 32]
        assert "a" * 32 in spool and "c" * 32 not in spool
        with pytest.raises(KeyError):
            spool.read(["c" * 32])
        spool.add(Record("c" * 32, "later", "", {}), "")
        assert spool.read(["c" * 32]) == [(Record("c" * 32, "later", "", {}), "")]
        assert list(tmp_path.iterdir()) == []
