"""Following a request on a page that stays open while others do something to it."""

from typing import Any

from playwright.sync_api import Page

from services.gateway.owners import Owner
from tests.browser import contents
from tests.browser.stand_in import StandIn
from tests.browser.waiting import in_time
from tests.integration.gateway.pages.cases import tell

NOT_LIVE = "/guide"
LOADED = "performance.getEntriesByType('navigation')[0].startTime + performance.timeOrigin"


def follows(page: Page, stand_in: StandIn, path: str, language: str) -> float:
    """Be at this page, with its stream open; when it was loaded."""
    stand_in.log_in(page, language)
    page.goto(NOT_LIVE)
    in_time(lambda: not stand_in.live.streams, "the end of other streams")
    with page.expect_response("**/live*"):
        page.goto(path)
    hears(stand_in)
    return float(page.evaluate(LOADED))


def hears(stand_in: StandIn) -> None:
    """A stream is open that is told what concerns Anna."""
    in_time(lambda: any(stream.sight.known for stream in list(stand_in.live.streams)), "the stream")


def becomes(stand_in: StandIn, request_id: str, **now: Any) -> None:
    """Registry says something else of the request."""
    before = next(each for each in contents.REQUESTS if each["request_id"] == request_id)
    tell(stand_in.upstreams, Owner.REGISTRY, "GET", f"/requests/{request_id}", {**before, **now})


def changes(stand_in: StandIn, request_id: str, **now: Any) -> None:
    """Registry says something else of the request, and Anna is told that it changed."""
    becomes(stand_in, request_id, **now)
    stand_in.hint(request_id)
