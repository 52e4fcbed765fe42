"""Who uses no mouse."""

from playwright.sync_api import Page


def tab_to(page: Page, field: str, most: int = 40) -> None:
    """Press Tab until the field has the focus. Raises AssertionError when it never gets it."""
    page.wait_for_load_state()
    wanted = page.locator(field).first
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{field} cannot be reached by keyboard")


def type_into(page: Page, fields: dict[str, str]) -> None:
    """Reach each field in turn and type into it; a blank ticks a box. The last one sends the form with Enter."""
    for field, text in fields.items():
        tab_to(page, field)
        page.keyboard.type(text)
    page.keyboard.press("Enter")


def follow(page: Page, link: str) -> None:
    """Reach a link or a button and press Enter."""
    tab_to(page, link)
    page.keyboard.press("Enter")
    page.wait_for_load_state()
