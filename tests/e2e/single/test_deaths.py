"""Any death: whatever is killed, and whenever, the guide ends the same."""

import os

import pytest

from demo.play import Report
from tests.e2e.disturbing import Disturbance, seeds
from tests.e2e.ends import ends_the_same
from tests.e2e.running import SERVICES, RunningStack

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(420)]

ROUNDS = int(os.environ.get("DEATH_ROUNDS", "1"))
"""How often the services are killed, each time at other moments."""

BENEATH = ("kafka", "mongo", "mailbox")


async def survives(seed: int, names: tuple[str, ...], running: RunningStack, undisturbed: Report) -> None:
    async def kill(name: str) -> None:
        running.kill(name)

    disturbance = Disturbance(seed, names, kill)
    print(disturbance.story)  # noqa: T201 - shown when it fails
    report = await running.play(disturbance.on_step)
    assert report.problems == []
    await disturbance.done()
    await ends_the_same(report, undisturbed, running)


@pytest.mark.parametrize("seed", seeds(ROUNDS))
async def test_every_service_killed_in_turn(seed: int, running: RunningStack, undisturbed: Report) -> None:
    await survives(seed, SERVICES, running, undisturbed)


@pytest.mark.parametrize("seed", seeds(1))
async def test_what_they_stand_on_killed_in_turn(seed: int, running: RunningStack, undisturbed: Report) -> None:
    await survives(seed, BENEATH, running, undisturbed)
