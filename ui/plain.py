"""The door through which words of documents, models and persons pass into the page: they come out as text, whatever
they hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_ACTIVE = re.compile(r"[\x00-\x1f!-+\--/:-@\[-`{-~\u2028\u2029]|^ | (?= )")
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Of these, browsers take a reference to one from \x80 to \x9f for another sign, and some turn the reading round."""


def plain(text: str) -> str:
    """Text as character references wherever a markup language could see a sign of its own; shown, it is unchanged."""
    return _ACTIVE.sub(lambda sign: f"&#{ord(sign.group())};", printable(text))


def printable(text: str) -> str:
    """Text with line ends of one kind, and a sign in place of what cannot be shown, or turns the reading round."""
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def joined(facts: Sequence[str], *, first: bool = True) -> str:
    """The facts that are there, in one line; with a dot before them too when they are not the first in it."""
    there = list(filter(None, facts))
    return plain(" \u00b7 ".join(there if first else ["", *there]))
