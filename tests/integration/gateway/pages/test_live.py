"""Live updates for the script of our pages: the same stream as the API's, by the cookie."""

import time

from starlette.responses import JSONResponse

from services.gateway.live.addressing import Address, person
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


async def test_what_happens_before_the_stream_is_open_is_not_lost(
    browser: Browser, anna: Anna, running: Running
) -> None:
    live = running.gateway.live
    live.feed.catch_up()
    to = Address("r1", frozenset({person("anna")}))
    live.journal.add("before", "something", to, time.time())
    await log_in(browser)
    page = await browser.open("/guide")
    heard = next(found["data-heard"] for tag, found in page.seen.attributes if tag == "body")
    live.journal.add("between", "something", to, time.time())
    async with running.http.stream("GET", f"/live?after={heard}", headers=EVENTS) as answer:
        told = ""
        async for text in answer.aiter_text():
            told += text
            if "r1" in told:
                break
    assert heard == "before"
    assert "id: between" in told
    assert told.count("r1") == 1


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
