"""Is everything in its place? Looks at index, model and disk, changes nothing, and names the cure for what is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant import Assistant, store
from assistant.settings import Settings
from ingest.errors import KildeError
from ingest.health import faults
from ingest.settings import SHIPPED_CORPUS, IngestSettings, default_index


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; `found` says what was found and, when that is not as it should be, what to do."""

    name: str
    found: str
    ok: bool = True

    def __str__(self) -> str:
        return f"{'ok' if self.ok else 'problem'}: {self.name}: {self.found}"


def examine(index: Path | None = None) -> list[Check]:
    """Every check, in the order in which things are needed."""
    place = index or default_index(SHIPPED_CORPUS)
    settings = Settings()
    return [
        *_index(place, chosen=index is not None),
        _model(settings),
        *_embeddings(),
        *_disks(place, settings.models_dir),
    ]


def _index(place: Path, *, chosen: bool) -> Iterator[Check]:
    if not place.is_dir():
        if chosen:
            yield Check("index", f"there is none at {place}; run `kilde ingest FOLDER --index {place}`", ok=False)
        else:
            yield Check("index", f"not built yet; the first question builds it, at {place}")
        return
    found = faults(place)
    yield from (Check("index", fault, ok=False) for fault in found)
    if found:
        return
    try:
        with Assistant.open(place, "none") as assistant:
            served = IngestSettings().chroma_url
            there = f", on the Chroma server {served}" if served else ""
            yield Check("index", f"{len(assistant.documents())} documents in {place}{there}")
    except KildeError as error:
        yield Check("index", str(error), ok=False)


def _model(settings: Settings) -> Check:
    """Models of the store are looked at on disk; a server is not asked, because that may cost money."""
    chosen = settings.model
    if chosen == "none":
        return Check("model", "none; answers are quoted")
    if chosen.startswith(("ollama/", "openai/")):
        return Check("model", f"{chosen}, on a server that is not asked here")
    if chosen.endswith(".gguf"):
        here = Path(chosen).expanduser().is_file()
        return Check("model", chosen if here else f"there is no file {chosen}; correct KILDE_MODEL", ok=here)
    try:
        known = store.status(settings.models_dir)
    except KildeError as error:
        return Check("model", str(error), ok=False)
    for model in known:
        if model.name == chosen or (chosen == "auto" and model.default):
            return _stored(model)
    names = ", ".join(model.name for model in known)
    return Check("model", f"{chosen} is not known; set KILDE_MODEL to auto, none or one of {names}", ok=False)


def _embeddings() -> Iterator[Check]:
    settings = IngestSettings()
    if settings.embedding_url is not None:
        found = f"{settings.embedding_model} at {settings.embedding_url}, a server that is not asked here"
        yield Check("embeddings", found)


def _stored(model: store.ModelStatus) -> Check:
    fetch = f"run `kilde models --fetch {model.name}`"
    if not model.present:
        there = f"{model.name} is not in {model.path.parent}"
        return Check("model", f"{there}; {fetch}, or go on with quoted answers", ok=False)
    if not model.verified:
        return Check("model", f"no checksum is on record for {model.path}; delete it and {fetch}", ok=False)
    return Check("model", f"{model.name}, its checksum on record, at {model.path}")


def _disks(*places: Path) -> Iterator[Check]:
    least = IngestSettings().min_free_bytes
    for folder in dict.fromkeys(_existing(place) for place in places):
        free = shutil.disk_usage(folder).free
        found = f"{free / 1e9:,.1f} GB free at {folder}"
        cure = "" if free >= least else f"; make room, at least {least / 1e6:,.0f} MB are needed"
        yield Check("disk", found + cure, ok=free >= least)


def _existing(place: Path) -> Path:
    """The folder that is there, where `place` is or will be."""
    return next(folder for folder in (place.absolute(), *place.absolute().parents) if folder.exists())
