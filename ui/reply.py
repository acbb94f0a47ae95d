"""Replies of the page's server on their way: those that the door gives itself, and Gradio's, which it completes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Receive, Send

from ui.headers import ALWAYS, policy

_KEPT_BY_BROWSERS = ("/static/", "/assets/", "/theme.css", "/favicon.ico")
TOO_LARGE = "This is more than the {most:,} bytes that are taken at once. Send less."


@dataclass(frozen=True, slots=True)
class Reply:
    """One that the door gives."""

    status: int
    body: bytes
    kind: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def saying(cls, status: int, said: str, **headers: str) -> Reply:
        """One line, in the form of FastAPI's errors and of Gradio's."""
        body = json.dumps({"detail": said, "error": said}).encode()
        return cls(status, body, headers={name.replace("_", "-"): value for name, value in headers.items()})

    async def send(self, send: Send) -> None:
        """Give it."""
        html = self.body.decode() if self.kind.startswith("text/html") else None
        told = {
            "content-type": self.kind,
            "content-length": str(len(self.body)),
            "cache-control": "no-store",
            "content-security-policy": policy(html),
            **ALWAYS,
            **self.headers,
        }
        headers = [(name.encode(), value.encode("latin-1")) for name, value in told.items()]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})


class TooLarge(Exception):
    """More was sent than is taken."""


class Guarded:
    """What is sent for a request is counted, and the reply to it gets its headers."""

    def __init__(self, path: str, most: int, receive: Receive, send: Send) -> None:
        self._path, self._most, self._receive, self._send = path, most, receive, send
        self._got = 0
        self._started: Message | None = None
        """The beginning of a page, which waits until its scripts are known."""
        self._html = b""
        self._sent = False

    async def receive(self) -> Message:
        """The next part of what is sent. Raises TooLarge."""
        message = await self._receive()
        self._got += len(message.get("body", b""))
        if self._got > self._most:
            raise TooLarge
        return message

    async def send(self, message: Message) -> None:
        """The next part of the reply; none of it when too much was sent."""
        if self._got > self._most:
            return
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(ALWAYS)
            if not self._path.startswith(_KEPT_BY_BROWSERS):
                headers["cache-control"] = "no-store"
            headers["content-security-policy"] = policy()
            if headers.get("content-type", "").startswith("text/html"):
                self._started = message
                return
        elif self._started is not None:
            self._html += message.get("body", b"")
            if message.get("more_body"):
                return
            MutableHeaders(scope=self._started)["content-security-policy"] = policy(self._html.decode())
            await self._send(self._started)
            self._started, message = None, {**message, "body": self._html}
        self._sent = True
        await self._send(message)

    async def finish(self) -> None:
        """Say so when too much was sent and nothing was replied yet."""
        if self._got > self._most and not self._sent:
            await Reply.saying(413, TOO_LARGE.format(most=self._most), connection="close").send(self._send)
