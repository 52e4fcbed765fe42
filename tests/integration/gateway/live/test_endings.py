"""When a stream ends, and how many there may be."""

import asyncio
import time

import pytest
from prometheus_client import REGISTRY
from starlette.responses import Response

from chassis.web import limits
from services.gateway.live.metrics import OPEN
from services.gateway.owners import Owner
from tests.integration.gateway.conftest import Running, Start, Tokens
from tests.integration.gateway.live.following import note
from tests.integration.gateway.live.telling import ANNA, BEN
from tests.integration.gateway.upstream import FakeService
from tests.support.event_stream import Reader, reading
from tests.support.eventually import eventually

EVENTS = "/api/v1/events"


async def reason(reader: Reader) -> str:
    """Why the stream ended; it must have ended properly."""
    assert await reader.rest(within=30) == []
    return reader.comments[-1]


async def test_it_outlives_the_time_that_other_requests_have(
    quiet: Start, tokens: Tokens, upstreams: dict[Owner, FakeService], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "REQUEST_SECONDS", 2.0)
    upstreams[Owner.IDENTITY].hang = None
    async with quiet(stream_heartbeat_seconds=0.2) as running, reading(running.http, tokens.bearer(ANNA)) as anna:
        began = time.monotonic()
        while time.monotonic() < began + 3:
            assert await anna.next_comment() in ("open", "alive")
        note(running, "event", ANNA)
        assert (await anna.next()).id == "event"
        upstreams[Owner.REGISTRY].hang = asyncio.Event()
        assert (await running.http.get("/api/v1/requests", headers=tokens.bearer(ANNA))).status_code == 503


async def test_how_long_it_is_open_is_no_time_of_an_answer(quiet: Start, tokens: Tokens) -> None:
    def count(name: str, **labels: str) -> float:
        return REGISTRY.get_sample_value(name, {"method": "GET", "route": EVENTS, **labels}) or 0.0

    before = count("traces_http_requests_total", status="200"), count("traces_http_seconds_count")
    async with quiet(stream_seconds=0.2) as running:
        assert (await running.http.get(EVENTS, headers=tokens.bearer(ANNA))).status_code == 200
        assert (await running.http.get(EVENTS)).status_code == 401
    after = count("traces_http_requests_total", status="200"), count("traces_http_seconds_count")
    assert after == (before[0] + 1, before[1] + 1)


async def test_it_ends_with_the_access_token(quiet: Start, tokens: Tokens) -> None:
    async with quiet() as running, reading(running.http, tokens.bearer(ANNA, exp=int(time.time()) + 5)) as anna:
        assert await reason(anna) == "closed: token-expired"


async def test_it_ends_after_the_time_that_is_set(quiet: Start, tokens: Tokens) -> None:
    async with quiet(stream_seconds=0.5) as running, reading(running.http, tokens.bearer(ANNA)) as anna:
        assert await reason(anna) == "closed: life-over"


async def test_it_ends_with_its_session_and_no_other_does(quiet: Start, tokens: Tokens) -> None:
    async with (
        quiet() as running,
        reading(running.http, tokens.bearer(ANNA, "one")) as one,
        reading(running.http, tokens.bearer(ANNA, "two")) as two,
    ):
        await one.next_comment()
        await two.next_comment()
        running.gateway.ended.add("one")
        assert await reason(one) == "closed: session-ended"
        note(running, "event", ANNA)
        assert (await two.next()).id == "event"
        refused = await running.http.get(EVENTS, headers=tokens.bearer(ANNA, "one"))
        assert (refused.status_code, refused.json()["code"]) == (401, "session-ended")


async def test_logging_out_ends_it(quiet: Start, tokens: Tokens, upstreams: dict[Owner, FakeService]) -> None:
    upstreams[Owner.IDENTITY].answers["DELETE", "/api/v1/sessions/current"] = lambda: Response(status_code=204)
    async with quiet() as running, reading(running.http, tokens.bearer(ANNA)) as anna:
        await running.http.delete("/api/v1/sessions/current", headers=tokens.bearer(ANNA))
        assert await reason(anna) == "closed: session-ended"


async def test_it_ends_when_the_process_stops_and_none_begins_any_more(quiet: Start, tokens: Tokens) -> None:
    async with quiet() as running, reading(running.http, tokens.bearer(ANNA)) as anna:
        await anna.next_comment()
        running.gateway.live.streams.close()
        assert await reason(anna) == "closed: shutdown"
        refused = await running.http.get(EVENTS, headers=tokens.bearer(ANNA))
        assert refused.status_code == 503
        assert refused.headers["retry-after"]


async def test_streams_are_counted_and_one_account_may_have_so_many(quiet: Start, tokens: Tokens) -> None:
    before = OPEN._value.get()
    async with quiet(streams_per_account=2) as running:
        async with reading(running.http, tokens.bearer(ANNA)), reading(running.http, tokens.bearer(ANNA)):
            refused = await running.http.get(EVENTS, headers=tokens.bearer(ANNA))
            assert (refused.status_code, refused.headers["content-type"]) == (429, "application/problem+json")
            assert int(refused.headers["retry-after"]) > 0
            async with reading(running.http, tokens.bearer(BEN)):
                assert (len(running.gateway.live.streams), OPEN._value.get() - before) == (3, 3)
        await gone(running)
        assert OPEN._value.get() == before
        async with reading(running.http, tokens.bearer(ANNA)) as anna:
            await anna.next_comment()


async def test_who_is_not_known_gets_none(quiet: Start, tokens: Tokens) -> None:
    async with quiet() as running:
        answers = [
            await running.http.get(EVENTS),
            await running.http.get(EVENTS, headers=tokens.bearer(exp=1)),
            await running.http.get(EVENTS, headers=Tokens().bearer()),
        ]
        assert [answer.status_code for answer in answers] == [401, 401, 401]
        assert len(running.gateway.live.streams) == 0


async def test_opening_one_counts_as_a_request(start: Start, tokens: Tokens) -> None:
    async with start(api_limit="1/minute", stream_seconds=0.1) as running:
        running.gateway.live.feed.catch_up()
        answers = [await running.http.get(EVENTS, headers=tokens.bearer(ANNA)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]


async def test_other_methods_have_nothing_here(quiet: Start, tokens: Tokens) -> None:
    async with quiet() as running:
        for method in ("POST", "HEAD", "DELETE"):
            answer = await running.http.request(method, EVENTS, headers=tokens.bearer(ANNA))
            assert answer.status_code in (404, 405), method


async def gone(running: Running) -> None:
    await eventually(lambda: len(running.gateway.live.streams) == 0)


async def test_of_a_reader_who_leaves_nothing_remains(quiet: Start, tokens: Tokens) -> None:
    async with quiet() as running:
        async with reading(running.http, tokens.bearer(ANNA)) as anna:
            await anna.next_comment()
            assert len(running.gateway.live.streams) == 1
        await gone(running)
        assert running.gateway.live.streams._by_key == {}
