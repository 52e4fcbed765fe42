"""The table of what the gateway refuses itself, played: each answers as it says, and asks services where it says so."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from chassis.web import limits
from services.gateway.owners import PREFIX, Owner
from tests.integration.gateway.conftest import Running, Start, Tokens
from tests.integration.gateway.live.following import RIGHTS, gives
from tests.integration.gateway.refusals import (
    ANNA,
    FORGER,
    LATE,
    LEFT,
    NOBODY,
    REFUSALS,
    UNASKED,
    GatewayRefusal,
    Trouble,
)
from tests.integration.gateway.serving import closed_address
from tests.integration.gateway.upstream import FakeService
from tests.support.event_stream import reading

Upstreams = dict[Owner, FakeService]

LATER = {429, 503, 504}
"""Statuses that say when to come back."""

AWAY = {Trouble.NO_KEYS: "jwks_url", Trouble.GONE: "registry_url"}
"""The setting of who is not there."""


def bearers(tokens: Tokens) -> dict[str, dict[str, str]]:
    """What each of them shows."""
    return {
        NOBODY: {},
        ANNA: tokens.bearer(),
        LATE: tokens.bearer(exp=1),
        FORGER: Tokens().bearer(),
        LEFT: tokens.bearer(session="ended"),
    }


@contextlib.asynccontextmanager
async def trouble(running: Running, upstreams: Upstreams, tokens: Tokens, what: Trouble) -> AsyncIterator[None]:
    """While the block runs, this is the matter."""
    registry, live = upstreams[Owner.REGISTRY], running.gateway.live
    gives(registry)
    live.feed.catch_up()
    async with contextlib.AsyncExitStack() as stack:
        match what:
            case Trouble.BREAKS:
                registry.drop = 100
            case Trouble.HANGS | Trouble.ENDLESS:
                registry.hang = asyncio.Event()
                stack.callback(registry.hang.set)
            case Trouble.LISTENING:
                stream = await stack.enter_async_context(reading(running.http, tokens.bearer()))
                await stream.next_comment()
            case Trouble.STOPPING:
                live.streams.close()
        yield


def asked(upstreams: Upstreams) -> int:
    """How much services were asked of the API, but for what streams ask by themselves."""
    targets = [each.target for upstream in upstreams.values() for each in upstream.asked]
    return sum(target.startswith(PREFIX.encode()) and target != RIGHTS[1].encode() for target in targets)


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.name)
async def test_what_the_gateway_refuses(
    start: Start, upstreams: Upstreams, tokens: Tokens, refusal: GatewayRefusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    if refusal.trouble is Trouble.ENDLESS:
        monkeypatch.setattr(limits, "REQUEST_SECONDS", 2.0)
    sent = refusal.sent
    sent["headers"] |= bearers(tokens)[refusal.who]
    away = {AWAY[refusal.trouble]: closed_address()} if refusal.trouble in AWAY else {}
    async with start(**away, **refusal.settings) as running, trouble(running, upstreams, tokens, refusal.trouble):
        running.gateway.ended.add("ended")
        for _ in range(refusal.before):
            assert (await running.http.request(refusal.method, PREFIX + refusal.path, **sent)).is_success
        before = asked(upstreams)
        answer = await running.http.request(refusal.method, PREFIX + refusal.path, **sent)
        reached = asked(upstreams) > before
    assert refusal.differs(answer) == []
    assert reached == (refusal.unchanged != UNASKED)
    assert ("retry-after" in answer.headers) == (refusal.status in LATER)
