"""Pictures of the main pages: `make screenshots` writes them to docs/images/pages, from the stack of `make run`.

Play the guide there first (`python -m demo --stack .local/stack.json`), so that there is something to see. What the
pictures of proposals and decisions need is proposed by the program itself.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from deploy.local import remote
from deploy.local.layout import Layout
from deploy.local.stack_file import Account, StackFile
from tests.browser.applicant import Applicant
from tests.browser.shots import SHOTS, Shot
from tests.browser.waiting import in_time
from tests.support.source import PROJECT

FOLDER = PROJECT / "docs" / "images" / "pages"


def main(folder: Path) -> None:
    """Take them all of the stack below `folder`."""
    stack = remote.read(Layout(folder))
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    applicant = Applicant(stack)
    requests = [applicant.proposes(f"Alpes Épices {number}") for number in (1, 2, 3)]
    in_time(lambda: all(applicant.request(each)["validator"] for each in requests), "who decides the proposals")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for shot in SHOTS:
            context = looking(chromium, stack, shot)
            page = context.pages[0]
            page.goto(shot.path)
            if shot.do is not None:
                shot.do(page)
            page.screenshot(path=FOLDER / f"{shot.name}.png")
            context.close()
        chromium.close()


def looking(chromium: Browser, stack: StackFile, shot: Shot) -> BrowserContext:
    """A browser as this picture asks for, logged in if somebody has to be."""
    size: Any = {"width": shot.width, "height": shot.height}
    scheme: Any = shot.scheme
    context = chromium.new_context(
        base_url=stack["gateway"], locale=shot.language, viewport=size, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    if shot.who:
        log_in(page, account_of(stack, shot.who))
        page.goto(f"/?lang={shot.language}")
    return context


def account_of(stack: StackFile, organisation: str) -> Account:
    """The demo account of an organisation."""
    return next(account for account in stack["accounts"] if account["organisation"] == organisation)


def log_in(page: Any, account: Account) -> None:
    """By the form."""
    page.goto("/login")
    page.fill("#email", account["email"])
    page.fill("#password", account["password"])
    page.click("main .button")
    page.wait_for_load_state()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ".local"))
