"""Kilde inside LlamaIndex: a retriever, and a query engine whose source nodes are quotations.

The metadata of a node has the keys that `to_dict` has: `source` is the document's id, `section` its heading path,
`start` and `end` the offsets of the node's text in the document. A language model that is shown a node sees the title,
the section, the date and the page alone.

Nothing unverified leaves the query engine, since LlamaIndex cannot take a word back: with `streaming`, the answer is
verified before its first word comes. Who wants to see the draft grow takes `Assistant.stream`.
"""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import AsyncIterator
from typing import Any

from llama_index.core.base.response.schema import (
    RESPONSE_TYPE,
    AsyncStreamingResponse,
    Response,
    StreamingResponse,
)
from llama_index.core.callbacks import CallbackManager, CBEventType, EventPayload
from llama_index.core.query_engine import BaseQueryEngine
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode

from assistant.answer import Answer, Citation
from assistant.chat import Assistant
from ingest.documents import Document
from ingest.index import Hit

_FOR_MODELS = frozenset({"title", "section", "date", "page"})
_TURN = threading.Lock()
"""One question at a time, also of those asked together with `aquery`: a local model uses every core it has."""


class KildeRetriever(BaseRetriever):  # type: ignore[misc]
    """The `k` passages that fit a question best, best first, as `Assistant.retrieve` finds them."""

    def __init__(self, assistant: Assistant, k: int = 10, callback_manager: CallbackManager | None = None) -> None:
        """The assistant stays open, and is closed by whoever opened it."""
        super().__init__(callback_manager)
        self._assistant, self._k = assistant, k

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        with _TURN:
            hits = self._assistant.retrieve(query_bundle.query_str, self._k)
            return [_of_hit(hit, self._assistant.document(hit.passage.document_id)) for hit in hits]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)


class KildeQueryEngine(BaseQueryEngine):  # type: ignore[misc]
    """Answers as `Assistant.ask` does: `[n]` in the response is the source node whose metadata has that `number`.

    A source node's text is the quotation; `start`, `end` and `verdict` are in its metadata. The metadata of the
    response tells `answered` (False: the documents do not say it, and there are no source nodes), `small_talk`,
    `standalone`, `model`, `seconds`, and the `nearest` passages and `dropped` sentences as JSON has them.
    """

    def __init__(
        self, assistant: Assistant, *, streaming: bool = False, callback_manager: CallbackManager | None = None
    ) -> None:
        """The assistant stays open, and is closed by whoever opened it."""
        super().__init__(callback_manager)
        self._assistant, self._streaming = assistant, streaming

    def _query(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        answer = self._answer(query_bundle)
        if self._streaming:
            return StreamingResponse((word for word in _words(answer.text)), _sources(answer), _about(answer))
        return Response(answer.text, _sources(answer), _about(answer))

    async def _aquery(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        answer = await asyncio.to_thread(self._answer, query_bundle)
        if self._streaming:
            return AsyncStreamingResponse(_said(answer.text), _sources(answer), _about(answer))
        return Response(answer.text, _sources(answer), _about(answer))

    def _get_prompt_modules(self) -> dict[str, Any]:
        return {}

    def _answer(self, query_bundle: QueryBundle) -> Answer:
        asked = {EventPayload.QUERY_STR: query_bundle.query_str}
        with _TURN, self.callback_manager.event(CBEventType.QUERY, payload=asked) as event:
            answer = self._assistant.ask(query_bundle.query_str)
            event.on_end(payload={EventPayload.RESPONSE: answer.text})
        return answer


def _of_hit(hit: Hit, document: Document) -> NodeWithScore:
    about = hit.to_dict() | {"date": document.date, "publisher": document.publisher}
    text, score = about.pop("text"), about.pop("score")
    return NodeWithScore(node=_node(text, about), score=score)


def _sources(answer: Answer) -> list[NodeWithScore]:
    return [_of_citation(citation) for citation in answer.citations]


def _of_citation(citation: Citation) -> NodeWithScore:
    about = citation.to_dict() | {"publisher": citation.document.publisher}
    return NodeWithScore(node=_node(about.pop("quote"), about))


def _node(text: str, about: dict[str, Any]) -> TextNode:
    source, start, end = about["source"], about["start"], about["end"]
    hidden = [key for key in about if key not in _FOR_MODELS]
    return TextNode(
        id_=f"{source}:{start}-{end}",
        text=text,
        metadata=about,
        start_char_idx=start,
        end_char_idx=end,
        excluded_llm_metadata_keys=hidden,
        excluded_embed_metadata_keys=hidden,
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=source)},
    )


def _about(answer: Answer) -> dict[str, Any]:
    shown = answer.to_dict()
    return {key: shown[key] for key in shown if key not in ("question", "text", "citations", "trace")}


def _words(text: str) -> list[str]:
    """Pieces that together are the text."""
    return re.findall(r"\S+\s*|\s+", text)


async def _said(text: str) -> AsyncIterator[str]:
    for word in _words(text):
        yield word
