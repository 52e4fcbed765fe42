"""Whether something moves is seen by looking again."""

import asyncio
import time
from collections.abc import Awaitable, Callable

LOOK_SECONDS = 0.25
MOVES_WITHIN_SECONDS = 3.0
"""A lease's beat moves each second, a commit comes each half second: what is still after this does not move."""


async def soon(look: Callable[[], Awaitable[bool]]) -> bool:
    """Whether `look` says yes within that time, or once more after it: a look may take as long itself."""
    deadline = time.monotonic() + MOVES_WITHIN_SECONDS
    last = False
    while not last:
        last = time.monotonic() >= deadline
        await asyncio.sleep(LOOK_SECONDS)
        if await look():
            return True
    return False


async def moves(look: Callable[[], Awaitable[object]], seen: object) -> bool:
    """Whether `look` soon gives something else than `seen`."""

    async def differs() -> bool:
        return await look() != seen

    return await soon(differs)
