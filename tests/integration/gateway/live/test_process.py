"""The gateway as a process of its own: streams go on when the broker dies, and do not hold it up when it stops."""

import asyncio
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from aiokafka.errors import KafkaError

from chassis.ids import new_id
from contracts.events.identity import SessionEnded
from services.gateway.owners import Owner
from tests.integration.gateway.conftest import Tokens
from tests.integration.gateway.live.telling import ANNA, Services, case
from tests.support.backing import PROJECT, Backing
from tests.support.event_stream import reading
from tests.support.eventually import eventually
from tests.support.running_process import free_port


@pytest.fixture
async def process(
    backing: Backing, topic_prefix: str, addresses: dict[Owner, str], tmp_path: Path
) -> AsyncIterator[tuple[subprocess.Popen[bytes], httpx.AsyncClient]]:
    """One that is ready, and a client of it."""
    port = free_port()
    environment = {
        **os.environ,
        **{f"{owner.upper()}_URL": url for owner, url in addresses.items()},
        "JWKS_URL": f"{addresses[Owner.IDENTITY]}/.well-known/jwks.json",
        "ENVIRONMENT": "local",
        "SLOT": "gateway-1",
        "KAFKA_BOOTSTRAP": backing.kafka,
        "TOPIC_PREFIX": topic_prefix,
        "HTTP_PORT": str(port),
        "COOKIE_KEYS": secrets.token_urlsafe(32),
    }
    with (tmp_path / "gateway.log").open("wb") as log:
        command = [sys.executable, "-m", "services.gateway"]
        running = await asyncio.to_thread(
            subprocess.Popen, command, cwd=PROJECT, env=environment, stdout=log, stderr=log
        )
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=30) as http:
            await eventually(lambda: ready(http), within=40)
            yield running, http
    finally:
        running.kill()
        await asyncio.to_thread(running.wait)


Process = tuple[subprocess.Popen[bytes], httpx.AsyncClient]


async def ready(http: httpx.AsyncClient) -> bool:
    try:
        return (await http.get("/healthz/ready")).status_code == 200
    except httpx.TransportError:
        return False


async def test_a_stop_ends_the_streams_and_does_not_wait_for_them(
    process: Process, tokens: Tokens, tmp_path: Path
) -> None:
    running, http = process
    async with reading(http, tokens.bearer(ANNA)) as one, reading(http, tokens.bearer(ANNA)) as two:
        await one.next_comment()
        await two.next_comment()
        running.send_signal(signal.SIGTERM)
        assert await one.rest(within=30) == await two.rest(within=30) == []
        assert one.comments[-1] == two.comments[-1] == "closed: shutdown", "not cut off when the server's patience ends"
        assert await asyncio.to_thread(running.wait, 30) == 0
    assert "Unclosed" not in (tmp_path / "gateway.log").read_text(), "connections to services are closed at last"


async def test_the_end_of_a_session_that_identity_tells_ends_its_stream(
    process: Process, tokens: Tokens, services: Services
) -> None:
    async with reading(process[1], tokens.bearer(ANNA, "session-1")) as anna:
        await anna.next_comment()
        await services.say(SessionEnded(session_id="session-1", account_id=ANNA, reason="logged-out"))
        assert await anna.rest() == []
        assert anna.comments[-1] == "closed: session-ended"


async def test_a_stream_goes_on_after_the_broker_was_killed(
    process: Process, backing: Backing, tokens: Tokens, services: Services
) -> None:
    async with reading(process[1], tokens.bearer(ANNA)) as anna:
        await anna.next_comment()
        killed = backing.pid("kafka")
        os.kill(killed, signal.SIGKILL)
        routed, id = case("RequestRouted", new_id()), new_id()

        async def says_so() -> bool:
            try:
                if backing.pid("kafka") == killed:
                    return False
                await asyncio.wait_for(services.say(routed, id=id), 5)
            except (KafkaError, OSError, KeyError, TimeoutError):
                return False
            return True

        assert await eventually(says_so, within=60)
        assert (await anna.next(within=60)).id == id
