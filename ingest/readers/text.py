"""Bytes of text files to text: encodings, and tables of comma-separated values. The door of charset-normalizer."""

from __future__ import annotations

import csv
import io
import re

import charset_normalizer

from ingest.errors import DocumentError
from ingest.readers.contents import Contents, joined_blocks
from ingest.readers.tables import table_blocks

_SEPARATORS = ",;\t|"
_MOST_IN_A_CELL = 1_000_000


def decode(content: bytes) -> str:
    """Bytes of a text file to its text: by byte order mark, as UTF-8, or in the encoding that fits best.

    Raises DocumentError for files that are not text.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as error:
                raise DocumentError(f"it says that it is {encoding} and is not") from error
    controls = len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", content[:65536]))
    if b"\x00" in content or controls > 0.02 * len(content[:65536]):
        raise DocumentError("it is a binary file, not text, whatever its name says")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_older(content)


def _decode_older(content: bytes) -> str:
    """Text in an encoding before Unicode. Western European wins where it fits as well as the best guess."""
    matches = charset_normalizer.from_bytes(content)
    best = matches.best()
    if best is None:
        raise DocumentError("its encoding is not known; save it as UTF-8")
    western = [m for m in matches if m.encoding == "cp1252" and m.chaos <= best.chaos]
    try:
        return content.decode("cp1252" if western or "cp1252" in best.could_be_from_charset else best.encoding)
    except UnicodeDecodeError:
        raise DocumentError("its encoding is not known; save it as UTF-8") from None


def read_plain(content: bytes) -> Contents:
    """Plain text and Markdown as they are written, line ends and all."""
    return Contents(decode(content))


def read_csv(content: bytes) -> Contents:
    """Rows under the names of their columns, as a Markdown table."""
    text = decode(content)
    first, _, rest = text.partition("\n")
    named = re.fullmatch(r"sep=(.)\s*", first)  # how Excel is told the separator
    text, separator = (rest, named[1]) if named else (text, _separator(text))
    csv.field_size_limit(_MOST_IN_A_CELL)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if any(row)]
    except csv.Error as error:
        raise DocumentError(f"its rows cannot be told apart ({error})") from error
    return Contents(joined_blocks(table_blocks(rows)))


def _separator(text: str) -> str:
    """The sign that cuts the first lines into the most columns, as many in each."""
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:50]

    def fit(sign: str) -> tuple[float, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=sign)]
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        return (widths.count(usual) / max(len(widths), 1) if usual > 1 else 0.0), usual

    return max(_SEPARATORS, key=fit)
