"""Every route of the running server is either needed or refused, and none of it leads to a file of the machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.test_page import ANSWER, ScriptedAssistant, free_port
from ui.routes import served
from ui.server import launch

NEEDED = {
    "GET": {
        "/", "/config", "/theme.css", "/favicon.ico", "/manifest.json", "/robots.txt", "/static/{path:path}",
        "/assets/{path:path}", "/monitoring/summary", "/gradio_api/info", "/gradio_api/openapi.json",
        "/gradio_api/queue/data", "/gradio_api/upload_progress", "/gradio_api/startup-events",
        "/gradio_api/heartbeat/{session_hash}", "/gradio_api/call/{api_name}/{event_id}",
        "/gradio_api/call/v2/{api_name}/{event_id}", "/gradio_api/mcp/schema",
    },
    "POST": {
        "/gradio_api/queue/join", "/gradio_api/cancel", "/gradio_api/reset", "/gradio_api/upload",
        "/gradio_api/run/{api_name}", "/gradio_api/api/{api_name}", "/gradio_api/call/{api_name}",
        "/gradio_api/call/v2/{api_name}",
    },
}  # fmt: skip
REFUSED = (
    "/gradio_api/file={path_or_url:path}", "/gradio_api/file/{path:path}", "/gradio_api/proxy={url_path:path}",
    "/gradio_api/component_server", "/gradio_api/process_recording", "/gradio_api/deep_link", "/gradio_api/token",
    "/gradio_api/user", "/gradio_api/app_id", "/gradio_api/dev/reload", "/gradio_api/queue/status", "/monitoring",
    "/monitoring/{key}", "/pwa_icon", "/gradio_api/stream/{event_id}", "/svelte/{path:path}", "/gradio_api/runs",
)  # fmt: skip


@pytest.fixture(scope="module")
def routes() -> Iterator[list[tuple[str, str]]]:
    page, _ = launch(ScriptedAssistant(ANSWER), port=free_port())
    yield [(method, route.path) for route in _all(page.app.routes) for method in _methods(route)]
    page.close(verbose=False)


def _all(routes: list[Any]) -> Iterator[Any]:
    for route in routes:
        inner = getattr(route, "original_router", None)  # FastAPI keeps a router that was included as it is
        yield from _all(inner.routes) if inner else [route]


def _methods(route: Any) -> set[str]:
    return set(getattr(route, "methods", None) or {"GET", "POST", "DELETE"})


def test_every_route_of_the_server_is_needed_or_refused(routes: list[tuple[str, str]]) -> None:
    assert len(routes) > 60
    mounted = {path for _, path in routes if path.startswith("/gradio_api/mcp")}
    for method, path in routes:
        if path in mounted or path in ("/login", "/logout"):  # the latter are the door's own, whatever Gradio has
            continue
        known = "GET" if method == "HEAD" else method
        assert served(method, path) == ((path.rstrip("/") or "/") in NEEDED.get(known, ())), (method, path)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../../etc/passwd", "/assets/..", "/assets/%2e%2e/x", "/static/..\\x", "//etc/passwd",
        "/static//etc", "/gradio_api/call/../file=/etc/passwd", "/static/a\0b",
        "/GRADIO_API/upload", "/gradio_api/heartbeat",
    ],
)  # fmt: skip
def test_a_path_that_strays_is_refused(path: str) -> None:
    assert not any(served(method, path) for method in ("GET", "HEAD", "POST"))


def test_what_could_lead_to_others_is_there_and_refused(routes: list[tuple[str, str]]) -> None:
    paths = {path for _, path in routes}
    for path in REFUSED:
        assert path in paths, f"{path} is gone: see what took its place"
        assert not any(served(method, path) for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"))
