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

    def __init__(self, *documents: Document, **texts: str) -> None:
        named = [Document(f"{name}.txt", text, name.capitalize()) for name, text in texts.items()]
        self.documents = {document.id: document for document in (*documents, *named)}
        self._passages = {document.id: split(document) for document in self.documents.values()}

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


MILL = """The old mill of Ribe

History
The mill was built in 1731. It grinds rye and barley. The mill wheel was lost in the flood.
The flood took the weir too.

Rules for visitors
Three rules apply in the loft:
1. No smoking in the loft.
2. Children hold the rail.
3. Dogs stay outside.

Work in spring (4 tasks)
- oil the shaft
- sweep the loft
- mend the sails
- count the sacks

Questions
Is there a shop?
Yes. The shop sells flour on Sundays.
Must visitors book?
There is no duty to book a visit. Booking is voluntary for schools.
"""


def mill() -> Shelf:
    """One document with sentences, two lists, and questions with answers."""
    return Shelf(mill=MILL)


PUMPS = """# Pumps

## Models

| Pump | Flow | Price |
|------|------|-------|
| Alder | 40 litres a minute | 300 euros |
| Birch | 65 litres a minute | 420 euros |

Both pumps run on 12 volts.
"""


def pumps() -> Shelf:
    """One document with a table."""
    return Shelf(Document("pumps.md", PUMPS, "Pump list", date="May 2019"))
