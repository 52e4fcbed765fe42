"""Relay: outbox -> Kafka, in order of each subject's sequence, by whoever holds the service's lease."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Iterable, Set
from contextlib import suppress
from datetime import datetime
from time import monotonic
from typing import Any

import structlog

from chassis import spans
from chassis.clock import Clock
from chassis.leases import RENEW_SECONDS, Lease
from chassis.metrics import OUTBOX_AGE, OUTBOX_DEPTH, PUBLISHED
from chassis.mongo import Store
from chassis.producer import Producer
from chassis.relay.backlog import LISTED_DOCUMENTS, PORTION_ROWS, Backlog, Portion
from chassis.relay.handed import Handed, Rows
from chassis.relay.published import Published
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

    What was committed in this process leaves at once, from memory, if the events before it are known to be out. Nothing
    can come between: whatever precedes it was committed before it, and is named by it. All else is found by a look at
    what is pending, which tells the order between processes.

    A row is published again when the process dies between publish and mark; consumers absorb that by event id.
    `portion_rows` events at most are in memory at once, save where a single transaction holds more; of what
    waits, the first `listed` transactions (twice as many while they are looked for) are known by their ids.
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
        listed: int = LISTED_DOCUMENTS,
    ) -> None:
        self._store = store
        self._producer = producer
        self._lease = lease
        self._clock = clock
        self._prefix = topic_prefix
        self._portion_rows = portion_rows
        self._listed = listed
        self._handed = Handed(portion_rows)
        self._published = Published()
        self._token = 0
        self._woken = asyncio.Event()
        self._told = True
        self._looked_at = float("-inf")
        self.oldest_seconds = 0.0

    def committed(self, id: str, rows: Rows, after: Set[str]) -> None:
        """This outbox document was committed; `after` are those with the events just before its own."""
        if self._lease.held and self._handed.keep(id, rows, after):
            self._woken.set()
        else:
            self.wake()

    def wake(self) -> None:
        """There may be something to publish that was not handed over."""
        self._told = True
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

    async def publish(self) -> int:
        """Publish what was handed over, and what else is pending if there may be something; the number of rows.

        Raises what store or broker raise. Somebody looks each second, whatever was or was not heard of.
        """
        if self._lease.token != self._token:
            self._handed.forget()
            self._token, self._told = self._lease.token, True
        published = await self._publish_handed()
        looked_lately = monotonic() < self._looked_at + POLL_SECONDS
        if looked_lately and not self._told and not self._handed.waits(self._published):
            return published
        self._told = False
        published += await self.publish_pending()
        self._looked_at = monotonic()
        return published

    async def publish_pending(self) -> int:
        """Publish what is pending and mark it, a portion after the other; the number of rows.

        Raises what store or broker raise, and NotKept. Stops when the lease is lost. Nothing is left out by a watermark
        over ids: a transaction that commits late, with a lower id, is pending for the next call.
        """
        known = self._handed.ids
        backlog = await Backlog.of(self._store, self._listed)
        self._note_age(backlog.depth, backlog.oldest)
        published, left = 0, backlog.depth
        for portion in backlog.portions(self._portion_rows):
            self._note_age(left, portion.oldest)
            rows = await self._rows(portion)
            if not self._lease.held:
                break
            await self._send(portion.ids, rows)
            published += len(rows)
            left -= len(portion.ids)
        if left:
            self._told = True
        else:
            self._handed.take(known)
            self._note_age(0, None)
        return published

    async def _publish_handed(self) -> int:
        """Publish and mark what may leave without a look; what was handed over late is out already."""
        self._handed.take([id for id in self._handed.ids if id in self._published])
        free = self._handed.take(self._handed.free(self._published))
        if not free or not self._lease.held:
            return 0
        rows = _in_order(row for each in free.values() for row in each)
        await self._send(list(free), rows)
        return len(rows)

    async def _send(self, ids: list[str], rows: list[dict[str, Any]]) -> None:
        begun = time.time()
        await self._producer.send([record_of(row, self._prefix) for row in rows])
        if spans.measured():
            _trace(rows, begun, time.time())
        self._published.add(ids)
        await self._store[PENDING].delete_many({"_id": {"$in": ids}})
        for topic, count in Counter(row["topic"] for row in rows).items():
            PUBLISHED.labels(topic).inc(count)

    async def _rows(self, portion: Portion) -> list[dict[str, Any]]:
        handed = self._handed.take(portion.ids)
        rows = [row for each in handed.values() for row in each]
        left = [id for id in portion.ids if id not in handed]
        if left:
            documents = [each async for each in self._store[OUTBOX].find({"_id": {"$in": left}})]
            if len(documents) < len(left):
                raise NotKept(f"{len(left) - len(documents)} pending documents are not to be read")
            rows += [row for document in documents for row in document["rows"]]
        return _in_order(rows)

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
                    published = await self.publish()
                except Exception as error:
                    self._told = True
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


def _in_order(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: (row["subject"], row["sequence"]))


async def _within(awaitable: Awaitable[Any], seconds: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await awaitable


def _trace(rows: list[dict[str, Any]], begun: float, ended: float) -> None:
    """A span an event, as long as its portion."""
    for row in rows:
        about = {"messaging.message.id": row["id"], "messaging.destination.name": row["topic"]}
        spans.record(row["type"], spans.Kind.PRODUCER, row["traceparent"], begun, ended, about)
