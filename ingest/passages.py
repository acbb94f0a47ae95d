"""Documents to passages. Pure; owns the span invariant.

The algorithm:

1. `blocks` finds what each part of the text does (heading, question, item, row, paragraph), `enumerated` the lists
   within paragraphs.
2. Walking the blocks in order keeps the path of headings above each. Where headings carry a level, it decides;
   where not: a heading right below another is its child, one right above another opens a new part, and any other
   stands beside the last.
3. Every block becomes sentences: a heading or an item is one, a paragraph several. Items in a row are a list; the
   line that introduces them (the last sentence above, or the heading) is remembered with each. So is the question
   that a sentence follows in its paragraph, and the name in front of a `Name: text` paragraph.
4. Passages are cut at headings, and where one would grow beyond LONGEST characters, between blocks.
5. A passage reaches to the start of the next: the passages of a document tile its text and nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.blocks import Block, BlockKind, plain_blocks
from ingest.documents import Document
from ingest.enumerated import enumerated
from ingest.markdown import markdown_blocks
from ingest.sentences import sentence_spans, strip_span

VERSION = 2
"""Raised whenever the same text would be cut differently: indexes built before are then refused."""

LONGEST = 900
"""Characters of a passage, softly: 256 word pieces, which is all the embedding model sees, are about 1,000."""

SECTION_JOINT = " › "
"""Between the headings of a section's path."""

_NAME = re.compile(r"[^\W\d_][^:\n]{0,58}?(?::| [-–—]) (?=\S)")
_BULLET = re.compile(r"[•◦▪‣·∙●○■*+–—-]\s+(?=\S)")
"""A bullet says nothing and is left out of the item's span; a number stays."""
_LONGEST_ITEM = 600
_LONGEST_TITLES = 600
"""Headings in a row that go with the text below them; more than that is a list of names."""
_LOWEST = 9
"""Level of questions and labels: below every heading, above nothing."""


class SentenceKind(StrEnum):
    """What a sentence is in its document."""

    SENTENCE = "sentence"
    ITEM = "item"
    HEADING = "heading"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Sentence:
    """The smallest thing that is quoted: a sentence, a list item or a heading, as a span of its document."""

    start: int
    end: int
    kind: SentenceKind = SentenceKind.SENTENCE
    intro: tuple[int, int] | None = None
    """Span of the line that introduces it: above a list, the question before an answer, the name before a text."""
    list_start: int | None = None
    """Where its list starts: items of one list share it, also across passages."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A slice of a document: `document.text[start:end] == text`. `position` counts from 0 within the document."""

    document_id: str
    position: int
    start: int
    end: int
    text: str
    heading_path: tuple[str, ...]
    sentences: tuple[Sentence, ...]

    def quote(self, sentence: Sentence) -> str:
        """The words of one of its sentences."""
        return self.text[sentence.start - self.start : sentence.end - self.start]

    @property
    def section(self) -> str:
        """The heading path as one line."""
        return SECTION_JOINT.join(self.heading_path)


def split(document: Document) -> tuple[Passage, ...]:
    """The passages of a document, in order. They tile its text; an empty text has none."""
    text = document.text
    if not text:
        return ()
    blocks = markdown_blocks(text) if document.outlined else plain_blocks(text)
    drafts = _group(_walk(text, enumerated(text, blocks)))
    starts = [0, *(draft[0].start for draft in drafts[1:])] or [0]
    ends = [*starts[1:], len(text)]
    passages = []
    for position, (start, end) in enumerate(zip(starts, ends, strict=True)):
        pieces = drafts[position] if drafts else []
        path = pieces[-1].path if pieces else ()
        sentences = tuple(sentence for piece in pieces for sentence in piece.sentences)
        passages.append(Passage(document.id, position, start, end, text[start:end], path, sentences))
    return tuple(passages)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block, or a part of a long one, with its sentences and the headings above it."""

    start: int
    end: int
    kind: BlockKind
    path: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    introduces: bool = False


class _Path:
    """The headings above the block that is being walked."""

    def __init__(self) -> None:
        self._stack: list[tuple[int, str]] = []
        self._after_heading = False

    def text(self) -> None:
        self._after_heading = False

    def heading(self, block: Block, title: str, opens_part: bool) -> None:
        level = self._level(block, opens_part)
        while self._stack and self._stack[-1][0] >= level:
            self._stack.pop()
        self._stack.append((level, title))
        self._after_heading = block.kind is BlockKind.HEADING

    def _level(self, block: Block, opens_part: bool) -> int:
        if block.kind in {BlockKind.QUESTION, BlockKind.LABEL}:
            return _LOWEST
        if block.level:
            return block.level
        headings = [level for level, _ in self._stack if level < _LOWEST]
        if not headings:
            return 1
        if self._after_heading:
            return min(headings[-1] + 1, _LOWEST - 1)
        return 2 if opens_part else headings[-1]

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(title for _, title in self._stack)


def _walk(text: str, blocks: Sequence[Block]) -> list[_Piece]:
    path, pieces = _Path(), list[_Piece]()
    introducing: tuple[int, int] | None = None
    list_start: int | None = None
    for position, block in enumerate(blocks):
        span = (block.start, block.end)
        if block.kind in {BlockKind.HEADING, BlockKind.QUESTION, BlockKind.LABEL}:
            opens_part = position + 1 < len(blocks) and blocks[position + 1].kind is BlockKind.HEADING
            path.heading(block, _title(text[block.start : block.end]), opens_part)
            kind = SentenceKind.QUESTION if block.kind is BlockKind.QUESTION else SentenceKind.HEADING
            pieces.append(_Piece(*span, block.kind, path.titles, (Sentence(*span, kind),)))
            introducing, list_start = span, None
            continue
        path.text()
        if block.kind in {BlockKind.ITEM, BlockKind.ROW}:
            list_start = block.start if list_start is None else list_start
            sentences = _item_sentences(text, block, introducing, list_start)
        else:
            list_start = None
            sentences = _paragraph_sentences(text, block, introducing if _is_question(text, introducing) else None)
            introducing = (sentences[-1].start, sentences[-1].end) if sentences else introducing
        leads = position + 1 < len(blocks) and blocks[position + 1].kind in {BlockKind.ITEM, BlockKind.ROW}
        pieces += _cut(block, path.titles, sentences, leads and block.kind is BlockKind.PARAGRAPH)
    return pieces


def _title(heading: str) -> str:
    """A heading's words without its markup, on one line."""
    bare = re.sub(r"\A[>\s]*#{1,6}\s|\s#+\Z", "", heading)
    return " ".join(bare.strip("=-*_ \t\r\n").split())


def _is_question(text: str, span: tuple[int, int] | None) -> bool:
    return span is not None and text[span[1] - 1] == "?"


def _item_sentences(text: str, block: Block, intro: tuple[int, int] | None, list_start: int) -> tuple[Sentence, ...]:
    bullet = _BULLET.match(text, block.start, block.end)
    start = bullet.end() if bullet else block.start
    if block.end - start <= _LONGEST_ITEM:
        return (Sentence(start, block.end, SentenceKind.ITEM, intro, list_start),)
    spans = sentence_spans(text, start, block.end)
    return tuple(Sentence(*span, SentenceKind.ITEM, intro, list_start) for span in spans)


def _paragraph_sentences(text: str, block: Block, question: tuple[int, int] | None) -> tuple[Sentence, ...]:
    """The sentences of a paragraph, each introduced by the question before it or by the name in front of it all."""
    sentences: list[Sentence] = []
    name = _NAME.match(text, block.start, block.end)
    named = strip_span(text, block.start, name.end()) if name else None
    intro = question
    for start, end in sentence_spans(text, block.start, block.end):
        if start == block.start and named is not None and named[1] > end:
            named = None  # a colon of a later sentence
        is_question = text[end - 1] == "?"
        kind = SentenceKind.QUESTION if is_question else SentenceKind.SENTENCE
        sentences.append(Sentence(start, end, kind, intro or (named if start > block.start else None)))
        intro = (start, end) if is_question else intro
    return tuple(sentences)


def _cut(block: Block, path: tuple[str, ...], sentences: tuple[Sentence, ...], introduces: bool) -> list[_Piece]:
    """One piece for the block, or several where it is longer than a passage may be."""
    pieces: list[_Piece] = []
    held: list[Sentence] = []
    start = block.start
    for sentence in sentences:
        if held and sentence.end - held[0].start > LONGEST:
            pieces.append(_Piece(start, held[-1].end, block.kind, path, tuple(held)))
            start, held = sentence.start, []
        held.append(sentence)
    if held:
        pieces.append(_Piece(start, block.end, block.kind, path, tuple(held), introduces))
    return pieces


def _group(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Pieces to passages: cut at headings that follow text, and where a passage would grow too long."""
    titles = {BlockKind.HEADING, BlockKind.QUESTION, BlockKind.LABEL}
    groups: list[list[_Piece]] = []
    for piece in pieces:
        group = groups[-1] if groups else None
        after_text = group is not None and group[-1].kind not in titles
        if group is None or (piece.kind in titles and after_text):
            groups.append([piece])
        elif piece.end - group[0].start > (LONGEST if after_text else LONGEST + _LONGEST_TITLES):
            # The line that introduces a list goes along with it.
            lead = [group.pop()] if group[-1].introduces and len(group) > 1 else []
            groups.append([*lead, piece])
        else:
            group.append(piece)
    return groups
