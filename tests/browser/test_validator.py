"""The validator's side in a real browser, while applicants ask through the API (rules E1, E13)."""

import secrets

import pytest
from playwright.sync_api import expect

from deploy.local.stack_file import StackFile
from tests.browser.applicant import Applicant
from tests.browser.conftest import Arrive
from tests.browser.visitor import Visitor
from tests.browser.waiting import in_time

SOON = 90_000
"""Milliseconds until something that was asked for is on the list."""


def validator(
    arrive: Arrive, stack: StackFile, language: str = "en", *, organisation: str = "FR-INAO", **looks: object
) -> Visitor:
    """The demo account of an authority, at the work list."""
    visitor = arrive(language, **looks)
    account = next(each for each in stack["accounts"] if each["organisation"] == organisation)
    visitor.email, visitor.password = account["email"], account["password"]
    visitor.log_in("/work")
    visitor.open(f"/work?lang={language}")
    return visitor


def farm() -> str:
    """A name that nobody had before and that is like no other."""
    return f"{secrets.token_hex(8)} {secrets.token_hex(4)}"


def comes(visitor: Visitor, request_id: str) -> None:
    """Open the case once it can be decided and registry has told its history, loading its page again until then."""
    passed_on = visitor.said("Passed to the authority that decides")
    in_time(
        lambda: (
            visitor.page.goto(f"/work/{request_id}").ok  # type: ignore[union-attr]
            and passed_on in visitor.page.inner_text("body")
        )
    )
    visitor.look()


@pytest.mark.parametrize(("language", "script"), [("fr", True), ("en", False)])
def test_what_an_applicant_asked_for_is_decided(arrive: Arrive, stack: StackFile, language: str, script: bool) -> None:
    applicant, name = Applicant(stack), farm()
    visitor = validator(arrive, stack, language, script=script)
    request_id = applicant.proposes(name)
    comes(visitor, request_id)
    visitor.sees("Passed to the authority that decides")
    visitor.page.get_by_label(visitor.said("Validate")).check()
    visitor.press("Send the decision")
    visitor.sees("Validated. The applicant is told by mail.")
    in_time(lambda: applicant.request(request_id)["status"] == "VALID")
    assert applicant.request(request_id)["administrator"]


def test_new_work_appears_by_itself(arrive: Arrive, stack: StackFile) -> None:
    applicant, name = Applicant(stack), farm()
    visitor = validator(arrive, stack)
    applicant.proposes(name)
    expect(visitor.page.get_by_role("link", name=name)).to_be_visible(timeout=SOON)
    expect(visitor.page.locator("#announcements")).to_have_text("The work list has changed.")
    visitor.look()
    visitor.page.get_by_label(f"Choose {name}").check()
    applicant.proposes(farm())
    expect(visitor.page.locator("[data-stale]")).to_be_visible(timeout=SOON)
    expect(visitor.page.get_by_label(f"Choose {name}")).to_be_checked()
    visitor.look()


def test_many_are_decided_at_once(arrive: Arrive, stack: StackFile) -> None:
    applicant, names = Applicant(stack), [farm(), farm()]
    visitor = validator(arrive, stack)
    requests = [applicant.proposes(name) for name in names]
    for name in names:
        expect(visitor.page.get_by_role("link", name=name)).to_be_visible(timeout=SOON)
    for name in names:
        visitor.page.get_by_label(f"Choose {name}").check()
    visitor.page.get_by_label("Reject", exact=True).check()
    visitor.press("Decide all that are ticked")
    visitor.sees("Say why: the applicant will read it.")
    visitor.page.locator("#reason").fill("Not certified.")
    visitor.press("Decide all that are ticked")
    visitor.sees("2 requests have been decided")
    in_time(lambda: all(applicant.request(each)["status"] == "REJECTED" for each in requests))


def test_a_decision_of_somebody_else_is_told_and_seen_at_once(arrive: Arrive, stack: StackFile) -> None:
    applicant = Applicant(stack)
    first, second = validator(arrive, stack), validator(arrive, stack)
    request_id = applicant.proposes(farm())
    comes(first, request_id)
    comes(second, request_id)
    second.page.get_by_label("Validate").check()
    first.page.get_by_label("Reject").check()
    first.page.locator("#reason").fill("Not certified.")
    first.press("Send the decision")
    expect(second.page.locator("#case .tag-bad")).to_have_text("Rejected", timeout=SOON)
    second.press("Send the decision")
    second.sees("This request has just been decided by somebody else")


def test_a_case_is_decided_by_keyboard_alone(arrive: Arrive, stack: StackFile) -> None:
    applicant = Applicant(stack)
    visitor = validator(arrive, stack)
    request_id = applicant.proposes(farm())
    comes(visitor, request_id)
    keyboard = visitor.page.keyboard
    while visitor.page.evaluate("document.activeElement.name") != "outcome":
        keyboard.press("Tab")
    keyboard.press("Space")
    keyboard.press("ArrowDown")
    keyboard.press("Tab")
    keyboard.type("Not certified.")
    keyboard.press("Tab")
    keyboard.press("Enter")
    visitor.sees("Rejected. The applicant is told why by mail.")


@pytest.mark.parametrize(("language", "width", "scheme"), [("fr", 320, "dark"), ("en", 1280, "light")])
def test_the_pages_are_accessible_in_every_look(
    arrive: Arrive, stack: StackFile, language: str, width: int, scheme: str
) -> None:
    applicant = Applicant(stack)
    visitor = validator(arrive, stack, language, width=width, color_scheme=scheme)
    request_id = applicant.proposes(farm())
    comes(visitor, request_id)
    visitor.press("Send the decision")
    visitor.sees("Say what you decide.")
    for label in ("Reject", "Validate"):
        visitor.page.get_by_label(visitor.said(label)).check()
        visitor.look()
    visitor.page.get_by_text(visitor.said("Another authority should decide this")).click()
    visitor.look()
    visitor.open("/work?due=week")
    visitor.open("/work?kind=attachment&country=BE")
    visitor.open(f"/organisations/{applicant.request(request_id)['organisation']['id']}")
