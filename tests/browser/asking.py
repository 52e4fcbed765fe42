"""What an applicant does in the browser between the role and a sent request."""

import time

from playwright.sync_api import expect

from tests.browser.visitor import Visitor

WITHIN, PAUSE_MS = 90.0, 300

ANSWERS = {
    "#addresses-0-street": "1 rue de la Paix",
    "#addresses-0-postcode": "75002",
    "#addresses-0-city": "Paris",
    "#phone": "+33 1 23 45 67 89",
}
BODY_FIELD = "#control_body-organic-operator"


def arrives(visitor: Visitor) -> None:
    """Sign up, log in, and stand before the choice of a role."""
    visitor.sign_up()
    visitor.log_in("/login?next=/role")
    visitor.is_at("/role")


def searches(visitor: Visitor, country: str, text: str) -> None:
    """From the role to the results."""
    visitor.follow("Operator")
    visitor.page.locator("#country").select_option(country)
    visitor.page.locator("#q").fill(text)
    visitor.press("Search")


def fills_in(visitor: Visitor, name: str) -> None:
    """The form of a French first consignee."""
    page = visitor.page
    page.locator("#name").fill(name)
    page.locator("#addresses-0-country").select_option("FR")
    for field, value in ANSWERS.items():
        page.locator(field).fill(value)
    page.locator("input[name=activities][value=organic-operator]").check()
    page.locator(BODY_FIELD).fill("FR-BIO-01")


def proposes(visitor: Visitor, name: str) -> str:
    """Fill in, check, send; the id of the request."""
    visitor.open("/operators/new")
    fills_in(visitor, name)
    visitor.press("Go on and check")
    visitor.sees("Check before you send")
    visitor.press("Create a new operator")
    visitor.sees("Your request has been sent")
    return request_id(visitor)


def request_id(visitor: Visitor) -> str:
    """The id of the request that the visitor looks at."""
    return visitor.page.url.rpartition("/")[2].partition("?")[0]


def sees_status(visitor: Visitor, status: str) -> None:
    """The request comes to this state; with script that is seen without loading the page again, and said
    to screen readers."""
    tag, wanted = visitor.page.locator("main .tag").first, visitor.said(status)
    deadline = time.monotonic() + WITHIN
    while not visitor.script and tag.inner_text() != wanted and time.monotonic() < deadline:
        visitor.page.wait_for_timeout(PAUSE_MS)
        visitor.open(visitor.page.url)
    expect(tag).to_have_text(wanted, timeout=WITHIN * 1000)
    if visitor.script:
        expect(visitor.page.locator("#announcements")).to_have_text(visitor.said("The request has changed."))
