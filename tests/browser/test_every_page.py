"""Every page in every look: in both languages, on a phone, a tablet and a desk, by day and by night, full and empty.

The list is held against the routes of the gateway, so that no page can be forgotten.
"""

import pytest
from fastapi.routing import APIRoute
from playwright.sync_api import Browser, Page, expect

from contracts.reference import HELPDESK_ID
from services.gateway.owners import Owner
from services.gateway.pages import routers
from tests.browser import contents
from tests.browser.every_page import (
    EMPTY,
    EXCEPTED,
    FORMS_OF_MEMBERS,
    FORMS_OPEN,
    GONE,
    LINKS_OF_MAILS,
    MEMBERS,
    NOT_OPEN,
    OPEN,
    STOPS,
)
from tests.browser.looks import look_around
from tests.browser.stand_in import StandIn, fill_in
from tests.integration.gateway.pages.cases import tell, tell_case

LANGUAGES = ("fr", "en")

NO_PAGES = frozenset({"/static/{name}", "/live", "/control-bodies", "/logout"})
"""Routes that answer with something else than a page that is looked at."""


def paths_of_pages() -> set[str]:
    """Every address of a page that can be opened."""
    routes = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
    return {route.path for route in routes if "GET" in (route.methods or ())} - NO_PAGES


def test_no_page_is_forgotten() -> None:
    routes = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
    seen = [path.partition("?")[0] for path in (*OPEN, *MEMBERS)]
    matched = {route.path for route in routes for path in seen if route.path_regex.match(path)}
    assert paths_of_pages() - matched == set()


def test_whatever_every_page_leads_to_is_looked_at_or_excepted(page: Page) -> None:
    page.goto("/")
    links = page.locator(":is(.header, .footer) a[href^='/']").evaluate_all("links => links.map(link => link.pathname)")
    assert set(links) - set(OPEN) == EXCEPTED


@pytest.mark.parametrize("language", LANGUAGES)
def test_open_pages(chromium: Browser, stand_in: StandIn, language: str) -> None:
    contents.fill(stand_in)
    contents.refuse(stand_in)
    page = stand_in.page(chromium, language)
    with page.context:
        for path in OPEN:
            opens(page, path)
        for path in FORMS_OPEN:
            sends_nothing_right(page, path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_members_full_and_empty(chromium: Browser, stand_in: StandIn, language: str) -> None:
    contents.fill(stand_in, helpdesk=HELPDESK_ID)
    page = stand_in.page(chromium, language)
    with page.context:
        stand_in.log_in(page, language)
        for path in MEMBERS:
            opens(page, path)
        looks_at_answers(page)
        contents.empty(stand_in)
        for path in EMPTY:
            opens(page, path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_cases_that_are_not_open_and_pages_that_say_what_does_not_work(
    chromium: Browser, stand_in: StandIn, language: str
) -> None:
    contents.fill(stand_in)
    page = stand_in.page(chromium, language)
    with page.context:
        stand_in.log_in(page, language)
        for status in NOT_OPEN:
            tell_case(stand_in.upstreams, status=status, reason=contents.QUESTION)
            opens(page, "/work/r9")
        for stop, code in STOPS:
            body = {"code": code, "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736"}
            tell(stand_in.upstreams, Owner.REGISTRY, "GET", "/requests/waits", body, stop, **{"Retry-After": "900"})
            opens(page, "/requests/waits", stop)


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_of_members_with_errors(chromium: Browser, stand_in: StandIn, language: str) -> None:
    contents.fill(stand_in)
    contents.refuse(stand_in)
    page = stand_in.page(chromium, language)
    with page.context:
        stand_in.log_in(page, language)
        for path in FORMS_OF_MEMBERS:
            sends_nothing_right(page, path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_of_mails_that_have_expired(chromium: Browser, stand_in: StandIn, language: str) -> None:
    contents.fill(stand_in)
    for target in ("/accounts/confirmations", "/password-resets/confirmations"):
        tell(stand_in.upstreams, Owner.IDENTITY, "POST", target, {"code": "link-expired"}, 410)
    page = stand_in.page(chromium, language)
    with page.context:
        for path in LINKS_OF_MAILS:
            page.goto(path)
            page.fill("#password", "x")
            page.fill("#repeated", "x")
            presses(page, 410)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_log_in_that_keeps_a_form_and_what_comes_after_it(
    chromium: Browser, stand_in: StandIn, language: str
) -> None:
    contents.fill(stand_in)
    page = stand_in.page(chromium, language)
    with page.context:
        stand_in.log_in(page, language)
        page.goto("/organisations/o6/request")
        page.fill("#message", contents.QUESTION)
        page.context.clear_cookies(name="session")
        presses(page, 401)
        fill_in(page)
        page.wait_for_url("**/login")
        look_around(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_while_services_are_away_and_a_form_that_is_sent_again(
    chromium: Browser, stand_in: StandIn, language: str
) -> None:
    contents.fill(stand_in)
    page, away = stand_in.page(chromium, language), {"code": "unavailable"}
    with page.context:
        stand_in.log_in(page, language)
        page.goto("/organisations/o6/request")
        page.fill("#message", contents.QUESTION)
        for method, path in (("GET", "/organisations/o6"), ("POST", "/organisations/o6/authorisations")):
            tell(stand_in.upstreams, Owner.REGISTRY, method, path, away, 503)
        presses(page, 503)
        contents.fill(stand_in)
        contents.answered(stand_in)
        page.locator("main .button").click()
        page.wait_for_url("**/requests/waits**")
        tell(stand_in.upstreams, Owner.NOTIFY, "GET", "/notifications", away, 503)
        tell(stand_in.upstreams, Owner.VALIDATION, "GET", "/work-items", away, 503)
        opens(page, "/")
        tell(stand_in.upstreams, Owner.REGISTRY, "PATCH", "/operators/o9", {"code": "version-mismatch"}, 412)
        page.goto("/requests/asked/amendment")
        presses(page, 412)


def opens(page: Page, path: str, status: int = 200) -> None:
    """Open a page and look at it; it must be that page and not another one that says what does not work."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == (404 if path in GONE else status), (path, page.inner_text("main"))
    look_around(page)


def presses(page: Page, status: int) -> None:
    """Send a form and look at what it is answered."""
    with page.expect_navigation() as answer:
        page.locator("main .button").first.click()
    assert answer.value is not None
    assert answer.value.status == status, page.inner_text("main")
    look_around(page)


def looks_at_answers(page: Page) -> None:
    """Pages that have no address of their own: a proposal before it is sent, and what became of many decisions."""
    page.goto("/operators/new")
    page.fill("#name", contents.LONG)
    for field in ("#addresses-0-street", "#addresses-0-postcode", "#addresses-0-city", "#phone", "#eori"):
        page.fill(field, "123")
    page.locator("#addresses-0-country").select_option("BE")
    page.locator("#activities").check()
    page.fill("[name='control_body.organic-importer']", "FR-BIO-01")
    page.locator("main .button").first.click()
    expect(page.locator("button[value=send]")).to_be_visible()
    look_around(page)
    page.goto("/work")
    for choice in page.locator("[name=chosen], [value=validated]").all():
        choice.check()
    page.locator(".decision .button").click()
    expect(page.locator(".banner-warning")).to_be_visible()
    look_around(page)


def sends_nothing_right(page: Page, path: str) -> None:
    """Send a form empty: the summary has the focus, and its first line leads into the field."""
    page.goto(path)
    for field in page.locator(
        "main form[method=post] :is(input, textarea):visible:not([type=checkbox], [type=radio])"
    ).all():
        field.fill("")
    page.locator("main form[method=post] .button").first.click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    look_around(page)
    link = summary.get_by_role("link").first
    link.click()
    assert page.evaluate("document.activeElement.id") == (link.get_attribute("href") or "")[1:], path
