"""Timekeeper: fires what is due. Rows are claimed in bulk; the firing's inbox row makes it effectively once."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import structlog

from chassis.claims import claim, release
from chassis.clock import Clock
from chassis.decider import TimerFired
from chassis.ids import new_id
from chassis.metrics import TIMERS_FIRED, TIMERS_OVERDUE, TIMERS_TRIED
from chassis.mongo import Document, Store
from chassis.steps import Step
from chassis.timers import TIMERS
from chassis.unit_of_work import Outcome, Poisoned, UnitOfWork, Work

POLL_SECONDS = 1.0
CLAIM_SECONDS = 6.0
"""So that others fire within ten seconds what a killed process had claimed. Who is slower than this loses nothing: the
firing that commits second is a duplicate."""
CLAIM_ROWS = 100
ACTOR = "system:timer"
FAILED = "failed"
"""What became of a deadline that raised what is no refusal of the domain, beside the outcomes of all messages."""

log = structlog.get_logger(__name__)


class Timekeeper:
    """Looks each second for deadlines that have come, of the names that the service declares."""

    def __init__(
        self,
        store: Store,
        unit_of_work: UnitOfWork,
        timers: Mapping[str, Sequence[Step]],
        clock: Clock,
        slot: str,
    ) -> None:
        self._store = store
        self._unit_of_work = unit_of_work
        self._timers = timers
        self._clock = clock
        self._slot = slot
        self._waits_since: datetime | None = None
        TIMERS_OVERDUE.set_function(self._overdue_seconds)

    async def run(self) -> None:
        """Fire until cancelled, first what this slot had claimed when it was killed. Trouble is waited out."""
        await self.close()
        while True:
            fired = 0
            try:
                fired = await self.fire_due()
            except Exception as error:
                log.warning("timers.retry", error=repr(error))
            if fired < CLAIM_ROWS:
                await asyncio.sleep(POLL_SECONDS)

    async def fire_due(self) -> int:
        """Fire at most one hundred deadlines that have come; how many were claimed.

        One that fails stays claimed, and is tried again when the claim has run out.
        """
        now = self._clock()
        due = {"name": {"$in": list(self._timers)}, "due_at": {"$lte": now}}
        rows = await claim(
            self._store[TIMERS], due=due, now=now, limit=CLAIM_ROWS, holder=self._slot, lease_seconds=CLAIM_SECONDS
        )
        rows.sort(key=lambda row: row["due_at"])
        if rows and self._waits_since is None:
            self._waits_since = rows[0]["due_at"]
        await self._fire([self._work(row) for row in rows])
        if self._waits_since is not None:
            self._waits_since = await self._oldest(due)
        return len(rows)

    async def close(self) -> None:
        """Give back what is claimed."""
        try:
            await release(self._store[TIMERS], holder=self._slot)
        except Exception as error:
            log.warning("timers.close", error=repr(error))

    async def _fire(self, works: Sequence[Work]) -> None:
        """Those that fail are left out, one by one, and counted."""
        while works:
            try:
                outcomes = [str(result.outcome) for result in await self._unit_of_work.batch(works)]
            except Poisoned as poison:
                log.error("timer.failed", timer=poison.work.fired_timer, exc_info=poison.error)
                outcomes = [*(str(result.outcome) for result in poison.settled), FAILED]
            for work, outcome in zip(works, outcomes, strict=False):
                TIMERS_TRIED.labels(work.message.name, outcome).inc()
                if outcome == Outcome.HANDLED:
                    TIMERS_FIRED.labels(work.message.name).inc()
            works = works[len(outcomes) :]

    async def _oldest(self, due: Document) -> datetime | None:
        """When the oldest of those that are due came, whoever holds it. Asked only while one is known to wait."""
        row = await self._store[TIMERS].find_one(due, {"due_at": 1}, sort=[("due_at", 1)])
        return None if row is None else row["due_at"]

    def _overdue_seconds(self) -> float:
        return 0.0 if self._waits_since is None else (self._clock() - self._waits_since).total_seconds()

    def _work(self, row: Mapping[str, Any]) -> Work:
        due_at: datetime = row["due_at"]
        return Work(
            id=f"{row['_id']}:{due_at.isoformat()}",
            message=TimerFired(row["name"], row["subject"], due_at),
            steps=self._timers[row["name"]],
            actor=ACTOR,
            correlation_id=new_id(),
            fired_timer=row["_id"],
        )
