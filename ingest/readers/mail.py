"""Messages (.eml) to Markdown: subject, who wrote to whom and when, the names of what is attached, and the text.

The plain part of a message is preferred, else its HTML is read as a page is. Attachments are named and not read. The
standard library knows the format.
"""

from __future__ import annotations

import email
import email.errors
import email.policy
import re
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from ingest.errors import DocumentError
from ingest.readers.archive import MALFORMED
from ingest.readers.contents import Contents, joined_blocks, one_line, told_date, told_title, visible
from ingest.readers.html import read_html
from ingest.readers.text import decode

_SHOWN = ("From", "To", "Cc", "Date")
_RULE = re.compile(r"\s*[-=_*~#]{2,}\s*")


def read_mail(content: bytes) -> Contents:
    """A message's words with its subject as title and its date. Raises DocumentError with the reason."""
    try:
        message: Any = email.message_from_bytes(content, policy=email.policy.default)
        if not any(message.get(name) for name in ("From", "To", "Subject", "Date", "Received")):
            raise DocumentError("it is not a message, whatever its name says")
        subject, date = one_line(message.get("Subject")), _date(message)
        blocks = [f"# {subject}" if subject else "", *_about(message), *_words(message)]
    except (email.errors.MessageError, *MALFORMED) as error:
        raise DocumentError("it is damaged, no whole message") from error
    return Contents(joined_blocks(blocks), told_title(subject), date)


def _date(message: Any) -> str:
    header = message.get("Date")
    told = getattr(header, "datetime", None)
    return told_date(told) if isinstance(told, datetime) else ""


def _about(message: Any) -> Iterator[str]:
    for name in _SHOWN:
        if words := one_line(message.get(name)):
            yield f"{name}: {words}"
    names = [one_line(part.get_filename()) for part in _attached(message)]
    if told := [name for name in names if name]:
        yield f"Attachments: {', '.join(told)}"


def _attached(message: Any) -> Iterator[Any]:
    for part in message.walk():
        if part.get_content_disposition() == "attachment" or (part.get_filename() and not part.is_multipart()):
            yield part


def _words(message: EmailMessage) -> Iterator[str]:
    body: Any = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return
    payload = body.get_payload(decode=True) or b""
    if body.get_content_type() == "text/html":
        yield read_html(payload).text if payload else ""
        return
    yield from _paragraphs(_decoded(payload, body.get_content_charset()))


def _decoded(payload: bytes, charset: str | None) -> str:
    try:
        return payload.decode(charset or "utf-8")
    except (UnicodeDecodeError, LookupError):
        return decode(payload)


def _paragraphs(text: str) -> Iterator[str]:
    """Paragraphs as they are wrapped; rules between them would make headings of what is above."""
    lines = ["" if _RULE.fullmatch(line) else line.strip() for line in visible(text).splitlines()]
    yield from re.split(r"\n{2,}", "\n".join(lines))
