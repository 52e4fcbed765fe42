"""Two processes of each service: the guide ends the same, also when one of the two dies."""

import pytest

from demo.play import Report
from tests.e2e.disturbing import Disturbance, seeds
from tests.e2e.ends import ends_the_same
from tests.e2e.running import SERVICES, RunningStack

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(420)]


async def test_the_guide_ends_the_same(running: RunningStack, undisturbed: Report) -> None:
    processes = running.about()["processes"]
    assert {*SERVICES, *(f"{name}-2" for name in SERVICES)} <= processes.keys()
    await ends_the_same(undisturbed, undisturbed, running)


@pytest.mark.parametrize("seed", seeds(1))
async def test_one_of_the_two_killed_in_turn(seed: int, running: RunningStack, undisturbed: Report) -> None:
    async def kill(name: str) -> None:
        running.kill(name)

    names = [name if (seed + place) % 2 else f"{name}-2" for place, name in enumerate(SERVICES)]
    disturbance = Disturbance(seed, names, kill)
    print(disturbance.story)  # noqa: T201 - shown when it fails
    report = await running.play(disturbance.on_step)
    assert report.problems == []
    await disturbance.done()
    await ends_the_same(report, undisturbed, running)
