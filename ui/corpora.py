"""What can be asked on the page: the documents it was opened with, and each visitor's own.

A visitor's own documents are uploaded files, which are copied, or a folder of this machine, which is read where it
is. Each such corpus has a key that nobody guesses and an index of its own, below a folder whose name is a hash of the
visitor's; whoever does not know the key sees nothing of it. Nothing is written down but what lies in these folders,
so a process that is killed leaves at most a corpus that is read to its end when it is next asked.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import threading
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ingest.build import IngestReport, Told, Written, delete_index
from ingest.documents import Document
from ingest.errors import IndexAway, KildeError, PassageIndexError
from ingest.reading import FileRead
from ingest.settings import data_folder
from ui.background import while_working
from ui.conversation import Answering
from ui.uploads import taken

SHARED = ""
"""The key of the documents that the page was opened with."""
_OPEN = 6
"""Own corpora that are held open at once."""
_KEY = re.compile(r"[0-9a-f]{32}")
_NAME_LENGTH = 60
_NOTE = "corpus.json"
Reading = Generator[FileRead | Written, None, str]
"""What is told while documents are read; returns the key of their corpus."""


class CorpusError(KildeError):
    """Own documents cannot be added, or asked, as was wanted."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents that are asked together. `home` is the folder of all that is kept of them, its name is their key."""

    name: str
    folder: Path
    home: Path

    @property
    def key(self) -> str:
        """A secret of the visitor whose documents they are."""
        return self.home.name

    @property
    def index(self) -> Path:
        """Where its index is, or its note and words when a server holds the rest."""
        return self.home / "index"

    @property
    def uploaded(self) -> bool:
        """Whether the files are copies that go when the corpus goes."""
        return self.folder.parent == self.home


class Corpora:
    """All corpora of all visitors. `shared` is asked by everybody, and lends its models to the others."""

    def __init__(self, shared: Answering, root: Path | None = None) -> None:
        self._shared, self._root = shared, root or data_folder() / "own"
        self._opened: dict[str, Answering] = {}
        self._asked: Counter[str] = Counter()
        self._written: set[str] = set()
        self._lock = threading.RLock()

    def listed(self, visitor: str) -> list[Corpus]:
        """A visitor's own, by name."""
        notes = self._of(visitor).glob(f"*/{_NOTE}") if visitor else ()
        return sorted(map(_read, notes), key=lambda corpus: (corpus.name.casefold(), corpus.key))

    def find(self, visitor: str, key: str) -> Corpus | None:
        """The visitor's corpus of this key."""
        return next((corpus for corpus in self.listed(visitor) if corpus.key == key), None)

    @contextmanager
    def asking(self, key: str) -> Iterator[Answering]:
        """The corpus of a key, to be asked. Raises CorpusError when it is gone, or is just being read."""
        if key == SHARED:
            yield self._shared
            return
        with self._lock:
            assistant = self._open(key)
            self._asked[key] += 1
        try:
            yield assistant
        finally:
            with self._lock:
                self._asked[key] -= 1

    def documents(self, key: str) -> tuple[Document, ...]:
        """The documents of a corpus; none when it cannot be asked."""
        try:
            with self.asking(key) as assistant:
                return assistant.documents()
        except KildeError:
            return ()

    def upload(self, visitor: str, key: str, name: str, files: Sequence[Path]) -> Reading:
        """Read files into a new corpus called `name`, or without a name into the visitor's `key`; they are moved there.

        Those that cannot be read are told and not kept. Raises CorpusError when none of a new corpus can be.
        """
        known = self.find(visitor, key)
        corpus = (
            known
            if known and known.uploaded and not name.strip()
            else self._begin(visitor, name.strip() or "My documents")
        )
        with self._beginning(corpus, corpus is not known), self._alone(corpus):
            yield from taken(files, corpus.folder)
            if not any(corpus.folder.iterdir()):
                raise CorpusError("None of these files can be read: nothing was added.")
            yield from self._reading(corpus)
        return corpus.key

    def point(self, visitor: str, folder: str) -> Reading:
        """Read a folder of this machine as a corpus of the visitor's. Raises CorpusError or FolderError."""
        path = Path(folder.strip()).expanduser()
        if not path.is_absolute() or not path.is_dir():
            raise CorpusError(f"There is no folder {folder.strip()!r} on this machine. Give the whole path of one.")
        path = path.resolve()
        known = next((corpus for corpus in self.listed(visitor) if corpus.folder == path), None)
        corpus = known or self._begin(visitor, path.name or "Files", path)
        with self._beginning(corpus, corpus is not known), self._alone(corpus):
            yield from self._reading(corpus)
        return corpus.key

    def remove(self, visitor: str, key: str) -> None:
        """Forget a corpus: index, copies of files, name; a folder of the machine stays as it is."""
        corpus = self.find(visitor, key)
        if corpus is not None:
            with self._alone(corpus):
                delete_index(corpus.index)
                shutil.rmtree(corpus.home)

    def close(self) -> None:
        """Close every own corpus that is open."""
        with self._lock:
            while self._opened:
                self._opened.popitem()[1].close()

    def _reading(self, corpus: Corpus) -> Generator[FileRead | Written, None, IngestReport]:
        def work(told: Told) -> IngestReport:
            return self._shared.ingest(corpus.folder, corpus.index, told)

        return while_working(work)

    def _of(self, visitor: str) -> Path:
        return self._root / sha256(visitor.encode()).hexdigest()[:32]

    def _begin(self, visitor: str, name: str, folder: Path | None = None) -> Corpus:
        """A new corpus, under a name that no other one of the visitor has."""
        used = {corpus.name for corpus in self.listed(visitor)}
        wanted = " ".join(name.split())[:_NAME_LENGTH]
        free = next(one for one in [wanted, *(f"{wanted} {n}" for n in range(2, len(used) + 3))] if one not in used)
        home = self._of(visitor) / secrets.token_hex(16)
        corpus = Corpus(free, folder or home / "documents", home)
        try:
            home.mkdir(parents=True, mode=0o700)
            if corpus.uploaded:
                corpus.folder.mkdir()
            note = {"name": free, "folder": str(folder or "")}
            (home / _NOTE).write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")
        except OSError as error:
            raise CorpusError(f"Nothing can be kept in {self._root} ({error.strerror}). Make room there.") from error
        return corpus

    @contextmanager
    def _beginning(self, corpus: Corpus, new: bool) -> Iterator[None]:
        """Of a new corpus nothing is left when it cannot be read."""
        try:
            yield
        except KildeError:
            if new:
                with suppress(KildeError):  # a server that is away keeps what had come until then
                    delete_index(corpus.index)
                shutil.rmtree(corpus.home, ignore_errors=True)
            raise

    @contextmanager
    def _alone(self, corpus: Corpus) -> Iterator[None]:
        """Nobody asks a corpus while it is changed."""
        with self._lock:
            if corpus.key in self._written or self._asked[corpus.key]:
                raise CorpusError(f"{corpus.name} is in use just now. Try again when the answer is there.")
            self._written.add(corpus.key)
            if corpus.key in self._opened:
                self._opened.pop(corpus.key).close()
        try:
            yield
        finally:
            with self._lock:
                self._written.discard(corpus.key)

    def _open(self, key: str) -> Answering:
        if key in self._written:
            raise CorpusError("These documents are being read just now. Ask again when that is done.")
        if key not in self._opened:
            idle = [one for one in self._opened if not self._asked[one]]
            for one in idle[: max(0, len(self._opened) - _OPEN + 1)]:
                self._opened.pop(one).close()
            self._opened[key] = self._beside(key)
        return self._opened[key]

    def _beside(self, key: str) -> Answering:
        note = next(self._root.glob(f"*/{key}/{_NOTE}"), None) if _KEY.fullmatch(key) else None
        if note is None:
            raise CorpusError("These documents are no longer here. Choose others to ask.")
        corpus = _read(note)
        try:
            return self._shared.beside(corpus.index)
        except IndexAway:
            raise
        except PassageIndexError:
            # Whoever read it was stopped in between, Kilde is a newer one, or a file is damaged.
            self._shared.ingest(corpus.folder, corpus.index)
            return self._shared.beside(corpus.index)


def _read(note: Path) -> Corpus:
    told = json.loads(note.read_text(encoding="utf-8"))
    return Corpus(told["name"], Path(told["folder"] or note.parent / "documents"), note.parent)
