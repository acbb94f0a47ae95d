"""LlamaIndex's citation engine as something that is asked like Kilde: the real engine, a scripted model, no network."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from llama_index.core.chat_engine import CondenseQuestionChatEngine
from llama_index.core.llms import ChatMessage, MessageRole

from assistant.answer import Answer, Event, EvidenceFound, TextDelta
from assistant.errors import QuestionError
from assistant.settings import Settings
from assistant.store import find, models
from evals.baseline import REPLY_TOKENS, Baseline, cited, place_of
from evals.cases import Case
from evals.errors import EvalError
from evals.score import score
from ingest.documents import Document
from ingest.errors import FolderError
from tests.fakes import GUIDE, HashEmbedder, ScriptedModel

WHEN = "When is the first inspection of the colony?"
HISTORY = [
    {"role": "user", "content": "Where must the hive stand?"},
    {"role": "assistant", "content": "In morning sun [1]."},
]
LONG = Document(
    "long.txt",
    "\r\n\r\n".join(f"Rule {n}.\tKeepers of  {n} hives feed them on day {n}, each with syrup." for n in range(1, 201)),
    "Rules",
)
"""More than the engine takes in one piece: some 4,000 tokens, with line ends and blanks that it strips."""


def over(corpus: Path, *replies: str) -> tuple[Baseline, ScriptedModel, HashEmbedder]:
    model, embedder = ScriptedModel(*replies), HashEmbedder()
    return Baseline.over(corpus, embedder, model), model, embedder


def last(events: Iterator[Event]) -> Answer:
    *_, answer = events
    assert isinstance(answer, Answer)
    return answer


def shown(prompt: str) -> dict[int, str]:
    """The sources that a prompt shows, by number."""
    body = re.sub(r"^file_path: .*\n", "", prompt.split("------")[1], flags=re.M)
    parts = re.split(r"^Source (\d+):\n", body, flags=re.M)
    return {int(number): text for number, text in zip(parts[1::2], parts[2::2], strict=True)}


def test_the_evidence_comes_before_the_model_is_asked_then_its_words_then_the_answer(corpus: Path) -> None:
    baseline, model, embedder = over(corpus, "The first inspection is on 12 April [1].")
    stream = baseline.stream(WHEN)
    evidence = next(stream)
    assert isinstance(evidence, EvidenceFound)
    assert (evidence.question, model.asked) == (WHEN, [])
    assert [(q.number, q.source) for q in evidence.quotations] == [(1, "guide.txt"), (2, "minutes/2021-05.txt")]
    *deltas, answer = stream
    assert [
        d.text for d in deltas if isinstance(d, TextDelta)
    ] == "The |first |inspection |is |on |12 |April |[1].".split("|")
    assert isinstance(answer, Answer)
    assert (answer.question, answer.standalone, answer.text) == (WHEN, WHEN, "The first inspection is on 12 April [1].")
    assert (answer.answered, answer.model) == (True, "citation-query-engine/scripted")
    assert [(c.number, c.source, c.title) for c in answer.citations] == [(1, "guide.txt", "Beekeeping guide")]
    assert answer.citations[0].quote == GUIDE.strip()
    assert answer.seconds > 0
    assert embedder.asked == [WHEN]
    assert len(embedder.recorded) == 3


def test_the_model_is_asked_once_in_the_engines_own_words(corpus: Path) -> None:
    baseline, model, _ = over(corpus, "On 12 April [1].")
    last(baseline.stream(WHEN))
    (asked,) = model.asked
    assert [message.role for message in asked.messages] == ["user"]
    assert asked.prompt.startswith("Please provide an answer based solely on the provided sources.")
    assert asked.prompt.endswith(f"Query: {WHEN}\nAnswer: ")
    assert asked.max_tokens == REPLY_TOKENS == 512


def test_every_source_is_a_slice_of_its_document_and_what_the_model_was_shown() -> None:
    model = ScriptedModel("Feed them [4], and again [3].")
    baseline = Baseline([LONG], HashEmbedder(), model, 4096)
    evidence, *_, answer = baseline.stream("Which keepers feed on day 150?")
    assert isinstance(evidence, EvidenceFound) and isinstance(answer, Answer)
    sources = shown(model.asked[0].prompt)
    assert list(sources) == [quotation.number for quotation in evidence.quotations]
    assert len(sources) == 4, "two nodes of at most 1,024 tokens, each split at 512"
    for quotation in evidence.quotations:
        assert LONG.text[quotation.start : quotation.end] == quotation.quote == quotation.quote.strip()
        assert quotation.quote.split() == sources[quotation.number].split()
    assert [c.number for c in answer.citations] == [4, 3]
    assert set(answer.citations) <= set(evidence.quotations)


def test_a_prompt_that_does_not_fit_is_split_and_refined() -> None:
    model = ScriptedModel(*["Feed them [1]."] * 9)
    answer = last(Baseline([LONG], HashEmbedder(), model, 1800).stream("Which keepers feed on day 150?"))
    assert len(model.asked) > 1
    assert "We have provided an existing answer: Feed them [1]." in model.asked[-1].prompt
    assert answer.text == "Feed them [1]."


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("No marker.", []),
        ("First [2], then [1], then [2].", [2, 1]),
        ("Both [1, 3] and [2][4].", [1, 3, 2, 4]),
        ("[1-3]", [1, 2, 3]),
        ("[Source 2] (Source 3)", [2, 3]),
        ("According to Sources 1 and 4, it is so.", [1, 4]),
        ("Ifølge kilde 2.", [2]),
        ("In [2018], [0] and [5].", []),
        ("Rule 2 has 3 parts (1).", []),
        ("[1-900000000]", [1, 2, 3, 4]),
    ],
)
def test_a_citation_is_a_marker_with_the_number_of_a_source(text: str, numbers: list[int]) -> None:
    assert cited(text, 4) == numbers


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("A veil that\ncloses", "A  veil\r\nthat closes"),
        ("smoker.", "smoker."),
        ("  Bees fly. ", "Bees\u00a0fly."),
    ],
)
def test_words_are_found_in_their_document_whatever_blanks_are_between_them(words: str, quote: str) -> None:
    document = Document("d.txt", "Bees\u00a0fly. A smoker. A  veil\r\nthat closes. A smoker.", "d")
    start, end = place_of(words, document)
    assert document.text[start:end] == quote
    assert start == document.text.index(quote)


@pytest.mark.parametrize("words", ["A veil that opens", "", " \n"])
def test_words_that_the_document_does_not_have_are_an_error(words: str) -> None:
    with pytest.raises(EvalError, match="d.txt"):
        place_of(words, Document("d.txt", "A veil that closes.", "d"))


def test_a_follow_up_is_rewritten_just_as_llamaindexs_chat_engine_does(corpus: Path) -> None:
    replies = ("When must the hive stand in the sun?", "In the morning [1].")
    baseline, model, embedder = over(corpus, *replies)
    answer = last(baseline.stream("And when?", HISTORY))
    assert (answer.question, answer.standalone, answer.text) == ("And when?", replies[0], replies[1])
    assert embedder.asked == [replies[0]]

    other, theirs, _ = over(corpus, *replies)
    chat = CondenseQuestionChatEngine.from_defaults(query_engine=other._engine, llm=other._llm)
    turns = [ChatMessage(role=MessageRole(turn["role"]), content=turn["content"]) for turn in HISTORY]
    reply = chat.stream_chat("And when?", chat_history=turns)
    assert "".join(reply.response_gen) == replies[1]
    assert [asked.prompt for asked in model.asked] == [asked.prompt for asked in theirs.asked]
    assert "In morning sun [1]." in model.asked[0].prompt


def test_a_malformed_history_is_refused(corpus: Path) -> None:
    with pytest.raises(QuestionError):
        last(over(corpus, "x")[0].stream("And when?", [{"role": "nobody", "content": "?"}]))


def test_an_answer_that_declines_keeps_its_citations(corpus: Path) -> None:
    answer = last(
        over(corpus, "The sources do not mention the price of a hive [2].")[0].stream("What does a hive cost?")
    )
    assert not answer.answered
    assert [c.number for c in answer.citations] == [2]
    assert answer.nearest == ()


def test_its_answers_are_scored_by_the_same_code(corpus: Path) -> None:
    gold = "The first inspection is on 12 April, provided that the temperature is above 14 degrees."
    case = Case.model_validate(
        {
            "id": "when",
            "type": "date",
            "question": WHEN,
            "answerable": True,
            "facts": [["12 April"]],
            "quotes": [[{"source": "guide.txt", "text": gold}]],
        }
    )
    judged = score(case, last(over(corpus, "It is on 12 April [1].")[0].stream(WHEN)), {"guide.txt": GUIDE})
    assert (judged.correct, judged.value("verbatim"), judged.value("quote_recall")) == (True, 1, 1)
    precision = judged.value("quote_precision")
    assert precision is not None and precision < 0.5, "it cites whole sources"


def test_retrieval_gives_hits_in_rank_order_and_the_engine_takes_the_first_two(corpus: Path) -> None:
    baseline, _, _ = over(corpus, "On 12 April [1].")
    hits = baseline.retrieve(WHEN, 3)
    assert [hit.passage.document_id for hit in hits] == ["guide.txt", "minutes/2021-05.txt", "manual.md"]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    texts = {document.id: document.text for document in baseline.documents()}
    for hit in hits:
        assert texts[hit.passage.document_id][hit.passage.start : hit.passage.end] == hit.passage.text != ""
    evidence = next(iter(baseline.stream(WHEN)))
    assert isinstance(evidence, EvidenceFound)
    assert [q.source for q in evidence.quotations] == [hit.passage.document_id for hit in hits[:2]]
    assert len(baseline.retrieve(WHEN, 1)) == 1


def test_a_reader_who_leaves_stops_the_model(corpus: Path) -> None:
    baseline, model, _ = over(corpus, "One two three four five.")
    stream = baseline.stream(WHEN)
    assert isinstance(stream, Generator)
    next(stream)
    next(stream)
    stream.close()
    assert model.stopped


def test_a_model_that_was_lent_stays_open(corpus: Path) -> None:
    baseline, model, _ = over(corpus)
    with baseline:
        pass
    assert not model.closed


def test_without_a_model_or_documents_there_is_no_baseline(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="without a language model"):
        Baseline.open(corpus, "none")
    with pytest.raises(FolderError):
        Baseline.open(tmp_path / "nowhere", "none")


@pytest.mark.real_model
def test_it_answers_with_the_smallest_model_that_is_here(corpus: Path) -> None:
    models_dir = Settings().models_dir
    here = [spec.name for spec in models(models_dir) if find(spec.name, models_dir)]
    if not here:
        pytest.fail(f"no model file in {models_dir}: run `make setup`")
    with Baseline.open(corpus, here[-1]) as baseline:
        assert baseline.model_name == f"citation-query-engine/{here[-1]}"
        answer = last(baseline.stream("When is the first inspection of a bee colony?"))
    assert "12 April" in answer.text
    assert answer.answered
