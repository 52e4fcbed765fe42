"""Going on where one left off: at the same replica, at another one, at one that was started meanwhile."""

import asyncio

import pytest

from chassis.ids import new_id
from services.gateway.live import feed
from services.gateway.live.journal import KEPT_SECONDS, MOST_WAITING
from tests.integration.gateway.conftest import Running, Start, Tokens
from tests.integration.gateway.live.following import note
from tests.integration.gateway.live.telling import ANNA, BEN, Services, case, event
from tests.support.event_stream import Said, reading
from tests.support.eventually import eventually


async def test_what_came_meanwhile_is_told_and_nothing_twice(quiet: Start, tokens: Tokens) -> None:
    async with quiet() as running:
        async with reading(running.http, tokens.bearer(ANNA)) as anna:
            await anna.next_comment()
            note(running, "1", ANNA)
            note(running, "2", ANNA)
            assert [(await anna.next()).id for _ in range(2)] == ["1", "2"]
        for id, whose in (("3", ANNA), ("4", BEN), ("5", ANNA)):
            note(running, id, whose)
        async with reading(running.http, tokens.bearer(ANNA), after="2") as anna:
            assert [(await anna.next()).id for _ in range(2)] == ["3", "5"]
            note(running, "6", ANNA)
            assert (await anna.next()).id == "6"
        async with reading(running.http, tokens.bearer(ANNA), path="/api/v1/events?last_event_id=5") as anna:
            assert (await anna.next()).id == "6"


async def test_a_reader_who_was_told_nothing_can_go_on_as_well(quiet: Start, tokens: Tokens) -> None:
    async with quiet(stream_heartbeat_seconds=0.1) as running:
        note(running, "1", BEN)
        async with reading(running.http, tokens.bearer(ANNA)) as anna:
            await anna.next_comment()
            await anna.next_comment()
            assert anna.last_id == "1"
            note(running, "2", BEN)
            await anna.next_comment()
            await anna.next_comment()
            assert anna.last_id == "2"
        note(running, "3", ANNA)
        async with reading(running.http, tokens.bearer(ANNA), after=anna.last_id) as anna:
            assert (await anna.next()).id == "3"


async def test_what_is_older_or_unknown_resets(quiet: Start, tokens: Tokens) -> None:
    async with quiet() as running:
        note(running, "old", ANNA, ago=KEPT_SECONDS - 0.5)
        note(running, "new", ANNA, ago=1)
        async with reading(running.http, tokens.bearer(ANNA), after="old") as anna:
            assert (await anna.next()).id == "new"
        for path in (f"?last_event_id={new_id()}", "?last_event_id=%C3%A9", f"?last_event_id={'x' * 5000}"):
            async with reading(running.http, tokens.bearer(ANNA), path=f"/api/v1/events{path}") as anna:
                said = await anna.next()
                assert (said.name, said.data, said.id) == ("reset", {}, "new")
        async with reading(running.http, tokens.bearer(ANNA), after="unknown") as anna:
            assert (await anna.next()).name == "reset"
            note(running, "newer", ANNA)
            assert (await anna.next()).id == "newer"


async def test_whoever_missed_very_much_looks_for_himself(quiet: Start, tokens: Tokens) -> None:
    async with quiet() as running:
        note(running, "0", ANNA)
        for number in range(MOST_WAITING + 1):
            note(running, str(number + 1), ANNA)
        async with reading(running.http, tokens.bearer(ANNA), after="0") as anna:
            said = await anna.next()
            assert (said.name, said.id) == ("reset", str(MOST_WAITING + 1))


async def test_another_replica_tells_what_was_missed(live: Start, services: Services, tokens: Tokens) -> None:
    request_id = new_id()
    async with live() as one, live() as two:
        async with reading(one.http, tokens.bearer(ANNA)) as anna:
            await anna.next_comment()
            await services.say(case("RequestRouted", request_id))
            last = (await anna.next()).id
        missed = await services.say(case("RequestValidated", request_id))
        granted = event("registry.AuthorisationGranted", account_id=ANNA, request_id=request_id)
        missed_too = await services.say(granted)
        async with reading(two.http, tokens.bearer(ANNA), after=last) as anna:
            assert {(await anna.next()).id, (await anna.next()).id} == {missed, missed_too}


async def test_a_replica_that_was_started_meanwhile_reads_back(live: Start, services: Services, tokens: Tokens) -> None:
    """However the partitions are read one after the other, what was published later is told."""
    long_ago = await services.say(case("RequestRouted", new_id()), ago=KEPT_SECONDS + 60)
    ids = [await services.say(case("RequestRouted", new_id()), ago=200 - 10 * number) for number in range(12)]
    async with live() as running:
        async with reading(running.http, tokens.bearer(ANNA), after=ids[4]) as anna:
            assert [(await anna.next()).id for _ in range(7)] == ids[5:]
        async with reading(running.http, tokens.bearer(ANNA), after=long_ago) as anna:
            assert (await anna.next()).name == "reset"


async def test_it_opens_when_the_topics_have_been_read_back(start: Start, tokens: Tokens) -> None:
    async with start() as running:
        asked = asyncio.create_task(first_hint(running, tokens, after="1"))
        await eventually(lambda: len(running.gateway.live.streams) == 1)
        note(running, "1", ANNA)
        note(running, "2", ANNA)
        assert not asked.done()
        running.gateway.live.feed.catch_up()
        assert (await asked).id == "2"


async def test_while_the_broker_is_away_it_opens_all_the_same(
    start: Start, tokens: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "PATIENCE_SECONDS", 0.2)
    async with start() as running:
        assert (await first_hint(running, tokens, after="1")).name == "reset"


async def first_hint(running: Running, tokens: Tokens, after: str) -> Said:
    async with reading(running.http, tokens.bearer(ANNA), after=after) as anna:
        return await anna.next()
