"""Works that stand and fall together."""

import asyncio

import pytest

from chassis.together import until_one_ends


async def for_ever(ended: list[str], name: str) -> None:
    try:
        await asyncio.Event().wait()
    finally:
        ended.append(name)


async def failing() -> None:
    raise ValueError("broken")


async def done() -> None:
    return


async def test_the_first_that_fails_ends_all_and_is_heard() -> None:
    ended: list[str] = []
    with pytest.raises(ValueError, match="broken"):
        await until_one_ends(for_ever(ended, "one"), failing(), for_ever(ended, "other"))
    assert sorted(ended) == ["one", "other"]


async def test_the_first_that_is_done_ends_all() -> None:
    ended: list[str] = []
    await until_one_ends(for_ever(ended, "one"), done())
    assert ended == ["one"]


async def test_who_cancels_it_cancels_all() -> None:
    ended: list[str] = []
    task = asyncio.create_task(until_one_ends(for_ever(ended, "one"), for_ever(ended, "other")))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert sorted(ended) == ["one", "other"]
