"""Whoever publishes for its service is killed and stays away, in the middle of the guide: the other takes over."""

import asyncio
import json
import random
from collections.abc import Callable

import pytest

from demo.play import Report
from demo.story import STORY, Step
from tests.e2e.disturbing import seeds
from tests.e2e.doubled.takeover import PUBLISHING, Takeover, take_over
from tests.e2e.ends import ends_the_same
from tests.e2e.running import RunningStack

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(420)]

WITHIN_SECONDS = 30.0
"""Ten on a machine that does nothing else, as tests/unit/chassis/test_takeover_time.py counts."""


@pytest.mark.parametrize("seed", seeds(1))
async def test_the_leaders_of_all_services_are_killed_at_once(
    seed: int, running: RunningStack, undisturbed: Report, record_property: Callable[[str, object], None]
) -> None:
    """Soon; and each subject's events stay in order, without a gap (`ends_the_same` reads the topics)."""
    await running.all_ready()
    fatal = random.Random(seed).choice(STORY[1:-1]).title
    killing: list[asyncio.Task[Takeover]] = []

    def kill_them_at(step: Step) -> None:
        if step.title == fatal:
            killing.extend(asyncio.create_task(take_over(service, running)) for service in PUBLISHING)

    report = await running.play(kill_them_at)
    found = await asyncio.gather(*killing)
    for each in found:
        await running.release(each.killed)
    line = json.dumps({"step": fatal, "seed": seed, "takeovers": [each.told() for each in found]})
    record_property("takeover", line)
    print(line)  # noqa: T201 - the measurement
    assert len(found) == len(PUBLISHING)
    await ends_the_same(report, undisturbed, running)
    slow = [each for each in found if max(each.lease_seconds, each.partitions_seconds) > WITHIN_SECONDS]
    assert slow == []
