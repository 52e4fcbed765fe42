"""Renewing a session once, however many tabs ask at the same moment."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from chassis.clock import Clock
from services.gateway.sessions.session import Session

REMEMBERED = timedelta(seconds=60)
"""So long the browser may miss an answer (a page that was left early) and ask with the older cookie again.

Identity takes that token for a copy after ten seconds and would end the session.
"""


class Renewals:
    """Renewals under way and just done, by the refresh token they used up (of which only a hash is kept)."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: dict[bytes, tuple[datetime, asyncio.Task[Session]]] = {}

    async def renew(self, session: Session, ask: Callable[[Session], Awaitable[Session]]) -> Session:
        """The successor of this session. `ask` gets it from identity; whatever it raises is raised to all who wait."""
        now = self._clock()
        self._forget(now)
        used_up = hashlib.sha256(session.refresh_token.encode()).digest()
        known = self._known.get(used_up)
        if known is None:
            task = asyncio.ensure_future(ask(session))
            self._known[used_up] = (now + REMEMBERED, task)
            task.add_done_callback(lambda done: self._settle(used_up, done))
        else:
            _, task = known
        return await asyncio.shield(task)

    def __len__(self) -> int:
        return len(self._known)

    def _settle(self, used_up: bytes, done: "asyncio.Future[Session]") -> None:
        """A renewal that failed is tried again by whoever asks next."""
        if done.cancelled() or done.exception() is not None:
            self._known.pop(used_up, None)

    def _forget(self, now: datetime) -> None:
        while self._known:
            oldest = next(iter(self._known))
            until, task = self._known[oldest]
            if until > now or not task.done():
                return
            del self._known[oldest]
