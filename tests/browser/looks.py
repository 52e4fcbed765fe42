"""What every page must be, whoever looks at it: axe-core finds nothing, and nothing hangs over the side."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OVERHANG = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def look(page: Page) -> None:
    """Raise AssertionError for what is not accessible (WCAG 2.2 AA) or wider than the screen."""
    found = AXE.run(page, options={"runOnly": STANDARDS, "resultTypes": ["violations"]})
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    assert page.evaluate(OVERHANG) <= 0, f"{page.url} is wider than the screen"
