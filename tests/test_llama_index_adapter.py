"""Kilde inside LlamaIndex, over a real store: a retriever, a query engine, and an LLM of LlamaIndex as the model."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from llama_index.core.base.response.schema import AsyncStreamingResponse, Response, StreamingResponse
from llama_index.core.llms import CompletionResponse, CompletionResponseGen, CustomLLM, LLMMetadata
from llama_index.core.llms.callbacks import llm_completion_callback
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.response_synthesizers import ResponseMode, get_response_synthesizer
from llama_index.core.schema import MetadataMode
from llama_index.llms.ollama import Ollama
from llama_index.llms.openai_like import OpenAILike
from pydantic import PrivateAttr

from assistant.chat import Assistant
from assistant.errors import ModelAway, ModelError, ModelMissing, QuestionError
from assistant.llama_index_adapter import KildeQueryEngine, KildeRetriever
from assistant.llama_index_model import LlamaIndexModel, model_of
from assistant.model import Message
from assistant.servers import _ServerErrors
from assistant.settings import Settings
from ingest.build import build_index
from ingest.index import PassageIndex
from tests.fakes import GUIDE
from tests.test_page import free_port
from tests.test_servers import Speaker, serving

INSPECTION = "When is the first inspection of the hive?"
DRAFT = "The first inspection is on 12 April if the temperature is above 14 degrees."
QUOTE = "The first inspection is on 12 April, provided that the temperature is above 14 degrees."
UNKNOWN = "How much does a queen excluder cost in Norway?"


class ScriptedLLM(CustomLLM):  # type: ignore[misc]
    """An LLM of LlamaIndex that writes the replies it was given, one after the other, and remembers the prompts."""

    name: str = "scripted-llm"
    streams: bool = True
    _replies: list[str | Exception] = PrivateAttr()
    _prompts: list[str] = PrivateAttr(default_factory=list)

    def __init__(self, *replies: str | Exception, **fields: Any) -> None:
        super().__init__(**fields)
        self._replies = list(replies)

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name=self.name)

    @property
    def prompts(self) -> Sequence[str]:
        return self._prompts

    @llm_completion_callback()  # type: ignore[untyped-decorator, unused-ignore]
    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        self._prompts.append(prompt)
        reply = self._replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return CompletionResponse(text=reply)

    @llm_completion_callback()  # type: ignore[untyped-decorator, unused-ignore]
    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponseGen:
        if not self.streams:
            raise NotImplementedError

        def pieces() -> CompletionResponseGen:
            said = ""
            for word in re.findall(r"\S+\s*", self.complete(prompt).text):
                said += word
                yield CompletionResponse(text=said, delta=word)

        return pieces()


@pytest.fixture
def quoting(index: PassageIndex) -> Assistant:
    return Assistant(index, None, Settings())


def writing(index: PassageIndex, llm: ScriptedLLM) -> Assistant:
    return Assistant(index, model_of(llm, Settings()), Settings())


def test_a_found_node_is_a_slice_of_its_document_with_title_headings_and_date(quoting: Assistant) -> None:
    found = KildeRetriever(quoting, k=3).retrieve(INSPECTION)
    assert len(found) == 3
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    hits = quoting.retrieve(INSPECTION, 3)
    assert [(one.node.text, one.score) for one in found] == [
        (hit.passage.text, pytest.approx(hit.score, abs=1e-6)) for hit in hits
    ]
    best = found[0].node
    start, end = best.metadata["start"], best.metadata["end"]
    assert GUIDE[start:end] == best.text == GUIDE[best.start_char_idx : best.end_char_idx]
    assert best.ref_doc_id == "guide.txt"
    assert best.metadata == {
        "source": "guide.txt",
        "title": "Beekeeping guide",
        "section": hits[0].passage.section,
        "page": None,
        "start": start,
        "end": end,
        "date": "March 2020",
        "publisher": "Garden society",
    }


def test_the_same_passage_is_the_same_node_each_time(quoting: Assistant) -> None:
    retriever = KildeRetriever(quoting)
    first, second = ([one.node_id for one in retriever.retrieve(INSPECTION)] for _ in range(2))
    assert first == second
    assert len(set(first)) == len(first)


def test_a_model_is_shown_title_section_and_date_and_no_offsets(quoting: Assistant) -> None:
    [found] = KildeRetriever(quoting, k=1).retrieve(INSPECTION)
    shown = found.node.get_content(MetadataMode.LLM)
    assert "Beekeeping guide" in shown and "March 2020" in shown
    assert "start:" not in shown and "source:" not in shown


def test_the_retriever_works_in_an_engine_of_llama_index(quoting: Assistant) -> None:
    llm = ScriptedLLM("On 12 April.")
    synthesizer = get_response_synthesizer(llm=llm, response_mode=ResponseMode.COMPACT)
    engine = RetrieverQueryEngine(KildeRetriever(quoting, k=2), synthesizer)
    response = engine.query(INSPECTION)
    assert str(response) == "On 12 April."
    assert QUOTE in llm.prompts[0]
    assert len(response.source_nodes) == 2


def test_an_answer_has_its_quotations_as_source_nodes(quoting: Assistant) -> None:
    answer = quoting.ask(INSPECTION)
    response = KildeQueryEngine(quoting).query(INSPECTION)
    assert isinstance(response, Response)
    assert response.response == answer.text
    assert "[1]" in answer.text and QUOTE[:-1] in answer.text
    source = response.source_nodes[0].node
    assert source.text == QUOTE == GUIDE[source.metadata["start"] : source.metadata["end"]]
    about = {key: value for key, value in answer.citations[0].to_dict().items() if key != "quote"}
    assert source.metadata == {**about, "publisher": "Garden society"}
    assert (source.metadata["number"], source.metadata["verdict"]) == (1, "supported")
    assert source.ref_doc_id == "guide.txt"
    assert response.metadata is not None
    assert (response.metadata["answered"], response.metadata["model"]) == (True, "none")


def test_what_the_documents_do_not_say_has_no_source_node(quoting: Assistant) -> None:
    response = KildeQueryEngine(quoting).query(UNKNOWN)
    assert response.source_nodes == []
    assert response.metadata is not None
    assert response.metadata["answered"] is False
    assert response.metadata["nearest"] == [hit.to_dict() for hit in quoting.ask(UNKNOWN).nearest]


def test_a_streamed_answer_comes_in_words_and_is_the_same_answer(quoting: Assistant) -> None:
    response = KildeQueryEngine(quoting, streaming=True).query(INSPECTION)
    assert isinstance(response, StreamingResponse)
    words = list(response.response_gen)
    assert len(words) > 5
    assert "".join(words) == quoting.ask(INSPECTION).text
    assert response.source_nodes[0].node.metadata["verdict"] == "supported"
    assert str(KildeQueryEngine(quoting, streaming=True).query(INSPECTION)) == "".join(words)


def test_what_was_removed_is_never_streamed(index: PassageIndex) -> None:
    draft = f"{DRAFT} The first inspection costs 40 euros."
    with_llm = writing(index, ScriptedLLM(*[draft] * 9))
    response = KildeQueryEngine(with_llm, streaming=True).query(INSPECTION)
    text = "".join(response.response_gen)
    assert "12 April" in text and "40" not in text
    assert response.metadata is not None
    assert [one["text"] for one in response.metadata["dropped"]] == ["The first inspection costs 40 euros."]


def test_asked_asynchronously_the_answers_are_the_same_and_several_may_be_asked_at_once(quoting: Assistant) -> None:
    retriever, engine = KildeRetriever(quoting, k=3), KildeQueryEngine(quoting)

    async def all_of_it() -> tuple[list[Any], Any, str]:
        several = await asyncio.gather(*(engine.aquery(INSPECTION) for _ in range(4)), retriever.aretrieve(INSPECTION))
        streamed = await KildeQueryEngine(quoting, streaming=True).aquery(INSPECTION)
        assert isinstance(streamed, AsyncStreamingResponse)
        return several[:4], several[4], "".join([word async for word in streamed.async_response_gen()])

    answers, found, words = asyncio.run(all_of_it())
    expected = engine.query(INSPECTION)
    assert {str(answer) for answer in answers} == {str(expected)} == {words}
    assert [answer.source_nodes for answer in answers] == [expected.source_nodes] * 4
    assert found == retriever.retrieve(INSPECTION)


def test_a_question_that_cannot_be_taken_is_an_error_of_kilde(quoting: Assistant) -> None:
    with pytest.raises(QuestionError, match="empty"):
        KildeQueryEngine(quoting).query(" ")


def test_an_llm_object_writes_the_answer_and_its_name_is_told(index: PassageIndex) -> None:
    llm = ScriptedLLM(*[DRAFT] * 9)
    answer = writing(index, llm).ask(INSPECTION)
    assert answer.model == "scripted-llm"
    assert answer.text == f"{DRAFT} [1]"
    assert answer.citations[0].quote == QUOTE
    assert any(QUOTE in prompt for prompt in llm.prompts)


@pytest.fixture
def place(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An index on disk, made with the embedding model that is installed."""
    build_index(corpus, tmp_path / "opened")
    yield tmp_path / "opened"


def test_an_assistant_opens_with_an_llm_object(place: Path) -> None:
    with Assistant.open(place, ScriptedLLM(*["Forage is needed within 3 km."] * 9)) as assistant:
        assert assistant.model_name == "scripted-llm"
        text = assistant.ask("Within how many km is forage needed?").text  # a count, which is not quoted first
        assert text == "Forage is needed within 3 km. [1]"


def test_what_is_neither_a_name_nor_an_llm_is_refused(place: Path) -> None:
    with pytest.raises(ModelMissing, match="not a PosixPath: give one"):
        Assistant.open(place, Path("model.gguf"))


def test_an_llm_without_a_name_is_called_by_its_class() -> None:
    assert model_of(ScriptedLLM(name="unknown"), Settings()).name == "custom_llm"


def test_an_llm_that_cannot_stream_writes_all_at_once() -> None:
    model = model_of(ScriptedLLM("On 12 April.", streams=False), Settings())
    assert list(model.write([Message("user", INSPECTION)], max_tokens=20)) == ["On 12 April."]


@pytest.mark.parametrize(
    ("raised", "kind", "told"),
    [
        (RuntimeError("quota\nused up"), ModelError, r"scripted-llm failed \(RuntimeError quota used up\): mend it"),
        (ConnectionError("refused"), ModelAway, "does not answer"),
    ],
)
def test_whatever_an_llm_raises_is_one_clear_line(raised: Exception, kind: type[ModelError], told: str) -> None:
    model: LlamaIndexModel = model_of(ScriptedLLM(raised), Settings())
    with pytest.raises(kind, match=told):
        list(model.write([Message("user", INSPECTION)], max_tokens=20))


@pytest.mark.parametrize("kind", ["ollama", "openai"])
def test_an_llm_as_its_integration_makes_it_can_write(kind: str) -> None:
    speaker = Speaker(words=("On ", "12 ", "April."))
    with serving(speaker, kind) as opened:
        assert isinstance(opened, LlamaIndexModel)
        assert isinstance(opened.errors, _ServerErrors)
        url = opened.errors.url
        llms = {
            "ollama": lambda: Ollama(model="tiny", base_url=url, context_window=4096),
            "openai": lambda: OpenAILike(model="tiny", api_base=url, api_key="none", is_chat_model=True),
        }
        model = model_of(llms[kind](), Settings())
        assert (model.name, list(model.write([Message("user", INSPECTION)], max_tokens=20))) == (
            "tiny",
            [*speaker.words],
        )


def test_an_llm_whose_server_is_away_says_so_when_it_is_opened() -> None:
    with pytest.raises(ModelAway, match="the model server does not answer"):
        model_of(Ollama(model="tiny", base_url=f"http://127.0.0.1:{free_port()}"), Settings())
