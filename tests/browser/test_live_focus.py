"""A part of a page that has the focus is not taken away: its change is told at once and shown when the focus leaves."""

import pytest
from playwright.sync_api import Page, expect

from services.gateway.owners import Owner
from services.gateway.pages.texts import translations
from tests.browser import contents
from tests.browser.following import LOADED, becomes, changes, follows
from tests.browser.looks import look
from tests.browser.stand_in import StandIn
from tests.integration.gateway.pages.cases import FARM, ITEM, tell

RENAMED = {**FARM, "name": "Brand new"}
UNTIL_READ_MS = 600
"""Milliseconds in which a page that is read again would be seen to differ."""


def leaves(page: Page) -> None:
    """The focus goes to a link that is in no part."""
    page.locator(".footer a").first.focus()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", ["/", "/requests", "/requests/waits"])
def test_a_change_is_told_at_once_and_shown_when_the_focus_leaves(
    page: Page, stand_in: StandIn, path: str, language: str
) -> None:
    loaded = follows(page, stand_in, path, language)
    part = page.locator("[data-live]")
    inside = part.locator("a, summary").first
    inside.focus()
    becomes(stand_in, "waits", organisation=RENAMED)
    first, *others = contents.REQUESTS
    listed = {"items": [{**first, "organisation": RENAMED}, *others], "next_cursor": None}
    tell(stand_in.upstreams, Owner.REGISTRY, "GET", "/requests", listed)
    stand_in.hint("waits")
    told = "The request has changed." if "waits" in path else "Something has changed on this page."
    expect(page.locator("#announcements")).to_have_text(translations(language).ugettext(told))
    expect(inside).to_be_focused()
    expect(part).not_to_contain_text("Brand new")
    leaves(page)
    expect(part).to_contain_text("Brand new")
    assert page.evaluate(LOADED) == loaded
    look(page)


def test_the_focus_may_go_round_within_its_part(page: Page, stand_in: StandIn) -> None:
    follows(page, stand_in, "/requests/waits", "en")
    page.locator("#request summary").focus()
    changes(stand_in, "waits", organisation=RENAMED)
    expect(page.locator("#announcements")).not_to_be_empty()
    page.locator("#request .button").focus()
    page.wait_for_timeout(UNTIL_READ_MS)
    expect(page.locator("#request .button")).to_be_focused()
    expect(page.locator("#request")).not_to_contain_text("Brand new")


def test_a_list_is_renewed_with_its_notice_gone_and_what_is_ticked_stays(page: Page, stand_in: StandIn) -> None:
    follows(page, stand_in, "/work", "en")
    new = {**ITEM, "request_id": "r7", "organisation": {**ITEM["organisation"], "name": "Brand new"}}
    tell(stand_in.upstreams, Owner.VALIDATION, "GET", "/work-items", {"items": [new, ITEM], "next_cursor": None})
    page.locator("#chosen").focus()
    stand_in.hint("r7")
    expect(page.locator("[data-stale]")).to_be_visible()
    leaves(page)
    expect(page.get_by_role("link", name="Brand new")).to_be_visible()
    expect(page.locator("[data-stale]")).to_be_hidden()
    page.locator("#chosen").check()
    tell(stand_in.upstreams, Owner.VALIDATION, "GET", "/work-items", {"items": [ITEM], "next_cursor": None})
    stand_in.hint("r7")
    expect(page.locator("[data-stale]")).to_be_visible()
    leaves(page)
    page.wait_for_timeout(UNTIL_READ_MS)
    expect(page.locator("#chosen")).to_be_checked()
    expect(page.locator("[data-stale]")).to_be_visible()
