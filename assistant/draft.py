"""The model composes: evidence and question in, sentences out. What it writes is a draft and proves nothing yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.evidence import Evidence
from assistant.model import Message
from assistant.orders import is_order
from assistant.prompts import NOT_STATED, prompt
from assistant.question import Kind, Question, content_stems
from ingest.sentences import sentence_spans


@dataclass(frozen=True, slots=True)
class Draft:
    """What the model wrote, cut into sentences; a bare "Yes." or "[2]" has none."""

    text: str
    sentences: tuple[str, ...]

    @property
    def refused(self) -> bool:
        """Whether the model says that the evidence does not answer."""
        return NOT_STATED in self.text.upper() or not self.text


_CITED = re.compile(r"\s*\[\d+(?:\s*[,–-]\s*\d+)*\](?:\([^)\n]*\))?")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_LIST_MARK = re.compile(r"^(?:[-*•]\s+|\d{1,2}[.)]\s+(?=[A-ZÆØÅ]))")


def read_draft(text: str) -> Draft:
    """Cut what the model wrote into sentences; its own list marks, links and [n] are not taken for text."""
    clean = text.replace("\r", "").strip()
    bare = _LINK.sub(r"\1", _CITED.sub("", clean)).replace("**", "")
    lines = [_LIST_MARK.sub("", line.strip()) for line in bare.split("\n")]
    sentences = [line[start:end] for line in lines if line for start, end in sentence_spans(line, 0, len(line))]
    return Draft(clean, tuple(sentence for sentence in sentences if content_stems(sentence) or sentence[0].isdigit()))


def evidence_text(pieces: Sequence[Evidence]) -> str:
    """The lines as the model sees them: under their title, once for each document, and under their headings; each list
    line under what introduces it.
    """
    parts: list[str] = []
    for document, own in groupby(pieces, key=lambda piece: piece.document):
        title = document.id if is_order(document.title) else _one_line(document.title)
        parts.append(f"# {title} ({document.date})" if document.date else f"# {title}")
        for path, group in groupby(own, key=lambda piece: piece.passage.heading_path):
            told = [heading for heading in path[-2:] if heading not in document.title and not is_order(heading)]
            parts += [f"## {' › '.join(told)}"] * bool(told)
            parts += _lines(group)
    return "\n".join(parts)


def _lines(pieces: Iterable[Evidence]) -> Iterator[str]:
    intro = ""
    for piece in pieces:
        if piece.intro and piece.intro not in (intro, piece.heading) and not piece.is_row:
            yield _one_line(piece.intro)
        intro = piece.intro
        line = piece.line if piece.is_row else _one_line(piece.text).lstrip("•-* ")
        yield f"- {line}"


_WISHES: Mapping[Kind, str] = {
    Kind.YES_NO: "Answer in one sentence that begins with Yes or No and says why.",
    Kind.WHEN: "Answer in one sentence that gives the date or time.",
    Kind.COUNT: "Answer in one sentence that gives the number.",
    Kind.AMOUNT: "Answer in one sentence that gives the figure.",
    Kind.LIST: "Answer in one sentence that names all of them.",
}
_SUPPORTS = "You check whether quoted lines state something."
_SUPPORT = "Do these lines state exactly this? Reply yes or no."
_CHECK = "Does the text state the answer to exactly this question? Reply yes or no."


def ask_for_draft(question: Question, pieces: Sequence[Evidence]) -> list[Message]:
    """The messages that ask for a draft, in the language of the documents: there it can be checked best."""
    return _ask(question.text, pieces, _WISHES.get(question.kind, "Answer in one or two sentences."))


def ask_for_check(question: Question, pieces: Sequence[Evidence]) -> list[Message]:
    """The messages that ask whether there is an answer at all. They begin as those for the draft do, all but the last
    line, so that the model reads the evidence once and finds it in its cache the second time.
    """
    return _ask(question.text, pieces, _CHECK)


def ask_for_support(sentence: str, pieces: Sequence[Evidence]) -> list[Message]:
    """The messages that ask whether these few lines, and nothing else, state a sentence."""
    text = f"{evidence_text(pieces)}\n\nStatement: {_one_line(sentence)}\n{_SUPPORT}"
    return [Message("system", _SUPPORTS), Message("user", text)]


def _ask(question: str, pieces: Sequence[Evidence], wish: str) -> list[Message]:
    text = f"{evidence_text(pieces)}\n\nQuestion: {_one_line(question)}\n{wish}"
    return [Message("system", prompt("answer")), Message("user", text)]


def _one_line(text: str) -> str:
    return " ".join(text.split())
