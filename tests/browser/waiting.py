"""Waiting for what happens behind the pages."""

import time
from collections.abc import Callable

WITHIN = 20.0
PAUSE = 0.2


def in_time(holds: Callable[[], bool]) -> None:
    """Ask again and again until it holds. Raises AssertionError when it does not within 20 seconds."""
    deadline = time.monotonic() + WITHIN
    while not holds():
        assert time.monotonic() < deadline, "it did not come to be in time"
        time.sleep(PAUSE)
