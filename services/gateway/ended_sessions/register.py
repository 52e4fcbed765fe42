"""Which sessions have ended, remembered as long as a token of theirs can live."""

from collections.abc import Callable
from datetime import datetime, timedelta

from chassis.clock import Clock

TOKEN_LIFE = timedelta(minutes=5)
SLACK = timedelta(minutes=1)
"""For clocks that differ and events that come late."""

REMEMBERED = TOKEN_LIFE + SLACK


class EndedSessions:
    """Session ids (claim `sid`). Any number of replicas may learn of the same end in any order.

    `heard` are told of each end at once.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.heard: list[Callable[[str], None]] = []
        self._until: dict[str, datetime] = {}

    def add(self, session_id: str) -> None:
        """From now on every token of this session is refused."""
        now = self._clock()
        self._until.pop(session_id, None)
        self._until[session_id] = now + REMEMBERED
        self._forget(now)
        for tell in self.heard:
            tell(session_id)

    def __contains__(self, session_id: object) -> bool:
        return session_id in self._until

    def __len__(self) -> int:
        return len(self._until)

    def _forget(self, now: datetime) -> None:
        """Drop those at the front, the oldest, whose tokens have all expired."""
        while self._until:
            oldest = next(iter(self._until))
            if self._until[oldest] > now:
                return
            del self._until[oldest]
