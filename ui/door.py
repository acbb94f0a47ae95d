"""The door of the page's server: every request passes it before Gradio sees it.

In this order: a name that is not this server's (what DNS rebinding sends) and a page from elsewhere are turned away,
then what is not served, too much and too often; last, whoever does not know the password. What passes gets the
headers of `ui.headers`. A pass (cookie) or the password itself (`Authorization: Bearer` or `Basic`, with any name)
opens; the server's own MCP tools, which call it over HTTP as well, have a key of their own.
"""

from __future__ import annotations

import math
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from re import compile as pattern
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from ui.limits import Limit
from ui.login import Login
from ui.password import Password
from ui.reply import TOO_LARGE, Guarded, Reply, TooLarge
from ui.routes import FIGURES, LOGIN, LOGOUT, STARTUP, UPLOAD, served
from ui.settings import PageSettings

INSIDE = "x-kilde-inside"
_BODY = 1_000_000
"""Bytes of what is sent and is no upload."""
_NAME = pattern(r"[\w.:\[\]-]+")


@dataclass(frozen=True, slots=True)
class Request:
    """What the door looks at; `address` is where it comes from."""

    method: str
    path: str
    headers: Mapping[str, str]
    address: str

    @classmethod
    def of(cls, scope: Scope) -> Request:
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        return cls(scope["method"], scope["path"], headers, _address(scope))

    def header(self, name: str) -> str:
        """Empty when it is not there."""
        return self.headers.get(name, "")

    @property
    def navigates(self) -> bool:
        """Whether somebody opens the page itself, in a window of its own, by a link."""
        opens = self.header("sec-fetch-mode") == "navigate" and self.header("sec-fetch-dest") == "document"
        return opens and self.method == "GET" and self.path == "/"


@dataclass(frozen=True, slots=True)
class Rules:
    """What the door knows. `names` are this server's, besides every address in numbers."""

    password: Password | None
    names: frozenset[str]
    port: int
    settings: PageSettings
    inside: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    """The key of the server's own calls."""


def names_of(host: str) -> frozenset[str]:
    """Names by which this machine is rightly called, when the page listens on `host`."""
    own = socket.gethostname().lower()
    return frozenset({host.lower(), "localhost", own, f"{own}.local"})


class Door:
    """Middleware around Gradio's application."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app, self._rules = app, rules
        rate = rules.settings.requests_per_minute
        self._often = Limit(rate, max(10, rate / 6))
        self._login = Login(rules.password, f"kilde-{rules.port}")  # browsers keep cookies by host, not by port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request.of(scope)
        guarded = Guarded(request.path, self._most(request), receive, send)
        try:
            refused = await self._refused(request, guarded.receive)
            if refused is not None:
                await refused.send(send)
                return
            await self._app(_without_secrets(scope), guarded.receive, guarded.send)
        except TooLarge:
            pass
        await guarded.finish()

    async def _refused(self, request: Request, receive: Receive) -> Reply | None:
        """What is said instead of letting it in."""
        key = request.header(INSIDE)
        if key and secrets.compare_digest(key.encode("latin-1"), self._rules.inside.encode()):
            return None
        refused = self._stranger(request) or self._too_much(request)
        if refused is not None:
            return refused
        if request.path.rstrip("/") in (LOGIN, LOGOUT):
            return await self._login.asked(request.method, request.path, request.headers, request.address, receive)
        if not served(request.method, request.path):
            return Reply.saying(404, "There is nothing here.")
        if request.path.rstrip("/") == STARTUP:
            return None
        closed = self._login.refused(request.method, request.headers, request.address)
        return closed or (Reply(200, b'{"functions": {}}') if request.path == FIGURES else None)

    def _stranger(self, request: Request) -> Reply | None:
        """Whether it was sent to another server, or by a page of one."""
        if not all(map(self._ours, _hosts(request))):
            return Reply.saying(
                421, "This is not the name of this server. Open it by its address, or see --host and --password-file."
            )
        site, origin = request.header("sec-fetch-site"), request.header("origin")
        if site in ("cross-site", "same-site"):
            foreign = not request.navigates
        else:
            foreign = bool(origin) and site != "same-origin" and urlsplit(origin).netloc != request.header("host")
        return Reply.saying(403, "Pages of other servers may not ask here.") if foreign else None

    def _ours(self, host: str) -> bool:
        """Whether a server of this name may be this one; with a password no name can do harm."""
        if _NAME.fullmatch(host) is None:
            return False
        name = urlsplit(f"//{host}").hostname or ""
        return self._rules.password is not None or name in self._rules.names or _is_address(name)

    def _too_much(self, request: Request) -> Reply | None:
        most = self._most(request)
        length = request.header("content-length")
        if length and not (length.isdecimal() and int(length) <= most):
            return Reply.saying(413, TOO_LARGE.format(most=most), connection="close")
        if request.method in ("GET", "HEAD"):
            return None
        wait = self._often.wait(request.address)
        if not wait:
            self._often.count(request.address)
            return None
        seconds = str(math.ceil(wait))
        return Reply.saying(429, f"Too much was asked at once. Wait {seconds} s, then ask again.", retry_after=seconds)

    def _most(self, request: Request) -> int:
        return self._rules.settings.upload_bytes if request.path.rstrip("/") == UPLOAD else _BODY


def _without_secrets(scope: Scope) -> Scope:
    """Gradio needs neither password nor pass, and hands headers on."""
    kept = [(name, value) for name, value in scope["headers"] if name.lower() not in (b"authorization", b"cookie")]
    return {**scope, "headers": kept}


def _hosts(request: Request) -> list[str]:
    forwarded = request.header("x-forwarded-host")
    return [request.header("host"), *([one.strip() for one in forwarded.split(",")] if forwarded else [])]


def _is_address(name: str) -> bool:
    """Addresses in numbers are nobody's to give away, as names are."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _address(scope: Scope) -> str:
    """Where a request comes from; of a long address the half that its owner cannot choose."""
    host = str((scope.get("client") or ("",))[0])
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return str(int(address) >> 64) if isinstance(address, IPv6Address) else str(address)
