"""The cross-encoder with the weights that are shipped."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

from assistant.relevance import WEIGHTS, Relevance, WholeNumbers, as_judged, dequantized
from ingest.documents import Document
from ingest.embedder import PACKAGED_MODEL, has_native_bfloat16, place_of_model
from ingest.errors import KildeError
from tests.shelf import Shelf, mill, pumps


@pytest.fixture(scope="module")
def relevance() -> Relevance:
    return Relevance()


TOWN = """The library lends skis in winter. Membership of the library costs 12 euros a year. The roof of the library was
repaired after the storm. Anna Holm has led the library since 2014. The reading room closes at eight in the evening.
"""

RIGHT = [
    ("What do members of the library pay each year?", "12 euros", "Anna Holm"),
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


def test_it_says_what_the_model_says_elsewhere(relevance: Relevance) -> None:
    """The example of the model's own card, which gives 9.22 and -4.08 for it in full precision."""
    question = "How many people live in Berlin?"
    texts = [
        "Berlin had a population of 3,520,031 registered inhabitants in an area of 891.82 square kilometers.",
        "Berlin is well known for its museums.",
    ]
    assert relevance.scores(question, texts) == pytest.approx([9.2, -4.1], abs=0.4)


def test_words_kept_as_whole_numbers_are_the_same_numbers() -> None:
    stored = load_file(str(WEIGHTS))
    name = "embeddings.word_embeddings.weight"
    kept = WholeNumbers(*(stored[f"{name}{part}"] for part in ("", ".scale", ".zero")))
    rows = torch.tensor([[7, 7], [2_000, 30_521]])
    assert torch.equal(kept[rows], dequantized(stored)[name][rows])
    assert torch.equal(kept.to(torch.bfloat16)[rows], dequantized(stored)[name].to(torch.bfloat16)[rows])


def test_its_layers_are_those_of_the_library(relevance: Relevance, tmp_path: Path) -> None:
    question, texts = "Who leads the library?", [*TOWN.splitlines(), "", "The library " * 200]
    sizes = {"hidden_size": 384, "num_hidden_layers": 12, "num_attention_heads": 12, "intermediate_size": 1536}
    model = BertForSequenceClassification(BertConfig(**sizes, num_labels=1)).eval()
    stored = dequantized(load_file(str(WEIGHTS)))
    named = {name if name.startswith("classifier") else f"bert.{name}": own for name, own in stored.items()}
    missing, unknown = model.load_state_dict(named, strict=False)
    assert (missing, unknown) == ([], [])
    tokenizer = BertTokenizerFast.from_pretrained(place_of_model(PACKAGED_MODEL), local_files_only=True)
    read = tokenizer([question] * len(texts), texts, padding=True, truncation=True, max_length=160, return_tensors="pt")
    with torch.inference_mode():
        expected = model(**read).logits[:, 0].tolist()
    least = 0.2 if has_native_bfloat16() else 1e-3
    assert relevance.scores(question, texts) == pytest.approx(expected, abs=least)


def test_without_the_packaged_model_the_cure_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.embedder._PACKAGE", "no_such_package_is_here")
    with pytest.raises(KildeError, match="Run `make setup`"):
        Relevance()


READ = [
    (
        "rail",
        "Rules for visitors: Three rules apply in the loft: Children hold the rail. "
        "Rules for visitors Three rules apply in the loft: 1. No smoking in the loft.",
    ),
    ("1731", "History: The mill was built in 1731. The old mill of Ribe History"),
    ("flour", "Is there a shop? The shop sells flour on Sundays. Questions Is there a shop? Yes."),
]


@pytest.mark.parametrize(("words", "text"), READ)
def test_a_piece_is_read_with_its_heading_its_introduction_and_what_is_before_it(words: str, text: str) -> None:
    assert as_judged(mill().piece(words)) == text


def test_a_piece_without_a_heading_is_read_with_the_title_and_the_first_has_nothing_before_it() -> None:
    shelf = Shelf(harbour="The crane is red. It lifts nine tonnes.\n")
    assert as_judged(shelf.piece("crane")) == "Harbour: The crane is red."
    assert as_judged(shelf.piece("nine")) == "Harbour: It lifts nine tonnes. The crane is red."


def test_of_a_long_piece_and_of_what_is_around_it_the_beginning_is_read_and_the_end_of_what_is_before() -> None:
    before, long = f"Once {'very ' * 60}late", f"The crane {'really ' * 80}lifts"
    shelf = Shelf(Document("crane.txt", f"{before}. {long}.\n", "Crane " * 40))
    around, ahead = ("Crane " * 40)[:120], f"{before}. "[-80:].strip()
    assert as_judged(shelf.piece("lifts.")) == f"{around}: {long[:360]} {ahead}"


def test_nothing_of_another_passage_is_read_before_a_piece() -> None:
    first, *_ = [piece for piece in mill().gathered("What is it?") if piece.text == "Rules for visitors"]
    assert as_judged(first) == "Rules for visitors: Rules for visitors"


def test_a_row_is_read_under_the_head_of_its_table() -> None:
    assert as_judged(pumps().piece("Alder")) == "Models: Alder - Flow: 40 litres a minute; Price: 300 euros"
