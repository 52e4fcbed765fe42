"""Somebody with a browser, and an identity that knows Anna."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.responses import JSONResponse, Response

from chassis.ids import new_id
from services.gateway.owners import Owner
from tests.integration.gateway.conftest import Running, Tokens
from tests.integration.gateway.pages.browser import Browser, Page
from tests.integration.gateway.upstream import FakeService

Upstreams = dict[Owner, FakeService]


@dataclass
class Anna:
    """Her account as identity and registry tell it, and the tokens that identity gives her."""

    tokens: Tokens
    identity: FakeService
    registry: FakeService
    me: dict[str, Any] = field(
        default_factory=lambda: {
            "account_id": "anna",
            "email": "anna@alpro.example",
            "first_name": "Anna",
            "last_name": "Aubry",
            "language": "fr",
            "timezone": "Europe/Paris",
            "notifications": {"muted": []},
            "status": "ACTIVE",
        }
    )
    rights: list[dict[str, Any]] = field(default_factory=list)
    session: str = "session"
    lives: int = 300
    generation: int = 0

    def __post_init__(self) -> None:
        self.answers_as_usual()

    def answers_as_usual(self) -> None:
        """She can log in and out, and is known."""
        self.identity.answers["POST", "/api/v1/sessions"] = lambda: JSONResponse(self.fresh(), 201)
        self.identity.answers["POST", "/api/v1/sessions/refreshes"] = lambda: JSONResponse(self.fresh())
        self.identity.answers["DELETE", "/api/v1/sessions/current"] = lambda: Response(status_code=204)
        self.identity.answers["GET", "/api/v1/me"] = lambda: JSONResponse(self.me, headers={"ETag": '"7"'})
        self.registry.answers["GET", "/api/v1/me/rights"] = lambda: JSONResponse({"items": self.rights})

    def fresh(self) -> dict[str, Any]:
        """The next tokens; the access token says it is good for `lives` seconds."""
        self.generation += 1
        bearer = self.tokens.bearer("anna", self.session)["Authorization"].removeprefix("Bearer ")
        refresh = f"refresh-{self.generation}-{new_id()}"
        return {"access_token": bearer, "token_type": "Bearer", "expires_in": self.lives, "refresh_token": refresh}

    def asked(self, method: str, path: str) -> int:
        """How often identity was asked this."""
        return sum(each.method == method and each.target == path.encode() for each in self.identity.asked)


@pytest.fixture
def anna(tokens: Tokens, upstreams: Upstreams) -> Anna:
    return Anna(tokens, upstreams[Owner.IDENTITY], upstreams[Owner.REGISTRY])


@pytest.fixture
def browser(running: Running) -> Browser:
    return Browser(running.http)


async def log_in(browser: Browser, path: str = "/login", **filled: Any) -> Page:
    """Log in as Anna."""
    page = await browser.open(path)
    form: dict[str, Any] = {"email": "anna@alpro.example", "password": new_id(), **filled}
    return await browser.send(page, "/login", **form)
