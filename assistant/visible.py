"""What a reader sees of a text, and nothing that acts on the reader's screen. Pure.

Documents and questions may hold signs that nobody sees (zero-width signs, tags, controls), signs that turn the reading
direction round, and markup that a page or a chat program would act on: links, images, tags, citation marks. A quotation
keeps all of it, letter by letter; what is told, or shown to a model, goes through here.
"""

from __future__ import annotations

import html
import re

_JOINERS = "\u200c\u200d"
"""They shape letters of some scripts and emoji, and are hidden only between letters of ours."""
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff\ud800-\udfff]"
    f"|(?<=[\\x21-\\u024f])[{_JOINERS}]+(?=[\\x21-\\u024f\\s]|$)"
)
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+[^()]*)?\)|\[[^\[\]]*\])")
_REST_OF_LINK = re.compile(r"\](?=[(\[:])|!+(?=\[)")
_AUTOLINK = re.compile(r"<((?:[a-z][a-z0-9+.-]{1,31}:|[\w.+-]+@)[^\s<>]*)>", re.I)
_TAG = re.compile(r"<(?=[a-z!/?|｜])([^<>]*)(>?)", re.I)
_MARK = re.compile(r"[\[［【]\s*(\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*)\s*[\]］】]")
_SCHEME = re.compile(r"\b(javascript|vbscript|data):(?=\S)", re.I)
_TURN = re.compile(r"\[(/?)(INST|SYS)\]", re.I)
_MOST_PASSES = 8
"""What is hidden in what is hidden comes to light pass by pass."""


def visible(text: str) -> str:
    """The text without signs that nobody sees or that turn the reading direction round."""
    return _HIDDEN.sub("", _LINE_ENDS.sub(" ", text))


def plainly(text: str) -> str:
    """Text for an answer, in which no markup is left to act on: links and images by their words, tags in ‹ ›.

    Citation marks of a document's own stand in round brackets: [1] is always a quotation of the answer.
    """
    for _ in range(_MOST_PASSES):
        plain = _once(text)
        if plain == text:
            break
        text = plain
    return plain


def _once(text: str) -> str:
    plain = _MARK.sub(r"(\1)", visible(html.unescape(text)))
    plain = _IMAGE_OR_LINK.sub(r"\1", plain)
    plain = _REST_OF_LINK.sub(lambda sign: "] " if sign[0] == "]" else "", plain)
    return _SCHEME.sub(r"\1: ", _without_tags(_AUTOLINK.sub(r"\1", plain)))


def for_model(text: str) -> str:
    """Text that a model is shown, in which nothing can pass for the marks between the turns of its conversation."""
    return _TURN.sub(r"(\1\2)", _without_tags(visible(text)))


def _without_tags(text: str) -> str:
    return _TAG.sub(lambda tag: f"‹{tag[1]}{'›' if tag[2] else ''}", text)
