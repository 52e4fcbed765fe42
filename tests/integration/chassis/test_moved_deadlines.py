"""A deadline that was moved or cancelled after somebody claimed it does not fire, whatever the domain guards."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from chassis.clock import utc_now
from chassis.decider import Change, Context
from chassis.runtime import Runtime
from chassis.steps import on
from chassis.timekeeper import Timekeeper
from chassis.timers import TIMERS
from chassis.unit_of_work import Work
from tests.support.toy.runtime import command_work
from tests.support.toy.service import Account, PromiseInterest, service

Moving = Callable[[Runtime, datetime], Awaitable[None]]


async def moved_by_command(runtime: Runtime, later: datetime) -> None:
    await runtime.unit_of_work.command(command_work(PromiseInterest("saver", later)))


async def moved_beside_the_aggregate(runtime: Runtime, later: datetime) -> None:
    """So that no version of the aggregate gives it away."""
    await runtime.store[TIMERS].update_one({}, {"$set": {"due_at": later}})


async def cancelled(runtime: Runtime, later: datetime) -> None:
    def cancel(account: Account, command: PromiseInterest, ctx: Context) -> Change[Account]:
        return Change(account, cancelled=["interest"])

    work = command_work(PromiseInterest("saver", later))
    step = on(Account, key=lambda command: command.account, do=cancel)
    await runtime.unit_of_work.command(
        Work(work.id, work.message, [step], work.actor, work.correlation_id, answer=work.answer)
    )


async def fire_while(runtime: Runtime, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, moving: Moving) -> None:
    """Promise, claim, and do `moving` just before `owner.name` is called for the first time by the firing."""
    later = utc_now() + timedelta(hours=1)
    await runtime.unit_of_work.command(command_work(PromiseInterest("saver", utc_now() - timedelta(seconds=1))))
    original, done = getattr(owner, name), False

    async def interrupted(*arguments: Any) -> Any:
        nonlocal done
        if not done:
            done = True
            await moving(runtime, later)
        return await original(*arguments)

    monkeypatch.setattr(owner, name, interrupted)
    assert await Timekeeper(runtime.store, runtime.unit_of_work, service.timers, utc_now, "toy-1").fire_due() == 1
    saver = await runtime.store.get(Account, "saver")
    assert saver is not None
    assert saver.interest_paid == 0


@pytest.mark.parametrize("moving", [moved_by_command, moved_beside_the_aggregate])
async def test_moved_after_the_claim(runtime: Runtime, monkeypatch: pytest.MonkeyPatch, moving: Moving) -> None:
    await fire_while(runtime, monkeypatch, runtime.unit_of_work, "batch", moving)
    (row,) = [row async for row in runtime.store[TIMERS].find({})]
    assert row["due_at"] > utc_now()


@pytest.mark.parametrize("moving", [moved_by_command, moved_beside_the_aggregate])
async def test_moved_between_decision_and_commit(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch, moving: Moving
) -> None:
    await fire_while(runtime, monkeypatch, runtime.store, "transact", moving)
    (row,) = [row async for row in runtime.store[TIMERS].find({})]
    assert row["due_at"] > utc_now()


@pytest.mark.parametrize("when", ["batch", "transact"])
async def test_cancelled(runtime: Runtime, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    await fire_while(runtime, monkeypatch, runtime.unit_of_work if when == "batch" else runtime.store, when, cancelled)
    assert [row async for row in runtime.store[TIMERS].find({})] == []


async def test_set_again_to_the_moment_it_was_cancelled_for(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was claimed and cancelled has left no trace: the same moment counts when it is set anew."""
    due_at = utc_now() - timedelta(seconds=1)
    keeper = Timekeeper(runtime.store, runtime.unit_of_work, service.timers, utc_now, "toy-1")
    batch, done = runtime.unit_of_work.batch, False

    async def interrupted(works: Any) -> Any:
        nonlocal done
        if not done:
            done = True
            await cancelled(runtime, due_at)
        return await batch(works)

    monkeypatch.setattr(runtime.unit_of_work, "batch", interrupted)
    for _ in range(2):
        await runtime.unit_of_work.command(command_work(PromiseInterest("saver", due_at)))
        assert await keeper.fire_due() == 1
    saver = await runtime.store.get(Account, "saver")
    assert saver is not None
    assert saver.interest_paid == 1
