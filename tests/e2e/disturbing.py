"""When something happens to whom: drawn at random, printed, and drawn again from the same seed (`DEATH_SEED`)."""

import asyncio
import os
import random
from collections.abc import Awaitable, Callable, Sequence

from demo.story import STORY, Step

LONGEST_DELAY = 0.3
"""Seconds after the beginning of a step, about as long as a step takes when nobody disturbs it."""


def seeds(count: int) -> list[int]:
    """The seeds to draw from: `DEATH_SEED` alone when it is set, else `count` new ones."""
    given = os.environ.get("DEATH_SEED")
    return [int(given)] if given else [random.randrange(10**6) for _ in range(count)]


class Disturbance:
    """Does `deed` to each of `names` in turn, at random moments of a play: give `on_step` to it, `done` at the end."""

    def __init__(self, seed: int, names: Sequence[str], deed: Callable[[str], Awaitable[None]]) -> None:
        drawn = random.Random(seed)
        steps = sorted(drawn.sample(range(len(STORY)), len(names)))
        order = drawn.sample(list(names), len(names))
        self._plan = {
            STORY[step].title: (name, drawn.uniform(0, LONGEST_DELAY)) for step, name in zip(steps, order, strict=True)
        }
        self._deed = deed
        self._tasks: list[asyncio.Task[None]] = []
        told = [f"{name} {delay:.2f} s into “{title}”" for title, (name, delay) in self._plan.items()]
        self.story = f"DEATH_SEED={seed}: {'; '.join(told)}"

    def on_step(self, step: Step) -> None:
        """Prepare what belongs to this step."""
        if step.title in self._plan:
            self._tasks.append(asyncio.create_task(self._later(*self._plan[step.title])))

    async def done(self) -> None:
        """Wait until all deeds are done; raises what one of them raised."""
        assert len(self._tasks) == len(self._plan), "the play ended before everything had happened"
        await asyncio.gather(*self._tasks)

    async def _later(self, name: str, delay: float) -> None:
        await asyncio.sleep(delay)
        await self._deed(name)
