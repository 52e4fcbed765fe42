"""Every contender does what it claims, and the programs that compare them still run. No time is ever judged."""

import pytest

from chassis.relay.backlog import PORTION_ROWS
from tests.bench.arena import arena
from tests.bench.backlog import backlog
from tests.bench.contenders import BATCHES, CHASSIS, CONTENDERS, PLAIN_LOOP, Contender
from tests.bench.drain import drain
from tests.bench.latency import latency
from tests.bench.load import deposits, records
from tests.support.backing import Backing

pytestmark = [pytest.mark.bench, pytest.mark.timeout(180)]
ONCE = {"lost": 0, "twice": 0, "disordered": 0, "untold": 0, "told_again": 0}


@pytest.mark.parametrize("contender", CONTENDERS, ids=lambda contender: contender.name)
async def test_events_that_come_twice_take_effect_once(backing: Backing, contender: Contender) -> None:
    async with arena(backing, contender) as here:
        asked = deposits(60, accounts=7)
        for record in records(asked):
            here.sender.send(record)
            here.sender.send(record)
        here.sender.flush()
        await here.answered(asked)
        effects = await here.effects()
    assert effects.once, effects


async def test_a_backlog_is_measured_with_several_workers(backing: Backing) -> None:
    line = await backlog(backing, CHASSIS, 100, workers=2)
    assert line.items() >= ONCE.items()
    assert line["per_second"] > 0
    assert line["cpu_seconds_per_1000"].keys() == {"workers", "store", "kafka"}


@pytest.mark.parametrize("contender", [PLAIN_LOOP, BATCHES], ids=lambda contender: contender.name)
async def test_latency_is_measured_from_the_sending_to_the_published_answer(
    backing: Backing, contender: Contender
) -> None:
    line = await latency(backing, contender, rate=50, events=20)
    assert line.items() >= ONCE.items()
    assert 0 < line["p50_ms"] <= line["p95_ms"] <= line["p99_ms"]


async def test_what_a_relay_takes_for_an_outbox_is_measured(backing: Backing) -> None:
    line = await drain(backing, 3_000)
    assert (line["events"], line["left"], line["disordered"]) == (3_000, 0, 0)
    assert line["largest_portion"] <= PORTION_ROWS
    assert line["asked"].keys() == {"find", "getMore", "delete"}
