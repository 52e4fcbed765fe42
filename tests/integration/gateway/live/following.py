"""A gateway with live updates: what registry says of rights, and topics that are followed."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from starlette.responses import JSONResponse

from chassis.clock import utc_now
from services.gateway.gateway import follow_events
from services.gateway.live.addressing import Address, person
from tests.integration.gateway.conftest import Running
from tests.integration.gateway.live.telling import rights
from tests.integration.gateway.upstream import FakeService
from tests.support.eventually import eventually

RIGHTS = ("GET", "/api/v1/me/rights")


def gives(registry: FakeService, *held: tuple[str, bool, bool]) -> None:
    """From now on registry says that everybody has these rights."""
    registry.answers[RIGHTS] = lambda: JSONResponse(rights(*held))


def asked_rights(registry: FakeService) -> int:
    """How often it was asked."""
    return sum(asked.target == RIGHTS[1].encode() for asked in registry.asked)


def note(running: Running, event_id: str, account_id: str, request_id: str = "request", *, ago: float = 0) -> None:
    """As if the gateway had read from a topic that something happened to a request of this account."""
    live, at = running.gateway.live, utc_now().timestamp() - ago
    entry = live.journal.add(event_id, "test.Noted.v1", Address(request_id, frozenset({person(account_id)})), at)
    if entry is not None:
        live.streams.tell(entry)


@contextlib.asynccontextmanager
async def following(running: Running) -> AsyncIterator[None]:
    """The background task of the service, as its process runs it; it must not have ended by itself."""
    task = asyncio.create_task(follow_events(running.runtime))
    try:
        await eventually(running.gateway.live.feed.caught_up, within=30)
        yield
        assert not task.done()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
