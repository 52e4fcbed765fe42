"""A form of the table of refusals, as it is filled in and sent in a browser."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, Response

from tests.integration.gateway.pages.form_case import FormCase

CHECK_BUTTON = "button[value=send]"
"""Where a form is looked at once more before it is sent."""

VALUES = """form => {
  const held = {};
  for (const field of form.elements) {
    if (!field.name || field.type === "submit") continue;
    const chosen = !["checkbox", "radio"].includes(field.type) || field.checked;
    held[field.name] = [...(held[field.name] ?? []), ...(chosen ? [field.value] : [])];
  }
  return held;
}"""
OUTCOME = "field => field.closest('[data-when]')?.dataset.when.split(' ')[0] ?? ''"


@dataclass(frozen=True)
class RefusedForm:
    """A form on the page that shows it."""

    page: Page
    case: FormCase

    @property
    def form(self) -> Locator:
        """The form itself; of several that are sent to one address the one that does this deed."""
        forms = self.page.locator(f'main form[method=post][action="{self.case.action}"]')
        if not self.case.deed:
            return forms.first
        return forms.filter(has=self.page.locator(f"[name=deed][value={self.case.deed}]"))

    def held(self) -> dict[str, list[str]]:
        """What each field holds; of boxes and radios what is chosen."""
        values: dict[str, list[str]] = self.form.evaluate(VALUES)
        return values

    def fill_in(self, shown: str) -> None:
        """Type what is not there yet. Where an outcome is chosen, it ends as the one that shows this field."""
        if not self.form.is_visible():
            self.page.locator("main details:not([open]) > summary").last.click()
        held = self.held()
        for name, value in self.case.typed.items():
            values = value if isinstance(value, list) else [value]
            if name in held and held[name] != values:
                for each in values:
                    self._fill(name, each)
        if "outcome" in self.case.typed and self.form.locator("[data-when]").count():
            chosen = self._outcome(shown) or self.case.typed["outcome"]
            self.form.locator(f"[name=outcome][value={chosen}]").check()

    def send(self) -> Response:
        """Press the button, and the one of the page that shows everything once more; what was answered."""
        if "step" in self.case.typed:
            self._press(self.form.locator("[data-once]"))
            return self._press(self.page.locator(CHECK_BUTTON))
        return self._press(self.form.locator("[data-once]"))

    def _press(self, button: Locator) -> Response:
        with self.page.expect_navigation() as sent:
            button.press("Enter")
        assert sent.value is not None
        return sent.value

    def _fill(self, name: str, value: Any) -> None:
        field = self.form.locator(f'[name="{name}"]')
        kind = field.first.evaluate("field => field.type")
        if kind in ("checkbox", "radio"):
            self.form.locator(f'[name="{name}"][value="{value}"]').check()
            return
        outcome = self._outcome(name)
        if outcome:
            self.form.locator(f"[name=outcome][value={outcome}]").check()
        if kind == "select-one":
            field.select_option(value)
        elif kind != "hidden":
            field.fill(value)

    def _outcome(self, name: str) -> str:
        """The outcome that this field is said of; empty where it belongs to all, or to none."""
        field = self.form.locator(f'[name="{name}"]')
        return str(field.first.evaluate(OUTCOME)) if name and field.count() else ""
