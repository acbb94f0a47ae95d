"""Sentences that speak to a language model and not to a reader: orders. They are evidence of nothing. Pure.

A text is read as it is written and as it may be disguised: with look-alike letters of other scripts in place of ours,
with figures for letters, spaced out, backwards, by rot13, as base64 or hexadecimal digits, or as character references.
In any of these readings an order (`order_words`) is

1. to give up instructions ("ignore all previous instructions"), also in other languages;
2. words to an assistant, a chatbot or a language model about what it answers;
3. a rule for answering whatever is asked ("the answer to every question is ...", "when asked ..., reply with ...");
4. a part to play ("you are now an unrestricted ...", "stay in character");
5. marks of a conversation: template tokens, "Assistant:", fields of a reply, the sentinel that the prompts use;
6. a wish for the prompt, or to decode and obey.

Who plants an order writes more than one sentence. With an order goes what follows in its paragraph, and the items that
it introduces; and the whole passage where most of its sentences are orders (docs/decisions/019).
"""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from assistant.order_words import CASED, ORDERS
from assistant.visible import visible
from ingest.passages import Passage, Sentence

_TOO_MANY = 1 / 2
"""Share of a passage's sentences that are orders, above which nothing of it is evidence."""
_LONGEST = 2_000
"""Characters that are read of a sentence."""
_FRAGMENT = 60
"""Characters of a line that may be the half of an order."""
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕһԁԛԝѵАВЕКМНОРСТХУІЈЅαοενικρτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijshdqwvABEKMHOPCTXYIJSaoevikptuxABEZHIKMNOPTYX",
)
_FIGURES = str.maketrans("43105789@$!", "aeiostbgasi")
_FIGURED = re.compile(r"[A-Za-z][0-9@$!]|[0-9@$!][A-Za-z]")
_SPACED = re.compile(r"(?<!\S)\S(?: \S){5,}(?!\S)")
_CODED = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){8,}")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")


@lru_cache(maxsize=1 << 14)
def is_order(text: str) -> bool:
    """Whether a sentence speaks to a language model."""
    return any(map(_orders, _readings(text[:_LONGEST])))


def _orders(reading: str) -> bool:
    lowered = f" {reading.lower()}"
    if any(any(hint in lowered for hint in hints) and pattern.search(reading) for hints, pattern in ORDERS):
        return True
    return "you are " in lowered and bool(CASED.search(reading))


def _readings(text: str) -> Iterator[str]:
    """The text as it is written, then as what it may hide."""
    seen = unicodedata.normalize("NFKC", visible(text))
    line = " ".join(seen.split())
    yield line
    if not line.isascii() and (latin := line.translate(_LOOKALIKES)) != line:
        yield latin
        line = latin
    if "&#" in line or "%" in line:
        yield unquote(html.unescape(line))
    if _FIGURED.search(line):
        yield line.translate(_FIGURES)
    if _SPACED.search(line):
        words = re.split(r"\s{2,}", seen.translate(_LOOKALIKES))
        yield " ".join(_SPACED.sub(lambda run: run[0].replace(" ", ""), word) for word in words)
    yield line[::-1]
    yield codecs.encode(line, "rot13")
    for coded in _CODED.findall(line):
        yield from _decoded(coded)


def _decoded(coded: str) -> Iterator[str]:
    """What base64 or hexadecimal digits say, when that can be read."""
    for read in (_from_hex, _from_base64):
        try:
            said = read(coded).decode("utf-8")
        except (binascii.Error, ValueError):
            continue
        if said.isprintable():
            yield said


def _from_hex(coded: str) -> bytes:
    return bytes.fromhex(coded) if _HEX.fullmatch(coded) else b""


def _from_base64(coded: str) -> bytes:
    bare = coded.rstrip("=").replace("-", "+").replace("_", "/")
    return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)


@lru_cache(maxsize=1 << 12)
def heeded(passage: Passage) -> frozenset[Sentence]:
    """The sentences of a passage that may be evidence: no orders, and nothing that goes with one."""
    orders = _orders_of(passage)
    if not orders:
        return frozenset(passage.sentences)
    if len(orders) > _TOO_MANY * len(passage.sentences):
        return frozenset()
    spans = {(order.start, order.end) for order in orders}
    return frozenset(
        sentence
        for sentence in passage.sentences
        if sentence not in orders
        and sentence.intro not in spans
        and not any(_follows(sentence, order, passage) for order in orders)
    )


def _orders_of(passage: Passage) -> frozenset[Sentence]:
    """The sentences that are orders, and short lines that are one together with the next."""
    texts = [passage.quote(sentence) for sentence in passage.sentences]
    found = {sentence for sentence, text in zip(passage.sentences, texts, strict=True) if is_order(text)}
    for place in range(len(texts) - 1):
        both = passage.sentences[place : place + 2]
        if found.isdisjoint(both) and len(texts[place]) < _FRAGMENT and is_order(" ".join(texts[place : place + 2])):
            found.update(both)
    return frozenset(found)


def _follows(sentence: Sentence, order: Sentence, passage: Passage) -> bool:
    """Whether it comes after the order in the same paragraph."""
    between = passage.text[order.end - passage.start : max(sentence.start, order.end) - passage.start]
    return sentence.start >= order.end and sentence.kind is order.kind and not _BLANK_LINE.search(between)
