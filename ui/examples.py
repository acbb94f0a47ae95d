"""Questions a person can start with: those written for a corpus, else questions the documents themselves pose."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.documents import Document

EXAMPLES_SHOWN = 4
_HEADING = re.compile(r"^[^\S\n]*(?:#+ |Q: )?(\w[^\n?!]{15,110}\?)[^\S\n]*\r?$", re.MULTILINE)


def example_questions(documents: Sequence[Document], corpus: Path | None = None) -> list[str]:
    """At most four questions. `corpus` is the folder that may hold an examples.toml; see `corpus/examples.toml`."""
    known = {document.id for document in documents}
    written = [question for question, source in _written(corpus) if source in known]
    return (written or list(dict.fromkeys(_posed(documents))))[:EXAMPLES_SHOWN]


def _written(corpus: Path | None) -> Iterator[tuple[str, str]]:
    file = corpus / "examples.toml" if corpus else None
    if file is None or not file.is_file():
        return
    for example in tomllib.loads(file.read_text(encoding="utf-8")).get("examples", []):
        yield str(example["question"]), str(example["source"])


def _posed(documents: Sequence[Document]) -> Iterator[str]:
    """Lines of the documents that are a question and nothing else, as headings of question-and-answer texts are."""
    for document in documents:
        for heading in _HEADING.finditer(document.text):
            yield heading[1]
