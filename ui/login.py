"""Asking for the password: the form for people, one line for programs, and the pass that both get for it."""

from __future__ import annotations

import math
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from importlib.resources import files
from urllib.parse import parse_qs

from starlette.types import Receive

from ui.limits import Limit
from ui.password import Passes, Password
from ui.reply import Reply
from ui.routes import LOGIN, LOGOUT

_NEEDED = (
    "This page needs a password. Programs send it as `Authorization: Bearer PASSWORD`, "
    'or log in: Client(url, auth=("kilde", PASSWORD)).'
)
_WRONG = "This is not the password."
_EVERYBODY = ""


class Login:
    """Lets in whoever knows the password; everybody when there is none."""

    def __init__(self, password: Password | None, cookie: str) -> None:
        self._password, self._cookie = password, cookie
        self._passes = Passes()
        # Guessing is slow from one address, and from all together.
        self._wrong, self._wrong_by_all = Limit(10, 10), Limit(60, 60)

    def refused(self, method: str, headers: Mapping[str, str], address: str) -> Reply | None:
        """What is said to somebody who has no pass and does not bring the password."""
        if self._password is None or self._passes.good(self._pass(headers)):
            return None
        given = _brought(headers)
        said = _NEEDED if given is None else self._tried(given, address)
        if said is None or isinstance(said, Reply):
            return said
        if method == "GET" and "text/html" in headers.get("accept", ""):
            return _form("", 401)
        return Reply.saying(401, said, www_authenticate='Bearer realm="Kilde"')

    async def asked(self, method: str, path: str, headers: Mapping[str, str], address: str, receive: Receive) -> Reply:
        """The form is wanted or was sent, or somebody leaves."""
        inside = self._password is None or self._passes.good(self._pass(headers))
        person = "text/html" in headers.get("accept", "")
        if path.rstrip("/") == LOGOUT:
            self._passes.returned(self._pass(headers))
            return _gone_to(LOGIN, self._kept("", headers, seconds=0))
        if method == "POST" and self._password is not None:
            given = parse_qs((await _body(receive)).decode("utf-8", "replace")).get("password", [""])[0]
            said = self._tried(given, address)
            if isinstance(said, Reply):
                return said
            if said is not None:
                return _form(said, 401) if person else Reply.saying(401, said)
            kept = self._kept(self._passes.issue(), headers)
            return _gone_to("/", kept) if person else Reply(200, b'{"success": true}', headers={"set-cookie": kept})
        if method == "POST" and not person:
            return Reply(200, b'{"success": true}')
        return _gone_to("/") if inside else _form("", 200)

    def _tried(self, given: str, address: str) -> str | Reply | None:
        """None when it is the password; else what is said."""
        wait = max(self._wrong.wait(address), self._wrong_by_all.wait(_EVERYBODY))
        if wait:
            seconds = str(math.ceil(wait))
            return Reply.saying(429, f"Wrong too often. Wait {seconds} s, then try again.", retry_after=seconds)
        if self._password is None or self._password.matches(given):
            return None
        self._wrong.count(address)
        self._wrong_by_all.count(_EVERYBODY)
        return _WRONG

    def _pass(self, headers: Mapping[str, str]) -> str:
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(self._cookie)
        except CookieError:
            return ""
        return found.value if found else ""

    def _kept(self, word: str, headers: Mapping[str, str], seconds: int = 30 * 24 * 3600) -> str:
        secure = "; Secure" if headers.get("x-forwarded-proto") == "https" else ""
        return f"{self._cookie}={word}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"


def _brought(headers: Mapping[str, str]) -> str | None:
    """The password that a program sends with its request."""
    kind, _, word = headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return word.strip().encode("latin-1").decode("utf-8", "replace")
    if kind.lower() == "basic":
        try:
            return b64decode(word, validate=True).decode("utf-8").partition(":")[2]
        except (NotBase64, UnicodeDecodeError):
            return ""
    return None


async def _body(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def _form(said: str, status: int) -> Reply:
    page = files("ui").joinpath("login.html").read_text(encoding="utf-8")
    return Reply(status, page.replace("<!-- said -->", said).encode(), "text/html; charset=utf-8")


def _gone_to(path: str, cookie: str = "") -> Reply:
    return Reply(303, b"", headers={"location": path, **({"set-cookie": cookie} if cookie else {})})
