"""A button that is pressed twice, and the browser's button back: every form takes effect once, its page is whole."""

import contextlib
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Error, Page, Request, Route, expect

from tests.browser import contents
from tests.browser.looks import look
from tests.browser.stand_in import StandIn
from tests.browser.writing import WRITING, Writing

HELD_MS = 100
"""Milliseconds in which a second sending would leave the browser."""

RELEASED_MS = 10_000
"""Milliseconds after which a form with a key can be sent again, whatever came of the first time."""

SECRET = "Nobody else reads this."


def press_twice_before_the_answer(page: Page, button: str) -> None:
    """Hold what leaves the browser until the button was pressed again. Raises AssertionError when it leaves twice."""
    held: list[Route] = []
    page.route("**/*", lambda route: held.append(route) if route.request.method == "POST" else route.continue_())
    page.locator(button).first.focus()
    with page.expect_request(lambda request: request.method == "POST"):
        page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_timeout(HELD_MS)
    with page.expect_navigation():
        held[-1].continue_()
    page.unroute_all()
    assert len(held) == 1


@pytest.mark.parametrize("form", WRITING, ids=lambda form: f"{form.path} {form.target}")
def test_every_form_is_sent_once(page: Page, stand_in: StandIn, form: Writing) -> None:
    form.open(page, stand_in)
    before = len(stand_in.sent(form.owner, form.method, form.target))
    press_twice_before_the_answer(page, form.button)
    assert len(stand_in.sent(form.owner, form.method, form.target)) == before + 1
    expect(page.locator("h1")).to_have_count(1)
    page.go_back()
    page.wait_for_load_state()
    assert len(stand_in.sent(form.owner, form.method, form.target)) == before + 1
    look(page)
    page.go_forward()
    page.wait_for_load_state()
    assert len(stand_in.sent(form.owner, form.method, form.target)) == before + 1
    look(page)


def test_a_form_whose_sending_was_stopped_is_usable_again_under_the_same_key(page: Page, stand_in: StandIn) -> None:
    page.clock.install()
    (joining,) = [form for form in WRITING if form.path == "/organisations/o6/request"]
    joining.open(page, stand_in)
    sent: list[Request] = []

    def stop(route: Route) -> None:
        sent.append(route.request)
        route.abort("aborted")

    page.route(f"**{joining.path}", stop)
    page.locator(joining.button).first.focus()
    with page.expect_event("requestfailed"):
        page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_timeout(HELD_MS)
    assert len(sent) == 1
    page.clock.fast_forward(RELEASED_MS)
    with page.expect_event("requestfailed"):
        page.keyboard.press("Enter")
    first, second = (parse_qs(each.post_data or "")["key"] for each in sent)
    assert first == second


def test_after_the_log_out_the_button_back_shows_nothing_of_mine(page: Page, stand_in: StandIn) -> None:
    stand_in.log_in(page)
    page.goto("/requests/asked")
    page.fill("#message", SECRET)
    contents.refuse(stand_in)
    page.locator("main .button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.goto("/guide")
    page.go_back()
    expect(page.locator("#message")).to_have_value(SECRET)
    expect(page.locator("html")).to_contain_text(SECRET)
    page.locator(".log-out button").click()
    expect(page.get_by_text("You are logged out")).to_be_visible()
    for _ in range(2):
        with contextlib.suppress(Error):
            page.go_back()
        page.wait_for_load_state()
        expect(page.locator("html")).not_to_contain_text(SECRET)
