"""Every page with scripts switched off: it is whole, nothing that one needs is hidden, and its forms can be sent."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from contracts.reference import HELPDESK_ID
from tests.browser import contents
from tests.browser.every_page import GONE, MEMBERS, OPEN
from tests.browser.looks import OVERHANG, WIDTHS, look
from tests.browser.stand_in import StandIn

WANTING = """() => {
  const unseen = (part) => !part.checkVisibility();
  const fields = [...document.querySelectorAll("form :is(input, select, textarea, button)")]
    .filter((field) => field.type !== "hidden" && !field.matches("[hidden][name=step], [hidden][name=username]"));
  const sends = (form) => [...form.elements].some((each) => each.type === "submit" && !each.hidden && !each.ariaHidden);
  const spare = "[data-stale], [data-soon], [name=step], [name=username]";
  return {
    invisible: fields.filter(unseen).map((field) => field.outerHTML),
    unsendable: [...document.forms].filter((form) => !sends(form)).map((form) => form.outerHTML),
    hidden: [...document.querySelectorAll(`main [hidden]:not(${spare})`)].map((part) => part.outerHTML),
    nowhere: [...document.querySelectorAll("a:not([href])")].map((link) => link.outerHTML),
  };
}"""
NOTHING: dict[str, list[str]] = {"invisible": [], "unsendable": [], "hidden": [], "nowhere": []}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_is_whole_without_script(chromium: Browser, stand_in: StandIn, language: str) -> None:
    contents.fill(stand_in, helpdesk=HELPDESK_ID)
    page = stand_in.page(chromium, language, java_script_enabled=False)
    with page.context:
        goes_round(page, stand_in, language, is_whole)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_is_accessible_without_script(chromium: Browser, stand_in: StandIn, language: str) -> None:
    """Axe is a script itself: here scripts may run, but those of the pages do not arrive."""
    contents.fill(stand_in, helpdesk=HELPDESK_ID)
    page = stand_in.page(chromium, language)
    page.route("**/static/*.js", lambda route: route.abort())
    with page.context:
        goes_round(page, stand_in, language, look)


def goes_round(page: Page, stand_in: StandIn, language: str, judge: Callable[[Page], None]) -> None:
    """Every page as who is not logged in and as who may do everything, with all of it unfolded."""
    for path in OPEN:
        opens(page, path, judge)
    stand_in.log_in(page, language)
    for path in MEMBERS:
        opens(page, path, judge)


def opens(page: Page, path: str, judge: Callable[[Page], None]) -> None:
    """Open a page on which no script of ours has run, unfold and tick what can be, and judge it."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == (404 if path in GONE else 200), path
    expect(page.locator("html.no-js")).to_have_count(1)
    folded = page.locator("details:not([open]) > summary")
    while folded.count():
        folded.first.press("Enter")
    unticked = page.locator("main input[type=checkbox]:not(:checked)")
    while unticked.count():
        unticked.first.check()
    judge(page)


def is_whole(page: Page) -> None:
    """Nothing is wanting, and nothing hangs over the side of any screen."""
    assert page.evaluate(WANTING) == NOTHING, page.url
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(OVERHANG) <= 0, f"{page.url} is wider than {width} pixels"
