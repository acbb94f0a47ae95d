"""Files of a folder that strangers may have filled: which there are, and their bytes. Knows nothing of formats.

Only regular files within the folder are opened. Links that lead out of it, loops of links, devices, pipes, sockets and
names that no message can show are told apart before and, because a folder may change meanwhile, again when the file is
open. Nothing here depends on how deep or how long a folder makes its paths.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from ingest.errors import DocumentError

_TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Turn the direction of what is shown, so that a name reads as another."""


def files_below(root: Path) -> Iterator[tuple[str, bool]]:
    """Path below `root`, which is resolved, of everything in it that is not hidden and no folder, and whether it can
    be read: it is a regular file within. A folder that cannot be opened is told as such, with a slash at the end.
    """
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(root / folder) as entries:
                found = [entry for entry in entries if not entry.name.startswith(".")]
                folders = [entry.name for entry in found if entry.is_dir(follow_symlinks=False)]
        except OSError:
            yield f"{folder}/", False
            continue
        waiting += [os.path.join(folder, name) for name in folders]
        for entry in found:
            if entry.name not in folders and not _is_folder(root / folder / entry.name):
                path = os.path.join(folder, entry.name)
                yield path, _is_within(root, path)


def bytes_of(folder: Path, name: str, most: int) -> bytes:
    """The bytes of a file of the folder. Raises DocumentError with the reason when they cannot be had."""
    if shown(name) != name:
        raise DocumentError("its name has signs that cannot be shown, or is not UTF-8; give it another")
    try:
        # Without waiting: a pipe would let nobody in until somebody writes to it.
        with open(os.open(folder / name, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            told = os.fstat(file.fileno())
            if not stat.S_ISREG(told.st_mode):
                raise DocumentError("it is a device or a pipe, no file")
            real = os.path.realpath(folder / name)
            if not (Path(real).is_relative_to(folder.resolve()) and os.path.samestat(os.stat(real), told)):
                raise DocumentError("it leads out of the folder")
            if told.st_size > most:
                raise DocumentError(
                    f"it has {told.st_size:,} bytes, more than the {most:,} that KILDE_MAX_FILE_BYTES allows"
                )
            content = file.read(most + 1)
    except (OSError, ValueError) as error:
        raise DocumentError(f"it cannot be read ({getattr(error, 'strerror', None) or error})") from error
    if len(content) > most:
        raise DocumentError(f"it grows, and has more than the {most:,} bytes that KILDE_MAX_FILE_BYTES allows")
    return content


def shown(name: str) -> str:
    """A name as it can be printed: signs that steer a terminal, or are no signs at all, become one that says so."""
    return "".join(
        "\ufffd" if unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} or sign in _TURNS else sign for sign in name
    )


def _is_folder(path: Path) -> bool:
    """Whether it is a link to a folder. Such links are not followed, so there are no loops of them."""
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def _is_within(root: Path, path: str) -> bool:
    try:
        regular = stat.S_ISREG(os.stat(root / path).st_mode)
        return regular and Path(os.path.realpath(root / path)).is_relative_to(root)
    except (OSError, ValueError):
        return False
