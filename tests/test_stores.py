"""How a state comes to its rows, below a folder: what is saved, and how often."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ingest.build import build_index
from ingest.checksums import DATABASE
from ingest.chroma_folder import FolderPlace
from ingest.collection import Collection
from ingest.stores import FolderStore
from tests.fakes import HashEmbedder
from tests.states import state


def logged(folder: Path) -> int:
    """Rows that Chroma reads from its log into the graph when it is opened."""
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        (count,) = database.execute("SELECT count(*) FROM embeddings_queue").fetchone()
    return int(count)


def test_an_ingest_leaves_nothing_to_be_read_from_the_log_when_the_index_is_opened(tmp_path: Path) -> None:
    folder, index = tmp_path / "folder", tmp_path / "index"
    folder.mkdir()
    for number in range(20):
        lines = [f"Shelf {number} has {place} jars of plums." for place in range(60)]
        (folder / f"{number:02}.txt").write_text("\n\n".join(lines))
    build_index(folder, index, embedder=HashEmbedder())
    assert logged(state(index)) <= 1
    (folder / "03.txt").write_text("The shelf is empty now.")
    build_index(folder, index, embedder=HashEmbedder())
    assert logged(state(index)) <= 1


@pytest.mark.parametrize(("rows", "least"), [(10, 1_000), (40_000, 5_000), (700_000, 8_000)])
def test_the_larger_a_state_the_more_rows_until_its_graph_is_saved_up_to_a_limit(
    tmp_path: Path, rows: int, least: int
) -> None:
    fresh = tmp_path / "state-1"
    fresh.mkdir()
    with FolderStore().writing(fresh, None, "", rows) as (collection, _):
        assert collection._rows.configuration["hnsw"]["sync_threshold"] == least
    with closing(Collection(FolderPlace(fresh))) as again:
        assert again._rows.configuration["hnsw"]["sync_threshold"] == 2
