"""Inputs for `tests.fuzz`: by mutation of sound files, and by grammars of their formats.

Everything is a function of a random.Random, so that an input can be made again from its seed.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable

from tests.fuzz_archives import ARCHIVES, archive_grammar, repacked
from tests.fuzz_bytes import NUMBERS, SOUND, WORDS, mutated

_TEXT_TAGS = "p div span ul ol li table tr td th h1 h2 h6 pre b a br hr dl dt dd section br script title svg".split()
_ATTRIBUTES = (
    'rowspan="{}"',
    'colspan="{}"',
    'start="{}"',
    'value="{}"',
    "hidden",
    'style="display:none"',
    'role="menu"',
)


def made(ending: str, chance: random.Random) -> bytes:
    """An input for the reader of this ending."""
    kind = ending.removeprefix(".")
    if kind not in SOUND:
        kind = {"text": "txt", "markdown": "md", "htm": "html", "xhtml": "html"}[kind]
    how = chance.random()
    if how < 0.06:
        return mutated(SOUND[chance.choice(sorted(SOUND))], chance)  # another format than the name says
    if how < 0.40:
        return mutated(SOUND[kind], chance)
    if kind in ARCHIVES and how < 0.75:
        return repacked(kind, chance)
    return _GRAMMARS[kind](chance)


def _words(chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randrange(1, 9)))


def _html(chance: random.Random) -> bytes:
    open_tags, text = list[str](), list[str]()
    for _ in range(chance.choice((5, 50, 400))):
        if open_tags and chance.random() < 0.4:
            text.append(f"</{open_tags.pop() if chance.random() < 0.8 else chance.choice(_TEXT_TAGS)}>")
        else:
            tag = chance.choice(_TEXT_TAGS)
            told = chance.choice(_ATTRIBUTES).format(chance.choice(NUMBERS)) if chance.random() < 0.3 else ""
            text.append(f"<{tag} {told}>")
            open_tags.append(tag)
        if chance.random() < 0.6:
            text.append(_words(chance))
    deep = chance.choice((0, 0, 0, 150, 5_000))
    tag = chance.choice(_TEXT_TAGS)
    return (f"<{tag}>" * deep + "".join(text)).encode()


def _markdown(chance: random.Random) -> bytes:
    marks = (
        "# ",
        "## ",
        "###### ",
        "- ",
        "  - ",
        "1. ",
        "> ",
        "| ",
        "```\n",
        "    ",
        "---\n",
        "",
        "",
        "[a](",
        "**",
        "\t",
    )
    lines = []
    for _ in range(chance.choice((3, 30, 300))):
        mark = chance.choice(marks) * chance.choice((1, 1, 1, 3, 60))
        line = f"{mark}{_words(chance)}"
        lines.append(f"| {' | '.join(line.split(' '))} |" if chance.random() < 0.2 else line)
    return chance.choice(("\n", "\n\n", "\r\n", "\r")).join(lines).encode(chance.choice(("utf-8", "utf-16")))


def _rows(chance: random.Random) -> bytes:
    separator = chance.choice(",;\t|")
    cell = ("a", "", '"', '"a""b"', "1,5", "x" * 600, "2023", "a\nb", '"a\nb"', "=1+1", "|")
    rows = [
        separator.join(chance.choice(cell) for _ in range(chance.choice((1, 2, 3, 9, 300))))
        for _ in range(chance.choice((1, 5, 60)))
    ]
    return "\r\n".join(rows).encode()


def _mail(chance: random.Random) -> bytes:
    names = ("Subject", "From", "To", "Date", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Cc")
    told = (
        "=?utf-8?q?=C3?=",
        "=?x?b?!!!?=",
        "multipart/mixed; boundary=x",
        "text/html; charset=utf-16",
        "base64",
        "8bit",
        "quoted-printable",
        "Fri, 99 Zzz 99999 25:61:61 +9999",
        "attachment; filename*=utf-8''%ff",
        "a <b@c>" * 50,
        "",
        "message/rfc822",
        'text/plain; charset="nonsense"',
        "(" * 200,
        '"' * 99,
        "<>" * 99,
        "@" * 99,
        ",;:" * 50,
    )
    head = [f"{chance.choice(names)}: {chance.choice(told)}" for _ in range(chance.randrange(1, 12))]
    parts = [
        f"--x\n{chance.choice(names)}: {chance.choice(told)}\n\n{_words(chance)}\n" for _ in range(chance.randrange(6))
    ]
    nested = "Content-Type: multipart/mixed; boundary=x\n\n--x\n" * chance.choice((0, 0, 3, 200))
    return ("\n".join(head) + "\n" + nested + "\n\n" + "".join(parts) + _words(chance)).encode()


def _pdf(chance: random.Random) -> bytes:
    """Objects that refer to each other at random, with a content stream of operators at random."""
    operators = (
        "BT",
        "ET",
        "/F1 {} Tf",
        "{} {} Td",
        "(boat) Tj",
        "[(a) {} (b)] TJ",
        "q",
        "Q",
        "{} 0 0 {} 0 0 cm",
        "T*",
        "{} Tr",
        "{} TL",
        "/X1 Do",
        "{} {} m",
        "<feff0062> Tj",
        "{} Tz",
        "0 {} {} 0 0 0 Tm",
    )
    numbers = [0, 1, 12, -7, 1e9, -1e9, 0.00001, 10**12, 700]

    def operator() -> str:
        told = chance.choice(operators)
        return told.format(*(chance.choice(numbers) for _ in range(told.count("{}"))))

    stream = " ".join(
        ["BT /F1 12 Tf 72 700 Td (boat) Tj ET", *(operator() for _ in range(chance.choice((1, 20, 300))))]
    )
    packed = stream.encode()
    filters = ""
    if chance.random() < 0.3:
        packed, filters = zlib.compress(packed), "/Filter /FlateDecode "

    def some() -> int:
        return chance.randrange(1, 8)

    catalog = "<< /Type /Catalog /Pages 2 0 R >>" if chance.random() < 0.9 else f"<< /Pages {some()} 0 R >>"
    kids = " ".join(f"{chance.choice((3, 3, some()))} 0 R" for _ in range(chance.choice((1, 2, 40))))
    objects = [
        catalog,
        f"<< /Type /Pages /Kids [{kids}] /Count {chance.choice((1, 1, 2, -1, 10**9))} >>",
        f"<< /Type /Page /Parent {chance.choice((2, some()))} 0 R"
        f" /MediaBox [0 0 {chance.choice((612, 0, -5, 10**9))} 792]"
        f" /Contents {chance.choice((4, 4, some()))} 0 R /Rotate {chance.choice((0, 90, 45, 10**9))}"
        f" /Resources << /Font << /F1 {chance.choice((5, some()))} 0 R >> /XObject << /X1 {some()} 0 R >> >> >>",
    ]
    body = b"%PDF-1.7\n" + b"".join(f"{n} 0 obj\n{o}\nendobj\n".encode() for n, o in enumerate(objects, start=1))
    length = chance.choice((len(packed), len(packed), 0, 10**9))
    body += f"4 0 obj\n<< {filters}/Length {length} >>\nstream\n".encode() + packed + b"\nendstream\nendobj\n"
    body += b"5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n"
    form = f"<< /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X1 {some()} 0 R >> >> /Length 6 >>"
    body += f"6 0 obj\n{form}\nstream\n/X1 Do\nendstream\nendobj\n".encode()
    return body + b"trailer\n<< /Root 1 0 R /Size 7 >>\n%%EOF\n"


_GRAMMARS: dict[str, Callable[[random.Random], bytes]] = {
    "txt": _markdown,
    "md": _markdown,
    "csv": _rows,
    "tsv": _rows,
    "html": _html,
    "eml": _mail,
    "pdf": _pdf,
    **{kind: archive_grammar(kind) for kind in ARCHIVES},
}
