"""However many events a batch holds, the store is asked the same number of times (design section 5)."""

from collections.abc import Sequence

import pytest

from chassis.clock import utc_now
from chassis.leases import Lease
from chassis.mongo.committing import FEW
from chassis.producer import Producer
from chassis.relay import Relay
from chassis.runtime import Runtime
from chassis.unit_of_work import Outcome, UnitOfWork
from tests.support.backing import Backing
from tests.support.commands import commands, read_concerns
from tests.support.toy.events import Deposited
from tests.support.toy.runtime import event_work

SIZES = (1, 10, 500)
NEW_STATES = ["find", "find", "insert", "insert", "insert", "insert", "commitTransaction"]
"""Inbox and accounts are looked up; inbox, accounts, outbox and pending written; committed."""
KNOWN_STATES = ["find", "find", "insert", "update", "insert", "insert", "commitTransaction"]
FEW_STATES = ["find", "find", "bulkWrite", "commitTransaction"]
"""Few writes go in one command, new states and known ones."""
LONE = ["find", "bulkWrite", "commitTransaction"]
"""An event that comes alone is taken for new: the inbox refuses it if it is not."""
COMES_AGAIN = ["find", "bulkWrite", "abortTransaction", "find", "find"]
FROM_MEMORY = ["delete"]
"""Sent, and marked all at once."""
FROM_THE_STORE = ["find", "find", "delete"]
"""What is pending, and its rows; marked all at once."""


def deposits(size: int, number: int) -> list[Deposited]:
    """As many deposits, each on an account of its own; `number` counts those of an account."""
    return [Deposited(account=f"of {size}: {place}", number=number, amount=1) for place in range(size)]


async def asked(unit: UnitOfWork, events: Sequence[Deposited]) -> list[str]:
    works = [event_work(event) for event in events]
    with commands() as sent:
        results = await unit.batch(works)
    assert [result.outcome for result in results] == [Outcome.HANDLED] * len(works)
    return sent


@pytest.mark.parametrize("size", SIZES)
async def test_a_batch_asks_the_store_as_often_whatever_its_size(unit: UnitOfWork, size: int) -> None:
    few = LONE if size == 1 else FEW_STATES
    assert await asked(unit, deposits(size, 1)) == (few if size < FEW else NEW_STATES)
    assert await asked(unit, deposits(size, 2)) == (few if size < FEW else KNOWN_STATES)


async def test_a_store_of_before_mongodb_8_is_asked_collection_by_collection(
    runtime: Runtime, unit: UnitOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.mongo.store.BULK_WRITE_WIRE_VERSION", 1_000)
    await runtime.prepare()
    assert await asked(unit, deposits(2, 1)) == NEW_STATES
    assert await asked(unit, deposits(2, 2)) == KNOWN_STATES


@pytest.mark.parametrize("size", SIZES)
async def test_a_batch_that_comes_again_costs_the_look_into_the_inbox(unit: UnitOfWork, size: int) -> None:
    works = [event_work(event) for event in deposits(size, 1)]
    await unit.batch(works)
    with commands() as sent:
        results = await unit.batch(works)
    assert {result.outcome for result in results} == {Outcome.DUPLICATE}
    assert sent == (COMES_AGAIN if size == 1 else ["find", "find"])


async def test_states_are_read_as_the_primary_has_them_and_the_inbox_as_a_majority_has_it(unit: UnitOfWork) -> None:
    """What is decided on becomes durable with the decision; what is left undone because it was done must be durable."""
    with read_concerns() as asked_with:
        await unit.batch([event_work(event) for event in deposits(2, 1)])
    assert sorted(asked_with) == [("accounts", "local"), ("inbox", "majority")]


@pytest.mark.parametrize("size", SIZES)
async def test_publishing_asks_the_store_as_often_for_a_backlog_as_for_a_lone_event(
    backing: Backing,
    runtime: Runtime,
    isolation: str,
    toy_topics: None,
    size: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Beside the look that comes each second whatever happens."""
    monkeypatch.setattr("chassis.relay.relay.POLL_SECONDS", 600.0)
    producer = Producer(backing.broker)
    lease = Lease(runtime.store, "relay", "toy-1", expiry=600)
    assert await lease.hold()
    relay = Relay(runtime.store, producer, lease, utc_now, f"{isolation}-")
    try:
        assert await relay.publish() == 0
        for turn, (told, asked_for) in enumerate((([relay.committed], FROM_MEMORY), ([], FROM_THE_STORE)), 1):
            runtime.committed[:] = told
            await runtime.unit_of_work.batch([event_work(event) for event in deposits(size, turn)])
            if not told:
                relay.wake()
            with commands() as sent:
                assert await relay.publish() == size
            assert sent == asked_for
    finally:
        await producer.close()
