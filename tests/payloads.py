"""Hostile texts: those of `payloads.jsonl`, and as many more as wanted, grown from them by a seed.

The file has the families that are known (script, event handlers, addresses, remote loads, frames, styles, meta, forms,
clobbered names, mutation XSS, Markdown, entities, Unicode, templates, LaTeX, length, exports, file names).
"""

from __future__ import annotations

import json
import random
from pathlib import Path

HOST = "evil.example"
"""The host that they would like to reach."""
_WRAPPED = (
    "{0}{1}",
    "<b>{0}</b>{1}",
    '"{0}>{1}',
    "'>{0}<{1}",
    "[{0}]({1})",
    "{0}\n\n{1}",
    "<!--{0}-->{1}",
    "&lt;{0}{1}",
)
_SIGNS = "<>\"'`&#;:/\\=()[]{}!$%\t\n\r\x00\u2028\u202e\ufeff"


def payloads(more: int = 0, seed: int = 0) -> list[str]:
    """Each differs from the others; the same for the same numbers."""
    lines = Path(__file__).with_name("payloads.jsonl").read_text(encoding="ascii").splitlines()
    known = list(dict.fromkeys(str(json.loads(line)["text"]) for line in lines))
    short = [text for text in known if len(text) < 400]
    chance = random.Random(seed)
    grown = dict.fromkeys(known)
    while len(grown) < len(known) + more:
        text = chance.choice(_WRAPPED).format(chance.choice(short), chance.choice(short))
        for _ in range(chance.randrange(4)):
            place = chance.randrange(len(text) + 1)
            text = text[:place] + chance.choice(_SIGNS) + text[place + chance.randrange(2) :]
        grown.setdefault(text)
    return list(grown)
