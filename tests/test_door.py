"""The door of the running server, asked over HTTP, by Gradio's client, by an MCP client, and in the real browser."""

from __future__ import annotations

import asyncio
import logging
import re
from base64 import b64encode
from collections.abc import Callable, Iterator

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AuthenticationError
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from playwright.sync_api import Browser, Dialog, expect

from tests.browser import browser, visit
from tests.test_page import ANSWER, ScriptedAssistant, free_port
from ui.password import Password
from ui.server import launch

__all__ = ["browser"]

WORD = "kodeord på åen"
ANYTHING = [
    ("GET", "/"), ("HEAD", "/"), ("GET", "/config"), ("GET", "/theme.css"), ("GET", "/assets/index.js"),
    ("GET", "/static/img/logo.svg"), ("GET", "/monitoring/summary"), ("GET", "/gradio_api/info"),
    ("GET", "/gradio_api/openapi.json"), ("GET", "/gradio_api/queue/data?session_hash=x"),
    ("GET", "/gradio_api/heartbeat/x"), ("GET", "/gradio_api/upload_progress?upload_id=x"),
    ("GET", "/gradio_api/call/ask/x"), ("POST", "/gradio_api/queue/join"), ("POST", "/gradio_api/upload"),
    ("POST", "/gradio_api/run/source"), ("POST", "/gradio_api/run/evaluation"), ("POST", "/gradio_api/api/ask"),
    ("POST", "/gradio_api/call/ask"), ("POST", "/gradio_api/cancel"), ("POST", "/gradio_api/reset"),
    ("GET", "/gradio_api/mcp/"), ("POST", "/gradio_api/mcp/"), ("POST", "/gradio_api/mcp"),
    ("DELETE", "/gradio_api/mcp/"), ("GET", "/gradio_api/mcp/schema"),
]  # fmt: skip


@pytest.fixture(scope="module")
def closed() -> Iterator[str]:
    """A page with a password."""
    page, url = launch(ScriptedAssistant(ANSWER), port=free_port(), password=Password(WORD))
    yield url
    page.close(verbose=False)


@pytest.fixture(scope="module")
def opened() -> Iterator[str]:
    """A page without."""
    page, url = launch(ScriptedAssistant(ANSWER), port=free_port())
    yield url
    page.close(verbose=False)


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A page with a password, low limits, and nobody who came before."""
    monkeypatch.setenv("KILDE_REQUESTS_PER_MINUTE", "20")
    monkeypatch.setenv("KILDE_UPLOAD_BYTES", "20000")
    page, url = launch(ScriptedAssistant(ANSWER), port=free_port(), password=Password(WORD))
    yield url
    page.close(verbose=False)


def until_refused(ask: Callable[[], int]) -> Iterator[int]:
    """How often it went well; on a slow machine some more than at once."""
    for _ in range(60):
        if (status := ask()) == 429:
            return
        yield status
    raise AssertionError("it is never refused")


def bearer(word: str) -> dict[str, str]:
    return {"Authorization": b"Bearer " + word.encode()}  # type: ignore[dict-item]


def called_tool(url: str, headers: dict[str, str]) -> str:
    async def session() -> str:
        async with (
            httpx.AsyncClient(headers=headers) as client,
            streamable_http_client(f"{url}gradio_api/mcp/", http_client=client) as (read, write, _),
            ClientSession(read, write) as opened,
        ):
            await opened.initialize()
            result = await opened.call_tool("ask_documents", {"question": ANSWER.question})
            return str(result.content[0].text)

    return asyncio.run(session())


@pytest.mark.parametrize(("method", "path"), ANYTHING)
def test_without_the_password_nothing_is_served(closed: str, method: str, path: str) -> None:
    refused = httpx.request(method, closed.rstrip("/") + path, headers={"Cookie": "kilde-1=x"})
    assert refused.status_code == 401
    person = httpx.request(method, closed.rstrip("/") + path, headers={"Accept": "text/html"})
    assert person.status_code == 401
    assert "gradio" not in person.text.lower()


def test_the_password_opens_as_bearer_and_as_basic_with_any_name(closed: str) -> None:
    basic = b64encode(f"anybody:{WORD}".encode()).decode()
    for headers in (bearer(WORD), {"Authorization": f"Basic {basic}"}):
        assert httpx.get(f"{closed}gradio_api/info", headers=headers).status_code == 200
    for wrong in (bearer(WORD[:-1]), {"Authorization": "Basic !!"}, {"Authorization": "Digest x"}):
        refused = httpx.get(f"{closed}gradio_api/info", headers=wrong)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"].startswith("Bearer")


def test_gradio_s_client_logs_in(closed: str) -> None:
    client = Client(closed, verbose=False, auth=("kilde", WORD))
    assert client.predict(ANSWER.question, api_name="/ask") == ANSWER.to_dict()
    with pytest.raises(AuthenticationError, match="Invalid credentials"):
        Client(closed, verbose=False, auth=("kilde", "wrong word"))
    with pytest.raises(AuthenticationError, match="Please login"):
        Client(closed, verbose=False)


def test_an_mcp_client_brings_the_password_in_its_headers(closed: str) -> None:
    assert ANSWER.text in called_tool(closed, bearer(WORD))
    with pytest.raises(BaseExceptionGroup):
        called_tool(closed, {})


def test_a_person_gives_it_once_and_leaves_again(browser: Browser, closed: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(closed)
    page.get_by_label("Password").fill("not the word")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("status")).to_have_text("This is not the password.")
    page.get_by_label("Password").fill(WORD)
    page.keyboard.press("Enter")
    page.locator(".kilde-ask textarea").fill(ANSWER.question)
    page.keyboard.press("Enter")
    expect(page.locator(".kilde-answer")).to_contain_text("Act no. 713")
    [cookie] = [one for one in context.cookies() if str(one.get("name")).startswith("kilde-")]
    assert cookie.get("httpOnly") is True and cookie.get("sameSite") == "Lax"
    assert WORD not in str(cookie)
    page.reload()
    page.locator(".kilde-ask textarea").wait_for()
    page.goto(f"{closed}logout")
    expect(page.get_by_label("Password")).to_be_visible()
    context.add_cookies([cookie])  # type: ignore[list-item]
    page.goto(closed)
    expect(page.get_by_label("Password")).to_be_visible()
    context.close()


def test_guessing_is_slowed_down_and_who_is_in_stays_in(fresh: str) -> None:
    def guessed() -> int:
        return httpx.get(f"{fresh}config", headers=bearer("wrong word")).status_code

    cookies = httpx.post(f"{fresh}login", data={"password": WORD}).cookies
    statuses = list(until_refused(guessed))
    assert len(statuses) >= 10 and set(statuses) == {401}
    list(until_refused(guessed))
    told = httpx.get(f"{fresh}config", headers=bearer(WORD))  # also the right word, so that no guess is told from it
    assert told.status_code == 429
    assert re.fullmatch(r"Wrong too often. Wait [1-6] s, then try again.", told.json()["detail"])
    assert 0 < int(told.headers["retry-after"]) <= 6
    assert httpx.get(f"{fresh}config", cookies=cookies).status_code == 200


def test_the_password_is_written_nowhere(
    fresh: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    httpx.post(f"{fresh}login", data={"password": WORD})
    httpx.get(f"{fresh}config", headers=bearer(WORD))
    httpx.get(f"{fresh}nothing", headers=bearer(WORD))
    shown = capfd.readouterr()
    assert WORD not in caplog.text + shown.out + shown.err


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}, 200),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1.evil.example"}, 421),
        ({"Host": "localhost"}, 200),
        ({"Host": "192.168.1.5:7860"}, 200),
        ({"Host": "[::1]:7860"}, 200),
        ({"Host": "a<script>"}, 421),
        ({"X-Forwarded-Host": "evil.example"}, 421),
    ],
)
def test_pages_from_elsewhere_and_other_names_are_refused(opened: str, headers: dict[str, str], status: int) -> None:
    assert httpx.get(opened, headers=headers).status_code == status


@pytest.mark.parametrize("path", ["login", "gradio_api/queue/join", "gradio_api/upload", "gradio_api/run/source"])
def test_nothing_can_be_sent_from_another_page(opened: str, closed: str, path: str) -> None:
    for url in (opened, closed):
        for headers in (
            {"Origin": "https://evil.example"},
            {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
        ):
            assert httpx.post(url + path, json={}, headers={**headers, **bearer(WORD)}).status_code == 403


def test_a_page_of_another_server_gets_nothing_in_a_real_browser(browser: Browser, opened: str, closed: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{closed}login")  # on another port: the same site, another origin
    outcome = page.evaluate(
        """async (url) => {
          const tried = async (options) => {
            try { return (await fetch(url, options)).status } catch { return "refused" }
          };
          return [await tried({}), await tried({ mode: "no-cors" }), await tried({ method: "POST", body: "{}" })];
        }""",
        f"{opened}gradio_api/info",
    )
    assert outcome == ["refused"] * 3
    context.close()


def test_every_reply_has_the_headers(opened: str, closed: str) -> None:
    for url, path in ((opened, ""), (opened, "theme.css"), (opened, "config"), (opened, "x"), (closed, "")):
        told = httpx.get(url + path).headers
        assert told["x-content-type-options"] == "nosniff"
        assert told["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in told["content-security-policy"]
        assert "default-src 'none'" in told["content-security-policy"]


def test_what_content_would_bring_into_the_page_does_not_run_and_loads_nothing(browser: Browser, opened: str) -> None:
    """Even where escaping would fail: the policy alone holds."""
    context = browser.new_context()
    page = context.new_page()
    arrived: list[str] = []
    dialogs: list[Dialog] = []
    page.on("request", lambda request: arrived.append(request.url))
    page.on("requestfailed", lambda request: arrived.remove(request.url) if request.failure == "csp" else None)
    page.on("dialog", lambda dialog: dialogs.append(dialog))
    page.goto(opened)
    page.locator(".kilde-ask textarea").wait_for()
    page.evaluate(
        """() => {
          const put = document.createElement("div");
          put.innerHTML = `<img src=x onerror="alert(1)"><img src="http://127.0.0.2:9/i"><iframe src="http://127.0.0.2:9/f">
            </iframe><link rel=stylesheet href="http://127.0.0.2:9/s"><style>body{background:url(http://127.0.0.2:9/b)}</style>
            <object data="http://127.0.0.2:9/o"></object><a id=evil href="javascript:alert(2)">x</a><base href="http://127.0.0.2:9/">`;
          document.body.append(put);
          for (const [name, value] of [["src", "http://127.0.0.2:9/j"], ["text", "alert(3)"]]) {
            const script = document.createElement("script");
            script[name] = value;
            document.body.append(script);
          }
          document.getElementById("evil").click();
        }"""
    )
    page.wait_for_timeout(500)
    assert dialogs == []
    assert not [url for url in arrived if "127.0.0.2" in url]
    context.close()


def test_too_much_is_refused_with_its_limit(fresh: str) -> None:
    send = {"headers": bearer(WORD)}
    told = httpx.post(f"{fresh}gradio_api/queue/join", content=b"x" * 1_000_001, **send)  # type: ignore[arg-type]
    assert (told.status_code, told.json()["detail"]) == (
        413,
        "This is more than the 1,000,000 bytes that are taken at once. Send less.",
    )

    def pieces() -> Iterator[bytes]:
        for _ in range(3):
            yield b"x" * 400_000

    told = httpx.post(f"{fresh}gradio_api/queue/join", content=pieces(), **send)  # type: ignore[arg-type]
    assert told.status_code == 413
    files = {"files": ("a.txt", b"y" * 30_000)}
    assert httpx.post(f"{fresh}gradio_api/upload", files=files, **send).status_code == 413  # type: ignore[arg-type]


def test_too_often_is_refused_with_the_time_to_wait(fresh: str) -> None:
    told: list[httpx.Response] = []

    def asked() -> int:
        told.append(httpx.post(f"{fresh}gradio_api/reset", json={"event_id": "x"}, headers=bearer(WORD)))
        return told[-1].status_code

    statuses = list(until_refused(asked))
    assert len(statuses) >= 10 and set(statuses) == {200}
    assert re.fullmatch(r"Too much was asked at once. Wait [123] s, then ask again.", told[-1].json()["detail"])
    assert httpx.get(f"{fresh}config", headers=bearer(WORD)).status_code == 200


def test_without_a_password_logging_in_is_no_error(opened: str) -> None:
    client = Client(opened, verbose=False, auth=("kilde", "whatever it is"))
    assert client.predict(ANSWER.question, api_name="/ask") == ANSWER.to_dict()


def test_the_page_works_with_every_policy_in_force(browser: Browser, opened: str) -> None:
    with visit(browser, opened, width=1500) as page:
        page.get_by_text("Use via API").first.click()
        expect(page.get_by_text("Available MCP Tools").first).to_be_visible()
