"""Two processes change the same subjects in turn, one of them publishes at once: each subject leaves in order."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence

import pytest

from chassis.clock import utc_now
from chassis.leases import Lease
from chassis.records import Record, texts
from chassis.relay import Relay
from chassis.runtime import Runtime
from tests.support.backing import Backing
from tests.support.eventually import eventually
from tests.support.toy.events import Deposited
from tests.support.toy.runtime import event_work, toy_runtime

ACCOUNTS = ("a", "b", "c")
TURNS = 90


class Broker:
    """Notes the sequences of each subject as they come."""

    def __init__(self) -> None:
        self.seen: dict[str, list[int]] = {account: [] for account in ACCOUNTS}

    async def send(self, records: Sequence[Record]) -> None:
        for record in records:
            headers = texts(record.headers)
            self.seen[headers["ce_subject"]].append(int(headers["ce_sequence"]))


@pytest.fixture
async def other(backing: Backing, isolation: str, runtime: Runtime) -> AsyncIterator[Runtime]:
    """A second process of the same service, which does not publish."""
    made = toy_runtime(backing, isolation)
    yield made
    made.close()


@pytest.mark.parametrize("seed", [1, 2])
async def test_each_subject_leaves_in_order_whoever_changed_it(runtime: Runtime, other: Runtime, seed: int) -> None:
    broker, drawn = Broker(), random.Random(seed)
    relay = Relay(runtime.store, broker, Lease(runtime.store, "relay", "toy-1"), utc_now)  # type: ignore[arg-type]
    runtime.committed.append(relay.committed)
    publishing = asyncio.create_task(relay.run())
    numbers = dict.fromkeys(ACCOUNTS, 0)
    try:
        for _ in range(TURNS):
            account = drawn.choice(ACCOUNTS)
            numbers[account] += 1
            work = event_work(Deposited(account=account, number=numbers[account], amount=1))
            await drawn.choice((runtime, other)).unit_of_work.batch([work])
        await eventually(lambda: sum(map(len, broker.seen.values())) >= TURNS, within=10)
    finally:
        publishing.cancel()
        await asyncio.gather(publishing, return_exceptions=True)
    assert broker.seen == {account: list(range(1, number + 1)) for account, number in numbers.items()}
