"""Every refusal of every form in a real browser: the summary has the focus, its line leads into the field that the
message stands beside and is read with, and what was typed is still there.

The forms take turns with the languages, so that it stays quick: each text of the table in both of them is seen by
tests/integration/gateway/pages/test_form_errors.py, without script.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.browser import contents
from tests.browser.refused_form import RefusedForm
from tests.browser.stand_in import StandIn
from tests.integration.gateway.pages.form_case import FormCase, Place, Refused
from tests.integration.gateway.pages.form_errors import TABLE
from tests.integration.gateway.pages.test_form_errors import (
    BUTTONS,
    FIRST_LETTERS,
    SECRET,
    SPENT,
    introduce_forms,
    refuse,
    said,
)

TURNS = [(language, case) for first, language in enumerate(("fr", "en")) for case in TABLE[first::2]]

NARROW = 320
"""Pixels: where there is least place to say something."""

NEAR = 120
"""Pixels between a field and its message, at most: hint and legend of it may stand between."""

SEEN = """() => ({
  title: document.title,
  text: document.querySelector("main").innerText,
  focused: document.activeElement.matches(".error-summary[role=alert]"),
  lines: [...document.querySelectorAll(".error-summary li")].map((line) => line.innerText),
  links: [...document.querySelectorAll(".error-summary a")].map((link) => link.hash.slice(1)),
})"""
ENTERED = """() => {
  const field = document.activeElement;
  const message = document.getElementById(`${field.id}-error`);
  const described = field.closest("[aria-describedby]")?.getAttribute("aria-describedby").split(" ") ?? [];
  const [here, there] = [field, message ?? field].map((part) => part.getBoundingClientRect());
  return {
    id: field.id,
    seen: !!message?.checkVisibility() && here.bottom > 0 && here.top < window.innerHeight,
    said: message?.innerText ?? "",
    described: described.includes(`${field.id}-error`),
    gap: Math.max(here.top - there.bottom, there.top - here.bottom),
  };
}"""


@pytest.fixture(scope="module")
def visited(request: pytest.FixtureRequest, chromium: Browser, stand_in: StandIn) -> Iterator[tuple[Page, str]]:
    """One browser for all forms of a language; other tests find the services as they were."""
    before = {owner: dict(fake.answers) for owner, fake in stand_in.upstreams.items()}
    contents.fill(stand_in)
    introduce_forms(stand_in.upstreams)
    page = stand_in.page(chromium, request.param, NARROW, reduced_motion="reduce")
    with page.context:
        yield page, request.param
    for owner, answers in before.items():
        stand_in.upstreams[owner].answers = answers


@pytest.mark.parametrize(("visited", "case"), TURNS, ids=lambda each: getattr(each, "name", each), indirect=["visited"])
def test_every_refusal_is_seen_heard_and_led_to(visited: tuple[Page, str], stand_in: StandIn, case: FormCase) -> None:
    page, language = visited
    page.context.clear_cookies()
    stand_in.anna.answers_as_usual()
    if case.member:
        stand_in.log_in(page, language)
    page.goto(case.page)
    form = RefusedForm(page, case)
    for refused in case.refusals:
        why = f"{case.name}: {refused.code} {refused.pointer} in {language}"
        refuse(stand_in.upstreams, case, refused)
        form.fill_in(shown=refused.field)
        before = form.held()
        judge(page, form.send(), refused, language, why)
        if refused.place is Place.PAGE:
            page.goto(case.page)
        else:
            judge_fields(form, before, refused, why)


def judge(page: Page, answer: Response, refused: Refused, language: str, why: str) -> None:
    """Raise AssertionError unless this refusal is told as it has to be."""
    assert answer.status == refused.status, why
    seen, wanted = page.evaluate(SEEN), said(language, refused)
    if refused.place is not Place.SUMMARY:
        assert wanted in plain(seen["text"]), why
        return
    assert seen["focused"], f"{why}: the summary has not the focus"
    assert seen["title"].startswith(FIRST_LETTERS[language]), why
    (line,) = seen["lines"]
    assert wanted in plain(line), why
    assert seen["links"] == ([refused.field.replace(".", "-")] if refused.field else []), why
    if refused.field:
        page.locator(".error-summary a").press("Enter")
        judge_field(page.evaluate(ENTERED), refused, wanted, why)


def judge_field(entered: dict[str, Any], refused: Refused, wanted: str, why: str) -> None:
    """The link has led into the field; the message is beside it, and read with it."""
    assert entered["id"] == refused.field.replace(".", "-"), f"{why}: the link leads elsewhere"
    assert entered["seen"], f"{why}: the message or its field is not seen"
    assert plain(entered["said"]).endswith(wanted), why
    assert entered["described"], f"{why}: the field is not described by it"
    assert entered["gap"] <= NEAR, f"{why}: {entered['gap']} pixels from its field"


def judge_fields(form: RefusedForm, before: dict[str, list[str]], refused: Refused, why: str) -> None:
    """Nothing that was typed is lost, and no password is shown."""
    held = form.held()
    for name in form.case.typed.keys() - BUTTONS:
        gone = name in SECRET or (name == "captcha.answer" and refused.code in SPENT)
        assert held.get(name) == ([""] if gone else before[name]), f"{why}: {name}"


def plain(text: str) -> str:
    return " ".join(text.split())
