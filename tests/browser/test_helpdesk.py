"""The helpdesk finds a request by what it is told, sees where it hangs, and can do nothing to it (rule F3)."""

import pytest
from playwright.sync_api import expect

from deploy.local.stack_file import StackFile
from tests.browser.applicant import Applicant
from tests.browser.conftest import Arrive
from tests.browser.deciding import decide
from tests.browser.test_validator import SOON, farm
from tests.browser.visitor import Visitor
from tests.browser.waiting import in_time


def helpdesk(arrive: Arrive, stack: StackFile, language: str = "en", **looks: object) -> Visitor:
    """The demo account of the helpdesk, at its search."""
    visitor = arrive(language, **looks)
    account = next(each for each in stack["accounts"] if each["role"] == "helpdesk")
    visitor.email, visitor.password = account["email"], account["password"]
    visitor.log_in("/find")
    visitor.open(f"/find?lang={language}")
    return visitor


def looks_for(visitor: Visitor, q: str) -> None:
    visitor.page.locator("#q").fill(q)
    visitor.press("Search")


@pytest.mark.parametrize(("language", "script"), [("fr", True), ("en", False)])
def test_a_request_is_found_by_whatever_is_known_of_it(
    arrive: Arrive, stack: StackFile, language: str, script: bool
) -> None:
    applicant, name = Applicant(stack), farm()
    request_id = applicant.proposes(name)
    in_time(lambda: applicant.request(request_id)["validator"])
    visitor = helpdesk(arrive, stack, language, script=script)
    for q in (request_id, name, applicant.email, f"{name.split()[0][:6]} {name.split()[1]}"):
        looks_for(visitor, q)
        expect(visitor.page.locator("tbody tr")).to_have_count(1)
        visitor.sees("Paul Martin")
    for q in ("champ 49100 angers", "martin paul"):
        looks_for(visitor, q)
        expect(visitor.page.get_by_role("link", name=name)).to_be_visible()
    looks_for(visitor, "nobody-has-this-name")
    visitor.sees("No request was found. Try less: one word of a name or of an address is enough.")


def test_where_it_hangs_is_followed_without_reload(arrive: Arrive, stack: StackFile) -> None:
    applicant, name = Applicant(stack), farm()
    request_id = applicant.proposes(name)
    visitor = helpdesk(arrive, stack)
    visitor.open(f"/find/{request_id}")
    expect(visitor.page.locator("#found .lead")).to_contain_text("It waits for", timeout=SOON)
    assert visitor.page.locator("main form").count() == 0
    decide(stack, "FR-INAO", request_id, "rejected", "Not certified.")
    expect(visitor.page.locator("#found .tag-bad")).to_have_text("Rejected", timeout=SOON)
    visitor.sees("Not certified.")
    visitor.look()


def test_others_cannot_look_for_people(arrive: Arrive, stack: StackFile) -> None:
    applicant = Applicant(stack)
    request_id = applicant.proposes(farm())
    found = applicant.http.get("/requests", params={"scope": "all", "q": "martin"}).raise_for_status().json()
    assert found["items"] == []
    assert applicant.request(request_id)["applicant"] is None
