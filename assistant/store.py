"""The model store: which models there are, which files are here, and how the missing ones are fetched.

    spec (models.toml) ──► find: the file is here, with the right size
                      └──► fetch: source after source ──► checksum ──► rename ──► NAME.sha256 beside it

A file is trusted for its checksum, never for its origin. The checksum is computed once, when the file comes; the
record beside it (`sha256sum -c` reads it) is why opening a model need not read a gigabyte again. `verify` does.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from filelock import FileLock
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from tqdm import tqdm

from assistant.errors import ModelBroken, ModelError, ModelMissing
from assistant.settings import Settings
from assistant.sources import Source, SourceAway, bring


class ModelSpec(BaseModel):
    """What a model's file must be, and where it can come from."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str = Field(pattern=r"^[\w.-]+$")
    file: str = Field(pattern=r"^[\w-][\w.-]*\.gguf$")
    bytes: int = Field(gt=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    licence: str
    source: tuple[Source, ...]


class _Catalogue(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    default: str | None = None
    model: tuple[ModelSpec, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """One line of `kilde models`."""

    name: str
    path: Path
    present: bool
    verified: bool
    """The checksum was computed from this very file, which has not been touched since."""
    default: bool
    bytes: int
    sha256: str
    licence: str
    sources: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types only."""
        return {
            "name": self.name,
            "path": str(self.path),
            "present": self.present,
            "verified": self.verified,
            "default": self.default,
            "bytes": self.bytes,
            "sha256": self.sha256,
            "licence": self.licence,
            "sources": list(self.sources),
        }


def models(models_dir: Path | None = None) -> tuple[ModelSpec, ...]:
    """Every known model, the default first; entries of `models_dir/models.toml` are added or take precedence."""
    default, known = _catalogue(models_dir)
    return tuple(sorted(known.values(), key=lambda spec: spec.name != default))


def find(name: str, models_dir: Path) -> Path | None:
    """The model's file when it is here with the right size; it is not read."""
    spec = _spec(name, models_dir)
    path = models_dir / spec.file
    return path if path.is_file() and path.stat().st_size == spec.bytes else None


def fetch(name: str, models_dir: Path, progress: bool = True) -> Path:
    """The model's file, brought here if need be; raises ModelMissing when no source can be reached."""
    spec = _spec(name, models_dir)
    if (path := find(name, models_dir)) is not None:
        return path
    try:
        models_dir.mkdir(parents=True, exist_ok=True)
        with FileLock(models_dir / f"{spec.file}.lock"):
            return find(name, models_dir) or _fetch(spec, models_dir, progress)  # another process may have brought it
    except OSError as error:
        raise ModelError(
            f"cannot write the model to {models_dir} ({error.strerror or error}): make room, or set KILDE_MODELS_DIR"
        ) from error


def verify(name: str, models_dir: Path) -> Path:
    """Read the whole file and compare its checksum; ModelBroken when it differs."""
    spec = _spec(name, models_dir)
    path = models_dir / spec.file
    if not path.is_file():
        raise ModelMissing(f"{name} is not in {models_dir}: {_cure(name)}")
    _check(spec, path, cure=f"delete {path} and {_cure(name)}")
    _record(spec, path)
    return path


def status(models_dir: Path) -> tuple[ModelStatus, ...]:
    """Every known model and whether it is here."""
    default, _ = _catalogue(models_dir)
    return tuple(
        ModelStatus(
            name=spec.name,
            path=models_dir / spec.file,
            present=find(spec.name, models_dir) is not None,
            verified=_recorded(spec, models_dir / spec.file),
            default=spec.name == default,
            bytes=spec.bytes,
            sha256=spec.sha256,
            licence=spec.licence,
            sources=tuple(str(source) for source in spec.source),
        )
        for spec in models(models_dir)
    )


def ensure_default(models_dir: Path, progress: bool = True) -> Path | None:
    """The default model's file, fetched if need be; None, and one line on stderr, when no source can be reached."""
    name = models(models_dir)[0].name
    try:
        return fetch(name, models_dir, progress)
    except ModelMissing as error:
        sys.stderr.write(f"Kilde will answer by quoting, without a language model: {error}\n")
        return None


def _catalogue(models_dir: Path | None) -> tuple[str, dict[str, ModelSpec]]:
    shipped = _Catalogue.model_validate(tomllib.loads(files("assistant").joinpath("models.toml").read_text("utf-8")))
    own = _Catalogue()
    path = models_dir / "models.toml" if models_dir is not None else None
    if path is not None and path.is_file():
        try:
            own = _Catalogue.model_validate(tomllib.loads(path.read_text("utf-8")))
        except (ValidationError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            reason = "; ".join(str(error).splitlines()[:3])
            raise ModelError(f"{path} is not a list of models ({reason}): mend or remove it") from error
    known = {spec.name: spec for spec in (*shipped.model, *own.model)}
    default = own.default or shipped.default
    if default not in known:
        raise ModelError(f"the default model {default!r} is not among {', '.join(known)}: mend {path}")
    return default, known


def _spec(name: str, models_dir: Path) -> ModelSpec:
    _, known = _catalogue(models_dir)
    if name not in known:
        raise ModelMissing(f"there is no model {name!r}: choose one of {', '.join(known)}")
    return known[name]


def _fetch(spec: ModelSpec, models_dir: Path, progress: bool) -> Path:
    work, path = models_dir / f"{spec.file}.partial", models_dir / spec.file
    tried: list[str] = []
    broken: ModelBroken | None = None
    for source in spec.source:
        work.mkdir(exist_ok=True)
        try:
            with _bar(spec, progress) as bar:
                whole = bring(source, work, spec.bytes, bar.update)
            _check(spec, whole, cure=f"it came from {source} and was not kept; try again or use another source")
        except SourceAway as away:
            tried.append(f"{source}: {away}")
        except ModelBroken as error:
            broken = error
            shutil.rmtree(work)
        else:
            os.replace(whole, path)
            _record(spec, path)
            shutil.rmtree(work)
            return path
    with suppress(OSError):  # what has arrived stays for the next try
        work.rmdir()
    raise broken or ModelMissing(
        f"{spec.name} could not be fetched ({'; '.join(tried)}): check the network, then {_cure(spec.name)}"
    )


def _bar(spec: ModelSpec, progress: bool) -> tqdm[Any]:
    pause = 0.2 if sys.stderr.isatty() else 15.0  # a log file is not a terminal
    return tqdm(total=spec.bytes, desc=spec.name, unit="B", unit_scale=True, disable=not progress, mininterval=pause)


def _check(spec: ModelSpec, path: Path, cure: str) -> None:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != spec.sha256:
        raise ModelBroken(f"{spec.name} has the wrong checksum: sha256 {digest}, expected {spec.sha256}; {cure}")


def _record(spec: ModelSpec, path: Path) -> None:
    path.with_name(f"{spec.file}.sha256").write_text(f"{spec.sha256}  {spec.file}\n", "utf-8")


def _recorded(spec: ModelSpec, path: Path) -> bool:
    record = path.with_name(f"{spec.file}.sha256")
    if not (path.is_file() and record.is_file()):
        return False
    return record.stat().st_mtime_ns >= path.stat().st_mtime_ns and record.read_text("utf-8").startswith(spec.sha256)


def _cure(name: str) -> str:
    return f"run `kilde models --fetch {name}`"


def main(arguments: list[str]) -> int:
    """`python -m assistant.store [NAME ...]`: fetch these models, or the default one."""
    models_dir = Settings().models_dir
    try:
        for name in arguments:
            fetch(name, models_dir)
        if not arguments:
            ensure_default(models_dir)
    except ModelError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
