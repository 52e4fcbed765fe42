"""Pulse: whether work that may take long still moves. Liveness asks it; a restart ends only what has stopped moving.

Whoever does the work calls `beat` at every sign of life: each attempt on the store, each attempt to set a record
aside. It beats for the work of the task that calls it, and for nobody where no work is watched.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_WATCHED: ContextVar["Pulse | None"] = ContextVar("pulse", default=None)


def beat() -> None:
    """The work that this is part of moves."""
    pulse = _WATCHED.get()
    if pulse is not None:
        pulse.beat()


class Pulse:
    """Watches one piece of work."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._last = monotonic()

    @property
    def silent(self) -> float:
        """Seconds since the last sign of life."""
        return self._monotonic() - self._last

    def beat(self) -> None:
        """It moves."""
        self._last = self._monotonic()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """What runs inside, in this task, is that work."""
        token = _WATCHED.set(self)
        try:
            yield
        finally:
            _WATCHED.reset(token)
