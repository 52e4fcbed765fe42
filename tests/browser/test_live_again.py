"""A page whose stream is refused looks for itself and opens it anew, until nobody is logged in any more."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.following import LOADED, becomes, changes, follows, hears
from tests.browser.stand_in import StandIn
from tests.browser.waiting import in_time

PATH = "/requests/waits"
FIRST_PAUSE_MS = 2_000
"""Milliseconds after which a page would have come back."""
PAUSES_MS = 15_000
"""Milliseconds in which it comes back twice."""

LEAVES = "window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))"
COMES_BACK = "window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"


def is_refused(page: Page, stand_in: StandIn, status: int) -> None:
    """The stream ends, and is answered with this when the browser asks for it again; after that it could be had."""
    page.route("**/live*", lambda route: route.fulfill(status=status, body="Not now."), times=1)
    with page.expect_response("**/live*") as answer:
        stand_in.end_streams()
    assert answer.value.status == status


@pytest.mark.parametrize("status", [429, 502, 503])
def test_a_stream_that_was_refused_once_goes_on(page: Page, stand_in: StandIn, status: int) -> None:
    loaded = follows(page, stand_in, PATH, "en")
    is_refused(page, stand_in, status)
    hears(stand_in)
    changes(stand_in, "waits", status="VALID")
    expect(page.locator("#request .tag").first).to_have_text("Validated")
    assert page.evaluate(LOADED) == loaded


def test_what_was_missed_is_shown_although_the_page_was_away_as_well(page: Page, stand_in: StandIn) -> None:
    loaded = follows(page, stand_in, PATH, "en")
    page.route(f"**{PATH}", lambda route: route.fulfill(status=503), times=1)
    becomes(stand_in, "waits", status="VALID")
    is_refused(page, stand_in, 503)
    expect(page.locator("#request .tag").first).to_have_text("Validated", timeout=PAUSES_MS)
    assert page.evaluate(LOADED) == loaded


def test_a_page_that_cannot_be_had_after_a_hint_is_looked_at_again(page: Page, stand_in: StandIn) -> None:
    follows(page, stand_in, PATH, "en")
    page.route(f"**{PATH}", lambda route: route.fulfill(status=503), times=1)
    changes(stand_in, "waits", status="VALID")
    expect(page.locator("#request .tag").first).to_have_text("Validated")


@pytest.mark.parametrize(("path", "look"), [(PATH, [PATH, "/login"]), ("/", ["/"])])
def test_one_look_is_the_last_when_nobody_is_logged_in(
    page: Page, stand_in: StandIn, path: str, look: list[str]
) -> None:
    follows(page, stand_in, path, "en")
    page.context.clear_cookies(name="session")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    with page.expect_response(lambda answer: urlsplit(answer.url).path == look[-1]):
        stand_in.end_streams()
    page.wait_for_timeout(FIRST_PAUSE_MS)
    assert asked == ["/live", *look]


def test_a_page_that_the_browser_had_kept_listens_again(page: Page, stand_in: StandIn) -> None:
    follows(page, stand_in, PATH, "en")
    page.evaluate(LEAVES)
    in_time(lambda: not stand_in.live.streams, "the end of the stream")
    page.evaluate(COMES_BACK)
    hears(stand_in)
    changes(stand_in, "waits", status="VALID")
    expect(page.locator("#request .tag").first).to_have_text("Validated")
