"""Waiting for what the services do in their own time."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from deploy.trouble import StackTrouble

T = TypeVar("T")
INTERVAL = 0.1


async def until(check: Callable[[], Awaitable[T]], *, within: float, what: str) -> T:
    """Return the first true answer of `check`; StackTrouble naming `what` when there is none within the time."""
    deadline = asyncio.get_running_loop().time() + within
    while not (answer := await check()):
        if asyncio.get_running_loop().time() > deadline:
            raise StackTrouble(f"{what}: not within {within:.0f} s. See the logs.")
        await asyncio.sleep(INTERVAL)
    return answer
