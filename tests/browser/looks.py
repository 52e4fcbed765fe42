"""What every page must be, whoever looks at it: axe-core finds nothing, and nothing hangs over the side."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HAS_AXE = "'axe' in window"
RUN_AXE = "standards => axe.run({ runOnly: standards, resultTypes: ['violations'] })"
OVERHANG = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDTHS = (320, 768, 1280)
"""Pixels: a phone, a tablet, a desk."""

SCHEMES: tuple[Any, ...] = ("light", "dark")


def look(page: Page) -> None:
    """Raise AssertionError for what is not accessible (WCAG 2.2 AA) or wider than the screen."""
    page.wait_for_load_state()
    where = f"{page.url} on {page.viewport_size}"
    if not page.evaluate(HAS_AXE):
        page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate(RUN_AXE, STANDARDS))
    assert found.violations_count == 0, f"{where}\n{found.generate_report()}"
    assert page.evaluate(OVERHANG) <= 0, f"{where} is wider than the screen"


def look_around(page: Page) -> None:
    """Look at a page as it is, on every screen, by day and by night."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            look(page)
