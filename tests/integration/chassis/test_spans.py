"""From the click to what it sets off: one trace, where somebody collects spans (design section 5, observability)."""

import asyncio
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI, Request

from chassis import spans
from chassis.web.limits import Limits
from chassis.web.tracing import traceparent
from tests.support.backing import Backing
from tests.support.collector import Seen, collecting
from tests.support.eventually import eventually
from tests.support.toy.events import BalanceChanged, Deposited
from tests.support.toy.harness import Toy, envelope_of, feed, raw

CLICK = f"00-{'a' * 32}-{'b' * 16}-01"
CAUSE = f"00-{'c' * 32}-{'d' * 16}-01"


@pytest.fixture
def unmeasured() -> Iterator[None]:
    """Nobody collects after the test."""
    yield
    spans.configure("toy", "toy-1", "")


async def test_a_request_is_a_span_below_the_callers_and_above_what_it_sets_off(unmeasured: None) -> None:
    app, below = FastAPI(), list[str]()

    @app.get("/things/{thing}")
    async def look(request: Request) -> None:
        below.append(traceparent(request))

    async with collecting() as collector:
        await asyncio.to_thread(spans.configure, "toy", "toy-1", collector.url)
        transport = httpx.ASGITransport(Limits(app))
        async with httpx.AsyncClient(transport=transport, base_url="http://toy") as client:
            await client.get("/things/1", headers={"traceparent": CLICK})
            await client.get("/things/2")
            await client.get("/healthz/live")
        await asyncio.to_thread(spans.flush)
        first, second = collector.spans
    assert (first.name, second.name) == ("GET /things/{thing}",) * 2
    assert (first.trace, first.parent, second.parent) == ("a" * 32, "b" * 16, "")
    assert [each.split("-")[1:3] for each in below] == [[each.trace, each.id] for each in (first, second)]


async def test_a_stop_does_not_wait_for_a_collector_that_is_away(unmeasured: None) -> None:
    await asyncio.to_thread(spans.configure, "toy", "toy-1", "http://127.0.0.1:1")
    spans.record("GET /", spans.Kind.SERVER, None, 0.0, 1.0, {})
    begun = time.monotonic()
    await asyncio.to_thread(spans.flush)
    assert time.monotonic() - begun < 6


async def test_a_click_its_event_and_the_handling_of_another(
    backing: Backing, isolation: str, toy_topics: None, tmp_path: Path
) -> None:
    async with collecting() as collector:
        wanted = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "OTEL_BSP_SCHEDULE_DELAY": "100"}
        toy = Toy(backing, isolation, tmp_path, environment=wanted)
        toy.start()

        def seen(name: str, trace: str) -> list[Seen]:
            return [span for span in collector.spans if (span.name, span.trace) == (name, trace * 32)]

        try:
            await eventually(toy.ready, within=30)
            async with httpx.AsyncClient(base_url=toy.url, trust_env=False, timeout=30) as client:
                path, body = "/api/v1/accounts/a/nickname", {"nickname": "mouse"}
                assert (await client.post(path, json=body, headers={"traceparent": CLICK})).status_code == 201
            event = Deposited(account="b", number=1, amount=1)
            envelope = replace(envelope_of(event), traceparent=CAUSE)
            await feed(backing, isolation, [raw(event, envelope)])
            ((click,),) = [await eventually(lambda: seen("POST /api/v1/accounts/{account}/nickname", "a"), within=10)]
            assert (click.service, click.parent) == ("toy", "b" * 16)
            (published,) = await eventually(lambda: seen(BalanceChanged.type, "a"), within=10)
            assert published.parent == click.id
            (handled,) = await eventually(lambda: seen(Deposited.type, "c"), within=10)
            assert handled.parent == "d" * 16
            (followed,) = await eventually(lambda: seen(BalanceChanged.type, "c"), within=10)
            assert followed.parent == "d" * 16
            toy.signal(signal.SIGTERM)
            assert toy.wait() == 0
        finally:
            toy.kill()


async def test_a_collector_that_is_away_holds_up_nothing(
    backing: Backing, isolation: str, toy_topics: None, tmp_path: Path
) -> None:
    toy = Toy(backing, isolation, tmp_path, environment={"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1"})
    toy.start()
    try:
        await eventually(toy.ready, within=30)
        async with httpx.AsyncClient(base_url=toy.url, trust_env=False, timeout=30) as client:
            answer = await client.post("/api/v1/accounts/a/nickname", json={"nickname": "mouse"})
        assert answer.status_code == 201
        toy.signal(signal.SIGTERM)
        assert toy.wait(Toy.GRACE_SECONDS) == 0
    finally:
        toy.kill()
