"""How fast what people send by hand goes into a running system."""

from asyncio import sleep
from time import monotonic


class Pace:
    """At most `rate` a second; None: as fast as it goes.

    Time that was lost is not made up for: what waited a minute for the broker does not leave in one burst after it.
    """

    def __init__(self, rate: float | None) -> None:
        self._rate = rate
        self._next = monotonic()

    async def turn(self, many: int = 1) -> None:
        """Wait until the next may go, and take the time of so many."""
        if self._rate is None:
            return
        await sleep(max(0.0, self._next - monotonic()))
        self._next = max(self._next, monotonic()) + many / self._rate
