"""How often somebody may ask: moving windows in memory, one process each.

The windows are our own: the in-memory storages of the library `limits` walk all keys in a thread at nearly every
request (measured with 1,000 keys and 100 requests a second: 0.9 of a core). Its notation `20/hour` is used.
"""

import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from chassis.errors import TooManyRequests
from services.gateway.settings import GatewaySettings

NAMES = ("sign_up", "login", "recording", "api")
"""The limits that the settings have: each with a window of its own."""


class MovingWindow:
    """At most `amount` hits a key in any `seconds`. Keys that have been quiet for so long are forgotten."""

    def __init__(self, amount: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._amount = amount
        self._seconds = seconds
        self._clock = clock
        self._hits: OrderedDict[str, deque[float]] = OrderedDict()

    def hit(self, key: str) -> float | None:
        """Count one. None when it is allowed; else (and then it is not counted) the seconds until one is."""
        now = self._clock()
        self._forget(now)
        hits = self._hits.setdefault(key, deque())
        while hits and now - hits[0] >= self._seconds:
            hits.popleft()
        if len(hits) >= self._amount:
            return self._seconds - (now - hits[0])
        hits.append(now)
        self._hits.move_to_end(key)
        return None

    def __len__(self) -> int:
        return len(self._hits)

    def _forget(self, now: float) -> None:
        while self._hits:
            key, hits = next(iter(self._hits.items()))
            if hits and now - hits[-1] < self._seconds:
                return
            del self._hits[key]


class RateLimits:
    """The limits of design section 10, and one of captchas that are heard."""

    def __init__(self, settings: GatewaySettings, clock: Callable[[], float] = time.monotonic) -> None:
        self._windows = {name: MovingWindow(*settings.limit(name), clock=clock) for name in NAMES}

    def count(self, limit: str, key: str) -> None:
        """Count a request of `key`. Raises TooManyRequests (429 with Retry-After in whole seconds)."""
        wait = self._windows[limit].hit(key)
        if wait is not None:
            raise TooManyRequests(retry_after=max(1, math.ceil(wait)))
