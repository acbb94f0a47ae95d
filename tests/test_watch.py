"""`kilde ingest FOLDER --watch` as a process of its own, and what it looks at."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import FolderError
from ingest.index import PassageIndex
from ingest.watch import look
from tests.fakes import NOTES, HashEmbedder, write_folder

# The real command with the embedder of the tests, and looks that follow each other faster. Ctrl-C is heard also where
# the tests run in the background of a shell, which has what it starts there ignore it.
KILDE = """
import signal, sys
import ingest.build, ingest.embedder, ingest.watch
from tests.fakes import HashEmbedder
from ui.cli import main

ingest.build.open_embedder = ingest.embedder.open_embedder = lambda settings: HashEmbedder()
ingest.watch.watch.__kwdefaults__["seconds"] = 0.2
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(main(sys.argv[1:]))
"""


class Watching:
    """The command, and the lines it says."""

    def __init__(self, folder: Path, index: Path) -> None:
        root = str(Path(__file__).resolve().parent.parent)
        command = [sys.executable, "-c", KILDE, "ingest", str(folder), "--index", str(index), "--watch"]
        self.process = subprocess.Popen(
            command, env={**os.environ, "PYTHONPATH": root}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def line(self) -> str:
        return self._lines.get(timeout=60)

    def silent(self) -> bool:
        return self._lines.empty()


@pytest.fixture
def watching(corpus: Path, tmp_path: Path) -> Iterator[Watching]:
    started = Watching(corpus, tmp_path / "index")
    yield started
    started.process.kill()
    started.process.wait()


def test_watching_keeps_the_index_current_while_it_is_asked_and_survives_a_folder_that_vanishes(
    watching: Watching, corpus: Path, tmp_path: Path
) -> None:
    assert watching.line().startswith("3 documents: 8 passages added")
    assert watching.line().startswith("The index is in ")
    assert watching.line().startswith("Ask it with: ")
    assert watching.line() == f"Watching {corpus} (Ctrl-C ends it)"
    with PassageIndex(tmp_path / "index", HashEmbedder()) as index:
        assert index.search("zebra")
        write_folder(corpus, {"new.txt": "The zebra has a hive.\n"})
        assert re.fullmatch(r"\d\d:\d\d:\d\d 4 documents: 1 passages added, 8 unchanged, 0 removed\.", watching.line())
        assert index.search("zebra")[0].passage.text == "The zebra has a hive.\n"
        with (corpus / "slow.txt").open("w") as file:
            for n in range(8):
                file.write(f"Line {n} of a long text.\n")
                file.flush()
                time.sleep(0.1)
        assert "5 documents: 1 passages added" in watching.line()
        assert index.search("Line")[0].passage.text.count("\n") == 8
        corpus.rename(tmp_path / "away")
        assert "There is no folder" in watching.line()
        assert index.search("zebra")[0].passage.text == "The zebra has a hive.\n"
        write_folder(tmp_path / "away", {"minutes/2021-05.txt": NOTES + "The zebra left.\n"})
        (tmp_path / "away").rename(corpus)
        assert "5 documents: 1 passages added, 9 unchanged, 1 removed." in watching.line()
        assert {hit.passage.document_id for hit in index.search("zebra", k=2)} == {"new.txt", "minutes/2021-05.txt"}
    assert watching.silent()
    watching.process.send_signal(signal.SIGINT)
    assert watching.process.wait(30) == 130
    assert watching.process.stderr is not None and "Traceback" not in watching.process.stderr.read()


def test_a_look_sees_what_was_changed_added_and_taken_away_and_nothing_else(corpus: Path) -> None:
    seen = [look(corpus)]
    assert look(corpus) == seen[0]
    for files in ({"guide.txt": "Short.\n"}, {"new.txt": NOTES}, {"sources.toml": ""}):
        write_folder(corpus, files)
        seen.append(look(corpus))
    (corpus / "new.txt").unlink()
    seen.append(look(corpus))
    assert len(set(seen)) == 5
    with pytest.raises(FolderError):
        look(corpus / "none")
