"""The verification as a classifier: known verdicts give known numbers, and the real ones keep above a floor."""

from __future__ import annotations

import json

import pytest

from assistant.answer import Verdict
from evals.planted import Planted, plant_folders
from evals.planting import Source
from evals.suites import SUITES
from evals.totals import wilson
from evals.verification import Classification, measure, proved, table, verified

POOL = Source("town.txt", 0, "The pool of Birkby has 12 lanes and is heated.", ("Town", "The pool"))
HALL = Source("town.txt", 50, "The hall of Birkby is open to every member.", ("Town", "The hall"))

HAND_MADE = (
    Planted("number", "The pool of Birkby has 14 lanes and is heated.", (POOL,), False),
    Planted("number", "The pool of Birkby has 16 lanes and is heated.", (POOL,), False),
    Planted("negation added", "The pool of Birkby has 12 lanes and is not heated.", (POOL,), False),
    Planted("verbatim", POOL.text, (POOL,), True),
    Planted("numeral", "The pool of Birkby has twelve lanes and is heated.", (POOL,), True),
)


def scripted(*refused: str) -> Classification:
    """A check that refuses just these sentences."""
    return measure(HAND_MADE, lambda one: Verdict.NUMBER if one.sentence in refused else Verdict.SUPPORTED)


def test_both_checks_judge_the_hand_made_cases_rightly() -> None:
    for check in (proved, verified):
        assert [one.right for one in measure(HAND_MADE, check).judged] == [True] * 5


def test_the_check_is_shown_all_quotations_and_their_surroundings() -> None:
    both = Planted("joined", "The pool of Birkby is open to every member.", (POOL, HALL), False)
    assert verified(both) is Verdict.SUPPORTED
    apart = Planted("moved", "The pool of Birkby is open to every member.", (HALL,), False)
    assert proved(apart) is not Verdict.SUPPORTED
    headed = Planted("verbatim", "The hall is in the town and open to every member.", (HALL,), True)
    assert proved(headed) is Verdict.SUPPORTED


def test_known_verdicts_give_known_counts() -> None:
    found = scripted(HAND_MADE[0].sentence, HAND_MADE[2].sentence, HAND_MADE[4].sentence)
    assert (found.recall.value, found.recall.cases) == (2 / 3, 3)
    assert (found.precision.value, found.precision.cases) == (2 / 3, 3)
    assert (found.wrongly_refused.value, found.wrongly_refused.cases) == (0.5, 2)
    assert (found.recall.low, found.recall.high) == wilson(2 / 3, 3)
    assert [one.planted for one in found.misses] == [HAND_MADE[1], HAND_MADE[4]]
    rows = {kind.kind: (kind.is_true, kind.right.value, kind.precision.value) for kind in found.kinds}
    assert rows == {
        "number": (False, 0.5, 0.5),
        "negation added": (False, 1.0, 1 / 1.5),
        "verbatim": (True, 1.0, None),
        "numeral": (True, 0.0, None),
    }


def test_refusing_nothing_has_no_precision_and_refusing_all_no_misses_of_changed_ones() -> None:
    assert (scripted().precision.value, scripted().recall.value) == (None, 0.0)
    everything = scripted(*(one.sentence for one in HAND_MADE))
    assert (everything.recall.value, everything.precision.value) == (1.0, 0.6)
    assert all(one.planted.is_true for one in everything.misses)


def test_the_numbers_are_plain_json_and_list_the_misses() -> None:
    found = scripted(HAND_MADE[0].sentence).to_dict()
    assert json.loads(json.dumps(found)) == found
    assert (found["cases"], found["changed"], found["true"]) == (5, 3, 2)
    assert [miss["sentence"] for miss in found["misses"]] == [HAND_MADE[1].sentence, HAND_MADE[2].sentence]
    assert found["misses"][0]["quotation"] == POOL.text
    assert found["misses"][0]["surroundings"] == ["Town", "The pool"]


def test_the_table_has_a_line_for_each_kind_and_the_misses_that_are_asked_for() -> None:
    found = scripted(HAND_MADE[0].sentence)
    lines = table(found).splitlines()
    assert [line.split("  ")[1] for line in lines if line.startswith("  ")] == [
        "number",
        "negation added",
        "verbatim",
        "numeral",
    ]
    assert lines[-1].startswith("5 cases: recall 33% (")
    assert HAND_MADE[1].sentence not in table(found)
    assert f"SUPPORTED: {HAND_MADE[1].sentence}" in table(found, misses=1)


@pytest.fixture(scope="module")
def measured() -> Classification:
    return measure(plant_folders([suite.folder for suite in SUITES]))


def test_changed_sentences_are_refused_and_true_ones_kept(measured: Classification) -> None:
    """Floors a little below what is measured; raise them when the verification gets better."""
    recall, precision, wrongly = measured.recall.value, measured.precision.value, measured.wrongly_refused.value
    assert recall is not None
    assert precision is not None
    assert wrongly is not None
    assert recall >= 0.985
    assert precision >= 0.985
    assert wrongly <= 0.01


FLOORS = {"number": 0.99, "day": 0.97, "month": 0.97, "year": 0.97, "identifier": 0.97, "name": 0.97}
FLOORS |= {"unit": 0.95, "quantifier": 0.95, "bound added": 0.9, "duty": 0.97, "opposite": 0.97}
FLOORS |= {"moved subject": 0.97, "joined subject": 0.96, "synonym": 0.97, "spelling": 0.97, "contraction": 0.97}
FLOORS |= {"negation added": 0.97, "negation removed": 0.97, "verbatim": 0.99, "lead": 0.98, "date notation": 0.97}


@pytest.mark.parametrize(("kind", "floor"), FLOORS.items())
def test_a_kind_does_not_fall_below_its_floor(measured: Classification, kind: str, floor: float) -> None:
    (own,) = (one for one in measured.kinds if one.kind == kind)
    assert own.right.value is not None
    assert own.right.value >= floor
