"""Work that moves beats; work that has stopped is silent (design section 9, liveness)."""

import asyncio

from chassis.pulse import Pulse, beat


class Monotonic:
    """A clock that a test turns."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


async def test_only_the_work_of_this_task_beats() -> None:
    clock = Monotonic()
    ours, theirs = Pulse(clock), Pulse(clock)
    moved = asyncio.Event()

    async def work() -> None:
        with ours.watched():
            await moved.wait()
            beat()

    async def hang() -> None:
        with theirs.watched():
            await asyncio.Event().wait()

    hanging, working = asyncio.create_task(hang()), asyncio.create_task(work())
    await asyncio.sleep(0)
    clock.now += 60
    assert (ours.silent, theirs.silent) == (60, 60)
    moved.set()
    await working
    assert (ours.silent, theirs.silent) == (0, 60)
    hanging.cancel()
    await asyncio.gather(hanging, return_exceptions=True)


def test_a_beat_outside_of_watched_work_is_nobodys() -> None:
    clock = Monotonic()
    pulse = Pulse(clock)
    clock.now += 5
    beat()
    assert pulse.silent == 5
