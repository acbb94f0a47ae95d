"""The verification over the planted errors of all suites, kept as `verification.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from evals.circumstances import KILDE, code_checksum
from evals.errors import EvalError
from evals.planted import plant_folders
from evals.suites import Suite
from evals.verification import Classification, measure

VERIFICATION = "verification.json"


def verify_planted(suites: Sequence[Suite]) -> Classification:
    """Plant errors into the documents of each suite, and check every sentence. No model takes part."""
    return measure(plant_folders([suite.folder for suite in suites]))


def save_verification(found: Classification, suites: Sequence[Suite], folder: Path) -> Path:
    """Write it into the folder, with the checksum of the code that was measured. Raises EvalError."""
    path = folder / VERIFICATION
    whole = {"code_sha256": code_checksum(KILDE), "suites": [suite.name for suite in suites], **found.to_dict()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise EvalError(f"{folder} cannot be written ({error.strerror}). Name another folder with --out.") from error
    return path
