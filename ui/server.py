"""The page's server.

It listens on this machine alone unless told otherwise, is never shared, and neither it nor the page calls anybody: no
analytics, no version check, no font, script or icon from elsewhere. Who comes in is the business of `ui.door`.
"""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import lru_cache
from importlib.resources import files
from tempfile import TemporaryDirectory

import gradio as gr
from starlette.middleware import Middleware

from ingest.errors import KildeError
from ingest.home import may_fetch, tell_nobody
from ingest.settings import IngestSettings
from ui.app import build_page
from ui.conversation import Answering
from ui.door import Door, Rules, names_of
from ui.password import HOME, Password
from ui.programs import let_in, told_to_models
from ui.settings import PageSettings

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 7860
_SESSIONS = 500
"""Open pages, and calls of programs, whose state is held; Gradio keeps that of 10,000, each with a copy of the page."""


class PageError(KildeError):
    """The page cannot be served."""


def serve(
    assistant: Answering,
    host: str = DEFAULT_HOST,
    port: int = DEFAULT_PORT,
    *,
    password: Password | None = None,
    announce: Callable[[str], None] = lambda url: None,
) -> None:
    """Serve the page until interrupted; `announce` is told the address once it answers.

    Without a password everybody who reaches the host comes in: `password_for` says whether that is meant.
    """
    with redirect_stdout(io.StringIO()):  # Gradio prints where the MCP server is, however quiet it is asked to be
        page, url = launch(assistant, host, port, password)
    announce(url)
    try:
        threading.Event().wait()
    finally:
        page.close(verbose=False)


def launch(
    assistant: Answering, host: str = DEFAULT_HOST, port: int = DEFAULT_PORT, password: Password | None = None
) -> tuple[gr.Blocks, str]:
    """Start the page in the background; the page (close it) and its address."""
    _stay_at_home()
    settings = PageSettings()
    rules = Rules(password, names_of(host), port, settings)
    looks, styles = files("ui"), ("page.css", "history.css", "evaluation.css")
    # Who comes from elsewhere must not have this machine's folders read.
    page = build_page(assistant, folders=host in HOME)
    page.queue(max_size=settings.waiting)
    try:
        _, url, _ = page.launch(
            server_name=host,
            server_port=port,
            share=False,
            ssr_mode=False,
            mcp_server=True,
            run_history=False,
            enable_monitoring=False,
            app_kwargs={"middleware": [Middleware(Door, rules)]},
            state_session_capacity=_SESSIONS,
            max_file_size=IngestSettings().max_file_bytes,
            footer_links=["api"],
            quiet=True,
            prevent_thread_lock=True,
            # Else Gradio asks the page whether it is up, and gives up after three seconds on a busy machine.
            _frontend=False,
            theme=_theme(),
            css="".join(looks.joinpath(name).read_text(encoding="utf-8") for name in styles),
            js=looks.joinpath("page.js").read_text(encoding="utf-8"),
        )
    except OSError as error:
        raise PageError(
            f"Port {port} on {host} cannot be opened; it may be in use. Choose another, such as --port {port + 1}."
        ) from error
    told_to_models(page)
    if password is not None:
        let_in(page, rules.inside)
    return page, url


def _theme() -> gr.themes.Base:
    """System fonts alone: Gradio's own themes name fonts that a browser would fetch from elsewhere."""
    sans = ["system-ui", "Segoe UI", "Helvetica Neue", "Arial", "sans-serif"]
    mono = ["ui-monospace", "Menlo", "Consolas", "monospace"]
    return gr.themes.Base(primary_hue="teal", neutral_hue="stone", font=sans, font_mono=mono)


@lru_cache(maxsize=1)
def _sent() -> TemporaryDirectory[str]:
    """Deleted when the process ends."""
    return TemporaryDirectory(prefix="kilde-", ignore_cleanup_errors=True)


def _stay_at_home() -> None:
    """Gradio asks its own page whether it is up: that must not go through a proxy. And it must tell nobody.

    What is sent waits to be read in a folder for this user alone, not in the one that all users of the machine share.
    """
    os.environ["GRADIO_TEMP_DIR"] = _sent().name
    tell_nobody(offline=not may_fetch())
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(filter(None, [os.environ.get(name, ""), "127.0.0.1,localhost"]))
