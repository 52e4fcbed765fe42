"""Every page in every look: in both languages, on a phone in the dark and on a desk in the light, full and empty.

The list is held against the routes of the gateway, so that no page can be forgotten.
"""

import pytest
from fastapi.routing import APIRoute
from playwright.sync_api import Browser, Page, expect

from services.gateway.pages import routers
from services.gateway.pages.content.texts import PLAIN
from services.gateway.pages.login_state import HELPDESK
from tests.browser import contents
from tests.browser.looks import look
from tests.browser.stand_in import StandIn

pytestmark = pytest.mark.timeout(300)

LOOKS = [(language, *screen) for language in ("fr", "en") for screen in ((320, "dark"), (1280, "light"))]

OPEN = (
    *("/", *(f"/{name}" for name in PLAIN), "/login", "/login?because=ended", "/nowhere"),
    *("/signup", "/signup/sent", "/signup/sent?warning=functional-mailbox"),
    *("/confirm", "/confirm?token=x", "/confirm/again", "/confirm/done"),
    *("/reset", "/reset?token=x", "/reset?token=", "/reset/sent", "/reset/done"),
)
MEMBERS = (
    *("/", "/profile", "/profile?done=saved", "/profile/edit", "/profile/password", "/profile/sessions", "/role"),
    *("/search?kind=operator", "/search?kind=operator&country=BE&q=x", "/search?kind=authority&country=&q=x"),
    *("/organisations/o6", "/organisations/o6/request", "/operators/new", "/organisations/new?kind=control_body"),
    *(
        "/requests",
        "/requests/waits?done=sent",
        "/requests/asked",
        "/requests/rejected",
        "/requests/granted",
        "/requests/gone",
    ),
    *("/requests/asked/amendment", "/work", "/work?status=OPEN", "/work/r9", "/find", "/find?q=x", "/find/r9"),
)
EMPTY = (
    *("/", "/profile", "/requests", "/search?kind=operator&country=BE&q=x", "/work", "/work?status=OPEN"),
    *("/find", "/organisations/o6"),
)
FORMS_OPEN = ("/login", "/signup", "/reset", "/confirm/again", "/confirm?token=x", "/reset?token=x")
FORMS_OF_MEMBERS = (
    *("/operators/new", "/organisations/new?kind=authority", "/requests/asked/amendment", "/work", "/work/r9"),
    *("/profile/password", "/profile/edit", "/organisations/o6/request", "/requests/asked"),
)
GONE = frozenset({"/nowhere", "/requests/gone"})
"""Addresses where there is nothing."""

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


@pytest.mark.parametrize(("language", "width", "scheme"), LOOKS)
def test_open_pages(chromium: Browser, stand_in: StandIn, language: str, width: int, scheme: str) -> None:
    contents.fill(stand_in)
    contents.refuse(stand_in)
    page = stand_in.page(chromium, language, width, color_scheme=scheme)
    with page.context:
        for path in OPEN:
            opens(page, path)
        for path in FORMS_OPEN:
            sends_nothing_right(page, path)


@pytest.mark.parametrize(("language", "width", "scheme"), LOOKS)
def test_pages_of_members_full_and_empty(
    chromium: Browser, stand_in: StandIn, language: str, width: int, scheme: str
) -> None:
    contents.fill(stand_in, helpdesk=HELPDESK)
    page = stand_in.page(chromium, language, width, color_scheme=scheme)
    with page.context:
        stand_in.log_in(page, language)
        for path in MEMBERS:
            opens(page, path)
        looks_at_answers(page)
        contents.empty(stand_in)
        for path in EMPTY:
            opens(page, path)


@pytest.mark.parametrize(("language", "width", "scheme"), LOOKS)
def test_forms_of_members_with_errors(
    chromium: Browser, stand_in: StandIn, language: str, width: int, scheme: str
) -> None:
    contents.fill(stand_in)
    contents.refuse(stand_in)
    page = stand_in.page(chromium, language, width, color_scheme=scheme)
    with page.context:
        stand_in.log_in(page, language)
        for path in FORMS_OF_MEMBERS:
            sends_nothing_right(page, path)


def opens(page: Page, path: str) -> None:
    """Open a page and look at it; it must be that page and not one that says what does not work."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == (404 if path in GONE else 200), (path, page.inner_text("main"))
    look(page)


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
    look(page)
    page.goto("/work")
    for choice in page.locator("[name=chosen], [value=validated]").all():
        choice.check()
    page.locator(".decision .button").click()
    expect(page.locator(".banner-warning")).to_be_visible()
    look(page)


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
    look(page)
    link = summary.get_by_role("link").first
    link.click()
    assert page.evaluate("document.activeElement.id") == (link.get_attribute("href") or "")[1:], path
