"""The reader with the weights that are shipped."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

import pytest
import torch
from safetensors.torch import load_file
from torch.nn.functional import linear
from transformers import BertConfig, BertForQuestionAnswering, BertTokenizerFast

from assistant.judge import Reading
from assistant.reader import CONSTANT, READER_WEIGHTS, SLOPE, Reader
from assistant.relevance import WEIGHTS, dequantized
from ingest.embedder import PACKAGED_MODEL, has_native_bfloat16, place_of_model
from ingest.errors import KildeError
from ingest.passages import Passage, Sentence
from ingest.sentences import sentence_spans
from tests.shelf import Shelf

TOWN = (
    "The library lends skis in winter. Membership of the library costs 12 euros a year. The roof of the library was "
    "repaired after the storm. Anna Holm has led the library since 2014. The reading room closes at eight in the "
    "evening."
)
HALL = "The hall was built by Ida Krag. It has two doors and a bell. Dances are held there in May."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def passage_of(text: str) -> Passage:
    sentences = tuple(Sentence(*span) for span in sentence_spans(text, 0, len(text)))
    return Passage("a.txt", 0, 0, len(text), text, (), sentences)


def readings(reader: Reader, question: str, texts: Sequence[str], lead: str = "") -> list[Reading]:
    return reader.readings(question, [passage_of(text) for text in texts], [lead] * len(texts))


ASKED = [
    ("What do members of the library pay each year?", "12 euros"),
    ("Who leads the library?", "Anna Holm"),
    ("When does the reading room close?", "eight"),
]


@pytest.mark.parametrize(("question", "answer"), ASKED)
def test_it_points_to_the_words_that_answer(reader: Reader, question: str, answer: str) -> None:
    (span,) = readings(reader, question, [TOWN])
    assert answer in TOWN[span.start : span.end]
    assert len(TOWN[span.start : span.end]) < 60


@pytest.mark.parametrize(("question", "answer"), ASKED)
def test_a_passage_without_the_answer_is_found_to_answer_less(reader: Reader, question: str, answer: str) -> None:
    left = ". ".join(one for one in TOWN.split(". ") if answer not in one)
    whole, without, other = readings(reader, question, [TOWN, left, HALL])
    assert whole.odds > without.odds + 1
    assert whole.odds > other.odds + 1


def test_a_text_is_read_the_same_whatever_is_read_beside_it(reader: Reader) -> None:
    question = "Who leads the library?"
    together = readings(reader, question, [TOWN, HALL, "The library."])
    alone = [readings(reader, question, [text])[0] for text in (TOWN, HALL, "The library.")]
    assert [(span.start, span.end) for span in together] == [(span.start, span.end) for span in alone]
    assert [span.odds for span in together] == pytest.approx([span.odds for span in alone], abs=0.3)


def test_of_no_texts_and_of_empty_ones_nothing_is_said(reader: Reader) -> None:
    assert readings(reader, "Who leads the library?", []) == []
    assert readings(reader, "Who leads the library?", ["", " \n"]) == [Reading(0, 0, -inf, ())] * 2


def test_what_is_longer_than_it_reads_is_cut(reader: Reader) -> None:
    (span,) = readings(reader, "Who leads the library?", [f"{HALL} " * 40 + TOWN])
    assert span.end < 2_000


def test_its_layers_are_those_of_the_library_and_the_lower_ones_the_cross_encoders(reader: Reader) -> None:
    sizes = {"hidden_size": 384, "num_hidden_layers": 12, "num_attention_heads": 12, "intermediate_size": 1536}
    model = BertForQuestionAnswering(BertConfig(**sizes)).eval()
    lower, own = (dequantized(load_file(str(file))) for file in (WEIGHTS, READER_WEIGHTS))
    layers = {name: own.get(name, tensor) for name, tensor in lower.items() if not name.startswith(("pool", "class"))}
    named = {f"bert.{name}": tensor for name, tensor in layers.items()}
    ends = {f"qa_outputs.{kind}": own[f"span.{kind}"] for kind in ("weight", "bias")}
    missing, unknown = model.load_state_dict({**named, **ends}, strict=False)
    assert (missing, unknown) == ([], [])
    tokenizer = BertTokenizerFast.from_pretrained(place_of_model(PACKAGED_MODEL), local_files_only=True)
    question = "Who leads the library?"
    read = tokenizer(question, TOWN, return_tensors="pt", return_offsets_mapping=True)
    places = read.pop("offset_mapping")[0].tolist()
    with torch.inference_mode():
        found = model(**read, output_hidden_states=True)
        states = found.hidden_states[-1][0]
        answered, evidence = (
            linear(states, own[f"{head}.weight"], own[f"{head}.bias"])[:, 0].tolist()
            for head in ("answered", "evidence")
        )
    (told,) = readings(reader, question, [TOWN])
    first = len(tokenizer(question)["input_ids"])
    begin = first + int(found.start_logits[0, first:-1].argmax())
    end = begin + int(found.end_logits[0, begin:-1].argmax())
    inside = [
        [odds for (start, stop), odds in zip(places[first:-1], evidence[first:-1], strict=True)
         if stop > sentence.start and start < sentence.end]
        for sentence in passage_of(TOWN).sentences
    ]  # fmt: skip
    sentences = [sum(odds) / len(odds) for odds in inside]
    near = 0.3 if has_native_bfloat16() else 1e-3
    assert (places[begin][0], places[end][1]) == (told.start, told.end)
    assert told.sentences == pytest.approx(sentences, abs=near)
    assert told.odds == pytest.approx(CONSTANT + SLOPE * answered[0], abs=near)


def test_the_sentence_that_answers_is_found_to_be_evidence_and_no_other(reader: Reader) -> None:
    for question, answer in ASKED:
        (told,) = readings(reader, question, [TOWN])
        best = passage_of(TOWN).sentences[told.sentences.index(max(told.sentences))]
        assert answer in TOWN[best.start : best.end]
        assert sorted(told.sentences)[-2] < max(told.sentences) - 1


def test_what_a_passage_stands_under_is_read_and_never_pointed_to(reader: Reader) -> None:
    text = "The fee is 12 euros a year. It is paid in May."
    question = "What does membership of the ski club cost?"
    own, other = (readings(reader, question, [text], lead)[0] for lead in ("The ski club: ", "The parking garage: "))
    assert text[own.start : own.end] == text[other.start : other.end]
    assert "12 euros" in text[own.start : own.end]
    assert own.odds > other.odds


def test_it_weighs_pieces_as_the_cross_encoder_does(reader: Reader) -> None:
    shelf = Shelf(town=TOWN)
    leader, fee = reader.log_odds("Who leads the library?", [shelf.piece("Anna Holm"), shelf.piece("12 euros")])
    assert leader > fee


def test_without_the_packaged_model_the_cure_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.embedder._PACKAGE", "no_such_package_is_here")
    with pytest.raises(KildeError, match="Run `make setup`"):
        Reader()
