"""What helps while one types: rules of a password, control bodies, EORI numbers; and the same without script."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from services.gateway.owners import Owner
from services.gateway.pages.texts import translations
from tests.browser import contents
from tests.browser.looks import look
from tests.browser.stand_in import StandIn
from tests.browser.writing import PROPOSAL, fill
from tests.integration.gateway.pages.cases import tell

RULES = [
    # what is typed, and which of the five rules are met then
    ("", []),
    ("abc", [1]),
    ("abcDEF", [1, 2]),
    ("abcDEF12", [1, 2, 3]),
    ("abcDEF12 ", [1, 2, 3]),
    ("abcDEF12-", [1, 2, 3, 4]),
    ("abcDEF12-x", [0, 1, 2, 3, 4]),
    ("ABCDEF12-X", [0, 2, 3, 4]),
]
BODY = "[name='control_body.organic-importer']"
KNOWN = {"id": "cb", "code": "FR-BIO-01", "name": "Ecocert France", "country": "FR"}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", ["/confirm?token=t", "/reset?token=t", "/profile/password"])
def test_rules_of_a_password_are_ticked_off(page: Page, stand_in: StandIn, path: str, language: str) -> None:
    stand_in.log_in(page, language)
    page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
    rows = page.locator("#password-rules li")
    done = translations(language).ugettext(": done").strip()
    expect(rows).to_have_count(5)
    for typed, met in RULES:
        page.fill("#password", typed)
        for number, row in enumerate(rows.all()):
            assert row.evaluate("row => row.classList.contains('met')") == (number in met), (typed, number)
            assert (done.lstrip(" :\u00a0") in row.inner_text()) == (number in met), (typed, number)
    look(page)


def test_control_bodies_are_offered_by_what_is_typed(page: Page, stand_in: StandIn) -> None:
    contents.answered(stand_in)
    stand_in.log_in(page)
    page.goto("/operators/new")
    for place, value in PROPOSAL.items():
        fill(page, place, value)
    tell(stand_in.upstreams, Owner.REGISTRY, "GET", "/control-bodies", {"items": [KNOWN]})
    page.fill(BODY, "")
    with page.expect_response(lambda answer: "/control-bodies?q=ecocert" in answer.url):
        page.locator(BODY).press_sequentially("ecocert")
    offered = page.locator("#control-bodies option")
    expect(offered).to_have_count(1)
    page.fill(BODY, offered.get_attribute("value") or "")
    send_proposal(page, stand_in)


def test_without_script_they_are_chosen_from_the_list_of_the_page(chromium: Browser, stand_in: StandIn) -> None:
    contents.fill(stand_in)
    contents.answered(stand_in)
    tell(stand_in.upstreams, Owner.REGISTRY, "GET", "/control-bodies", {"items": [KNOWN]})
    page = stand_in.page(chromium, java_script_enabled=False)
    with page.context:
        stand_in.log_in(page)
        page.goto("/operators/new")
        for place, value in PROPOSAL.items():
            fill(page, place, value)
        page.fill(BODY, page.locator("#control-bodies option").first.get_attribute("value") or "")
        send_proposal(page, stand_in)


def send_proposal(page: Page, stand_in: StandIn) -> None:
    """Check and send; it must name the control body by its code."""
    before = len(stand_in.sent(Owner.REGISTRY, "POST", "/operators"))
    page.locator("main .button").first.click()
    page.locator("button[value=send]").click()
    page.wait_for_url("**/requests/waits**")
    sent: list[Any] = stand_in.sent(Owner.REGISTRY, "POST", "/operators")[before:]
    assert [b'"control_body":"FR-BIO-01"' in each.body.replace(b": ", b":") for each in sent] == [True]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_help_for_the_eori_number_follows_the_country(page: Page, stand_in: StandIn, language: str) -> None:
    stand_in.log_in(page, language)
    page.goto("/operators/new?country=&q=")
    hint = page.locator("#eori-hint")
    before = hint.inner_text()
    page.locator("#addresses-0-country").select_option("BE")
    expect(hint).to_contain_text("BE0123456789")
    page.locator("#addresses-0-country").select_option("")
    expect(hint).to_have_text(before)


def test_a_dialog_that_is_cancelled_sends_nothing(page: Page, stand_in: StandIn) -> None:
    stand_in.log_in(page)
    page.goto("/search?kind=operator&country=BE&q=x")
    page.locator("a[data-dialog]").first.click()
    dialog = page.get_by_role("dialog")
    dialog.locator("#message").fill("x")
    dialog.locator("[data-cancel]").click()
    expect(dialog).to_have_count(0)
    expect(page.locator("a[data-dialog]").first).to_be_focused()
    assert not stand_in.sent(Owner.REGISTRY, "POST", "/organisations/o6/authorisations")
