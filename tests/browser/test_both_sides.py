"""The guide with both sides in browsers of their own: asked, answered and granted, each seen by the other at once."""

import pytest
from playwright.sync_api import expect

from deploy.local.stack_file import StackFile
from tests.browser.asking import arrives, proposes, searches, sees_status
from tests.browser.conftest import Arrive
from tests.browser.test_validator import SOON, farm, validator
from tests.browser.visitor import Visitor
from tests.browser.waiting import in_time

VALIDATE = "[name=outcome][value=validated]"


def comes_to_decide(visitor: Visitor, name: str, request: str) -> None:
    """The request appears on the work list by itself; without script, when the page is loaded again."""
    if not visitor.script:
        reloads_until(visitor, f"/work/{request}", VALIDATE)
        return
    expect(visitor.page.get_by_role("link", name=name)).to_be_visible(timeout=SOON)
    visitor.page.get_by_role("link", name=name).click()
    visitor.is_at(f"/work/{request}")
    expect(visitor.page.locator(VALIDATE)).to_be_visible(timeout=SOON)


def goes_on(visitor: Visitor, request: str) -> None:
    """The case that waited for an answer can be decided again."""
    if not visitor.script:
        reloads_until(visitor, f"/work/{request}", VALIDATE)
    expect(visitor.page.locator(VALIDATE)).to_be_visible(timeout=SOON)


def reloads_until(visitor: Visitor, path: str, place: str) -> None:
    in_time(lambda: visitor.page.goto(path) and visitor.page.locator(place).count(), place)


def decides(visitor: Visitor, outcome: str, reason: str = "") -> None:
    visitor.page.locator(f"[name=outcome][value={outcome}]").check()
    if reason:
        visitor.page.locator("#reason").fill(reason)
    visitor.press("Send the decision")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("script", [True, False])
def test_from_sign_up_to_validated_with_a_question_between(
    arrive: Arrive, stack: StackFile, language: str, script: bool
) -> None:
    applicant, name = arrive(language, script=script), farm()
    arrives(applicant)
    searches(applicant, "FR", name)
    applicant.follow("Create a new operator")
    decider = validator(arrive, stack, language, script=script)
    request = proposes(applicant, name)
    comes_to_decide(decider, name, request)
    decides(decider, "information_required", "Which street?")
    decider.sees("The applicant is asked by mail. The deadline rests until the answer comes.")
    sees_status(applicant, "Your answer is needed")
    applicant.sees("Which street?")
    applicant.page.locator("#message").fill("It is number 2.")
    applicant.press("Send the answer")
    goes_on(decider, request)
    decider.sees("It is number 2.")
    decides(decider, "validated")
    decider.sees("Validated. The applicant is told by mail.")
    sees_status(applicant, "Validated")
    applicant.look()
