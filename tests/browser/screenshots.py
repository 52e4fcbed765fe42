"""Pictures of the main pages: `make screenshots` writes them to docs/images/pages.

It starts a stack of its own, plays the guide on it so that there is something to see, has somebody propose a few
operators more, and stops it again.
"""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from deploy.local.stack_file import StackFile
from tests.browser.pictured import APPLICANT, applicant_with_requests
from tests.browser.pictures import small
from tests.browser.shots import SHOTS, Shot
from tests.e2e.running import running_stack
from tests.support.source import PROJECT

FOLDER = PROJECT / "docs" / "images" / "pages"

Credentials = tuple[str, str]
"""The address and the password of an account."""


def main() -> None:
    """Start, play, take them all, stop. Raises AssertionError when the guide does not happen as told."""
    with tempfile.TemporaryDirectory(prefix="traces-screenshots-") as folder, running_stack(Path(folder)) as started:
        report = asyncio.run(started.play())
        assert report.ok, report.problems
        take(started.about())


def take(stack: StackFile) -> None:
    """All pictures, of a stack on which nobody has this applicant's address yet."""
    people = {account["organisation"]: (account["email"], account["password"]) for account in stack["accounts"]}
    people[APPLICANT] = (APPLICANT, applicant_with_requests(stack).password)
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for shot in SHOTS:
            context = looking(chromium, stack, shot, people)
            page = context.pages[0]
            page.goto(shot.path)
            if shot.do is not None:
                shot.do(page)
            (FOLDER / f"{shot.name}.png").write_bytes(small(page.screenshot()))
            context.close()
        chromium.close()


def looking(chromium: Browser, stack: StackFile, shot: Shot, people: Mapping[str, Credentials]) -> BrowserContext:
    """A browser as this picture asks for, logged in if somebody has to be."""
    size: Any = {"width": shot.width, "height": shot.height}
    scheme: Any = shot.scheme
    context = chromium.new_context(
        base_url=stack["gateway"], locale=shot.language, viewport=size, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    if shot.who:
        log_in(page, *people[shot.who])
        page.goto(f"/?lang={shot.language}")
    return context


def log_in(page: Page, email: str, password: str) -> None:
    """By the form."""
    page.goto("/login")
    page.fill("#email", email)
    page.fill("#password", password)
    page.click("main .button")
    page.wait_for_load_state()


if __name__ == "__main__":
    main()
