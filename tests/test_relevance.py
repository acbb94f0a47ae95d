"""The cross-encoder with the weights that are shipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from safetensors.torch import load_file, save_file

from assistant.relevance import WEIGHTS, Relevance, as_judged
from ingest.documents import Document
from ingest.errors import KildeError
from tests.shelf import Shelf, mill, pumps


@pytest.fixture(scope="module")
def relevance() -> Relevance:
    return Relevance()


TOWN = """The library lends skis in winter. Membership of the library costs 12 euros a year. The roof of the library was
repaired after the storm. Anna Holm has led the library since 2014. The reading room closes at eight in the evening.
"""

RIGHT = [
    ("What do members of the library pay each year?", "12 euros", "repaired"),
    ("Who leads the library?", "Anna Holm", "lends skis"),
    ("When does the reading room close?", "closes at eight", "lends skis"),
    ("What happened to the roof?", "repaired", "12 euros"),
]


@pytest.mark.parametrize(("question", "right", "unrelated"), RIGHT)
def test_the_sentence_that_answers_is_likelier_than_one_that_does_not(
    relevance: Relevance, question: str, right: str, unrelated: str
) -> None:
    shelf = Shelf(town=TOWN)
    answers, other = relevance.log_odds(question, [shelf.piece(right), shelf.piece(unrelated)])
    assert answers > other + 1


def test_the_question_decides_and_not_the_sentence_alone(relevance: Relevance) -> None:
    shelf = Shelf(town=TOWN)
    pieces = [shelf.piece("Anna Holm"), shelf.piece("12 euros")]
    leader, fee = relevance.log_odds("Who leads the library?", pieces)
    assert leader > fee
    leader, fee = relevance.log_odds("What does membership cost?", pieces)
    assert fee > leader


def test_asked_again_it_says_exactly_the_same(relevance: Relevance) -> None:
    pieces = Shelf(town=TOWN).gathered("Who leads the library?")
    first = relevance.log_odds("Who leads the library?", pieces)
    assert len(first) == len(pieces) > 3
    assert relevance.log_odds("Who leads the library?", pieces) == first


def test_a_piece_is_judged_the_same_whatever_is_read_beside_it(relevance: Relevance) -> None:
    question, pieces = "When was the mill built?", mill().gathered("When was the mill built?")
    together = relevance.log_odds(question, pieces)
    alone = [relevance.log_odds(question, [piece])[0] for piece in pieces]
    assert together == pytest.approx(alone, abs=0.15)
    assert max(together) - min(together) > 2


def test_of_no_pieces_nothing_is_said(relevance: Relevance) -> None:
    assert relevance.log_odds("Who leads the library?", []) == []


def altered(folder: Path, ending: str, factor: float) -> Path:
    """The weights, those whose names end so multiplied by a factor."""
    weights = load_file(str(WEIGHTS))
    assert any(name.endswith(ending) for name in weights)
    path = folder / f"altered{ending}.safetensors"
    save_file(
        {name: tensor * factor if name.endswith(ending) else tensor for name, tensor in weights.items()}, str(path)
    )
    return path


def test_the_changes_of_the_matrices_decide_what_is_said(
    relevance: Relevance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    question, pieces = "Who leads the library?", Shelf(town=TOWN).gathered("Who leads the library?")
    unchanged = []
    for half in (".a", ".b"):
        monkeypatch.setattr("assistant.relevance.WEIGHTS", altered(tmp_path, half, 0.0))
        unchanged.append(Relevance().log_odds(question, pieces))
    assert unchanged[0] == unchanged[1]
    changed = relevance.log_odds(question, pieces)
    assert all(abs(one - other) > 0.1 for one, other in zip(changed, unchanged[0], strict=True))


def test_the_changed_vectors_take_the_place_of_the_old(
    relevance: Relevance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces = [Shelf(town=TOWN).piece("Anna Holm")]
    monkeypatch.setattr("assistant.relevance.WEIGHTS", altered(tmp_path, "LayerNorm.weight", 0.5))
    other = Relevance().log_odds("Who leads the library?", pieces)
    assert relevance.log_odds("Who leads the library?", pieces) != pytest.approx(other, abs=0.1)


def test_without_the_packaged_model_the_cure_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.embedder._PACKAGE", "no_such_package_is_here")
    with pytest.raises(KildeError, match="Run `make setup`"):
        Relevance()


READ = [
    (
        "rail",
        "Children hold the rail. | Rules for visitors: Three rules apply in the loft: "
        "| Rules for visitors Three rules apply in the loft: 1. No smoking in the loft.",
    ),
    ("1731", "The mill was built in 1731. | History | The old mill of Ribe History"),
    ("flour", "The shop sells flour on Sundays. | Is there a shop? | Questions Is there a shop? Yes."),
]


@pytest.mark.parametrize(("words", "text"), READ)
def test_a_piece_is_read_with_its_heading_its_introduction_and_what_is_before_it(words: str, text: str) -> None:
    assert as_judged(mill().piece(words)) == text


def test_a_piece_without_a_heading_is_read_with_the_title_and_the_first_has_nothing_before_it() -> None:
    shelf = Shelf(harbour="The crane is red. It lifts nine tonnes.\n")
    assert as_judged(shelf.piece("crane")) == "The crane is red. | Harbour"
    assert as_judged(shelf.piece("nine")) == "It lifts nine tonnes. | Harbour | The crane is red."


def test_what_was_cut_off_in_training_is_cut_off_here() -> None:
    before, long = f"Once {'very ' * 60}late", f"The crane {'really ' * 80}lifts"
    shelf = Shelf(Document("crane.txt", f"{before}. {long}.\n", "Crane " * 40))
    said, around, ahead = as_judged(shelf.piece("lifts.")).split(" | ")
    assert said == long[:360]
    assert around == ("Crane " * 40)[:120]
    assert ahead == f"{before}. "[-80:].strip()


def test_nothing_of_another_passage_is_read_before_a_piece() -> None:
    first, *_ = [piece for piece in mill().gathered("What is it?") if piece.text == "Rules for visitors"]
    assert as_judged(first) == "Rules for visitors | Rules for visitors"


def test_a_row_is_read_under_the_head_of_its_table() -> None:
    assert as_judged(pumps().piece("Alder")) == "Alder - Flow: 40 litres a minute; Price: 300 euros | Models"
