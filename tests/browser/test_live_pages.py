"""What happens elsewhere is seen without loading a page again, told to screen readers, and takes nothing away."""

from datetime import UTC, datetime
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from services.gateway.owners import Owner
from services.gateway.pages.texts import translations
from tests.browser import contents
from tests.browser.following import LOADED, changes, follows
from tests.browser.looks import look
from tests.browser.stand_in import StandIn
from tests.browser.waiting import in_time
from tests.integration.gateway.pages.cases import ITEM, tell, tell_case

REGISTRY, VALIDATION = Owner.REGISTRY, Owner.VALIDATION
UNTIL_READ_MS = 200
"""Milliseconds in which a page that has been read again would be seen to differ."""

OLDER_MS = 1_100
"""Milliseconds after which an age in seconds is another."""

LISTENS = """() => {
  const box = document.getElementById("announcements");
  window.said = [];
  new MutationObserver(() => said.push(box.textContent)).observe(box, { childList: true });
}"""
"""Notes what the live region holds after each change of it."""


def is_told(page: Page) -> None:
    """A screen reader says what the notice shows."""
    notice = page.locator("[data-stale]")
    expect(notice).to_be_visible()
    expect(page.locator("#announcements")).to_have_text(notice.inner_text())


def has_said(page: Page, words: list[str]) -> bool:
    """Whether the live region held just this, one after the other."""
    return bool(page.evaluate("said") == words)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_applicant_sees_the_decision_and_hears_of_it(page: Page, stand_in: StandIn, language: str) -> None:
    loaded = follows(page, stand_in, "/requests/waits", language)
    say = translations(language).ugettext
    changes(stand_in, "waits", status="VALID", next_step={"code": "none", "text": "Nothing."})
    expect(page.locator("#request .tag").first).to_have_text(say("Validated"))
    expect(page.locator("#announcements")).to_have_text(say("The request has changed."))
    assert page.evaluate(LOADED) == loaded
    look(page)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_answer_that_is_being_written_stays_and_is_told(page: Page, stand_in: StandIn, language: str) -> None:
    follows(page, stand_in, "/requests/asked", language)
    page.fill("#message", "It is number 2.")
    changes(stand_in, "asked", status="REJECTED")
    expect(page.locator("[data-stale]")).to_be_visible()
    is_told(page)
    expect(page.locator("#message")).to_have_value("It is number 2.")
    look(page)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_answer_that_was_refused_stays_with_its_error(page: Page, stand_in: StandIn, language: str) -> None:
    contents.refuse(stand_in)
    follows(page, stand_in, "/requests/asked", language)
    page.fill("#message", "It is number 2.")
    with page.expect_response("**/live*"):
        page.locator("main .button").click()
    expect(page.locator("#message-error")).to_be_visible()
    with page.expect_response("**/requests/asked"):
        stand_in.hint("asked")
    page.wait_for_timeout(UNTIL_READ_MS)
    expect(page.locator("[data-stale]")).to_be_hidden()
    changes(stand_in, "asked", status="REJECTED")
    expect(page.locator("[data-stale]")).to_be_visible()
    expect(page.locator("#message-error")).to_be_visible()
    expect(page.locator("#message")).to_have_value("It is number 2.")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_was_ticked_is_no_change_of_the_list(page: Page, stand_in: StandIn, language: str) -> None:
    follows(page, stand_in, "/work", language)
    page.locator("#chosen").check()
    with page.expect_response("**/live*"):
        page.locator(".decision .button").click()
    expect(page.get_by_role("alert")).to_be_focused()
    with page.expect_response("**/work"):
        stand_in.hint("r9")
    page.wait_for_timeout(UNTIL_READ_MS)
    expect(page.locator("[data-stale]")).to_be_hidden()
    expect(page.locator("#chosen")).to_be_checked()


def test_a_hint_about_something_else_changes_nothing(page: Page, stand_in: StandIn) -> None:
    follows(page, stand_in, "/requests/waits", "en")
    asked = len(stand_in.sent(REGISTRY, "GET", "/requests/waits"))
    stand_in.hint("another")
    changes(stand_in, "waits", status="VALID")
    expect(page.locator("#request .tag").first).to_have_text("Validated")
    assert len(stand_in.sent(REGISTRY, "GET", "/requests/waits")) == asked + 1


@pytest.mark.parametrize("path", ["/work", "/work/r9"])
def test_that_a_request_grew_older_is_no_change(page: Page, stand_in: StandIn, path: str) -> None:
    tell_case(stand_in.upstreams, created_at=datetime.now(UTC).isoformat())
    follows(page, stand_in, path, "en")
    age = page.locator("[data-age]").first
    age.evaluate("element => { element.dataset.kept = '' }")
    page.wait_for_timeout(OLDER_MS)
    with page.expect_response(f"**{path}"):
        stand_in.hint("r9")
    page.wait_for_timeout(UNTIL_READ_MS)
    expect(age).to_have_attribute("data-kept", "")
    expect(page.locator("#announcements")).to_be_empty()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_validator_sees_new_work_and_keeps_what_is_ticked(page: Page, stand_in: StandIn, language: str) -> None:
    loaded = follows(page, stand_in, "/work", language)
    new = {**ITEM, "request_id": "r7", "organisation": {**ITEM["organisation"], "name": "Brand new"}}
    tell(stand_in.upstreams, VALIDATION, "GET", "/work-items", {"items": [new, ITEM], "next_cursor": None})
    stand_in.hint("r7")
    expect(page.get_by_role("link", name="Brand new")).to_be_visible()
    page.locator("#chosen").check()
    tell(stand_in.upstreams, VALIDATION, "GET", "/work-items", {"items": [ITEM], "next_cursor": None})
    stand_in.hint("r7")
    expect(page.locator("[data-stale]")).to_be_visible()
    is_told(page)
    expect(page.locator("#chosen")).to_be_checked()
    assert page.evaluate(LOADED) == loaded
    look(page)


def test_a_validator_sees_the_answer_while_the_page_is_open(page: Page, stand_in: StandIn) -> None:
    tell_case(stand_in.upstreams, status="INFO_REQUIRED")
    loaded = follows(page, stand_in, "/work/r9", "en")
    expect(page.locator("[value=validated]")).to_have_count(0)
    tell_case(stand_in.upstreams)
    stand_in.hint("r9")
    expect(page.locator("[value=validated]")).to_be_visible()
    assert page.evaluate(LOADED) == loaded
    look(page)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_validator_who_is_choosing_hears_that_the_case_has_changed(
    page: Page, stand_in: StandIn, language: str
) -> None:
    follows(page, stand_in, "/work/r9", language)
    page.locator("[value=rejected]").check()
    page.fill("#reason", "It is no farm.")
    tell_case(stand_in.upstreams, status="VALIDATED")
    stand_in.hint("r9")
    is_told(page)
    expect(page.locator("#reason")).to_have_value("It is no farm.")
    look(page)


def test_the_same_words_are_said_again(page: Page, stand_in: StandIn) -> None:
    follows(page, stand_in, "/requests/waits", "en")
    page.evaluate(LISTENS)
    words = "The request has changed."
    for status, heard in (("INFO_REQUIRED", [words]), ("VALID", [words, "", words])):
        changes(stand_in, "waits", status=status)
        in_time(partial(has_said, page, heard), f"{heard}")
