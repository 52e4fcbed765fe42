"""How pages behave when something is in the way: sent twice, session over, wrong token, limits; and on paper."""

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.responses import JSONResponse

from services.gateway.owners import Owner
from tests.browser import contents
from tests.browser.looks import look, look_around
from tests.browser.stand_in import StandIn, fill_in

TYPED = "We buy spices\nand sell them."
JOIN, JOINED = "/organisations/o6/request", "/organisations/o6/authorisations"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_was_typed_comes_through_a_session_that_ended(page: Page, stand_in: StandIn, language: str) -> None:
    contents.answered(stand_in)
    stand_in.log_in(page, language)
    page.goto(JOIN)
    page.fill("#message", TYPED)
    page.context.clear_cookies(name="session")
    page.locator("main .button").click()
    look(page)
    fill_in(page)
    page.wait_for_url("**/login")
    look(page)
    assert not stand_in.sent(Owner.REGISTRY, "POST", JOINED)
    page.locator("main .button").click()
    page.wait_for_url("**/requests/waits**")
    (sent,) = stand_in.sent(Owner.REGISTRY, "POST", JOINED)
    assert sent.body.decode().count("We buy spices\\nand sell them.") == 1


def test_a_form_whose_cookie_is_gone_says_what_to_do(page: Page) -> None:
    page.goto("/reset")
    page.fill("#email", "anna@alpro.example")
    page.context.clear_cookies()
    page.locator("main .button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This form could not be taken")
    look(page)
    page.go_back()
    expect(page.locator("#email")).to_have_value("anna@alpro.example")


def test_a_limit_is_told_with_when_to_come_back(page: Page, stand_in: StandIn) -> None:
    limit = {"code": "login-blocked"}
    stand_in.upstreams[Owner.IDENTITY].answers["POST", "/api/v1/sessions"] = lambda: JSONResponse(
        limit, 429, headers={"Retry-After": "900"}
    )
    page.goto("/login")
    fill_in(page)
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("15 minutes")
    expect(page.locator("#email")).to_have_value("anna@alpro.example")
    look(page)


def test_no_other_language_is_offered_where_it_would_lose_what_was_typed(page: Page, stand_in: StandIn) -> None:
    contents.refuse(stand_in)
    stand_in.log_in(page)
    page.goto("/requests/asked")
    expect(page.locator(".languages")).to_be_visible()
    page.fill("#message", TYPED)
    page.locator("main .button").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.locator("#message")).to_have_value(TYPED)
    expect(page.locator(".languages")).to_have_count(0)
    look_around(page)


def test_a_dialog_is_opened_and_left_by_keyboard(page: Page, stand_in: StandIn) -> None:
    stand_in.log_in(page)
    page.goto("/search?kind=operator&country=BE&q=x")
    link = page.locator("a[data-dialog]").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    look(page)
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_focus_is_seen_on_everything_that_takes_it(page: Page, stand_in: StandIn) -> None:
    stand_in.log_in(page)
    for path in ("/search?kind=operator&country=BE&q=x", "/work/r9", "/profile/password"):
        page.goto(path)
        page.locator("#content").focus()
        for _ in range(15):
            page.keyboard.press("Tab")
            width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
            assert width >= 2, page.evaluate("document.activeElement.outerHTML")


def test_nothing_moves_for_who_does_not_want_it(chromium: Browser, stand_in: StandIn) -> None:
    for wish, behaviour in (("reduce", "auto"), ("no-preference", "smooth")):
        page = stand_in.page(chromium, reduced_motion=wish)
        with page.context:
            page.goto("/faq")
            assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == behaviour
            assert page.evaluate("document.getAnimations().length") == 0


def test_a_request_is_printed_as_what_was_said(page: Page, stand_in: StandIn) -> None:
    stand_in.log_in(page)
    page.goto("/requests/asked")
    page.emulate_media(media="print", color_scheme="dark")
    for gone in (".header-tools", ".navigation", ".footer nav", "main form", "main details", ".back"):
        expect(page.locator(gone).first).to_be_hidden()
    for said in ("Contact phone", "The authority asks a question", contents.LONG[:20]):
        expect(page.locator("main").get_by_text(said).first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
