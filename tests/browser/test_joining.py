"""The guide by attachment in a real browser: from sign-up to a validated request to join a known operator."""

import pytest
from playwright.sync_api import expect

from deploy.local.stack_file import StackFile
from tests.browser.asking import arrives, request_id, searches, sees_status
from tests.browser.conftest import Arrive
from tests.browser.deciding import decide


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("script", [True, False])
def test_joining_an_operator_from_sign_up_to_validated(
    arrive: Arrive, stack: StackFile, language: str, script: bool
) -> None:
    applicant = arrive(language, script=script, width=320)
    arrives(applicant)
    searches(applicant, "BE", "alpro comm")
    row = applicant.page.get_by_role("row").filter(has_text="BE-ORG-OP-5")
    row.get_by_role("link").click()
    applicant.page.locator("#message").fill("Test demonstration")
    applicant.page.locator("#contact_phone").fill("+32 2 123 45 67")
    applicant.look()
    applicant.press("Send authorisation request")
    applicant.sees("Your request has been sent")
    decide(stack, "BE-CA", request_id(applicant), "validated")
    sees_status(applicant, "Validated")
    applicant.look()
    applicant.open("/requests")
    applicant.sees("ALPRO Comm.V.A.")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_error_in_the_dialog_is_told_beside_its_field(arrive: Arrive, language: str) -> None:
    applicant = arrive(language)
    arrives(applicant)
    searches(applicant, "BE", "coffeeteam")
    applicant.page.get_by_role("row").filter(has_text="BE-ORG-OP-6").get_by_role("link").click()
    applicant.page.locator("#contact_phone").fill("12")
    applicant.press("Send authorisation request")
    expect(applicant.page.get_by_role("alert")).to_be_focused()
    applicant.page.get_by_role("alert").get_by_role("link").click()
    expect(applicant.page.locator("#contact_phone")).to_be_focused()
