"""The gateway alone in front of services that answer what they are told: for pages in states a stack seldom shows."""

import asyncio
import contextlib
import secrets
import threading
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page
from pydantic import SecretStr
from starlette.responses import JSONResponse

from chassis.ids import new_id
from chassis.runtime import Runtime
from chassis.settings import Environment
from chassis.web.app import create_app
from services.gateway.gateway import STATE, Gateway
from services.gateway.live.addressing import Address, person
from services.gateway.live.journal import SLACK_SECONDS
from services.gateway.live.stream import End
from services.gateway.live.updates import LiveUpdates
from services.gateway.owners import Owner
from services.gateway.service import service
from services.gateway.settings import GatewaySettings
from tests.integration.gateway.conftest import Tokens
from tests.integration.gateway.pages.conftest import Anna, Upstreams
from tests.integration.gateway.serving import serving, serving_all
from tests.integration.gateway.upstream import Asked, FakeService

START_SECONDS = 20.0


@dataclass(frozen=True)
class StandIn:
    """Where the gateway is, what the services behind it answer, and whom identity knows."""

    url: str
    upstreams: Upstreams
    anna: Anna
    live: LiveUpdates
    loop: asyncio.AbstractEventLoop
    hinted_at: list[float] = field(default_factory=list)

    def page(self, chromium: Browser, language: str = "en", width: int = 1280, **looks: Any) -> Page:
        """A page in a browser of its own; its context has to be closed."""
        size: Any = {"width": width, "height": 900}
        context = chromium.new_context(base_url=self.url, locale=language, viewport=size, **looks)
        return context.new_page()

    def log_in(self, page: Page, language: str = "en") -> None:
        """As Anna, whose pages speak this language, in a session of its own."""
        self.anna.session = new_id()
        self.anna.me["language"] = language
        page.goto("/login")
        fill_in(page)
        page.wait_for_url("**/")

    def hint(self, request_id: str) -> None:
        """Anna is told that something has happened to this request.

        It is published so long after the hint before that a stream which goes on from here is not told that one again.
        """

        def note() -> None:
            to = Address(request_id, frozenset({person("anna")}))
            earlier = self.hinted_at[-1] if self.hinted_at else 0.0
            self.hinted_at.append(max(time.time(), earlier + 2 * SLACK_SECONDS))
            entry = self.live.journal.add(new_id(), "something", to, self.hinted_at[-1])
            assert entry is not None
            self.live.streams.tell(entry)

        self.loop.call_soon_threadsafe(note)

    def end_streams(self) -> None:
        """Every stream is over, as when its token is."""

        def end() -> None:
            for stream in self.live.streams:
                stream.stop(End.TOKEN_EXPIRED)

        self.loop.call_soon_threadsafe(end)

    def sent(self, owner: Owner, method: str, path: str) -> list[Asked]:
        """What this service was asked to do so far."""
        target = f"/api/v1{path}".encode()
        return [each for each in self.upstreams[owner].asked if (each.method, each.target) == (method, target)]


def fill_in(page: Page) -> None:
    """The form of the log-in, as Anna."""
    page.fill("#email", "anna@alpro.example")
    page.fill("#password", "x")
    page.click("main .button")


@contextlib.contextmanager
def standing_in() -> Iterator[StandIn]:
    """Serve in a thread of its own until the block ends: Playwright has the loop of this one."""
    ready, stop = threading.Event(), threading.Event()
    found: list[StandIn] = []

    async def serve() -> None:
        async with _gateway() as stand_in:
            found.append(stand_in)
            ready.set()
            await asyncio.to_thread(stop.wait)

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    assert ready.wait(START_SECONDS), "the gateway did not start"
    try:
        yield found[0]
    finally:
        stop.set()
        thread.join()


@contextlib.asynccontextmanager
async def _gateway() -> AsyncIterator[StandIn]:
    tokens = Tokens()
    upstreams: Upstreams = {owner: FakeService(owner) for owner in Owner}
    upstreams[Owner.IDENTITY].answers["GET", "/.well-known/jwks.json"] = lambda: JSONResponse(tokens.jwks())
    async with serving_all(list(upstreams.values())) as urls:
        addresses = dict(zip(upstreams, urls, strict=True))
        services: dict[str, Any] = {f"{owner}_url": url for owner, url in addresses.items()}
        settings = GatewaySettings(
            **services,
            environment=Environment.LOCAL,
            cookie_keys=SecretStr(secrets.token_urlsafe(32)),
            jwks_url=f"{addresses[Owner.IDENTITY]}/.well-known/jwks.json",
            mailbox_url="http://127.0.0.1/",
            rate_limit_factor=1000,
        )
        runtime = Runtime(service, settings)
        await runtime.prepare()
        gateway: Gateway = runtime.state[STATE]
        gateway.live.feed.catch_up()
        async with serving(create_app(runtime)) as url:
            anna = Anna(tokens, upstreams[Owner.IDENTITY], upstreams[Owner.REGISTRY])
            yield StandIn(url, upstreams, anna, gateway.live, asyncio.get_running_loop())
            gateway.live.streams.close()
        await runtime.end()
