"""Groups of rows, and what is kept of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.__main__ import main
from evals.errors import EvalError
from evals.speed import Measured, Row
from evals.speed_run import GROUPS, Group, measure_groups, save_speed
from ingest.errors import KildeError

FAST, SLOW, AWAY = (Row(name, "nothing", "s", ratio=1.0) for name in ("fast", "slow", "away"))


def quick() -> list[Measured]:
    return [Measured(FAST, 1.0, 2.0), Measured(SLOW, 4.0, 2.0)]


def without_model() -> list[Measured]:
    raise KildeError("There is no model. Fetch one.")


TWO = (
    Group("two", __name__, "quick", ("FAST", "SLOW")),
    Group("away", __name__, "without_model", ("AWAY",)),
)


def test_a_group_that_cannot_be_measured_says_why_and_the_others_go_on() -> None:
    found = measure_groups([], TWO)
    assert [(one.row.name, one.met) for one in found] == [("fast", True), ("slow", False), ("away", None)]
    assert found[2].note == "There is no model. Fetch one."


def test_one_group_can_be_measured_alone_and_a_wrong_name_is_refused() -> None:
    assert [one.row.name for one in measure_groups(["away"], TWO)] == ["away"]
    with pytest.raises(EvalError, match="nothing is no row. Choose from two, away"):
        measure_groups(["nothing"], TWO)


def test_every_row_of_every_group_is_there() -> None:
    rows = [one.row for group in GROUPS for one in group.unmeasured("not now")]
    assert len({row.name for row in rows}) == len(rows) == 14
    assert all(row.goal for row in rows)


def test_numbers_and_page_are_written(tmp_path: Path) -> None:
    page = save_speed(measure_groups(["two"], TWO), tmp_path / "new")
    told = json.loads((tmp_path / "new" / "speed.json").read_text())
    assert [(row["name"], row["ratio"], row["met"]) for row in told["rows"]] == [
        ("fast", 0.5, True),
        ("slow", 2.0, False),
    ]
    assert {"machine", "code", "written"} <= told["made"].keys()
    assert "slow" in page.read_text()


def test_a_wrong_row_on_the_command_line_names_the_right_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--speed", "everything", "--out", str(tmp_path)]) == 1
    assert "everything is no row. Choose from cold, memory, evidence, large" in capsys.readouterr().err
