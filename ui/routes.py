"""What of Gradio's server the page and its programs need. Everything else is refused, whatever a new version brings.

Not needed, so not there: files by path (`/file=`; downloads are made in the browser), requests on behalf of somebody
(`/proxy=`), code and components from elsewhere, recordings, figures on use, and links that hold a whole state.
"""

from __future__ import annotations

from urllib.parse import unquote

API = "/gradio_api"
LOGIN, LOGOUT = "/login", "/logout"
STARTUP = f"{API}/startup-events"
"""What Gradio asks its own server when it starts, before anybody can know a password; it tells nothing."""
FIGURES = "/monitoring/summary"
"""What the page's API panel asks for: how often others ask. It is told nothing."""
_READ = frozenset(
    {"/", "/config", "/theme.css", "/favicon.ico", "/manifest.json", "/robots.txt", STARTUP, FIGURES}
    | {f"{API}/{name}" for name in ("info", "openapi.json", "queue/data", "upload_progress", "mcp/schema")}
)
_READ_BELOW = ("/static/", "/assets/", f"{API}/heartbeat/", f"{API}/call/")
_SENT = frozenset(f"{API}/{name}" for name in ("queue/join", "cancel", "reset", "upload"))
_SENT_BELOW = tuple(f"{API}/{name}/" for name in ("run", "api", "call"))
_MCP = frozenset({f"{API}/mcp", f"{API}/mcp/"})
UPLOAD = f"{API}/upload"


def served(method: str, path: str) -> bool:
    """Whether there is anything for this request; `path` is decoded."""
    if path in _MCP:
        return method in ("GET", "POST", "DELETE")
    if _strays(path):
        return False
    tidy = path.rstrip("/") or "/"
    if method in ("GET", "HEAD"):
        return tidy in _READ or path.startswith(_READ_BELOW)
    return method == "POST" and (tidy in _SENT or path.startswith(_SENT_BELOW))


def _strays(path: str) -> bool:
    """Whether the path leads up, or holds what a file system could take for something else."""
    twice = unquote(path)
    return any(sign in twice for sign in ("\\", "\0", "//")) or ".." in twice.split("/")
