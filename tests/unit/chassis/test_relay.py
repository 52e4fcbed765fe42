"""The relay publishes in order, marks what is on the broker, and does nothing without its lease (design section 5)."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from chassis.clock import utc_now
from chassis.ids import new_id
from chassis.records import Record, texts
from chassis.relay import Relay
from chassis.relay.relay import NotKept
from chassis.unit_of_work.outbox import OUTBOX, PENDING


def row(subject: str, sequence: int) -> dict[str, Any]:
    """An event as it is kept."""
    plain = dict.fromkeys(("type", "source", "key", "correlation_id", "causation_id", "actor"), "x")
    ids = {"id": f"{subject}-{sequence}", "subject": subject, "sequence": sequence, "topic": "toy.balances.v1"}
    return {**plain, **ids, "time": utc_now(), "traceparent": None, "data": {}}


@dataclass
class Outbox:
    """A store with two collections. `happened` is shared with the broker; `unseen` are not shown though pending."""

    happened: list[str]
    documents: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    unseen: set[str] = field(default_factory=set)
    asked: str = ""
    looks: int = 0

    def commit(self, *rows: dict[str, Any]) -> str:
        """One transaction; its id."""
        id = new_id()
        self.documents[id] = list(rows)
        return id

    async def snapshot(self, name: str) -> AsyncIterator[dict[str, Any]]:
        assert name == PENDING
        self.looks += 1
        for id, rows in self.documents.items():
            yield {"_id": id, "at": utc_now(), "rows": len(rows)}

    def __getitem__(self, name: str) -> "Outbox":
        self.asked = name
        return self

    async def find(self, query: Mapping[str, Any]) -> AsyncIterator[dict[str, Any]]:
        assert self.asked == OUTBOX
        for id in [each for each in reversed(query["_id"]["$in"]) if each not in self.unseen]:
            yield {"_id": id, "rows": self.documents[id]}

    async def delete_many(self, query: Mapping[str, Any]) -> None:
        assert self.asked == PENDING
        self.happened.append("marked")
        for id in query["_id"]["$in"]:
            del self.documents[id]


@dataclass
class Broker:
    """Keeps ids in the order they came."""

    happened: list[str]
    away: bool = False

    async def send(self, records: Sequence[Record]) -> None:
        if self.away:
            raise ConnectionError
        self.happened += [texts(record.headers)["ce_id"] for record in records]


@dataclass
class Lease:
    """Ours, or not any more."""

    held: bool = True
    token: int = 1


@dataclass
class World:
    """A relay and what is around it."""

    happened: list[str]
    outbox: Outbox
    broker: Broker
    lease: Lease

    async def publish(self) -> int:
        relay = Relay(self.outbox, self.broker, self.lease, utc_now)  # type: ignore[arg-type]
        return await relay.publish_pending()


@pytest.fixture
def world() -> World:
    happened: list[str] = []
    made = World(happened, Outbox(happened), Broker(happened), Lease())
    made.outbox.commit(row("b", 1), row("a", 1))
    made.outbox.commit(row("a", 2))
    made.outbox.commit(row("a", 3), row("b", 2))
    return made


async def test_events_of_a_subject_leave_in_order_and_are_marked_then(world: World) -> None:
    assert await world.publish() == 5
    assert world.happened == ["a-1", "a-2", "a-3", "b-1", "b-2", "marked"]


async def test_what_was_published_is_not_published_again(world: World) -> None:
    await world.publish()
    assert await world.publish() == 0
    assert world.happened.count("a-1") == 1


async def test_what_the_broker_has_not_got_is_not_marked(world: World) -> None:
    world.broker.away = True
    with pytest.raises(ConnectionError):
        await world.publish()
    world.broker.away = False
    assert await world.publish() == 5


async def test_what_the_store_does_not_show_is_not_marked(world: World) -> None:
    """A primary that was elected between the two reads may show less than the one before it."""
    world.outbox.unseen = {list(world.outbox.documents)[1]}
    with pytest.raises(NotKept):
        await world.publish()
    assert world.happened == []
    world.outbox.unseen.clear()
    assert await world.publish() == 5


async def test_who_lost_the_lease_while_reading_publishes_nothing(world: World) -> None:
    world.lease.held = False
    assert await world.publish() == 0
    assert world.happened == []


async def test_what_was_committed_here_is_not_read_back(world: World) -> None:
    """It leaves in its place among what others committed, which is read."""
    relay = Relay(world.outbox, world.broker, world.lease, utc_now)  # type: ignore[arg-type]
    (first, *_) = world.outbox.documents
    relay.committed(first, [row("b", 1), row("a", 1)], set())
    world.outbox.documents[first] = [row("not", 1)]
    assert await relay.publish_pending() == 5
    assert world.happened == ["a-1", "a-2", "a-3", "b-1", "b-2", "marked"]


async def test_what_the_broker_has_not_got_is_read_from_the_store_the_next_time(world: World) -> None:
    relay = Relay(world.outbox, world.broker, world.lease, utc_now)  # type: ignore[arg-type]
    for id, rows in world.outbox.documents.items():
        relay.committed(id, rows, set())
    world.broker.away = True
    with pytest.raises(ConnectionError):
        await relay.publish_pending()
    world.broker.away = False
    assert await relay.publish_pending() == 5
