"""The files of a folder as they were when they were read, so that the next ingest need not read those again.

    index/files.json    which rows this is about, what read them, and for each file how it looked before it was read

A file is taken as unchanged when its size, its number, and both times of change (of what is in it, and of what is known
about it, which nobody can set back) are what they were, and its notes in sources.toml too. A file that was changed only
just before it was read is not noted, since a change at the same tick of the clock would not show (as in Git's index).
Another version of Kilde, or of a library that reads files, may read another text: then all are read.

The file is only a shorter way: where it is missing, garbled, or about other rows, everything is read.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from ingest.documents import SourceNote

SEEN = "files.json"
_TICK, _COARSE = 100_000_000, 2_000_000_000
"""Nanoseconds within which two changes may have one time: the clock of a kernel, and that of a FAT file system."""

Look = tuple[int | str, ...]
"""Size, time of change of the contents and of the file in nanoseconds, number; a hash of its notes."""


@dataclass(slots=True)
class Seen:
    """The files of a folder, as they look now."""

    folder: Path
    notes: Mapping[str, SourceNote]
    looks: dict[str, Look] = field(default_factory=dict)

    def look(self, name: str) -> Look | None:
        """How a file looks now; call it before the file is read. None for one that cannot be trusted to show a change.

        What is found stands in `looks`.
        """
        now = time.time_ns()
        try:
            about = (self.folder / name).stat()
        except (OSError, ValueError):
            return None
        coarse = about.st_ctime_ns % 1_000_000_000 == 0
        if now - max(about.st_mtime_ns, about.st_ctime_ns) < (_COARSE if coarse else _TICK):
            return None
        note = self.notes.get(name)
        told = sha256(note.model_dump_json().encode()).hexdigest()[:16] if note else ""
        look = (about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino, told)
        self.looks[name] = look
        return look

    def save(self, index: Path, fingerprint: str) -> None:
        """Note how the files looked of which the rows with this fingerprint were made, if there is room for it."""
        told = {"rows": fingerprint, "read_by": _read_by(), "files": self.looks}
        fresh = index / f"{SEEN}.new"
        with suppress(OSError):
            fresh.write_text(json.dumps(told), encoding="utf-8")
            fresh.replace(index / SEEN)


def seen_before(index: Path, fingerprint: str) -> Mapping[str, Look]:
    """File -> how it looked, of the rows with this fingerprint; nothing when that is not known."""
    try:
        told = json.loads((index / SEEN).read_text(encoding="utf-8"))
        if (told["rows"], told["read_by"]) != (fingerprint, _read_by()) or not told["read_by"]:
            return {}
        return {str(name): tuple(look) for name, look in told["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


@lru_cache(maxsize=1)
def _read_by() -> str:
    """What the text of a file depends on besides the file: this code, and the versions of what it uses."""
    try:
        used = [re.split(r"[^\w.-]", line)[0] for line in requires("kilde") or () if "extra ==" not in line]
        versions = [f"{name} {version(name)}" for name in used]
    except PackageNotFoundError:
        return ""
    own = sha256("\n".join(sorted(versions)).encode())
    for path in sorted(Path(__file__).resolve().parent.rglob("*.py")):
        own.update(path.read_bytes())
    return own.hexdigest()
