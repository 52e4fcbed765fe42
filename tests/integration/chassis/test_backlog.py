"""After a long outage of the broker the outbox is published in portions, each subject in order (design section 5)."""

import tracemalloc
from collections.abc import Sequence

import pytest

from chassis.clock import utc_now
from chassis.leases import Lease
from chassis.mongo import Store
from chassis.records import Record, texts
from chassis.relay import Relay
from chassis.runtime import Runtime
from chassis.unit_of_work.outbox import PENDING
from tests.support.toy.pile import SUBJECTS, pile_up


class Broker:
    """Takes what it is sent, and notes it; breaks in the middle of the batch with this number, once."""

    def __init__(self, breaks_at: int | None = None) -> None:
        self.batches: list[int] = []
        self.seen: dict[str, list[int]] = {}
        self._breaks_at = breaks_at

    async def send(self, records: Sequence[Record]) -> None:
        self.batches.append(len(records))
        broken = len(self.batches) - 1 == self._breaks_at
        for record in records[: len(records) // 2] if broken else records:
            headers = texts(record.headers)
            known = self.seen.setdefault(headers["ce_subject"], [])
            sequence = int(headers["ce_sequence"])
            if sequence not in known:
                known.append(sequence)
        if broken:
            raise ConnectionError("the broker went away")

    @property
    def in_order(self) -> bool:
        return all(sequences == list(range(1, len(sequences) + 1)) for sequences in self.seen.values())


@pytest.fixture
async def lease(runtime: Runtime) -> Lease:
    held = Lease(runtime.store, "relay", "toy-1", expiry=600)
    assert await held.hold()
    return held


def relay(runtime: Runtime, lease: Lease, broker: Broker, rows: int = 200) -> Relay:
    return Relay(runtime.store, broker, lease, utc_now, portion_rows=rows)  # type: ignore[arg-type]


async def waits(store: Store) -> int:
    return await store[PENDING].count_documents({})


async def test_each_subject_leaves_in_order_portion_by_portion(runtime: Runtime, lease: Lease) -> None:
    await pile_up(runtime.store, 3_000)
    broker = Broker()
    assert await relay(runtime, lease, broker).publish_pending() == 3_000
    assert broker.batches == [200] * 15
    assert broker.in_order
    assert await waits(runtime.store) == 0


async def test_a_broker_that_goes_away_in_the_middle_changes_no_order(runtime: Runtime, lease: Lease) -> None:
    await pile_up(runtime.store, 1_000)
    broker = Broker(breaks_at=2)
    publisher = relay(runtime, lease, broker)
    with pytest.raises(ConnectionError):
        await publisher.publish_pending()
    assert await waits(runtime.store) == 600
    assert await publisher.publish_pending() == 600
    assert sorted(map(len, broker.seen.values())) == [25] * SUBJECTS
    assert broker.in_order


async def test_who_loses_the_lease_stops_with_the_portion(
    runtime: Runtime, lease: Lease, monkeypatch: pytest.MonkeyPatch
) -> None:
    await pile_up(runtime.store, 1_000)
    broker = Broker()
    monkeypatch.setattr(Lease, "held", property(lambda _: len(broker.batches) < 2))
    assert await relay(runtime, lease, broker).publish_pending() == 400
    assert await waits(runtime.store) == 600


async def test_a_backlog_is_never_in_memory_as_a_whole(runtime: Runtime, lease: Lease) -> None:
    """40 MB wait; what is in memory at once is a portion of 200 events, about 1 MB as bytes."""
    await pile_up(runtime.store, 10_000, kilobytes=4)
    broker = Broker()
    tracemalloc.start()
    try:
        await relay(runtime, lease, broker).publish_pending()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(broker.batches) == 50
    assert peak < 20 * 1024 * 1024
