"""A whole stack and a Chromium for all tests of this folder; a visitor of its own for each test.

`BROWSER_STACK=.local` uses the stack that `make run` has started instead of one of its own; `CHROMIUM` names another
browser than Debian's.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from deploy.local import remote
from deploy.local.layout import Layout
from deploy.local.stack_file import StackFile
from tests.browser import contents
from tests.browser.stand_in import StandIn, standing_in
from tests.browser.visitor import Visitor
from tests.e2e.running import running_stack

Arrive = Callable[..., Visitor]

SECONDS = 600
"""For a test, with the start of the stack if it is the first."""

expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(SECONDS))


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StackFile]:
    """What stack.json says of a stack that is up."""
    running = os.environ.get("BROWSER_STACK")
    if running:
        yield remote.read(Layout(Path(running)))
        return
    with running_stack(tmp_path_factory.mktemp("browser")) as started:
        yield started.about()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium without a window. Its sandbox needs rights that root in a container has not."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path is not None, "chromium is not installed: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def stand_in() -> Iterator[StandIn]:
    """The gateway in front of services that answer what a test wants."""
    with standing_in() as started:
        yield started


@pytest.fixture
def page(chromium: Browser, stand_in: StandIn) -> Iterator[Page]:
    """A page in a browser of its own, in front of services that have something to show and were asked nothing yet."""
    stand_in.anna.answers_as_usual()
    contents.fill(stand_in)
    for fake in stand_in.upstreams.values():
        fake.asked.clear()
    stand_in.hint("nobody")
    found = stand_in.page(chromium)
    yield found
    found.context.close()


@pytest.fixture
def arrive(chromium: Browser, stack: StackFile) -> Iterator[Arrive]:
    """Somebody with a browser of his own: language, with or without script, width of the screen."""
    contexts = []

    def arrived(language: str = "en", *, script: bool = True, width: int = 1280, **more: Any) -> Visitor:
        context = chromium.new_context(
            base_url=stack["gateway"],
            locale=language,
            java_script_enabled=script,
            viewport={"width": width, "height": 900},
            **more,
        )
        contexts.append(context)
        return Visitor(context.new_page(), stack, language, script=script)

    yield arrived
    for context in contexts:
        context.close()
