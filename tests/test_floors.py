"""Floors: Kilde without a model, over every fourth development case of all suites, is nowhere worse than was recorded.

When this fails, the change made answers or retrieval worse: `kilde eval --model none` and `kilde eval --compare` show
where. When it was an improvement somewhere else that is worth it, `evals.floors` says how floors are moved.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.reader import Reader
from assistant.settings import Settings
from evals.bench import Bench
from evals.errors import EvalError
from evals.evaluate import kilde
from evals.floors import FLOORS, Shortfall, as_toml, load_floors, measure_fast, shortfalls
from evals.suites import SUITES
from ingest.embedder import Embedder
from tests.scripted import RIGHT, found


@pytest.fixture
def kept_indexes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The indexes of the suites stay where pytest keeps what helps its next run; they are brought up to date there."""
    monkeypatch.setenv("XDG_DATA_HOME", str(request.config.cache.mkdir("kilde-suites")))


@pytest.mark.usefixtures("kept_indexes")
def test_nothing_is_worse_than_its_floor(real_embedder: Embedder, tmp_path: Path) -> None:
    bench = Bench(real_embedder, None, Settings(model="none"), Reader()).remembering()
    results = measure_fast([kilde(bench, tmp_path)])
    assert [str(one) for one in shortfalls(results, load_floors())] == []


def test_every_suite_and_the_total_have_floors_and_quotations_are_always_verbatim() -> None:
    floors = load_floors()
    assert floors.keys() == {suite.name for suite in SUITES} | {"total"}
    assert {floor.get("verbatim", 1.0) for floor in floors.values()} == {1.0}
    assert floors["total"].keys() == {"accuracy", "abstention_f1", "verbatim", "recall_at_5"}
    assert min(floor for metrics in floors.values() for floor in metrics.values()) > 0
    assert 'date = "20' in FLOORS.read_text(encoding="utf-8")


def test_a_number_below_its_floor_and_one_that_is_gone_are_named(tmp_path: Path) -> None:
    results = found(tmp_path, RIGHT)
    fallen = shortfalls(results, {"shop": {"accuracy": 1.1}, "total": {"accuracy": 1.0}, "museum": {"accuracy": 0.5}})
    assert fallen == (Shortfall("shop", "accuracy", 1.1, 1.0), Shortfall("museum", "accuracy", 0.5, None))
    assert str(fallen[0]) == "shop, accuracy: 1.000, floor 1.100"


@pytest.mark.parametrize(("cases", "accuracy"), [(300, 0.98), (75, 0.98), (20, 0.925)])
def test_floors_are_two_points_or_one_and_a_half_cases_below_and_read_again(
    tmp_path: Path, cases: int, accuracy: float
) -> None:
    results = found(tmp_path, RIGHT) | {"circumstances": {"code_sha256": "abc"}}
    results["suites"]["shop"]["totals"]["cases"] = cases
    path = tmp_path / "floors.toml"
    path.write_text(as_toml(results, "2026-11-22", "test"), encoding="utf-8")
    floors = load_floors(path)
    assert floors["shop"] == {
        "accuracy": accuracy, "abstention_f1": accuracy, "verbatim": 1.0, "recall_at_5": 0.98,
    }  # fmt: skip
    assert shortfalls(results, floors) == ()


def test_a_suite_too_small_for_a_floor_of_its_own_has_none(tmp_path: Path) -> None:
    results = found(tmp_path, RIGHT) | {"circumstances": {"code_sha256": "abc"}}
    results["suites"]["shop"]["totals"]["cases"] = 1
    path = tmp_path / "floors.toml"
    path.write_text(as_toml(results, "2026-11-22", "test"), encoding="utf-8")
    assert load_floors(path)["shop"] == {"verbatim": 1.0, "recall_at_5": 0.98}


def test_a_file_that_is_no_list_of_floors_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="python -m evals.floors"):
        load_floors(tmp_path / "none.toml")
