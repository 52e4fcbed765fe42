"""Waiting, as a person does, for what the system does in its own time."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

INTERVAL = 0.25
PATIENCE = 120.0
"""Seconds, for an answer or for its consequence: several faults may follow each other."""


class NeverCame(Exception):
    """What had to come did not."""


async def until(what: str, look: Callable[[], Awaitable[T | None]]) -> T:
    """Look again and again. Raises NeverCame."""
    deadline = time.monotonic() + PATIENCE
    while (found := await look()) is None:
        if time.monotonic() > deadline:
            raise NeverCame(what)
        await asyncio.sleep(INTERVAL)
    return found
