"""Which pictures there are of the pages, and what is done before each is taken."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from contracts.reference import organisation_id
from demo.cast import CONTACT
from tests.browser.asking import ANSWERS, BODY_FIELD
from tests.browser.pictured import APPLICANT, ASKED, WAITING

FRANCE, BELGIUM, DESK = "FR-INAO", "BE-CA", "EU-HELPDESK"
BELGIAN_OPERATORS = "/search?kind=operator&country=BE&q="
WORK_SHOWN_MS = 20_000


@dataclass(frozen=True)
class Shot:
    """A picture: its name, the page, and how it is looked at.

    `who` is logged in: the user of an organisation, or the applicant; `do` is what happens on the page before.
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
    page.fill("#name", "Les Cafés du Port")
    page.select_option("#addresses-0-country", "FR")
    for field, value in ANSWERS.items():
        page.fill(field, value)
    page.check("input[name=activities][value=organic-operator]")
    page.fill(BODY_FIELD, "FR-BIO-01")
    page.click("main .button")
    page.wait_for_load_state()


def go_to_results(page: Page) -> None:
    """Past the criteria, which fill a small screen."""
    page.locator("main h2").first.evaluate("heading => heading.scrollIntoView()")


def send_too_little(page: Page) -> None:
    """Go on with a proposal that lacks almost everything."""
    page.fill("#name", "Les Cafés du Port")
    page.click("main .button")
    page.wait_for_load_state()


def ask_to_join(page: Page) -> None:
    """The guide's dialog, over the results of the search."""
    page.locator("a[data-dialog]").first.click()
    for field, value in CONTACT.items():
        page.fill(f"dialog #{field}", value)


def opening(organisation: str) -> Callable[[Page], None]:
    """The applicant's request for this organisation, from the list."""

    def follow(page: Page) -> None:
        page.get_by_role("link", name=organisation).click()
        page.wait_for_load_state()

    return follow


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
    Shot("home-of-an-applicant", "/", language="fr", who=APPLICANT),
    Shot("role", "/role", who=APPLICANT, height=560),
    Shot("request-authorisation", BELGIAN_OPERATORS, who=APPLICANT, width=768, do=ask_to_join),
    Shot("request", "/requests", who=APPLICANT, height=1150, do=opening(WAITING)),
    Shot("question-phone", "/requests", language="fr", who=APPLICANT, width=320, height=1000, do=opening(ASKED)),
    Shot("profile", "/profile", who=FRANCE),
    Shot("preferences", "/profile/edit", language="fr", who=FRANCE),
    Shot("search", BELGIAN_OPERATORS, who=FRANCE),
    Shot("check-a-proposal", "/operators/new", who=FRANCE, height=1000, do=propose),
    Shot("proposal-with-errors", "/operators/new", language="fr", who=FRANCE, height=1000, do=send_too_little),
    Shot("search-phone", BELGIAN_OPERATORS, who=FRANCE, width=320, height=760, do=go_to_results),
    Shot("work-list", "/work", who=FRANCE),
    Shot("work-list-empty", "/work", who=BELGIUM, height=560),
    Shot("work-list-phone-dark", "/work", language="fr", who=FRANCE, width=360, height=760, scheme="dark"),
    Shot("case", "/work", who=FRANCE, height=1000, do=open_first),
    Shot("many-decided", "/work", who=FRANCE, height=700, do=decide_two),
    Shot("organisation", f"/organisations/{organisation_id(FRANCE)}", who=FRANCE, height=700),
    Shot("find-a-request", "/find", who=DESK),
)
