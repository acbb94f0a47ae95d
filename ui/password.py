"""The password of the page, and the passes of those who gave it.

The password itself is not kept: what is kept is its keyed hash, so that comparing takes the same time whatever was
given, and nothing that prints or logs an object can tell it. It comes from the environment or from a file, never from
the command line, which every user of a machine can read.
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from ingest.errors import KildeError
from ui.settings import PageSettings

HOME = frozenset({"127.0.0.1", "localhost", "::1"})
"""Hosts on which only this machine is served."""
SHORTEST = 8
_PASSES = 10_000
_LASTS = 30 * 24 * 3600.0
"""Seconds for which a pass is good."""


class PasswordError(KildeError):
    """There is no password where one is needed, or it cannot be used."""


class Password:
    """A secret word, to be compared with what somebody gives."""

    def __init__(self, word: str) -> None:
        if len(word) < SHORTEST:
            raise PasswordError(f"The password has fewer than {SHORTEST} characters. Choose a longer one.")
        self._key = secrets.token_bytes(32)
        self._hash = self._hashed(word)

    def matches(self, given: str) -> bool:
        """Whether this is it; the time it takes tells nothing."""
        return hmac.compare_digest(self._hashed(given), self._hash)

    def _hashed(self, word: str) -> bytes:
        return hmac.digest(self._key, word.encode("utf-8", "surrogatepass"), "sha256")


class Passes:
    """What browsers and programs carry once they gave the password; the server keeps only hashes of them."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._good: dict[bytes, float] = {}

    def issue(self) -> str:
        """A new pass."""
        now = self._clock()
        self._good = {one: until for one, until in self._good.items() if until > now}
        while len(self._good) >= _PASSES:
            del self._good[next(iter(self._good))]
        word = secrets.token_urlsafe(32)
        self._good[_hash(word)] = now + _LASTS
        return word

    def good(self, word: str) -> bool:
        """Whether it was issued, and neither returned nor too old."""
        return self._good.get(_hash(word), 0.0) > self._clock()

    def returned(self, word: str) -> None:
        """Somebody leaves."""
        self._good.pop(_hash(word), None)


def _hash(word: str) -> bytes:
    return sha256(word.encode("utf-8", "surrogatepass")).digest()


def password_for(host: str, file: Path | None = None, *, waived: bool = False) -> Password | None:
    """The password with which the page is served on `host`; None when there is none, and none is needed.

    Raises PasswordError when whoever can reach the host could come in without anybody having said so.
    """
    settings = PageSettings()
    file = file or settings.password_file
    word = _read(file) if file else settings.password.get_secret_value()
    if waived and word:
        raise PasswordError("There is a password, and it is waived: take back either of the two.")
    if word:
        return Password(word)
    if waived or host in HOME:
        return None
    raise PasswordError(
        f"Others can reach {host}, so a password is needed: set KILDE_PASSWORD or give --password-file FILE. "
        "With --no-password everybody may come in."
    )


def _read(file: Path) -> str:
    try:
        lines = file.expanduser().read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise PasswordError(f"The password cannot be read from {file} ({reason}). Give a file that holds it.") from None
    if not lines or not lines[0]:
        raise PasswordError(f"The first line of {file} is empty. Write the password there.")
    return lines[0]
