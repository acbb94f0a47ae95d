"""Inputs for `tests.fuzz`: sound files, changed without knowing what their bytes mean."""

from __future__ import annotations

import random

from tests.files import FILES

SOUND = {name.rsplit(".", 1)[1]: make() for name, make in FILES.items()}
INTERESTING = (
    b"\x00",
    b"\xff" * 4,
    b"\xed\xa0\x80",
    "\u202e\u200b\u00ad\ufeff".encode(),
    b"%s%n",
    b"-1",
    b"0",
    b"2147483648",
    b"99999999999999999999",
    b"1e999",
    b"NaN",
    b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
    b"&a;",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"-->",
    b"</",
    b"/>",
    b"\r",
    b"\n\n",
    b"\t",
    b"|",
    b"```",
    b"---\n",
    b"# ",
    b"> ",
    b"obj",
    b"endobj",
    b"stream",
    b"<<",
    b">>",
    b"/Kids",
    b"/Parent",
    b"/Count",
    b"/Length",
    b"R ",
    b"xref",
    b"trailer",
    b"charset=utf-7",
    b"charset=utf-16",
    b"=?utf-8?b?////?=",
    b"Content-Type: multipart/mixed; boundary=x\n\n--x\n",
    b"rowspan=9999",
    b"colspan=9999",
    b'w:val="-5"',
    b"w:ilvl",
    b'r="XFD1048576"',
    b't="s"',
    b"sqref",
)
"""Pieces that mean something to one of the formats."""
NUMBERS = (0, 1, 2, 7, 99, 1_000, 65_535, -1, 10**12)
WORDS = (
    "ferry",
    "§ 4",
    "no. 713",
    "e.g.",
    "3.5 %",
    "Smørrebrød",
    "a" * 900,
    "?",
    ".",
    "1.",
    "•",
    "\u0301\u0301",
    "🚢",
)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Bytes changed, cut, repeated, spliced with other files and with pieces that mean something."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(changed) + 1)
        match chance.randrange(7):
            case 0 if at < len(changed):
                changed[at] = chance.randrange(256)
            case 1 if at < len(changed):
                changed[at] ^= 1 << chance.randrange(8)
            case 2:
                del changed[at : at + chance.choice((1, 4, 64, 4_096))]
            case 3:
                changed[at:at] = changed[at : at + chance.choice((8, 200, 2_000))] * chance.choice((1, 3, 50))
            case 4:
                other = SOUND[chance.choice(sorted(SOUND))]
                start = chance.randrange(len(other))
                changed[at:at] = other[start : start + chance.randrange(1, 500)]
            case 5:
                del changed[at:]
            case _:
                changed[at:at] = chance.choice(INTERESTING) * chance.choice((1, 1, 1, 20))
        if len(changed) > 2_000_000:
            break
    return bytes(changed)
