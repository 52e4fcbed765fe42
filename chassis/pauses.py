"""Pauses between attempts: longer each time, never all at the same moment, and with an upper bound."""

import asyncio
import random
import time

LONGEST_PAUSE = 2.0
"""Seconds between two attempts, jitter aside."""


async def backoff(attempt: int, deadline: float) -> bool:
    """Sleep before the next attempt (from 0), with jitter; False when the deadline (monotonic) has passed."""
    if time.monotonic() > deadline:
        return False
    await asyncio.sleep(pause(attempt) * random.uniform(0.5, 1.5))
    return True


def pause(attempt: int) -> float:
    """Seconds before the next attempt: doubled each time up to LONGEST_PAUSE, however many there were."""
    return min(0.02 * 2.0 ** min(attempt, 10), LONGEST_PAUSE)
