"""A gateway process before services that only know keys and rights."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from services.gateway.owners import Owner
from tests.integration.gateway.conftest import Tokens
from tests.integration.gateway.live.telling import rights
from tests.integration.gateway.serving import serving
from tests.support.backing import Backing
from tests.support.eventually import eventually
from tests.support.running_process import RunningProcess

HOST = "127.0.0.1"
READY_SECONDS = 60.0


@dataclass
class Door:
    """Where the gateway is, and tokens for it. Nobody has any rights before they are given."""

    port: int = 0
    pid: int = 0
    host: str = HOST
    _tokens: Tokens = field(default_factory=Tokens)
    _held: dict[str, str] = field(default_factory=dict)
    _bearers: dict[str, str] = field(default_factory=dict)

    def bearer(self, account_id: str) -> str:
        """The header of this person, the same each time."""
        if account_id not in self._bearers:
            self._bearers[account_id] = self._tokens.bearer(account_id, account_id)["Authorization"]
        return self._bearers[account_id]

    def give(self, accounts: Iterable[str], organisation_id: str) -> None:
        """These are users of the organisation."""
        self._held.update((self.bearer(account_id), organisation_id) for account_id in accounts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Identity's keys and registry's rights (ASGI)."""
        request = Request(scope, receive)
        if request.url.path.endswith("jwks.json"):
            answer = JSONResponse(self._tokens.jwks())
        else:
            held = self._held.get(request.headers.get("authorization", ""))
            answer = JSONResponse(rights((held, True, False)) if held else rights())
        await answer(scope, receive, send)


@contextlib.asynccontextmanager
async def one_gateway(backing: Backing, topic_prefix: str, log: Path) -> AsyncIterator[Door]:
    """A process of its own, ready, until the block ends."""
    door = Door()
    async with serving(door) as url:
        environment = {
            **{f"{owner.upper()}_URL": url for owner in Owner},
            "JWKS_URL": f"{url}/.well-known/jwks.json",
            "SLOT": "gateway-1",
            "KAFKA_BOOTSTRAP": backing.kafka,
            "TOPIC_PREFIX": topic_prefix,
            "COOKIE_KEYS": secrets.token_urlsafe(32),
        }
        running = RunningProcess("services.gateway", "all", log, environment)
        running.start()
        try:
            await eventually(running.ready, within=READY_SECONDS)
            door.port, door.pid = running.port, running.pid
            yield door
        finally:
            await asyncio.to_thread(running.stop)
