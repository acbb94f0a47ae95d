"""What Kilde is compared with: LlamaIndex's CitationQueryEngine, over the same documents, models and machine.

Everything is LlamaIndex's default: SentenceSplitter (1,024 tokens, 200 overlap), the vector store in memory, the two
nearest nodes, split again into sources of 512 tokens, its prompts and its synthesis, streamed. Documents are their text
with the path as metadata, as its folder reader has it: embedded and shown with every node. Where there is a choice:

- Replies have at most REPLY_TOKENS tokens (its custom LLMs have 256). Prompts have about 2,500; the context is
  KILDE_MODEL_CONTEXT, and what would not fit, the engine splits and refines.
- The engine has no history. A question that has one is rewritten by the model first, word for word as LlamaIndex's
  CondenseQuestionChatEngine does; that engine itself hands the stream to a thread that nothing can stop.
- A marker [n] cites source n: what the model was shown under this number, found again in the document whatever the
  blanks, which the splitter strips. "Source 2" and "[1, 2]" are taken for markers as well.
- The engine has no flag for declining: `refusal` reads it from the words.
"""

from __future__ import annotations

import re
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from llama_index.core import Document as LlamaIndexDocument
from llama_index.core import VectorStoreIndex
from llama_index.core.base.llms.generic_utils import messages_to_history_str
from llama_index.core.chat_engine.condense_question import DEFAULT_PROMPT
from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.llms import ChatMessage, CompletionResponse, CompletionResponseGen, CustomLLM, LLMMetadata
from llama_index.core.llms.callbacks import llm_completion_callback
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.query_engine import CitationQueryEngine
from pydantic import PrivateAttr

from assistant.answer import Answer, Citation, Event, EvidenceFound, TextDelta
from assistant.followup import Turn
from assistant.model import Message, Model, open_model
from assistant.rewrite import checked_history
from assistant.settings import Settings
from evals.errors import EvalError
from evals.refusal import declines
from ingest.documents import Document, list_folder, read_document, read_sources
from ingest.embedder import Embedder, open_embedder
from ingest.index import Hit
from ingest.passages import Passage
from ingest.settings import IngestSettings

REPLY_TOKENS = 512
REPLY_SECONDS = 900.0
"""At least: a reply given up would be the machine's fault, not the engine's."""
_LABEL = re.compile(r"\ASource \d+:\n")
_NUMBERS = r"\d+(?:\s*(?:,\s*and|,\s*og|,|;|&|-|–|and|og)\s*(?:sources?\s+)?\d+)*"
_MARKER = re.compile(rf"\[\s*(?:sources?\s+|kilder?\s+)?{_NUMBERS}\s*\]|\b(?:sources?|kilder?)\s+{_NUMBERS}", re.I)
_NUMBER = re.compile(r"(\d+)\s*[-–]\s*(\d+)|(\d+)")


class Baseline:
    """Answers as an `Assistant` does, through CitationQueryEngine. A context manager; open it with `Baseline.open`."""

    def __init__(
        self, documents: Sequence[Document], embedder: Embedder, model: Model, context: int, *, progress: bool = False
    ) -> None:
        """`context` is what the model can read and write at once, in tokens; the model stays open."""
        self._documents = {document.id: document for document in documents}
        self._model, self._lent = model, True
        self._llm = _Writer(model, context)
        self._index = VectorStoreIndex.from_documents(
            [LlamaIndexDocument(id_=d.id, text=d.text, metadata={"file_path": d.id}) for d in documents],
            embed_model=_Embedding(embedder),
            transformations=[SentenceSplitter()],
            show_progress=progress,
        )
        self._engine = CitationQueryEngine.from_args(self._index, llm=self._llm, streaming=True)

    @classmethod
    def over(cls, corpus: Path, embedder: Embedder, model: Model, *, progress: bool = False) -> Baseline:
        """Over a folder's documents, with models that are open and stay so. Raises FolderError or DocumentError."""
        return cls(_documents_of(corpus), embedder, model, Settings().model_context, progress=progress)

    @classmethod
    def open(cls, corpus: Path, model: str, *, progress: bool = False) -> Baseline:
        """Over a folder's documents, with the language model of this name, which is closed with the baseline.

        Raises FolderError or DocumentError for the folder, ModelError for the model, EvalError when it is none.
        """
        documents, settings = _documents_of(corpus), Settings()
        patient = settings.model_copy(update={"reply_seconds": max(settings.reply_seconds, REPLY_SECONDS)})
        opened = open_model(model, patient)
        if opened is None:
            raise EvalError("The baseline cannot answer without a language model. Name one with --model.")
        try:
            embedder = open_embedder(IngestSettings())
            baseline = cls(documents, embedder, opened, settings.model_context, progress=progress)
        except BaseException:
            opened.close()
            raise
        baseline._lent = False
        return baseline

    @property
    def model_name(self) -> str:
        """The engine and the model that writes for it."""
        return f"citation-query-engine/{self._model.name}"

    def documents(self) -> tuple[Document, ...]:
        """The documents that can be asked, by id."""
        return tuple(self._documents[name] for name in sorted(self._documents))

    def stream(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Iterator[Event]:
        """EvidenceFound with the sources that the model is shown, TextDelta as it writes, the Answer last.

        Raises QuestionError for a malformed history and ModelError for the model.
        """
        started = time.perf_counter()
        standalone = self._standing_alone(question, checked_history(history))
        response = self._engine.query(standalone)
        sources = tuple(self._source(number, found.node) for number, found in enumerate(response.source_nodes, start=1))
        yield EvidenceFound(standalone, sources)
        parts: list[str] = []
        with closing(response.response_gen) as written:
            for part in written:
                parts.append(part)
                yield TextDelta(part)
        text = "".join(parts).strip()
        yield Answer(
            question,
            text,
            answered=not declines(text),
            citations=tuple(sources[number - 1] for number in cited(text, len(sources))),
            seconds=time.perf_counter() - started,
            model=self.model_name,
            standalone=standalone,
        )

    def retrieve(self, question: str, k: int = 10) -> list[Hit]:
        """The `k` nearest nodes of the engine's index, in rank order; the engine itself takes two."""
        found = self._index.as_retriever(similarity_top_k=k).retrieve(question)
        return [_hit(self._source(n, one.node), float(one.score)) for n, one in enumerate(found, start=1)]

    def close(self) -> None:
        """Give back the memory of a model that `open` has opened."""
        if not self._lent:
            self._model.close()

    def __enter__(self) -> Baseline:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _standing_alone(self, question: str, history: Sequence[Turn]) -> str:
        if not history:
            return question
        said = messages_to_history_str([ChatMessage(role=turn.role, content=turn.content) for turn in history])
        rewritten: str = self._llm.predict(DEFAULT_PROMPT, question=question, chat_history=said)
        return rewritten

    def _source(self, number: int, node: Any) -> Citation:
        document = self._documents[node.ref_doc_id]
        start, end = place_of(_LABEL.sub("", node.get_content()), document)
        return Citation(number, document, start, end)


def _hit(source: Citation, score: float) -> Hit:
    passage = Passage(source.source, source.number - 1, source.start, source.end, source.quote, (), ())
    return Hit(passage, score, source.title, source.page)


def _documents_of(folder: Path) -> list[Document]:
    notes = read_sources(folder)
    return [read_document(folder, name, notes.get(name)) for name in list_folder(folder).readable]


def place_of(text: str, document: Document) -> tuple[int, int]:
    """Where the text stands in the document, blanks aside: the first place. Raises EvalError when it does not."""
    places = [place for place, character in enumerate(document.text) if not character.isspace()]
    wanted = "".join(text.split())
    found = "".join(document.text.split()).find(wanted)
    if not wanted or found < 0:
        raise EvalError(f"LlamaIndex shows words that {document.id} does not have: {text[:60]!r}. Report this.")
    return places[found], places[found + len(wanted) - 1] + 1


def cited(text: str, most: int) -> list[int]:
    """The sources that the text cites, from 1 to `most`, each once, in the order of their first marker."""
    numbers: list[int] = []
    for marker in _MARKER.findall(text):
        for first, last, single in _NUMBER.findall(marker):
            numbers += [int(single)] if single else range(int(first), min(int(last), most) + 1)
    return [number for number in dict.fromkeys(numbers) if 1 <= number <= most]


class _Embedding(BaseEmbedding):  # type: ignore[misc]
    """Kilde's embedder, for LlamaIndex."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(model_name=embedder.name)
        self._embedder = embedder

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(value) for value in self._embedder.embed_query(query)]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [[float(value) for value in vector] for vector in self._embedder.embed_passages(texts)]


class _Writer(CustomLLM):  # type: ignore[misc]
    """Kilde's model, for LlamaIndex: the prompt is what the user says."""

    context: int
    _model: Model = PrivateAttr()

    def __init__(self, model: Model, context: int) -> None:
        super().__init__(context=context)
        self._model = model

    @property
    def metadata(self) -> LLMMetadata:
        """What LlamaIndex wants to know of a model."""
        return LLMMetadata(context_window=self.context, num_output=REPLY_TOKENS, model_name=self._model.name)

    @llm_completion_callback()  # type: ignore[untyped-decorator]
    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        """The whole reply."""
        return CompletionResponse(text="".join(self._write(prompt)))

    @llm_completion_callback()  # type: ignore[untyped-decorator]
    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponseGen:
        """The reply, piece by piece."""

        def responses() -> CompletionResponseGen:
            text = ""
            with closing(self._write(prompt)) as parts:
                for part in parts:
                    text += part
                    yield CompletionResponse(text=text, delta=part)

        return responses()

    def _write(self, prompt: str) -> Generator[str, None, None]:
        return self._model.write([Message("user", prompt)], max_tokens=REPLY_TOKENS)
