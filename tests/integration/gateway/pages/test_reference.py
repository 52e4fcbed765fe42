"""Reference data is asked for once a minute and language, and shown to nobody who may not ask for it."""

from services.gateway.owners import Owner
from tests.integration.gateway.conftest import Running
from tests.integration.gateway.pages.browser import Browser
from tests.integration.gateway.pages.cases import asked_what, tell, tell_case
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in
from tests.integration.gateway.pages.proposal import introduce

KEPT = {
    "/countries": Owner.REGISTRY,
    "/activity-types": Owner.REGISTRY,
    "/control-bodies": Owner.REGISTRY,
    "/routes/authorities": Owner.VALIDATION,
}
CASE = ("/activity-types", "/control-bodies", "/routes/authorities")


def times(upstreams: Upstreams, path: str) -> int:
    return len(asked_what(upstreams, KEPT[path], f"/api/v1{path}"))


async def test_a_second_case_asks_for_no_reference_data(browser: Browser, anna: Anna, upstreams: Upstreams) -> None:
    tell_case(upstreams)
    await log_in(browser)
    for _ in range(2):
        assert "Ecocert France" in (await browser.open("/work/r9")).seen.text
    assert [times(upstreams, path) for path in CASE] == [1, 1, 1]
    await browser.open("/work/r9?lang=en")
    assert [times(upstreams, path) for path in CASE] == [2, 2, 2]


async def test_a_search_asks_for_countries_and_activities_once(
    browser: Browser, anna: Anna, upstreams: Upstreams
) -> None:
    introduce(upstreams)
    await log_in(browser)
    for path in ("/search?kind=operator", "/search?kind=authority", "/operators/new"):
        await browser.open(path)
    assert [times(upstreams, path) for path in ("/countries", "/activity-types")] == [1, 1]


async def test_a_control_body_approved_just_now_has_its_name_at_once(
    browser: Browser, anna: Anna, upstreams: Upstreams
) -> None:
    tell_case(upstreams)
    like = {"id": "cb2", "code": "FR-BIO-011", "name": "Another body", "country": "FR"}
    tell(upstreams, Owner.REGISTRY, "GET", "/control-bodies", {"items": [like]})
    await log_in(browser)
    before = (await browser.open("/work/r9")).seen.text
    assert "FR-BIO-01" in before
    assert "Another body" not in before
    approved = {"id": "cb", "code": "FR-BIO-01", "name": "Approved just now", "country": "FR"}
    tell(upstreams, Owner.REGISTRY, "GET", "/control-bodies", {"items": [like, approved]})
    assert "Approved just now" in (await browser.open("/work/r9")).seen.text


async def test_what_failed_is_asked_for_again(browser: Browser, anna: Anna, upstreams: Upstreams) -> None:
    tell_case(upstreams)
    tell(upstreams, Owner.VALIDATION, "GET", "/routes/authorities", {"code": "unavailable"}, 503)
    await log_in(browser)
    assert (await browser.open("/work/r9")).status == 503
    tell_case(upstreams)
    assert (await browser.open("/work/r9")).status == 200


async def test_who_has_been_logged_out_sees_none_of_it(
    browser: Browser, running: Running, anna: Anna, upstreams: Upstreams
) -> None:
    introduce(upstreams)
    await log_in(browser)
    assert (await browser.open("/search")).status == 200
    running.gateway.ended.add("session")
    refused = await browser.open("/search")
    assert refused.answer.headers["location"].startswith("/login")
