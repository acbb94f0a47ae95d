"""The small pieces of HTML that the report is made of. Pure; whatever is text is escaped here."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def text(value: object) -> str:
    """As HTML."""
    return html.escape(str(value))


def spoken(name: str) -> str:
    """The name of a type or a corpus as one reads it, as HTML."""
    return text(name.replace("_", " "))


def as_json(value: object) -> str:
    """Plain JSON types, as HTML."""
    return text(json.dumps(value, ensure_ascii=False, indent=1))


def slug(value: object) -> str:
    """Usable as an id or a class."""
    return re.sub(r"[^A-Za-z0-9]+", "-", str(value)).strip("-").lower()


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are HTML already; on a narrow screen it scrolls by itself."""
    heads = "".join(f"<th>{text(cell)}</th>" for cell in head) if any(head) else ""
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<div class='wide'><table>{f'<tr>{heads}</tr>' if heads else ''}{body}</table></div>"


def share(value: float | None) -> str:
    """In percent; a dash where it does not apply."""
    return "<span class='dim'>-</span>" if value is None else f"{value:.0%}"


def seconds(value: float | None) -> str:
    """With as many figures as say something."""
    if value is None:
        return share(None)
    return f"{value:.1f} s" if value >= 10 else f"{value:.2f} s"


def mean(found: Mapping[str, Any]) -> str:
    """A share with its interval and the number of cases it applies to."""
    if found["value"] is None:
        return share(None)
    interval = f"{found['low']:.0%}-{found['high']:.0%} of {found['cases']}"
    return f"{found['value']:.0%} <span class='dim'>{interval}</span>"
