"""A few connections to the mail server, shared by all mails."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable

import structlog

from services.notify.mailer.smtp import Report, Server, Wire

FIRST_REST_SECONDS = 0.5
MOST_REST_SECONDS = 10.0

log = structlog.get_logger(__name__)


class Pool:
    """`size` connections; the one used last is used first. While the server is away, rests longer and longer."""

    def __init__(self, server: Server, size: int, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._wires: asyncio.LifoQueue[Wire] = asyncio.LifoQueue()
        for _ in range(size):
            self._wires.put_nowait(Wire(server))
        self._monotonic = monotonic
        self._failures = 0
        self._resting_until = float("-inf")

    @property
    def resting(self) -> bool:
        """Whether the server was away a moment ago: no use in trying the next mail yet."""
        return self._monotonic() < self._resting_until

    @contextlib.asynccontextmanager
    async def wire(self) -> AsyncIterator[Wire]:
        """A connection for one mail, as soon as one is free."""
        wire = await self._wires.get()
        try:
            yield wire
        finally:
            self._wires.put_nowait(wire)

    async def close(self) -> None:
        """Close all connections that are not in use."""
        while not self._wires.empty():
            await self._wires.get_nowait().close()

    def note(self, report: Report) -> None:
        """Learn from an attempt whether the server is there."""
        if report.connected:
            self._failures = 0
            self._resting_until = float("-inf")
        elif not self.resting:
            self._failures += 1
            seconds = min(FIRST_REST_SECONDS * 2.0 ** min(self._failures - 1, 20), MOST_REST_SECONDS)
            self._resting_until = self._monotonic() + seconds
            log.warning("mail.server_away", problem=report.problem, rest_seconds=seconds)
