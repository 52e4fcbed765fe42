"""Every benchmark still runs, and every contender does what it claims. No time is ever judged."""

import dataclasses
import itertools

import pytest

from tests.bench.arena import arena
from tests.bench.backlog import backlog
from tests.bench.contenders import CONTENDERS, Contender
from tests.bench.latency import latency
from tests.bench.load import deposits, records
from tests.bench.machine import about
from tests.support.backing import Backing

pytestmark = [pytest.mark.bench, pytest.mark.timeout(180)]
EACH = pytest.mark.parametrize("contender", CONTENDERS, ids=lambda contender: contender.name)
NOTHING_AMISS = {"lost": 0, "twice": 0, "disordered": 0, "untold": 0}


@EACH
async def test_a_backlog_takes_effect_once_though_every_event_comes_twice(
    backing: Backing, contender: Contender
) -> None:
    async with arena(backing, contender) as here:
        asked = deposits(60, accounts=7)
        for record in itertools.chain.from_iterable(zip(records(asked), strict=True)):
            here.sender.send(record)
            here.sender.send(record)
        here.sender.flush()
        await here.answered(asked)
        effects = await here.effects()
    assert effects.once, effects
