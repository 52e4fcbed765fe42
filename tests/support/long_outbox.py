"""An outbox after a long outage, made up as it is asked for, so that nothing but the relay's own memory is measured."""

import random
import tracemalloc
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chassis.clock import utc_now
from chassis.records import Record, texts
from chassis.relay import Relay
from chassis.unit_of_work.outbox import OUTBOX, PENDING
from tests.unit.chassis.test_relay import Lease, row

SUBJECTS = 40
KILOBYTE = "x" * 1024
MEGABYTE = 1024 * 1024


class Outbox:
    """So many documents of one event of a kilobyte each, pending in no order. It holds one byte for each."""

    def __init__(self, count: int) -> None:
        self._pending = bytearray(b"\x01" * count)
        self._stride = next(step for step in (7_919, 7_907) if count % step)
        self.asked: Counter[str] = Counter()

    async def snapshot(self, name: str) -> AsyncIterator[dict[str, Any]]:
        assert name == PENDING
        self.asked["list"] += 1
        count = len(self._pending)
        for step in range(count):
            number = step * self._stride % count
            if self._pending[number]:
                yield {"_id": f"{number:032}", "at": utc_now(), "rows": 1}

    def __getitem__(self, name: str) -> "Outbox":
        assert name in (OUTBOX, PENDING)
        return self

    async def find(self, query: Mapping[str, Any]) -> AsyncIterator[dict[str, Any]]:
        self.asked["find"] += 1
        for id in random.Random(1).sample(query["_id"]["$in"], len(query["_id"]["$in"])):
            number = int(id)
            event = row(f"account-{number % SUBJECTS}", number // SUBJECTS + 1)
            yield {"_id": id, "rows": [{**event, "data": {"padding": f"{KILOBYTE}{number}"}}]}

    async def delete_many(self, query: Mapping[str, Any]) -> None:
        self.asked["delete"] += 1
        for id in query["_id"]["$in"]:
            self._pending[int(id)] = 0

    @property
    def left(self) -> int:
        return sum(self._pending)


class Broker:
    """Keeps the last sequence of each subject, and whether each followed the one before."""

    def __init__(self) -> None:
        self.sent = 0
        self.in_order = True
        self._last: Counter[str] = Counter()

    async def send(self, records: Sequence[Record]) -> None:
        self.sent += len(records)
        for record in records:
            headers = texts(record.headers)
            subject, sequence = headers["ce_subject"], int(headers["ce_sequence"])
            self.in_order &= sequence == self._last[subject] + 1
            self._last[subject] = sequence


@dataclass(frozen=True, slots=True)
class Drained:
    """What a relay published, what it asked of the store, and the most memory it had at once, in MB."""

    sent: int
    left: int
    in_order: bool
    asked: dict[str, int]
    peak_mb: float


async def drained(waiting: int, **sizes: int) -> Drained:
    """Let a relay with these sizes (or those of production) publish so many events."""
    outbox, broker = Outbox(waiting), Broker()
    relay = Relay(outbox, broker, Lease(), utc_now, **sizes)  # type: ignore[arg-type]
    tracemalloc.start()
    try:
        while await relay.publish_pending():
            pass
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return Drained(broker.sent, outbox.left, broker.in_order, dict(outbox.asked), round(peak / MEGABYTE, 1))
