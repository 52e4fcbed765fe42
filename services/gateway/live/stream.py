"""One open stream: whose it is, what it has told, and how it is woken and ended."""

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum

from services.gateway.live.caller import Caller, Sight, own

GRACE_SECONDS = 1.0
"""For the last words to somebody who does not read."""


class End(StrEnum):
    """Why a stream ends."""

    TOKEN_EXPIRED = "token-expired"
    LIFE_OVER = "life-over"
    SESSION_ENDED = "session-ended"
    SHUTDOWN = "shutdown"
    LEFT = "left"


@dataclass(eq=False, slots=True)
class Stream:
    """`position` is how far in the journal it has told everything, `first` where it began to.

    `cut` ends it however slowly its reader reads.
    """

    caller: Caller
    sight: Sight
    first: int = 0
    position: int = 0
    end: End | None = None
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    cut: asyncio.Timeout | None = None

    @classmethod
    def of(cls, caller: Caller) -> "Stream":
        """A stream that has not begun."""
        return cls(caller, own(caller.actor.account_id))

    @property
    def keys(self) -> frozenset[str]:
        """What it is to be woken for."""
        return self.sight.keys | self.sight.stirs

    def begin(self, position: int) -> None:
        """What comes after this position is told; what was before is known to the reader or not his to know."""
        self.first = self.position = position

    def stop(self, end: End) -> None:
        """End it now; the first reason counts."""
        if self.end is not None:
            return
        self.end = end
        self.woken.set()
        if self.cut is not None:
            self.cut.reschedule(asyncio.get_running_loop().time() + GRACE_SECONDS)
