"""How long an event takes from being produced to its published effect, at a steady rate."""

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from tests.bench.arena import Arena, arena
from tests.bench.contenders import Contender
from tests.bench.load import deposits, records
from tests.bench.percentiles import spread
from tests.bench.watch import rounded
from tests.support.backing import Backing
from tests.support.eventually import eventually
from tests.support.toy.events import Deposited

Place = tuple[str, int]
LISTEN_MS = 50
HEARD_SECONDS = 10.0


async def latency(backing: Backing, contender: Contender, rate: int, events: int) -> dict[str, Any]:
    """One run: an event each 1/rate seconds, whether the worker keeps up or not; from send to the answer's arrival."""
    async with arena(backing, contender) as here:
        asked = deposits(events)
        await here.follow()
        sent: dict[Place, float] = {}
        heard: dict[Place, float] = {}
        listening = asyncio.create_task(_listen(here, heard))
        watch = here.watch()
        await _produce(here, asked, rate, sent)
        await here.answered(asked)
        cost = watch.stop()
        await _all_heard(heard, events, listening)
        effects = await here.effects()
    return {
        "contender": contender.name,
        "rate": rate,
        "events": events,
        **spread([heard[place] - moment for place, moment in sent.items()]),
        **rounded(cost, events),
        **asdict(effects),
    }


async def _produce(here: Arena, asked: Sequence[Deposited], rate: int, sent: dict[Place, float]) -> None:
    begun = time.perf_counter()
    for turn, (event, record) in enumerate(zip(asked, records(asked), strict=True)):
        await asyncio.sleep(begun + turn / rate - time.perf_counter())
        sent[event.account, event.number] = time.perf_counter()
        here.sender.send(record)


async def _listen(here: Arena, heard: dict[Place, float]) -> None:
    while True:
        found = await here.answers.getmany(timeout_ms=LISTEN_MS)
        now = time.perf_counter()
        for batch in found.values():
            for record in batch:
                answer = json.loads(record.value)
                heard.setdefault((answer["account"], answer["deposits"]), now)


async def _all_heard(heard: dict[Place, float], events: int, listening: asyncio.Task[None]) -> None:
    """They are on the topic; what is left is that we read them."""
    await eventually(lambda: len(heard) >= events or listening.done(), within=HEARD_SECONDS)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
