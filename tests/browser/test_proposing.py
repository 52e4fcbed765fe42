"""Proposing an operator in a real browser: by keyboard, clicked twice, with errors, corrected, validated (rules D)."""

import secrets

import pytest
from playwright.sync_api import Page, Route, expect

from deploy.local.stack_file import StackFile
from tests.browser.asking import ANSWERS, BODY_FIELD, arrives, fills_in, proposes, searches, sees_status
from tests.browser.conftest import Arrive
from tests.browser.deciding import decide
from tests.browser.keyboard import tab_to

FORMS = ("/operators/new", "/organisations/new?kind=control_body", "/organisations/new?kind=authority")


def a_name() -> str:
    """Like no other name, so that nothing is alike."""
    return f"Test Importer {secrets.token_hex(6)}"


@pytest.mark.parametrize(("language", "script"), [("fr", True), ("en", False)])
def test_a_proposal_is_corrected_answered_and_validated(
    arrive: Arrive, stack: StackFile, language: str, script: bool
) -> None:
    applicant, name = arrive(language, script=script), a_name()
    arrives(applicant)
    searches(applicant, "FR", name)
    applicant.follow("Create a new operator")
    request = proposes(applicant, name)
    decide(stack, "FR-INAO", request, "information_required", "Which street?")
    sees_status(applicant, "Your answer is needed")
    applicant.follow("Change the proposal")
    applicant.sees("Which street?")
    applicant.page.locator("#addresses-0-street").fill("2 rue de la Paix")
    applicant.press("Save the changes")
    applicant.sees("Your changes are saved")
    applicant.page.locator("#message").fill("It is number 2.")
    applicant.press("Send the answer")
    decide(stack, "FR-INAO", request, "validated")
    sees_status(applicant, "Validated")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_forms_are_accessible_on_a_phone_empty_wrong_and_with_more_rows(arrive: Arrive, language: str) -> None:
    applicant = arrive(language, width=320)
    arrives(applicant)
    for path in ("/role", "/search?kind=operator&country=BE&q=", "/requests", *FORMS):
        applicant.open(path)
    applicant.press("Add another address")
    expect(applicant.page.locator("#addresses-1-street")).to_be_focused()
    applicant.press("Remove address %(number)s", number=2)
    expect(applicant.page.locator("#addresses-1-street")).to_have_count(0)
    for path in FORMS:
        applicant.open(path)
        applicant.press("Go on and check")
        expect(applicant.page.get_by_role("alert")).to_be_focused()


@pytest.mark.parametrize("script", [True, False])
def test_a_second_press_before_the_answer_is_there_makes_no_second_request(arrive: Arrive, script: bool) -> None:
    applicant, name = arrive("en", script=script), a_name()
    arrives(applicant)
    applicant.open("/operators/new")
    fills_in(applicant, name)
    applicant.press("Go on and check")
    sent: list[Route] = []
    applicant.page.route("**/operators/new", lambda route: sent.append(route))
    applicant.page.locator("button[value=send]").focus()
    press_and_hold(applicant.page, sent, 1)
    if script:
        applicant.page.keyboard.press("Enter")
    sent[0].fetch(max_redirects=0)
    if not script:
        press_and_hold(applicant.page, sent, 2)
    sent[-1].continue_()
    applicant.sees("Your request has been sent")
    assert len(sent) == 1 or not script
    applicant.open("/requests")
    expect(applicant.page.get_by_role("link", name=name)).to_have_count(1)


def test_a_proposal_by_keyboard_alone(arrive: Arrive) -> None:
    applicant, name = arrive("en"), a_name()
    arrives(applicant)
    applicant.open("/operators/new?country=FR")
    typed = {"#name": name, **ANSWERS, "input[value=organic-operator]": " ", BODY_FIELD: "FR-BIO-01"}
    for field, text in typed.items():
        tab_to(applicant.page, field)
        applicant.page.keyboard.type(text)
    tab_to(applicant.page, "#authorisation-contact_email")
    applicant.page.keyboard.press("Enter")
    applicant.sees("Check before you send")
    tab_to(applicant.page, "button[value=send]")
    applicant.page.keyboard.press("Enter")
    applicant.sees("Your request has been sent")


def test_control_bodies_are_offered_while_one_types(arrive: Arrive) -> None:
    applicant = arrive("en")
    arrives(applicant)
    applicant.open("/operators/new")
    applicant.page.locator("input[name=activities][value=organic-operator]").check()
    field = applicant.page.locator(BODY_FIELD)
    with applicant.page.expect_response(lambda answer: answer.url.endswith("/control-bodies?q=fr-bio-01")):
        field.press_sequentially("fr-bio-01")
    expect(applicant.page.locator("#control-bodies option")).to_have_count(1)


def press_and_hold(page: Page, sent: list[Route], count: int) -> None:
    """Press the button that has the focus; the form has left the browser then, and nobody has answered it."""
    with page.expect_request(lambda request: request.method == "POST"):
        page.keyboard.press("Enter")
    while len(sent) < count:
        page.wait_for_timeout(50)
