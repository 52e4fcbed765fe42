"""Live updates for the script of our pages: the same stream as the API's, by the cookie."""

from starlette.responses import JSONResponse

from tests.integration.gateway.conftest import Running
from tests.integration.gateway.pages.browser import Browser
from tests.integration.gateway.pages.conftest import Anna, log_in

EVENTS = {"Accept": "text/event-stream"}


async def test_who_is_logged_in_gets_the_stream(browser: Browser, anna: Anna, running: Running) -> None:
    running.gateway.live.feed.catch_up()
    await log_in(browser)
    async with running.http.stream("GET", "/live", headers=EVENTS) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        first = await anext(answer.aiter_text())
    assert "retry:" in first


async def test_a_stream_renews_a_session_that_has_to_be(browser: Browser, anna: Anna, running: Running) -> None:
    running.gateway.live.feed.catch_up()
    anna.lives = 0
    await log_in(browser)
    before, anna.lives = browser.http.cookies["session"], 300
    async with running.http.stream("GET", "/live", headers=EVENTS) as answer:
        assert answer.status_code == 200
    assert browser.http.cookies["session"] != before


async def test_nobody_else_does_and_browsers_ask_no_more(browser: Browser, anna: Anna, running: Running) -> None:
    assert (await browser.open("/live")).status == 204
    await log_in(browser)
    running.gateway.ended.add("session")
    over = await browser.open("/live", **EVENTS)
    assert over.headers["location"] == "/login?next=%2Flive&because=ended"


async def test_a_registry_that_is_away_ends_no_stream(browser: Browser, anna: Anna, running: Running) -> None:
    running.gateway.live.feed.catch_up()
    await log_in(browser)
    away = {"code": "unavailable"}
    anna.registry.answers["GET", "/api/v1/me/rights"] = lambda: JSONResponse(away, 503)
    async with running.http.stream("GET", "/live", headers=EVENTS) as answer:
        assert answer.status_code == 200
