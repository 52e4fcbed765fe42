"""A request that another authority should decide is handed over in the browser, and seen there (rule E13)."""

import pytest
from playwright.sync_api import expect

from deploy.local.stack_file import StackFile
from tests.browser.applicant import Applicant
from tests.browser.conftest import Arrive
from tests.browser.test_validator import SOON, comes, farm, validator
from tests.browser.waiting import in_time

BELGIUM = "BE-CA"
WHY = "The company is established in Belgium."


@pytest.mark.parametrize(("language", "script"), [("fr", True), ("en", False)])
def test_a_request_is_handed_over_and_decided_there(
    arrive: Arrive, stack: StackFile, language: str, script: bool
) -> None:
    applicant, name = Applicant(stack), farm()
    visitor = validator(arrive, stack, language, script=script)
    request_id = applicant.proposes(name)
    comes(visitor, request_id)
    visitor.page.get_by_text(visitor.said("Another authority should decide this")).click()
    visitor.press("Hand the request over")
    if script:
        visitor.sees("This is needed.")
    else:  # the browser itself holds back a form that lacks something, and shows where
        expect(visitor.page.locator("#authority")).to_be_focused()
    visitor.page.locator("#authority").select_option(BELGIUM)
    visitor.page.locator("#why").fill(WHY)
    visitor.press("Hand the request over")
    visitor.sees("The request has been handed over")
    expect(visitor.page.get_by_role("link", name=name)).to_have_count(0)
    in_time(lambda: applicant.request(request_id)["validator"]["code"] == BELGIUM)
    assert applicant.request(request_id)["timeline"][-1]["what"] == "reassigned"


def test_it_appears_by_itself_with_the_new_authority(arrive: Arrive, stack: StackFile) -> None:
    applicant, name = Applicant(stack), farm()
    belgian, french = validator(arrive, stack, organisation=BELGIUM), validator(arrive, stack)
    request_id = applicant.proposes(name)
    comes(french, request_id)
    french.page.get_by_text("Another authority should decide this").click()
    french.page.locator("#authority").select_option(BELGIUM)
    french.page.locator("#why").fill(WHY)
    french.press("Hand the request over")
    expect(belgian.page.get_by_role("link", name=name)).to_be_visible(timeout=SOON)
    belgian.page.get_by_role("link", name=name).click()
    belgian.sees("Passed to another authority")
    belgian.sees(WHY)
