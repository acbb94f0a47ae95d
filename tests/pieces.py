"""Evidence from a few lines of text, as the pipeline would gather it, without an index."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.evidence import Evidence, gather
from assistant.question import Question, read
from ingest.documents import Document
from ingest.index import Hit
from ingest.passages import Passage, split


class Shelf:
    """Documents split into passages."""

    def __init__(self, **texts: str) -> None:
        documents = [Document(f"{name}.txt", text, name.capitalize()) for name, text in texts.items()]
        self.documents = {document.id: document for document in documents}
        self._passages = {document.id: split(document) for document in documents}

    @property
    def passages(self) -> Callable[[str], Sequence[Passage]]:
        return self._passages.__getitem__

    def hits(self) -> list[Hit]:
        """Every passage, in the order of the documents."""
        every = [passage for name in self.documents for passage in self._passages[name]]
        return [Hit(passage, 1.0 / rank, "title") for rank, passage in enumerate(every, start=1)]

    def gathered(self, question: str | Question) -> list[Evidence]:
        """Every sentence as evidence, best first, all of them equally near to the question."""
        asked = read(question) if isinstance(question, str) else question
        return gather(asked, self.hits(), {}, self.documents.__getitem__)

    def piece(self, words: str) -> Evidence:
        """The one piece that has these words."""
        (found,) = [piece for piece in self.gathered("What is it?") if words in piece.text]
        return found
