"""Lists within lists. Pure.

A list that was read as one may have items that introduce the ones after them: items further to the right, or, in a flat
list, the plural of what each of them begins with ("Letters from the mayor; Letter of May; Letter of June").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence import Evidence
from assistant.question import stem

_FEWEST = 2
_AND = re.compile(r"[;,] (?:and|og)\W*$")


def sublists(items: Sequence[Evidence]) -> list[list[Evidence]]:
    """The lists within a list, each item introduced by the one that stands for them all."""
    found: list[list[Evidence]] = []
    for place, item in enumerate(items):
        rest = items[place + 1 :]
        inner = _until(rest, [_indent(one) > _indent(item) for one in rest])
        if len(inner) < _FEWEST:
            inner = _until(rest, [_is_one_of(one, item) for one in rest])
            # "...; and" says that one more belongs to them, whatever it begins with.
            inner = [*rest[: len(inner) + 1]] if inner and _AND.search(inner[-1].text) else inner
        if len(inner) >= _FEWEST:
            intro = (item.sentence.start, item.sentence.end)
            found.append([replace(one, sentence=replace(one.sentence, intro=intro)) for one in inner])
    return found


def _until(items: Sequence[Evidence], within: Sequence[bool]) -> list[Evidence]:
    return list(items[: within.index(False) if False in within else len(within)])


def _indent(item: Evidence) -> int:
    """Blanks in front of the line that the item begins in."""
    line = item.document.text[: item.sentence.start].rpartition("\n")[2]
    return len(line) - len(line.lstrip())


def _is_one_of(item: Evidence, head: Evidence) -> bool:
    """Whether the one begins with a noun and the other with its plural."""
    one, many = _first(item), _first(head)
    return many.endswith("s") and one != many and stem(one) == stem(many) and not one.endswith("s")


def _first(item: Evidence) -> str:
    match = re.match(r"\W*([^\W\d_]+)", item.said)
    return match[1].lower() if match else ""
