"""Whether something moves is seen by looking again."""

import asyncio
import time
from collections.abc import Awaitable, Callable

LOOK_SECONDS = 0.25
MOVES_WITHIN_SECONDS = 3.0
"""A lease's beat moves each second, a commit comes each half second: what is still after this does not move."""


async def moves(look: Callable[[], Awaitable[object]], seen: object) -> bool:
    """Whether `look` soon gives something else than `seen`."""
    deadline = time.monotonic() + MOVES_WITHIN_SECONDS
    while time.monotonic() < deadline:
        await asyncio.sleep(LOOK_SECONDS)
        if await look() != seen:
            return True
    return False
