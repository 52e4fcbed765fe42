"""Which pictures there are of the pages, and what is done before each is taken."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from contracts.reference import organisation_id
from tests.browser.asking import ANSWERS, BODY_FIELD

FRANCE, DESK = "FR-INAO", "EU-HELPDESK"
WORK_SHOWN_MS = 20_000


@dataclass(frozen=True)
class Shot:
    """A picture: its name, the page, and how it is looked at.

    `who` is an organisation whose user is logged in; `do` is what happens on the page before.
    """

    name: str
    path: str
    language: str = "en"
    who: str = ""
    width: int = 1280
    height: int = 900
    scheme: str = "light"
    do: Callable[[Page], None] | None = None


def propose(page: Page) -> None:
    """Fill in a proposal as far as the page that shows everything once more."""
    page.fill("#name", f"Alpes Cacao {secrets.token_hex(2)}")
    page.select_option("#addresses-0-country", "FR")
    for field, value in ANSWERS.items():
        page.fill(field, value)
    page.check("input[name=activities][value=organic-operator]")
    page.fill(BODY_FIELD, "FR-BIO-01")
    page.click("main .button")
    page.wait_for_load_state()


def open_first(page: Page) -> None:
    """The most urgent case."""
    page.locator("#work tbody a").first.click(timeout=WORK_SHOWN_MS)
    page.wait_for_load_state()


def decide_two(page: Page) -> None:
    """Reject two cases at once."""
    for number in range(2):
        page.locator("input[name=chosen]").nth(number).check(timeout=WORK_SHOWN_MS)
    page.check("[name=outcome][value=rejected]")
    page.fill("#reason", "Not certified.")
    page.click(".decision .button")
    page.wait_for_load_state()


SHOTS = (
    Shot("welcome", "/"),
    Shot("welcome-phone-dark", "/", language="fr", width=360, height=760, scheme="dark"),
    Shot("sign-up", "/signup", language="fr"),
    Shot("choose-password", "/confirm?token=example", width=360, height=760),
    Shot("home-of-a-validator", "/", language="fr", who=FRANCE),
    Shot("profile", "/profile", who=FRANCE),
    Shot("preferences", "/profile/edit", language="fr", who=FRANCE),
    Shot("search", "/search?kind=operator&country=BE&q=", who=FRANCE),
    Shot("check-a-proposal", "/operators/new", who=FRANCE, height=1000, do=propose),
    Shot("work-list", "/work", who=FRANCE),
    Shot("work-list-phone-dark", "/work", language="fr", who=FRANCE, width=360, height=760, scheme="dark"),
    Shot("case", "/work", who=FRANCE, height=1000, do=open_first),
    Shot("many-decided", "/work", who=FRANCE, height=700, do=decide_two),
    Shot("organisation", f"/organisations/{organisation_id(FRANCE)}", who=FRANCE, height=700),
    Shot("find-a-request", "/find", who=DESK),
)
