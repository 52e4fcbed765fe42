"""Relay: outbox -> Kafka, in order of each subject's sequence, by whoever holds the service's lease."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import structlog

from chassis.clock import Clock
from chassis.leases import RENEW_SECONDS, Lease
from chassis.metrics import OUTBOX_AGE, OUTBOX_DEPTH, PUBLISHED
from chassis.mongo import Store
from chassis.producer import Producer
from chassis.unit_of_work.outbox import OUTBOX, PENDING, record_of

POLL_SECONDS = 1.0
RETRY_SECONDS = 0.5
CLOSE_SECONDS = 5.0
CHUNK_ROWS = 10_000
"""Ids a statement: more would not fit into one message to the store."""

log = structlog.get_logger(__name__)


class Relay:
    """Publishes what was committed. Call `wake` after a commit; others' commits come by change stream, or by poll.

    A row is published again when the process dies between publish and mark; consumers absorb that by event id.
    """

    def __init__(self, store: Store, producer: Producer, lease: Lease, clock: Clock, topic_prefix: str = "") -> None:
        self._store = store
        self._producer = producer
        self._lease = lease
        self._clock = clock
        self._prefix = topic_prefix
        self._woken = asyncio.Event()
        self.oldest_seconds = 0.0

    def wake(self) -> None:
        """There is something to publish."""
        self._woken.set()

    async def run(self) -> None:
        """Publish until cancelled. Trouble with store or broker is waited out."""
        tasks = [asyncio.create_task(work) for work in (self._hold(), self._publish(), self._listen())]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def close(self) -> None:
        """Publish what is left, if we may, and give the lease back."""
        try:
            if self._lease.held:
                await asyncio.wait_for(self.publish_pending(), CLOSE_SECONDS)
        except Exception as error:
            log.warning("relay.close", error=repr(error))
        try:
            await asyncio.wait_for(self._lease.release(), CLOSE_SECONDS)
        except Exception as error:
            log.warning("relay.release", error=repr(error))

    async def publish_pending(self) -> int:
        """Publish every pending row and mark it; the number of rows. Raises what store or broker raise.

        Nothing is left out by a limit or a watermark over ids: a transaction that committed late, with a lower id,
        may hold the predecessor of a row that is there already.
        """
        pending = await self._pending()
        if not pending:
            return 0
        ids = [row["_id"] for row in pending]
        chunks = [ids[start : start + CHUNK_ROWS] for start in range(0, len(ids), CHUNK_ROWS)]
        rows: list[dict[str, Any]] = []
        for chunk in chunks:
            rows += [row async for found in self._store[OUTBOX].find({"_id": {"$in": chunk}}) for row in found["rows"]]
        rows.sort(key=lambda row: (row["subject"], row["sequence"]))
        if not self._lease.held:
            return 0
        await self._producer.send([record_of(row, self._prefix) for row in rows])
        for chunk in chunks:
            await self._store[PENDING].delete_many({"_id": {"$in": chunk}})
        for row in rows:
            PUBLISHED.labels(row["topic"]).inc()
        return len(rows)

    async def _pending(self) -> Sequence[dict[str, Any]]:
        pending = await self._store.snapshot(PENDING)
        self._note_age(len(pending), min((row["at"] for row in pending), default=None))
        return pending

    def _note_age(self, depth: int, oldest: datetime | None) -> None:
        """What waits, as far as it is ours to publish: who does not lead says nothing of it."""
        self.oldest_seconds = (self._clock() - oldest).total_seconds() if oldest else 0.0
        OUTBOX_DEPTH.set(depth)
        OUTBOX_AGE.set(self.oldest_seconds)

    async def _publish(self) -> None:
        while True:
            self._woken.clear()
            published = 0
            if self._lease.held:
                try:
                    published = await self.publish_pending()
                except Exception as error:
                    log.warning("relay.retry", error=repr(error))
                    await asyncio.sleep(RETRY_SECONDS)
            else:
                self._note_age(0, None)
            if not published:
                await _within(self._woken.wait(), POLL_SECONDS)

    async def _hold(self) -> None:
        while True:
            try:
                before = self._lease.held
                if await self._lease.hold() and not before:
                    log.info("relay.leading", token=self._lease.token)
                    self.wake()
            except Exception as error:
                log.warning("lease.retry", error=repr(error))
            await asyncio.sleep(RENEW_SECONDS)

    async def _listen(self) -> None:
        while True:
            try:
                async for _ in self._store.inserts(PENDING):
                    self.wake()
            except Exception as error:
                log.warning("relay.change_stream", error=repr(error))
            await asyncio.sleep(POLL_SECONDS)


async def _within(awaitable: Any, seconds: float) -> None:
    try:
        await asyncio.wait_for(awaitable, seconds)
    except TimeoutError:
        return
