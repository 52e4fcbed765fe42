"""No page is heavy, however full its lists are: with style sheet and script at most 100 kB, not compressed."""

import asyncio
from typing import Any

import pytest
from babel import Locale

from contracts.reference import HELPDESK_ID
from services.gateway.owners import Owner
from services.gateway.pages.applicant import requests, search
from services.gateway.pages.validator import work
from services.registry.reference import countries, rows
from tests.browser import contents
from tests.browser.every_page import GONE, MEMBERS, OPEN
from tests.browser.speed import MOST_BYTES
from tests.browser.stand_in import StandIn
from tests.integration.gateway.conftest import Start
from tests.integration.gateway.pages import cases
from tests.integration.gateway.pages.browser import Browser
from tests.integration.gateway.pages.cases import tell
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in


def fill_lists(upstreams: Upstreams, language: str) -> None:
    """As many rows as a page shows at once, of the longest names; all countries and control bodies that there are."""
    farm = {**cases.FARM, "name": contents.LONG}
    items = [{**cases.ITEM, "organisation": farm, "request_id": f"r{number}"} for number in range(work.ROWS)]
    asked = [{**contents.REQUESTS[0], "request_id": f"r{number}"} for number in range(requests.ROWS)]
    names = Locale.parse(language).territories
    lists: tuple[tuple[Owner, str, list[dict[str, Any]]], ...] = (
        (Owner.VALIDATION, "/work-items", items),
        (Owner.REGISTRY, "/requests", asked),
        (Owner.REGISTRY, "/organisations", [contents.FARM] * search.ROWS),
        (
            Owner.REGISTRY,
            "/countries",
            [{"code": code, "name": names[code], "establishment": where} for code, where in countries().items()],
        ),
        (
            Owner.REGISTRY,
            "/control-bodies",
            [{"id": row["code"], **row} for row in rows("control_bodies")],
        ),
    )
    for owner, path, each in lists:
        tell(upstreams, owner, "GET", path, {"items": each, "next_cursor": "more"})


async def weight(browser: Browser, path: str) -> int:
    """Bytes of a page with what a browser fetches for it."""
    page = await browser.open(path)
    assert page.status == (404 if path in GONE else 200), path
    assert len(page.assets) == 2, path
    fetched = [await browser.open(each) for each in page.assets]
    return sum(len(each.answer.content) for each in (page, *fetched))


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_every_page_is_light_enough_for_a_slow_line(
    start: Start, anna: Anna, upstreams: Upstreams, language: str
) -> None:
    anna.me["language"] = language
    async with start(rate_limit_factor=1000, mailbox_url="http://127.0.0.1/") as running:
        world = StandIn(running.url, upstreams, anna, running.gateway.live, asyncio.get_running_loop())
        contents.fill(world, helpdesk=HELPDESK_ID)
        fill_lists(upstreams, language)
        browser = Browser(running.http)
        await browser.open(f"/?lang={language}")
        found = {f"{path}, logged out": await weight(browser, path) for path in OPEN}
        await log_in(browser)
        found |= {path: await weight(browser, path) for path in MEMBERS}
    assert {path: bytes for path, bytes in found.items() if bytes > MOST_BYTES} == {}
