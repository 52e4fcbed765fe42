"""A gateway over real HTTP in front of services that tell what they were asked."""

import contextlib
import secrets
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OKPKey
from starlette.responses import JSONResponse

from chassis.auth import AUDIENCE
from chassis.ids import new_id
from chassis.runtime import Runtime
from chassis.settings import Environment
from chassis.web.app import create_app
from services.gateway.gateway import STATE, Gateway
from services.gateway.owners import Owner
from services.gateway.service import service
from services.gateway.settings import GatewaySettings
from tests.integration.gateway.serving import serving, serving_all
from tests.integration.gateway.upstream import FakeService

COOKIE_KEY = secrets.token_urlsafe(32)


class Tokens:
    """Access tokens as identity makes them."""

    def __init__(self) -> None:
        self._key = OKPKey.generate_key("Ed25519", {"kid": new_id()})

    def jwks(self) -> dict[str, Any]:
        return {"keys": [self._key.as_dict(private=False)]}

    def bearer(self, account: str = "anna", session: str = "session", **claims: Any) -> dict[str, str]:
        now = int(time.time())
        said = {"iss": "traces-access", "aud": AUDIENCE, "sub": account, "sid": session, "iat": now, "exp": now + 300}
        header = {"alg": "Ed25519", "kid": self._key.kid}
        token = jwt.encode(header, {**said, "lang": "fr", **claims}, self._key, algorithms=["Ed25519"])
        return {"Authorization": f"Bearer {token}"}


@dataclass(frozen=True)
class Running:
    """A gateway that runs, and a client of it."""

    url: str
    http: httpx.AsyncClient
    runtime: Runtime

    @property
    def gateway(self) -> Gateway:
        gateway: Gateway = self.runtime.state[STATE]
        return gateway


@pytest.fixture
def tokens() -> Tokens:
    return Tokens()


@pytest.fixture
def upstreams(tokens: Tokens) -> dict[Owner, FakeService]:
    found = {owner: FakeService(owner) for owner in Owner}
    found[Owner.IDENTITY].answers["GET", "/.well-known/jwks.json"] = lambda: JSONResponse(tokens.jwks())
    return found


@pytest.fixture
async def addresses(upstreams: dict[Owner, FakeService]) -> AsyncIterator[dict[Owner, str]]:
    async with serving_all(list(upstreams.values())) as urls:
        yield dict(zip(upstreams, urls, strict=True))


Start = Callable[..., contextlib.AbstractAsyncContextManager[Running]]


@pytest.fixture
def start(addresses: dict[Owner, str]) -> Start:
    """Start a gateway with settings that differ from the usual; no Kafka is needed for what these tests look at."""

    @contextlib.asynccontextmanager
    async def started(**different: Any) -> AsyncIterator[Running]:
        usual: dict[str, Any] = {f"{owner}_url": url for owner, url in addresses.items()}
        usual["environment"] = Environment.LOCAL
        usual["cookie_keys"] = COOKIE_KEY
        usual["jwks_url"] = f"{addresses[Owner.IDENTITY]}/.well-known/jwks.json"
        runtime = Runtime(service, GatewaySettings(**{**usual, **different}))
        await runtime.prepare()
        async with (
            serving(create_app(runtime)) as url,
            httpx.AsyncClient(base_url=url, trust_env=False, timeout=30) as http,
        ):
            running = Running(url, http, runtime)
            yield running
        await runtime.end()

    return started


@pytest.fixture
async def running(start: Start) -> AsyncIterator[Running]:
    async with start() as gateway:
        yield gateway
