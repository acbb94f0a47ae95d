"""The numbers that Word shows before paragraphs and does not write into them.

A document says which list a paragraph belongs to and on which level; the number follows from counting. Each level has
a pattern ("%1.%2", "(%3)") and a way to write its count (decimal, letters, Roman numerals).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

_DEEPEST = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """What stands before a paragraph."""

    mark: str
    indent: str
    is_bullet: bool


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    pattern: str
    start: int
    style: str


class Numbering:
    """The lists of a document, and how far each has been counted."""

    def __init__(self, root: Any, names: dict[str, str]) -> None:
        self._key = f"{{{names['w']}}}val"
        self._names, self._id = names, f"{{{names['w']}}}"
        patterns = {
            abstract.get(f"{self._id}abstractNumId"): self._levels(abstract)
            for abstract in root.findall("w:abstractNum", names)
        }
        self._lists: dict[str, tuple[str, dict[str, _Level]]] = {}
        for one in root.findall("w:num", names):
            abstract = self._told(one, "w:abstractNumId")
            self._lists[one.get(f"{self._id}numId")] = (abstract, patterns.get(abstract, {}))
            # A list that starts anew counts for itself; one that only borrows the pattern goes on counting.
            if one.find("w:lvlOverride/w:startOverride", names) is not None:
                self._lists[one.get(f"{self._id}numId")] = (
                    f"{abstract} {one.get(f'{self._id}numId')}",
                    patterns.get(abstract, {}),
                )
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def _levels(self, abstract: Any) -> dict[str, _Level]:
        return {
            level.get(f"{self._id}ilvl"): _Level(
                self._told(level, "w:numFmt") or "decimal",
                self._told(level, "w:lvlText"),
                int(self._told(level, "w:start") or 1),
                self._told(level, "w:pStyle"),
            )
            for level in abstract.findall("w:lvl", self._names)
        }

    def _told(self, element: Any, path: str) -> str:
        found = element.find(path, self._names)
        return "" if found is None else str(found.get(self._key, ""))

    def level_of(self, number: str, style: str) -> str:
        """The level of a list that is bound to a style, "" when none is."""
        levels = self._lists.get(number, ("", {}))[1]
        return next((key for key, level in levels.items() if level.style == style), "")

    def next(self, number: str, level: str) -> Number | None:
        """The number of the next paragraph of this list on this level; None when it shows none."""
        key, levels = self._lists.get(number, ("", {}))
        own = levels.get(level)
        if own is None or own.form == "none" or not level.isdigit() or int(level) >= _DEEPEST:
            return None
        depth = int(level)
        indent = "  " * depth
        if own.form == "bullet":
            return Number("-", indent, is_bullet=True)
        counts = self._counts[key]
        counts[depth] = counts.get(depth, own.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        mark = own.pattern
        for other in range(depth + 1):
            shown = levels.get(str(other), own)
            mark = mark.replace(f"%{other + 1}", _written(counts.get(other, shown.start), shown.form))
        return Number(mark.strip(), "", is_bullet=False) if mark.strip() else None


def _written(count: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"} and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"} and 0 < count < 4000:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (count // value)
            count %= value
        return roman.upper() if form == "upperRoman" else roman
    return f"{count:02d}" if form == "decimalZero" else str(count)
