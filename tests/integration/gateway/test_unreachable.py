"""What happens when a service is slow, gone, or breaks in the middle."""

import asyncio
import contextlib
import time

import pytest
from structlog.testing import capture_logs

from services.gateway.owners import Owner
from tests.integration.gateway.conftest import Running, Start, Tokens
from tests.integration.gateway.serving import closed_address, serving
from tests.integration.gateway.upstream import FakeService
from tests.support.eventually import eventually

Upstreams = dict[Owner, FakeService]


async def test_nobody_there_is_said_soon_and_with_when_to_come_back(start: Start, tokens: Tokens) -> None:
    async with start(registry_url=closed_address()) as running:
        begun = time.monotonic()
        answer = await running.http.post("/api/v1/operators", json={}, headers=tokens.bearer())
        assert time.monotonic() - begun < 12
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert answer.headers["retry-after"] == "2"


async def test_a_service_that_comes_up_meanwhile_is_met(start: Start, tokens: Tokens) -> None:
    address = closed_address()
    async with start(registry_url=address) as running, contextlib.AsyncExitStack() as stack:
        with capture_logs() as logs:
            asking = asyncio.create_task(running.http.post("/api/v1/operators", json={}, headers=tokens.bearer()))
            await eventually(lambda: [log for log in logs if log["event"] == "upstream.unreachable"], interval=0.01)
        await stack.enter_async_context(serving(FakeService("late"), int(address.rpartition(":")[2])))
        assert (await asking).json() == {"service": "late"}


async def test_addresses_take_turns_and_a_dead_one_is_passed_over(start: Start, tokens: Tokens) -> None:
    first, second = FakeService("first"), FakeService("second")
    async with serving(first) as one, serving(second) as two:
        async with start(registry_url=f"{one}, {two}/") as running:
            answers = [await running.http.get("/api/v1/countries", headers=tokens.bearer()) for _ in range(4)]
        assert [answer.json()["service"] for answer in answers] == ["first", "second"] * 2
        async with start(registry_url=f"{closed_address()},{one}") as running:
            posted = [await running.http.post("/api/v1/operators", json={}, headers=tokens.bearer()) for _ in range(3)]
        assert [answer.json() for answer in posted] == [{"service": "first"}] * 3


async def test_a_read_is_repeated_when_the_connection_breaks(
    running: Running, tokens: Tokens, upstreams: Upstreams
) -> None:
    upstreams[Owner.REGISTRY].drop = 1
    answer = await running.http.get("/api/v1/countries", headers=tokens.bearer())
    assert answer.status_code == 200
    assert len(upstreams[Owner.REGISTRY].asked) == 2


@pytest.mark.parametrize(
    ("method", "path", "owner"),
    [
        ("POST", "/operators/1", Owner.REGISTRY),
        ("PATCH", "/operators/1", Owner.REGISTRY),
        ("PUT", "/me/password", Owner.IDENTITY),
        ("PUT", "/me/%70assword", Owner.IDENTITY),
    ],
)
async def test_a_write_that_may_have_arrived_is_not_repeated(
    running: Running, tokens: Tokens, upstreams: Upstreams, method: str, path: str, owner: Owner
) -> None:
    """Nor is a PUT that would be refused the second time, and counted as a guess."""
    bearer = tokens.bearer()
    await running.http.get("/api/v1/me", headers=bearer)
    before = len(upstreams[owner].asked)
    upstreams[owner].drop = 1
    answer = await running.http.request(method, f"/api/v1{path}", json={}, headers=bearer)
    assert (answer.status_code, answer.json()["code"]) == (503, "outcome-unknown")
    assert "retry-after" in answer.headers
    assert len(upstreams[owner].asked) == before + 1


@pytest.mark.parametrize(("method", "code"), [("DELETE", "outcome-unknown"), ("GET", "unavailable")])
async def test_what_broke_each_time_may_have_been_done(
    running: Running, tokens: Tokens, upstreams: Upstreams, method: str, code: str
) -> None:
    """An idempotent write is repeated as a read is; when all repetitions broke, nobody knows."""
    upstreams[Owner.REGISTRY].drop = 100
    answer = await running.http.request(method, "/api/v1/authorisations/1/administrator", headers=tokens.bearer())
    assert (answer.status_code, answer.json()["code"]) == (503, code)


async def test_what_broke_on_a_kept_connection_may_have_been_done(start: Start, tokens: Tokens) -> None:
    """Even if nobody is there any more when it is tried again."""

    async def answer_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")
        await reader.readuntil(b"\r\n\r\n")
        server.close()
        writer.close()

    server = await asyncio.start_server(answer_once, "127.0.0.1", 0)
    async with start(registry_url=f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}") as running:
        assert (await running.http.get("/api/v1/countries", headers=tokens.bearer())).status_code == 200
        answer = await running.http.delete("/api/v1/authorisations/1/administrator", headers=tokens.bearer())
    assert (answer.status_code, answer.json()["code"]) == (503, "outcome-unknown")


async def test_a_slow_service_ends_in_a_time_out(start: Start, tokens: Tokens, upstreams: Upstreams) -> None:
    released = upstreams[Owner.REGISTRY].hang = asyncio.Event()
    async with start(upstream_seconds=2.0) as running:
        answer = await running.http.get("/api/v1/countries", headers=tokens.bearer())
    released.set()
    assert (answer.status_code, answer.json()["code"]) == (504, "timeout")
    assert "retry-after" in answer.headers
    assert len(upstreams[Owner.REGISTRY].asked) == 1


async def test_others_are_answered_while_one_service_hangs(
    running: Running, tokens: Tokens, upstreams: Upstreams
) -> None:
    released = upstreams[Owner.REGISTRY].hang = asyncio.Event()
    waiting = [asyncio.create_task(running.http.get("/api/v1/countries", headers=tokens.bearer())) for _ in range(50)]
    answer = await running.http.get("/api/v1/me", headers=tokens.bearer())
    assert answer.json() == {"service": "identity"}
    released.set()
    assert {each.status_code for each in await asyncio.gather(*waiting)} == {200}
