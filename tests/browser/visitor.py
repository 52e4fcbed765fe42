"""A person in front of a browser: what one does on the pages, by what one sees."""

import re
import secrets

from playwright.sync_api import Page, expect

from deploy.local.secrets_file import random_password
from deploy.local.stack_file import StackFile
from services.gateway.pages.texts import translations
from tests.browser.looks import look
from tests.browser.mails import mailed_link


class Visitor:
    """Somebody new, with an address and a password that nobody had before."""

    def __init__(self, page: Page, stack: StackFile, language: str, *, script: bool = True) -> None:
        self.page = page
        self.script = script
        self.stack = stack
        self.language = language
        self.first_name, self.last_name = "Élodie", "Durand"
        self.email = f"elodie.{secrets.token_hex(6)}@alpro.example"
        self.password = random_password()
        self.troubles: list[str] = []
        page.on("pageerror", lambda error: self.troubles.append(str(error)))

    def said(self, text: str, **values: object) -> str:
        """A text of the pages in this visitor's language."""
        found: str = translations(self.language).ugettext(text)
        return found % values if values else found

    def open(self, path: str) -> None:
        """Go to a page of ours and look at it."""
        self.page.goto(path)
        self.look()

    def look(self) -> None:
        """What every page must be: accessible, within the screen, without errors of its script.

        Axe is a script itself, so it can look only where scripts run.
        """
        if self.script:
            look(self.page)
        assert not self.troubles, self.troubles

    def press(self, text: str, **values: object) -> None:
        """Press the button with this text and wait for what comes; then look at it."""
        self.page.get_by_role("button", name=self.said(text, **values), exact=True).last.click()
        self.page.wait_for_load_state()
        self.look()

    def follow(self, text: str) -> None:
        """Follow the link with this text; then look at the page."""
        self.page.get_by_role("main").get_by_role("link", name=self.said(text), exact=True).first.click()
        self.page.wait_for_load_state()
        self.look()

    def fill(self, label: str, value: str) -> None:
        """Type into the field with this label."""
        self.page.get_by_label(self.said(label), exact=True).fill(value)

    def sees(self, text: str, **values: object) -> None:
        """This text is on the page."""
        expect(self.page.locator("body")).to_contain_text(self.said(text, **values))

    def is_at(self, path: str) -> None:
        """The address is this page's, whatever follows its question mark."""
        expect(self.page).to_have_url(re.compile(re.escape(path) + r"(\?.*)?$"))
        self.page.wait_for_load_state()

    def sign_up(self) -> None:
        """From the sign-up form to an active account."""
        self.open("/signup")
        self.fill("First name", self.first_name)
        self.fill("Last name", self.last_name)
        self.fill("E-mail address", self.email)
        self.fill("The same e-mail address again", self.email)
        self.fill("The characters that you see or hear", self.stack["captcha_answer"] or "")
        self.page.locator("#privacy_accepted").check()
        self.press("Create the account")
        self.is_at("/signup/sent")
        self.choose_password(self.password, "/confirm")

    def choose_password(self, password: str, path: str) -> None:
        """Follow the newest link that was mailed, and choose this password."""
        self.open(mailed_link(self.stack, self.email, path))
        self.fill("New password", password)
        self.fill("The same password again", password)
        self.press("Save the password")
        self.is_at(f"{path}/done")
        self.password = password

    def log_in(self, path: str = "/login") -> None:
        """Log in; `path` is any page that asks for it."""
        self.open(path)
        self.fill("E-mail address", self.email)
        self.fill("Password", self.password)
        self.press("Log in")

    def log_out(self) -> None:
        """By the button at the top."""
        self.press("Log out")
        self.sees("You are logged out")
