"""Waiting for what happens behind the pages."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

WITHIN = 90.0
PAUSE = 0.2


def in_time(look: Callable[[], T], what: str = "it") -> T:
    """Look again and again until there is something true, and return that.

    Raises AssertionError when there is none within 90 seconds, or at once what `look` raises.
    """
    deadline = time.monotonic() + WITHIN
    while not (found := look()):
        assert time.monotonic() < deadline, f"{what} did not come to be within {WITHIN:.0f} s"
        time.sleep(PAUSE)
    return found
