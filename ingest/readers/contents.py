"""What a reader makes of a file. Pure.

Contents are a file's canonical text and what the file itself says about it; they are not yet a Document, which has a
name and what the folder's owner says. Dates are written as people write them ("3 May 2024"), for answers show them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

_LONGEST_TITLE = 200
_NO_TITLE = re.compile(
    r"untitled\b.*|unbenannt\b.*|microsoft (?:word|excel|powerpoint) - .*"
    r"|(?:power ?point )?(?:presentation|præsentation)\d*"
    r"|(?:document|dokument|book|workbook|mappe|slide|title)\s?\d*"
    r"|.*\.(?:docx?|dotx?|xlsx?|pptx?|pdf|indd|tex|dvi|qxd|html?|rtf|odt|txt)",
    re.I,
)
_OPENS = re.compile(r"<(?:script|pre|style|textarea|!|\?)|```|~~~", re.I)
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_ISO = re.compile(r"\s*(\d{4})(?:-?(\d\d)(?:-?(\d\d)(?!\d))?)?(?!\d)")


@dataclass(frozen=True, slots=True)
class Contents:
    """A file's canonical text; title and date are "" where the file does not tell them."""

    text: str
    title: str = ""
    date: str = ""
    page_starts: tuple[int, ...] = ()


def told_title(title: object) -> str:
    """A title from a file's metadata on one line; "" for what programs write there when nobody gave one."""
    line = one_line(title)
    return "" if _NO_TITLE.fullmatch(line) or not re.search(r"[^\W_]", line) else line[:_LONGEST_TITLE].strip()


def told_date(told: object) -> str:
    """A date as people write it, from a date or from text that begins as ISO 8601 does; "" for anything else."""
    if isinstance(told, (date, datetime)):
        return f"{told.day} {told:%B} {told.year}"
    match = _ISO.match(told) if isinstance(told, str) else None
    if match is None:
        return ""
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        whole = date(year, month or 1, day or 1)
    except ValueError:
        return ""
    return told_date(whole) if day else f"{whole:%B} {year}" if month else str(year)


def one_line(words: object) -> str:
    """Words with single blanks between them, and none of the signs that cannot be seen."""
    return " ".join(visible(str(words or "")).split())


def visible(text: str) -> str:
    """The text without signs that would hide in a quotation, without lone surrogates, ligatures in their letters."""
    text = re.sub(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\u2060\ufeff\ufffe\uffff\ud800-\udfff]", "", text)
    text = text.translate(_LIGATURES)
    return re.sub(r"[\u0085\u2028\u2029\x0b\x0c]", "\n", text)


def joined_blocks(blocks: Iterable[str]) -> str:
    """Blocks of a Markdown text, a blank line between them. Items that follow each other stay one list."""
    text, after_item = "", False
    for block in blocks:
        block = block.strip("\n")
        if not block.strip():
            continue
        if _OPENS.match(block) and "\n" not in block:
            block = f"    {block}"  # or the rest of the text would be taken for what this opens
        is_item = bool(re.match(r"\s*(?:- |\d{1,9}[.)] )", block))
        text += ("\n" if is_item and after_item else "\n\n" if text else "") + block
        after_item = is_item and "\n" not in block
    return f"{text}\n" if text else ""
