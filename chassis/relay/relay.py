"""Relay: outbox -> Kafka, in order of each subject's sequence, by whoever holds the service's lease."""

import asyncio
import time
from collections import Counter
from datetime import datetime
from typing import Any

import structlog

from chassis import spans
from chassis.clock import Clock
from chassis.leases import RENEW_SECONDS, Lease
from chassis.metrics import OUTBOX_AGE, OUTBOX_DEPTH, PUBLISHED
from chassis.mongo import Store
from chassis.producer import Producer
from chassis.relay.backlog import PORTION_ROWS, Backlog, Portion
from chassis.relay.handed import Handed, Rows
from chassis.together import until_one_ends
from chassis.unit_of_work.outbox import OUTBOX, PENDING, record_of

POLL_SECONDS = 1.0
RETRY_SECONDS = 0.5
CLOSE_SECONDS = 5.0

log = structlog.get_logger(__name__)


class NotKept(RuntimeError):
    """What is pending cannot be read, so it must not be marked either.

    Both were written together, but each read is for itself: when the store elects another primary between the two,
    that one may not show yet what the former did.
    """


class Relay:
    """Publishes what was committed. Call `committed` after a commit; others' come by change stream, or by poll.

    A row is published again when the process dies between publish and mark; consumers absorb that by event id.
    `portion_rows` events at most are in memory at once, save where a single transaction holds more.
    """

    def __init__(
        self,
        store: Store,
        producer: Producer,
        lease: Lease,
        clock: Clock,
        topic_prefix: str = "",
        *,
        portion_rows: int = PORTION_ROWS,
    ) -> None:
        self._store = store
        self._producer = producer
        self._lease = lease
        self._clock = clock
        self._prefix = topic_prefix
        self._portion_rows = portion_rows
        self._handed = Handed(portion_rows)
        self._woken = asyncio.Event()
        self.oldest_seconds = 0.0

    def committed(self, id: str, rows: Rows) -> None:
        """This outbox document was committed."""
        if self._lease.held:
            self._handed.keep(id, rows)
        self.wake()

    def wake(self) -> None:
        """There is something to publish."""
        self._woken.set()

    async def run(self) -> None:
        """Publish until cancelled. Trouble with store or broker is waited out."""
        await until_one_ends(self._hold(), self._publish(), self._listen())

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
        """Publish what is pending and mark it, a portion after the other; the number of rows.

        Raises what store or broker raise, and NotKept. Stops when the lease is lost. Nothing is left out by a watermark
        over ids: a transaction that commits late, with a lower id, is pending for the next call.
        """
        backlog = await Backlog.of(self._store)
        self._note_age(backlog.depth, backlog.oldest)
        published, left = 0, backlog.depth
        for portion in backlog.portions(self._portion_rows):
            self._note_age(left, portion.oldest)
            rows = await self._rows(portion)
            if not self._lease.held:
                break
            begun = time.time()
            await self._producer.send([record_of(row, self._prefix) for row in rows])
            if spans.measured():
                _trace(rows, begun, time.time())
            await self._store[PENDING].delete_many({"_id": {"$in": portion.ids}})
            for topic, count in Counter(row["topic"] for row in rows).items():
                PUBLISHED.labels(topic).inc(count)
            published += len(rows)
            left -= len(portion.ids)
        return published

    async def _rows(self, portion: Portion) -> list[dict[str, Any]]:
        handed = self._handed.take(portion.ids)
        rows = [row for each in handed.values() for row in each]
        left = [id for id in portion.ids if id not in handed]
        if left:
            documents = [each async for each in self._store[OUTBOX].find({"_id": {"$in": left}})]
            if len(documents) < len(left):
                raise NotKept(f"{len(left) - len(documents)} pending documents are not to be read")
            rows += [row for document in documents for row in document["rows"]]
        return sorted(rows, key=lambda row: (row["subject"], row["sequence"]))

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
                self._handed.forget()
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


def _trace(rows: list[dict[str, Any]], begun: float, ended: float) -> None:
    """A span an event, as long as its portion."""
    for row in rows:
        about = {"messaging.message.id": row["id"], "messaging.destination.name": row["topic"]}
        spans.record(row["type"], spans.Kind.PRODUCER, row["traceparent"], begun, ended, about)
