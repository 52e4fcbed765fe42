"""The pump: a batch is whatever arrived while the last one ran. No timer on the hot path."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any


async def pump(stream: Any, handle: Callable[[Sequence[Any]], Awaitable[None]], size: int) -> None:
    """Feed a Faust stream to `handle` in batches of at most `size` messages, acknowledging each batch after it.

    An exception of `handle` ends the agent, and nothing of that batch is acknowledged (messaging runtime, section 1).
    """
    waiting: list[Any] = []
    more, room = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        while True:
            await more.wait()
            batch = waiting[:size]
            del waiting[:size]
            if not waiting:
                more.clear()
            room.set()
            await handle([event.message for event in batch])
            for event in batch:
                event.ack()

    async def fill() -> None:
        async for event in stream.noack().events():
            waiting.append(event)
            more.set()
            if len(waiting) >= 2 * size:
                room.clear()
                await room.wait()

    tasks = {asyncio.ensure_future(work()), asyncio.ensure_future(fill())}
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
