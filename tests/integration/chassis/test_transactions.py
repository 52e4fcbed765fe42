"""A transaction of the store takes effect as a whole or not at all, by whichever commands it is written."""

import asyncio
import threading
from typing import Any

import pytest

from chassis.ids import new_id
from chassis.mongo import Document, Store, WriteConflict, committing
from chassis.runtime import Runtime
from chassis.timers import TIMERS
from chassis.unit_of_work import Answer, UnitOfWork
from chassis.unit_of_work.outbox import OUTBOX, PENDING
from chassis.written import Written
from tests.support.eventually import eventually
from tests.support.toy.runtime import command_work
from tests.support.toy.service import Account, Name

PATIENCE = 20.0
COLLECTIONS = (Account.collection, OUTBOX, PENDING, TIMERS)
SIZES = pytest.mark.parametrize("size", [1, 2 * committing.FEW])
"""Few writes go in one command, many collection by collection."""


def everything(size: int, revision: int = 1) -> list[Written]:
    """Writes of every kind; `revision` is the one that the known accounts are expected to have."""
    known = [({"_id": f"known-{number}", "revision": revision}, {"revision": revision + 1}) for number in range(size)]
    return [
        Written(Account.collection, [{"_id": f"new-{number}", "revision": 1} for number in range(size)], known),
        Written(OUTBOX, [{"_id": "event"}]),
        Written(PENDING, [{"_id": "event"}]),
        Written(TIMERS, taken=[{"_id": "fires"}], put=[{"_id": "moved", "to": 2}], dropped=[{"_id": "cancelled"}]),
    ]


async def contents(store: Store) -> dict[str, list[Document]]:
    return {name: [row async for row in store[name].find({}).sort("_id")] for name in COLLECTIONS}


@pytest.fixture
async def store(runtime: Runtime) -> Store:
    """With 40 accounts that are known, and three deadlines."""
    known = [{"_id": f"known-{number}", "revision": 1} for number in range(2 * committing.FEW)]
    timers: list[Document] = [{"_id": "fires"}, {"_id": "moved", "to": 1}, {"_id": "cancelled"}]
    await runtime.store.transact([Written(Account.collection, known), Written(TIMERS, put=timers)])
    return runtime.store


@SIZES
async def test_all_of_it_happens(store: Store, size: int) -> None:
    await store.transact(everything(size))
    found = await contents(store)
    assert sum(row["revision"] for row in found[Account.collection] if row["_id"].startswith("known")) == 40 + size
    assert sum(row["_id"].startswith("new") for row in found[Account.collection]) == size
    assert found[OUTBOX] == found[PENDING] == [{"_id": "event"}]
    assert found[TIMERS] == [{"_id": "moved", "to": 2}]


@SIZES
async def test_nothing_is_left_of_what_fails_before_its_commit(
    store: Store, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    before, write = await contents(store), committing.write_all

    def fail(*arguments: Any, **options: Any) -> None:
        write(*arguments, **options)
        raise RuntimeError("before the commit")

    monkeypatch.setattr(committing, "write_all", fail)
    with pytest.raises(RuntimeError, match="before the commit"):
        await store.transact(everything(size))
    assert await contents(store) == before


@SIZES
async def test_nothing_is_left_when_what_has_to_be_there_is_not(store: Store, size: int) -> None:
    before = await contents(store)
    with pytest.raises(WriteConflict):
        await store.transact(everything(size, revision=7))
    await store[TIMERS].delete_one({"_id": "fires"})
    with pytest.raises(WriteConflict):
        await store.transact(everything(size))
    assert await contents(store) == {**before, TIMERS: [row for row in before[TIMERS] if row["_id"] != "fires"]}


class Held:
    """Transactions wait right before their commit until they are let go."""

    def __init__(self) -> None:
        self.reached, self._released = threading.Event(), threading.Event()
        self._write = committing.write_all

    def write(self, *arguments: Any, **options: Any) -> None:
        """Instead of what writes."""
        self._write(*arguments, **options)
        self.reached.set()
        self._released.wait(PATIENCE)

    def let_go(self) -> None:
        """Now and from now on."""
        self._released.set()


async def test_who_is_cancelled_waits_for_his_transaction_and_whoever_asks_again_finds_it(
    runtime: Runtime, unit: UnitOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held()
    monkeypatch.setattr(committing, "write_all", held.write)
    id = new_id()

    def asked() -> asyncio.Task[Answer]:
        work = command_work(Name("a", "mouse"), lambda staged: Answer(201, {"a": staged.one(Account).nickname}), id=id)
        return asyncio.create_task(unit.command(work))

    cancelled = asked()
    await eventually(held.reached.is_set)
    cancelled.cancel()
    done, _ = await asyncio.wait({cancelled}, timeout=0.2)
    assert not done, "its thread still writes"
    held.let_go()
    with pytest.raises(asyncio.CancelledError):
        await cancelled
    again = await asked()
    assert (again.status, again.body, again.replayed) == (201, {"a": "mouse"}, True)
    account = await runtime.store.get(Account, "a")
    assert account is not None
    assert account.revision == 1
    assert await runtime.store[PENDING].count_documents({}) == 1
