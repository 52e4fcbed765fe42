"""Whether the store has been there long enough for a claim that ran out to mean that its holder is dead.

While the store is away nobody can prolong anything. Whoever claims first when it is back would send what the living
have sent already and could not yet write down.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from chassis.clock import Clock

GAP_SECONDS = 3.0
"""A sender that is well hears from the store every second or two; a longer gap may have cost others their claims."""
PATIENCE_SECONDS = 6.0
"""For so long after a gap, and after its start, a sender leaves to the others what they held before it."""
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Steadiness:
    """When this process last heard from the store, and since when without a gap."""

    def __init__(self, clock: Clock, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._monotonic = monotonic
        self._last: tuple[float, datetime] = (float("-inf"), NEVER)
        self._patient_until = float("-inf")
        self._before_the_gap = NEVER

    def heard(self) -> None:
        """The store has answered."""
        now, (last, at) = self._monotonic(), self._last
        if now - last > GAP_SECONDS:
            self._patient_until, self._before_the_gap = now + PATIENCE_SECONDS, at
        self._last = (now, self._clock())

    def lapsed_by(self) -> datetime:
        """Claims that had run out by this moment are anybody's: by now, if the store has been there for a while."""
        now, (last, at) = self._monotonic(), self._last
        if now - last > GAP_SECONDS:
            return at
        return self._clock() if now >= self._patient_until else self._before_the_gap
