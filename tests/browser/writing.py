"""Every form that changes something, as it is filled in and sent in a browser."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Page

from services.gateway.owners import Owner
from tests.browser.contents import answered
from tests.browser.stand_in import StandIn

TYPED = "We buy spices and sell them."
EMAIL = "anna@alpro.example"
MAIN = "main .button"
PROPOSAL = {
    "#name": "Test Importer",
    "#addresses-0-country": "BE",
    "#addresses-0-street": "Street 1",
    "#addresses-0-postcode": "1000",
    "#addresses-0-city": "Bruxelles",
    "#phone": "+32123456",
    "#activities": "",
    "[name='control_body.organic-importer']": "BE-BIO-01",
    "#eori": "BE0123456789",
}
SIGNING_UP = {
    "#first_name": "Anna",
    "#last_name": "Aubry",
    "#email": EMAIL,
    "#email_confirmation": EMAIL,
    "#captcha-answer": "ACD347",
    "#privacy_accepted": "",
}
NEW_PASSWORD = {"#password": "x", "#repeated": "x"}


@dataclass(frozen=True)
class Writing:
    """Where a form is, what it asks of whom, what is filled in (nothing: ticked), and the button that sends it.

    `first` is pressed before: it leads to the page that sends it.
    """

    path: str
    owner: Owner
    method: str
    target: str
    fields: Mapping[str, str] = field(default_factory=dict)
    button: str = MAIN
    first: str = ""
    member: bool = True

    def open(self, page: Page, stand_in: StandIn) -> None:
        """Be there as who may send it, with all filled in; what is sent will be accepted."""
        answered(stand_in)
        if self.member:
            stand_in.log_in(page)
        page.goto(self.path)
        for summary in page.locator("main details:not([open]) > summary").all():
            summary.click()
        for place, value in self.fields.items():
            fill(page, place, value)
        if self.first:
            page.locator(self.first).first.click()
            page.locator(self.button).first.wait_for()


def fill(page: Page, place: str, value: str) -> None:
    """Tick, choose or type."""
    found = page.locator(place).first
    if found.get_attribute("type") in ("checkbox", "radio"):
        found.check()
    elif found.evaluate("element => element.tagName") == "SELECT":
        found.select_option(value)
    else:
        found.fill(value)


IDENTITY, REGISTRY, VALIDATION = Owner.IDENTITY, Owner.REGISTRY, Owner.VALIDATION
ANYBODYS = (
    Writing("/signup", IDENTITY, "POST", "/accounts", SIGNING_UP, member=False),
    Writing("/login", IDENTITY, "POST", "/sessions", {"#email": EMAIL, "#password": "x"}, member=False),
    Writing("/confirm/again", IDENTITY, "POST", "/accounts/confirmations/renewals", {"#email": EMAIL}, member=False),
    Writing("/confirm?token=t", IDENTITY, "POST", "/accounts/confirmations", NEW_PASSWORD, member=False),
    Writing("/reset", IDENTITY, "POST", "/password-resets", {"#email": EMAIL}, member=False),
    Writing("/reset?token=t", IDENTITY, "POST", "/password-resets/confirmations", NEW_PASSWORD, member=False),
)
APPLICANTS = (
    Writing("/organisations/o6/request", REGISTRY, "POST", "/organisations/o6/authorisations", {"#message": TYPED}),
    Writing("/operators/new", REGISTRY, "POST", "/operators", PROPOSAL, "button[value=send]", MAIN),
    Writing("/requests/asked/amendment", REGISTRY, "PATCH", "/operators/o9", {"#addresses-0-street": "Street 2"}),
    Writing("/requests/asked", REGISTRY, "POST", "/requests/asked/information", {"#message": TYPED}),
    Writing("/requests/waits", REGISTRY, "POST", "/requests/waits/nudges"),
    Writing("/requests/waits", REGISTRY, "POST", "/requests/waits/withdrawal", button=".button-danger"),
)
VALIDATORS = (
    Writing("/work/r9", VALIDATION, "POST", "/work-items/r9/decision", {"[value=validated]": ""}, ".decision .button"),
    Writing(
        "/work/r9",
        VALIDATION,
        "POST",
        "/work-items/r9/reassignment",
        {"#authority": "BE-CA", "#why": TYPED},
        "details .button-second",
    ),
    Writing(
        "/work",
        VALIDATION,
        "POST",
        "/work-items/decisions",
        {"#chosen": "", "[value=validated]": ""},
        ".decision .button",
    ),
)
MEMBERS = (
    Writing("/profile/edit", IDENTITY, "PATCH", "/me", {"#first_name": "Annabelle"}),
    Writing("/profile/password", IDENTITY, "PUT", "/me/password", {"#current_password": "o", **NEW_PASSWORD}),
    Writing("/profile/sessions", IDENTITY, "DELETE", "/sessions/s2", button="td .button-second"),
    Writing("/", Owner.NOTIFY, "POST", "/notifications/n1/read", button="main .button-quiet"),
    Writing("/guide", IDENTITY, "DELETE", "/sessions/current", button=".log-out button"),
)
WRITING = (*ANYBODYS, *APPLICANTS, *VALIDATORS, *MEMBERS)
