"""An assistant that says what it is given to say, and three cases about one document, for the tests of evaluations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.answer import Answer, Citation, Event, EvidenceFound, TextDelta
from evals.cases import Case
from evals.results import results
from evals.retrieval import Retrieval
from evals.run import Answers, Judged, System, fingerprint, run
from ingest.documents import Document
from ingest.index import Hit
from ingest.passages import split

TEXT = "Opening\n\nThe shop opened on 3 May 2021.\n\nStaff\n\nFour people work there.\n"
DOCUMENT = Document("shop.txt", TEXT, "The shop")
TEXTS = {"shop.txt": TEXT}
SETTINGS = {"model": "scripted"}
OPENED, STAFF = "The shop opened on 3 May 2021.", "Four people work there."


class Scripted:
    """Says what it was given to say and remembers what it was asked; `breaks_at` interrupts it at that question."""

    model_name = "scripted"

    def __init__(self, texts: Mapping[str, str], documents: Sequence[Document] = (DOCUMENT,)) -> None:
        self.texts, self._documents = texts, tuple(documents)
        self.asked: list[tuple[str, list[Mapping[str, str]]]] = []
        self.breaks_at = ""

    def stream(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Iterator[Event]:
        self.asked.append((question, list(history)))
        if question == self.breaks_at:
            raise KeyboardInterrupt
        text = self.texts.get(question)
        if text is None:
            yield Answer(question, "The documents do not say this.", False, standalone=question)
            return
        citation = Citation(1, DOCUMENT, TEXT.index(OPENED), TEXT.index(OPENED) + len(OPENED))
        yield EvidenceFound(question, (citation,))
        yield TextDelta(text)
        yield Answer(question, text, True, (citation,), 0.2, standalone=question)

    def retrieve(self, question: str, k: int = 10) -> list[Hit]:
        return [Hit(passage, 1.0, document.title) for document in self._documents for passage in split(document)][:k]

    def __enter__(self) -> Scripted:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def case(id_: str, question: str, **fields: Any) -> Case:
    base: dict[str, Any] = {"id": id_, "type": "date", "question": question, "answerable": True, "suite": "shop"}
    if fields.get("answerable", True):
        base |= {"facts": [["3 May 2021"]], "quotes": [[{"source": "shop.txt", "text": OPENED}]]}
    return Case.model_validate(base | fields)


CASES = (
    case("opened", "When did it open?"),
    case("follow", "And when?", history=[{"role": "user", "content": "It?"}, {"role": "assistant", "content": "Yes."}]),
    case("near", "Who owns it?", type="unanswerable_near", answerable=False),
)
RIGHT = {"When did it open?": "On 3 May 2021 [1].", "And when?": "May 3, 2021 [1]."}


def judged(
    folder: Path, scripted: Scripted, cases: Sequence[Case] = CASES, settings: Mapping[str, Any] = SETTINGS
) -> tuple[Judged, ...]:
    """The cases asked and judged, their answers kept in the folder."""
    system = System(scripted, Answers(folder), fingerprint(settings))
    return run(cases, TEXTS, [system], lambda: None)[0]


def found(folder: Path, texts: Mapping[str, str], cases: Sequence[Case] = CASES) -> dict[str, Any]:
    """The results of an assistant that says these texts."""
    retrieval = {"shop": Retrieval(2, {"recall@5": 1.0, "MRR": 0.75})}
    return results(judged(folder, Scripted(texts), cases), SETTINGS, {"cases_sha256": "same"}, retrieval)
