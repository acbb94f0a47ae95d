"""Printed pages to Markdown. Pure: pieces of lines in, text and page starts out.

What is repeated at the top or foot of a quarter of the pages is left out where it stands elsewhere too, else kept once;
page numbers are left out. Type that is larger or bolder than most of the text makes headings. A paragraph that goes on
in the next column or on the next page is one paragraph; the page starts within it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.readers.hyphens import HYPHEN, dehyphenated, vocabulary_of
from ingest.readers.layout import Paragraph, as_item, in_reading_order, paragraphs
from ingest.readers.pieces import Piece
from ingest.readers.tables import table_blocks

_NUMBER_LINE = re.compile(
    r"(?:(?:page|side|seite|pag\.?|p\.|s\.|slide)\s*)?[-–—|\s]*\d{1,4}[-–—|\s]*(?:(?:of|af|von|/)\s*\d{1,4})?[-–—|\s]*",
    re.I,
)
_LONGEST_HEADING = 150
_LOWEST_LEVEL = 6


def printed_text(pages: Sequence[Sequence[Piece]]) -> tuple[str, tuple[int, ...]]:
    """The text of the pages, and the offset at which each starts."""
    return _written(_without_running_lines(pages))


def _without_running_lines(pages: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """The pages without what is repeated at their top or foot, save where it first stands if it stands nowhere else."""
    usual = _usual_size(piece for page in pages for piece in page)
    outermost = [
        {id(piece): _shapes(piece, number) for piece in _outermost(page) if piece.size <= 1.1 * usual}
        for number, page in enumerate(pages)
    ]
    seen = Counter(shape for page in outermost for shape in {shape for shapes in page.values() for shape in shapes})
    running = {shape for shape, count in seen.items() if count >= max(3, 0.25 * len(pages))}
    told = {piece.words for page, own in zip(pages, outermost, strict=True) for piece in page if id(piece) not in own}
    kept = list[list[Piece]]()
    for page, own in zip(pages, outermost, strict=True):
        lines = list[Piece]()
        for piece in page:
            repeated = own.get(id(piece), frozenset()) & running
            if not repeated:
                lines.append(piece)
            elif not ({piece.words} | repeated) & told and not _NUMBER_LINE.fullmatch(piece.words):
                lines.append(piece)
                told |= repeated
        kept.append(lines)
    return kept


def _usual_size(pieces: Iterable[Piece]) -> float:
    letters: Counter[float] = Counter()
    for piece in pieces:
        letters[piece.size] += len(piece.words)
    return letters.most_common(1)[0][0] if letters else 0.0


def _outermost(page: Sequence[Piece]) -> list[Piece]:
    """The pieces on the one or two lines at the top and at the foot of a page that stand apart from the rest."""
    heights = sorted({round(piece.middle) for piece in page})
    sizes = {round(piece.middle): piece.size for piece in page}
    apart = set[int]()
    for inwards in (heights, heights[::-1]):
        for count in (1, 2):
            if len(inwards) > count and abs(inwards[count] - inwards[count - 1]) > 1.7 * sizes[inwards[count - 1]]:
                apart.update(inwards[:count])
                break
    return [piece for piece in page if round(piece.middle) in apart]


def _shapes(piece: Piece, page: int) -> frozenset[str]:
    """What may repeat from page to page: the words, and the words with each number less the number of the page."""
    beyond = re.sub(r"\d{1,4}", lambda match: f"#{int(match.group()) - page}", piece.words)
    counts_pages = _NUMBER_LINE.fullmatch(piece.words) and re.search(r"[^\W\d]|/", piece.words)
    return frozenset({piece.words, beyond, *(["page #"] if counts_pages else [])})


def _written(pages: Sequence[Sequence[Piece]]) -> tuple[str, tuple[int, ...]]:
    columns = [[paragraphs(column) for column in in_reading_order(page)] for page in pages]
    every = [paragraph for page in columns for column in page for paragraph in column]
    vocabulary, levels = vocabulary_of(paragraph.words for paragraph in every), _levels(every)
    text, starts = "", list[int]()
    last: Paragraph | None = None
    for page in columns:
        starts.append(len(text))
        for number, paragraph in enumerate(paragraph for column in page for paragraph in column):
            level = levels.get(_type(paragraph), 0) if _can_be_heading(paragraph) else 0
            words = _as_markdown(paragraph, level, vocabulary)
            text += _between(text, last if not level else None, paragraph, words)
            if not number:
                starts[-1] = len(text)
            text += words
            last = None if level or paragraph.table else paragraph
    return f"{text}\n", tuple(starts)


def _as_markdown(paragraph: Paragraph, level: int, vocabulary: Counter[str]) -> str:
    if paragraph.table:
        rows = [[dehyphenated(cell, vocabulary) for cell in row] for row in paragraph.table]
        return "\n\n".join(table_blocks(rows, level=_LOWEST_LEVEL - 1))
    words = dehyphenated(paragraph.words, vocabulary)
    return f"{'#' * level} {' '.join(words.split())}" if level else as_item(words)


def _between(text: str, last: Paragraph | None, paragraph: Paragraph, words: str) -> str:
    """What stands between the text so far and the next words."""
    if not text:
        return ""
    if last and _goes_over(last, paragraph):
        return "\n" if last.words.endswith(HYPHEN) else " "
    in_list = words.startswith("- ") and text.rpartition("\n")[2].startswith("- ")
    return "\n" if in_list else "\n\n"


def _goes_over(last: Paragraph, paragraph: Paragraph) -> bool:
    """Whether a paragraph goes on in the next column or on the next page; within a column lines have decided."""
    return (
        not paragraph.table
        and paragraph.top > last.bottom
        and last.lines > 1
        and abs(last.size - paragraph.size) < 0.5
        and last.bold == paragraph.bold
        and (last.words.endswith(HYPHEN) or last.words[-1] not in '.:;!?”")')
        and paragraph.words[0].islower()
    )


def _type(paragraph: Paragraph) -> tuple[float, bool]:
    return round(paragraph.size * 2) / 2, paragraph.bold


def _levels(every: Iterable[Paragraph]) -> dict[tuple[float, bool], int]:
    """The types that headings are set in, with their level: larger than the text, or bolder."""
    letters: Counter[tuple[float, bool]] = Counter()
    for paragraph in every:
        letters[_type(paragraph)] += len(paragraph.words)
    (size, bold), _ = letters.most_common(1)[0] if letters else ((0.0, False), 0)
    larger = [kind for kind in letters if kind[0] >= 1.12 * size or (kind[0] >= 0.97 * size and kind[1] and not bold)]
    levels: dict[tuple[float, bool], int] = {}
    level, above = 0, (0.0, False)
    for kind in sorted(larger, reverse=True):
        if kind[0] < 0.95 * above[0] or kind[1] != above[1] or not level:
            level, above = level + 1, kind
        levels[kind] = min(level, _LOWEST_LEVEL)
    return levels


def _can_be_heading(paragraph: Paragraph) -> bool:
    words = paragraph.words
    return (
        not paragraph.table
        and paragraph.lines <= 3
        and len(words) <= _LONGEST_HEADING
        and words[-1] not in ".,;"
        and sum(sign.isalpha() for sign in words) > 0.5 * len(words.replace(" ", ""))
        and "  " not in words
    )
