"""The program of docs/integrators.md that follows live updates does what it says."""

import asyncio

import httpx

from tests.contract.integrators_guide import FOLLOWER, module
from tests.integration.gateway.conftest import Start, Tokens
from tests.integration.gateway.live.following import note
from tests.integration.gateway.live.telling import ANNA
from tests.support.eventually import eventually

EXAMPLE = module(FOLLOWER)


async def test_it_looks_at_what_is_hinted_goes_on_where_it_was_and_looks_at_all_after_a_reset(
    quiet: Start, tokens: Tokens
) -> None:
    looked: list[str | None] = []
    token = tokens.bearer(ANNA)["Authorization"].removeprefix("Bearer ")
    async with quiet(stream_seconds=3.0, stream_heartbeat_seconds=0.2) as running:

        def connection(last_id: str) -> str:
            with httpx.Client(base_url=running.url, trust_env=False, timeout=30) as http:
                return str(EXAMPLE.follow(http, token, last_id, looked.append))

        following = asyncio.create_task(asyncio.to_thread(connection, ""))
        await eventually(lambda: looked == [None])
        note(running, "1", ANNA, "request-1")
        assert await following == "1"
        note(running, "2", ANNA, "request-2")
        assert await asyncio.to_thread(connection, "1") == "2"
        assert looked == [None, "request-1", "request-2"]
        assert await asyncio.to_thread(connection, "unknown") == "2"
        assert looked == [None, "request-1", "request-2", None]


async def test_a_connection_that_breaks_is_no_end(quiet: Start, tokens: Tokens) -> None:
    token = tokens.bearer(ANNA)["Authorization"].removeprefix("Bearer ")
    async with quiet() as running:
        url = running.url

    def connection() -> str:
        with httpx.Client(base_url=url, trust_env=False, timeout=30) as http:
            return str(EXAMPLE.follow(http, token, "7", lambda _: None))

    assert await asyncio.to_thread(connection) == "7"
