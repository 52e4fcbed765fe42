"""A record is handed over at once, and when it cannot be, as Faust would."""

import asyncio
from typing import Any

import pytest
from mode import Service

from chassis.consumer.delivery import AtOnce


class Part(AtOnce, Service):
    """A service with nothing to do."""


def tasks() -> int:
    return len(asyncio.all_tasks())


async def test_what_need_not_wait_needs_no_task() -> None:
    before, suspended, seen = tasks(), asyncio.Event(), []

    async def hand_over() -> str:
        seen.append(tasks())
        return "done"

    result = await Part().wait_first(hand_over(), suspended.wait())
    assert (result.results, result.stopped) == (["done"], False)
    assert seen == [before]


async def test_what_has_to_wait_is_waited_for() -> None:
    room, suspended = asyncio.Event(), asyncio.Event()

    async def hand_over() -> str:
        await room.wait()
        await asyncio.sleep(0)
        async with asyncio.timeout(5):
            await asyncio.to_thread(lambda: None)
        return "done"

    asyncio.get_running_loop().call_soon(room.set)
    result = await Part().wait_first(hand_over(), suspended.wait())
    assert result.results == ["done"]


async def test_a_rebalance_cuts_short_what_waits() -> None:
    suspended, ended = asyncio.Event(), asyncio.Event()

    async def hand_over() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    asyncio.get_running_loop().call_soon(suspended.set)
    result = await Part().wait_first(hand_over(), suspended.wait())
    assert result.results == [True]
    await asyncio.wait_for(ended.wait(), 1)


@pytest.mark.parametrize("waits", [False, True])
async def test_what_it_raises_is_raised(waits: bool) -> None:
    async def hand_over() -> Any:
        if waits:
            await asyncio.sleep(0)
        raise ZeroDivisionError

    suspended = asyncio.Event()
    with pytest.raises(ZeroDivisionError):
        await Part().wait_first(hand_over(), suspended.wait())


async def test_a_part_that_stopped_hands_nothing_over() -> None:
    part, seen = Part(), []

    async def hand_over() -> None:
        await asyncio.sleep(1)
        seen.append("handed over")

    await part.stop()
    assert (await part.wait_first(hand_over(), asyncio.Event().wait())).stopped
    assert seen == []
