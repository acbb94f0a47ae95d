"""What every reply tells the browser: where from it may load, who may frame it, and that it must not guess.

Gradio needs two things that a strict Content-Security-Policy would forbid. `style-src 'unsafe-inline'`: Svelte writes
style attributes. `script-src 'unsafe-eval'`: Gradio makes functions of the text of its HTML templates and of the
`js=` of events. Inline scripts are not among them: those of the page are named by their hashes, so that one that
content would bring, an event handler or a javascript: address does not run.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
_PAGE = {
    "default-src": "'none'",
    "script-src": "'self' 'unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with no-referrer, browsers send a form with the origin "null"
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


def policy(html: str | None = None) -> str:
    """The Content-Security-Policy of a page, or of what is no page: that may load nothing at all."""
    if html is None:
        return _NOTHING
    hashes = " ".join(sorted({_hash(script) for script in _SCRIPT.findall(html) if script.strip()}))
    rules = _PAGE | {"script-src": f"{_PAGE['script-src']} {hashes}".rstrip()}
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def _hash(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
