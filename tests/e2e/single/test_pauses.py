"""Each service stopped in mid-guide for a while, then started: the guide ends the same, with every mail once.

`PAUSE_SECONDS` says for how long (60 is what the promise says; the default keeps `make test` short).
"""

import asyncio
import os

import pytest

from demo.play import Report
from tests.e2e.disturbing import Disturbance, seeds
from tests.e2e.ends import ends_the_same
from tests.e2e.running import SERVICES, RunningStack

SECONDS = float(os.environ.get("PAUSE_SECONDS", "3"))

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(420 + 2 * SECONDS)]


@pytest.mark.parametrize("name", SERVICES)
async def test_a_service_stopped_for_a_while(name: str, running: RunningStack, undisturbed: Report) -> None:
    async def pause(name: str) -> None:
        await running.hold(name)
        await asyncio.sleep(SECONDS)
        await running.release(name)

    (seed,) = seeds(1)
    disturbance = Disturbance(seed, (name,), pause)
    print(disturbance.story)  # noqa: T201 - shown when it fails
    report = await running.play(disturbance.on_step, patience=60 + 2 * SECONDS)
    assert report.problems == []
    await disturbance.done()
    await ends_the_same(report, undisturbed, running)
