"""What is refused, repeated or already there is settled once and for all, whatever the store does meanwhile."""

from datetime import timedelta
from typing import Any

import pytest
from pymongo.errors import AutoReconnect

from chassis.clock import utc_now
from chassis.decider import Change, Context, Timer
from chassis.ids import new_id
from chassis.mongo import Store, committing
from chassis.runtime import Runtime
from chassis.steps import new, on
from chassis.timekeeper import Timekeeper
from chassis.timers import TIMERS, timer_document
from chassis.unit_of_work import Answer, Outcome, Poisoned, UnitOfWork, Work
from chassis.unit_of_work.outbox import OUTBOX, PENDING
from tests.support.commands import commands
from tests.support.inbox import inbox_row
from tests.support.toy.events import Deposited
from tests.support.toy.runtime import command_work, event_work
from tests.support.toy.service import Account, Name, PromiseInterest, name, service


def keeper(runtime: Runtime) -> Timekeeper:
    return Timekeeper(runtime.store, runtime.unit_of_work, service.timers, utc_now, "toy-1")


async def timers(store: Store) -> list[dict[str, Any]]:
    return [row async for row in store[TIMERS].find({})]


def naming_event(account: str, nickname: str) -> Work:
    """An event whose decision wants a nickname."""
    work = event_work(Deposited(account=account, number=1, amount=1))
    step = on(Account, key=lambda e: e.account, do=lambda state, e, ctx: name(state, Name(e.account, nickname), ctx))
    return Work(work.id, work.message, [step], work.actor, work.correlation_id, envelope=work.envelope)


async def test_an_event_within_a_batch_twice_is_handled_and_then_a_duplicate(unit: UnitOfWork) -> None:
    work = event_work(Deposited(account="a", number=1, amount=1))
    refused = event_work(Deposited(account="a", number=2, amount=1, trouble="refused"))
    outcomes = [result.outcome for result in await unit.batch([work, refused, work, refused])]
    assert outcomes == [Outcome.HANDLED, Outcome.REFUSED, Outcome.DUPLICATE, Outcome.DUPLICATE]


async def test_a_timer_that_is_refused_is_done_with(runtime: Runtime) -> None:
    due_at = utc_now() - timedelta(seconds=1)
    await runtime.store[TIMERS].insert_one(timer_document(Timer("interest", "nobody", due_at)))
    assert await keeper(runtime).fire_due() == 1
    row = await inbox_row(runtime.store, f"interest:nobody:{due_at.isoformat()}")
    assert row is not None
    assert row["outcome"] == "refused"
    assert await timers(runtime.store) == []


async def test_a_deadline_set_again_for_a_moment_that_has_fired_is_done_with(
    runtime: Runtime, unit: UnitOfWork
) -> None:
    due_at = utc_now() - timedelta(seconds=1)
    for _ in range(2):
        await unit.command(command_work(PromiseInterest("saver", due_at)))
        assert await keeper(runtime).fire_due() == 1
    saver = await runtime.store.get(Account, "saver")
    assert saver is not None
    assert saver.interest_paid == 1
    assert await timers(runtime.store) == []


async def test_a_refusal_by_the_store_waits_for_the_store(
    runtime: Runtime, unit: UnitOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The unique index refuses, and before that can be written down the store goes away: no poison."""
    await unit.command(command_work(Name("a", "mouse")))
    transact, broken = runtime.store.transact, 0

    async def break_once(work: Any) -> Any:
        nonlocal broken
        broken += 1
        if broken == 2:
            raise AutoReconnect("away")
        return await transact(work)

    monkeypatch.setattr(runtime.store, "transact", break_once)
    work = naming_event("b", "mouse")
    (result,) = await unit.batch([work])
    assert (result.outcome, broken) == (Outcome.REFUSED, 3)
    row = await inbox_row(runtime.store, work.id)
    assert row is not None
    assert row["reason"] == "nickname-taken"


async def test_what_was_rolled_back_left_nothing_anywhere(
    runtime: Runtime, unit: UnitOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All statements are through when the store goes away; the second attempt is the only one there is."""
    write, broken = committing.write_all, 0

    def break_once(*arguments: Any, **options: Any) -> None:
        nonlocal broken
        broken += 1
        write(*arguments, **options)
        if broken == 1:
            raise AutoReconnect("away before the commit")

    monkeypatch.setattr(committing, "write_all", break_once)
    await unit.batch([event_work(Deposited(account="a", number=1, amount=1))])
    assert broken == 2
    for collection in ("inbox", Account.collection, OUTBOX, PENDING):
        assert await runtime.store[collection].count_documents({}) == 1, collection


def bear(_: None, message: Any, ctx: Context) -> Change[Account]:
    return Change(None, created=[Account(id="there")])


async def test_an_id_that_is_taken_for_good_is_a_poison_and_no_endless_loop(
    runtime: Runtime, unit: UnitOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.unit_of_work.unit.ID_TAKEN_ATTEMPTS", 3)
    await unit.command(command_work(Name("there", "mouse")))
    event = event_work(Deposited(account="a", number=1, amount=1))
    work = Work(event.id, event.message, [new(Account, do=bear)], "tester", new_id(), envelope=event.envelope)
    good = event_work(Deposited(account="b", number=1, amount=1))
    with pytest.raises(Poisoned) as raised:
        await unit.batch([good, work])
    assert raised.value.work is work
    assert [result.outcome for result in raised.value.settled] == [Outcome.HANDLED]


async def test_a_command_without_a_key_asks_for_no_kept_answer(unit: UnitOfWork) -> None:
    """Its id is new, so nothing can be kept under it: a read less on the way of every command."""
    with commands() as sent:
        await unit.command(command_work(Name("a", "mouse"), lambda _: Answer(204)))
    assert sent == ["find", "bulkWrite", "commitTransaction"]
