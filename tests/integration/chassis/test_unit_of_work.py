"""One call, one transaction, effectively once: the unit of work on a real store (design section 5)."""

import asyncio
import dataclasses
from collections.abc import Set
from datetime import datetime
from typing import Any

import pytest

from chassis.ids import new_id
from chassis.mongo import Store
from chassis.runtime import Runtime
from chassis.unit_of_work import Answer, KeyReused, Outcome, Poisoned, UnitOfWork
from tests.support.inbox import handled, inbox_row
from tests.support.toy.events import Deposited
from tests.support.toy.runtime import command_work, event_work
from tests.support.toy.service import Account, Name, NicknameTaken


async def rows(store: Store) -> list[dict[str, Any]]:
    """Every outbox row."""
    return [row async for document in store["outbox"].find({}) for row in document["rows"]]


async def test_state_inbox_and_outbox_are_written_together(runtime: Runtime, unit: UnitOfWork) -> None:
    works = [event_work(Deposited(account="a", number=n, amount=10)) for n in (1, 2, 3)]
    results = await unit.batch(works)
    assert [result.outcome for result in results] == [Outcome.HANDLED] * 3
    account = await runtime.store.get(Account, "a")
    assert account is not None
    assert (account.balance, account.sequence, account.revision) == (30, 3, 1)
    written = await rows(runtime.store)
    assert [row["sequence"] for row in written] == [1, 2, 3]
    assert [row["causation_id"] for row in written] == [work.id for work in works]
    assert [row["correlation_id"] for row in written] == [work.correlation_id for work in works]
    assert await handled(runtime.store, [w.id for w in works]) == {w.id for w in works}
    assert await runtime.store["outbox_pending"].count_documents({"at": {"$exists": True}}) == 1


async def test_an_event_taken_again_changes_nothing(runtime: Runtime, unit: UnitOfWork) -> None:
    work = event_work(Deposited(account="a", number=1, amount=10))
    first, within_one_batch = await unit.batch([work, work])
    (again,) = await unit.batch([work])
    assert (first.outcome, within_one_batch.outcome) == (Outcome.HANDLED, Outcome.DUPLICATE)
    assert again.outcome is Outcome.DUPLICATE
    account = await runtime.store.get(Account, "a")
    assert account is not None
    assert account.balance == 10
    assert len(await rows(runtime.store)) == 1


@pytest.mark.parametrize("trouble", ["defect", "refused"])
async def test_an_event_taken_again_is_no_poison_and_not_refused(unit: UnitOfWork, trouble: str) -> None:
    """Alone it is taken for new, and decided on a state that has seen it: whatever comes of that is not believed."""
    work = event_work(Deposited(account="a", number=1, amount=10))
    await unit.batch([work])
    troubled = dataclasses.replace(work, message=work.message.model_copy(update={"trouble": trouble}))
    (again,) = await unit.batch([troubled])
    assert again.outcome is Outcome.DUPLICATE


async def test_a_commit_says_which_documents_come_before(runtime: Runtime, unit: UnitOfWork) -> None:
    """So whoever publishes knows whether something may have to go first."""
    told: list[tuple[str, Set[str]]] = []
    runtime.committed.append(lambda id, _rows, after: told.append((id, after)))
    for accounts in ("a", "b", "abc"):
        await unit.batch([event_work(Deposited(account=account, number=1, amount=1)) for account in accounts])
    (first, before_first), (second, before_second), (_, before_third) = told
    assert before_first == before_second == set()
    assert before_third == {first, second}


async def test_the_same_event_in_two_processes_takes_effect_once(runtime: Runtime, unit: UnitOfWork) -> None:
    works = [event_work(Deposited(account=f"a{n}", number=1, amount=1)) for n in range(20)]
    await asyncio.gather(unit.batch(works), unit.batch(works[::-1]), unit.batch(works[5:]))
    assert [account.balance for account in await runtime.store.find(Account, {})] == [1] * 20
    assert len(await rows(runtime.store)) == 20


async def test_concurrent_changes_of_one_aggregate_are_none_of_them_lost(runtime: Runtime, unit: UnitOfWork) -> None:
    batches = [[event_work(Deposited(account="a", number=10 * b + n, amount=1)) for n in range(1, 6)] for b in range(6)]
    await asyncio.gather(*(unit.batch(batch) for batch in batches))
    account = await runtime.store.get(Account, "a")
    assert account is not None
    assert account.balance == 30
    assert sorted(row["sequence"] for row in await rows(runtime.store)) == list(range(1, 31))


async def test_a_refused_event_leaves_a_row_and_spares_the_others(runtime: Runtime, unit: UnitOfWork) -> None:
    refused = event_work(Deposited(account="a", number=2, amount=1, trouble="refused"))
    works = [
        event_work(Deposited(account="a", number=1, amount=1)),
        refused,
        event_work(Deposited(account="a", number=3, amount=1)),
    ]
    assert [r.outcome for r in await unit.batch(works)] == [Outcome.HANDLED, Outcome.REFUSED, Outcome.HANDLED]
    account = await runtime.store.get(Account, "a")
    assert account is not None
    assert account.numbers == (1, 3)
    row = await inbox_row(runtime.store, refused.id)
    assert row is not None
    assert row["reason"] == "account-closed"


async def test_a_poison_stops_the_batch_before_itself(runtime: Runtime, unit: UnitOfWork) -> None:
    works = [event_work(Deposited(account=f"a{n}", number=1, amount=1)) for n in range(9)]
    works[5] = poison = event_work(Deposited(account="a5", number=1, amount=1, trouble="defect"))
    with pytest.raises(Poisoned) as raised:
        await unit.batch(works)
    assert raised.value.work is poison
    assert len(raised.value.settled) == 5
    assert {a.id for a in await runtime.store.find(Account, {})} == {f"a{n}" for n in range(5)}


async def test_a_business_key_that_is_taken_is_the_domains_error(runtime: Runtime, unit: UnitOfWork) -> None:
    await unit.command(command_work(Name("a", "mouse")))
    with pytest.raises(NicknameTaken):
        await unit.command(command_work(Name("b", "mouse")))
    assert await runtime.store.get(Account, "b") is None
    assert len(await rows(runtime.store)) == 1


async def test_of_two_that_want_the_same_key_one_wins(runtime: Runtime, unit: UnitOfWork) -> None:
    answers = await asyncio.gather(
        *(unit.command(command_work(Name(f"a{n}", "mouse"))) for n in range(5)), return_exceptions=True
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Answer", *["NicknameTaken"] * 4]


async def test_the_same_idempotency_key_gets_the_stored_answer(runtime: Runtime, unit: UnitOfWork) -> None:
    def fresh(_: object) -> Answer:
        return Answer(201, {"drawn": new_id()})

    first = await unit.command(command_work(Name("a", "mouse"), fresh, id="key", body="same"))
    again = await unit.command(command_work(Name("a", "mouse"), fresh, id="key", body="same"))
    assert (again.status, again.body) == (first.status, first.body)
    assert again.replayed
    assert len(await rows(runtime.store)) == 1
    with pytest.raises(KeyReused):
        await unit.command(command_work(Name("a", "rat"), fresh, id="key", body="other"))


@pytest.mark.parametrize(("collection", "days"), [("inbox", 90), ("answers", 1)])
async def test_what_took_effect_is_remembered_so_long(
    runtime: Runtime, unit: UnitOfWork, collection: str, days: int
) -> None:
    """From the time of its transaction; the store itself forgets it then."""
    await unit.batch([event_work(Deposited(account="a", number=1, amount=1))])
    await unit.command(command_work(Name("a", "mouse"), id="key"))
    indexes = (await runtime.store[collection].index_information()).values()
    expiring = [(index["key"], index["expireAfterSeconds"]) for index in indexes if "expireAfterSeconds" in index]
    assert expiring == [([("at", 1)], days * 24 * 60 * 60)]
    assert [type(row["at"]) async for row in runtime.store[collection].find({})] == [datetime]


async def test_a_race_with_one_key_takes_effect_once(runtime: Runtime, unit: UnitOfWork) -> None:
    def fresh(_: object) -> Answer:
        return Answer(201, {"drawn": new_id()})

    answers = await asyncio.gather(
        *(unit.command(command_work(Name(f"a{n}", f"mouse{n}"), fresh, id="key", body="same")) for n in range(5))
    )
    assert len({answer.body["drawn"] for answer in answers}) == 1
    assert len(await rows(runtime.store)) == 1


async def test_a_request_that_its_own_repetition_refuses_gets_the_stored_answer(
    runtime: Runtime, unit: UnitOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The repetition looked before the first was committed, and read after: it meets the effect of its own request."""
    first = await unit.command(command_work(Name("a", "mouse"), id="key", body="same"))
    settled, looked = unit._settled, False

    async def look_too_early(*arguments: Any) -> Any:
        nonlocal looked
        if not looked:
            looked = True
            return {}
        return await settled(*arguments)

    monkeypatch.setattr(unit, "_settled", look_too_early)
    again = await unit.command(command_work(Name("b", "mouse"), id="key", body="same"))
    assert (again.status, again.replayed) == (first.status, True)


async def test_a_refused_command_is_judged_again(runtime: Runtime, unit: UnitOfWork) -> None:
    await unit.command(command_work(Name("a", "mouse")))
    with pytest.raises(NicknameTaken):
        await unit.command(command_work(Name("b", "mouse"), id="key", body="same"))
    await unit.command(command_work(Name("a", "rat")))
    answer = await unit.command(command_work(Name("b", "mouse"), id="key", body="same"))
    assert not answer.replayed


async def test_the_version_check_refuses_what_was_decided_on_an_older_state(
    runtime: Runtime, unit: UnitOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else commits between our read and our transaction: the batch begins again from the read."""
    await unit.batch([event_work(Deposited(account="a", number=1, amount=1))])
    transact, interrupted = runtime.store.transact, False

    async def interrupt_once(work: Any) -> Any:
        nonlocal interrupted
        if not interrupted:
            interrupted = True
            await unit.batch([event_work(Deposited(account="a", number=2, amount=1))])
        return await transact(work)

    monkeypatch.setattr(runtime.store, "transact", interrupt_once)
    await unit.batch([event_work(Deposited(account="a", number=3, amount=1))])
    account = await runtime.store.get(Account, "a")
    assert account is not None
    assert account.numbers == (1, 2, 3)
    assert sorted(row["sequence"] for row in await rows(runtime.store)) == [1, 2, 3]


async def test_an_answer_lost_with_the_commit_is_found_again(
    runtime: Runtime, unit: UnitOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commit happened, but the connection broke before we heard: no second effect, the same answer."""
    from pymongo.errors import AutoReconnect

    transact, broken = runtime.store.transact, False

    async def break_once(work: Any) -> None:
        nonlocal broken
        await transact(work)
        if not broken:
            broken = True
            raise AutoReconnect("connection lost after the commit")

    monkeypatch.setattr(runtime.store, "transact", break_once)
    drawn: list[str] = []

    def fresh(_: object) -> Answer:
        drawn.append(new_id())
        return Answer(201, {"drawn": drawn[-1]})

    answer = await unit.command(command_work(Name("a", "mouse"), fresh))
    assert drawn == [answer.body["drawn"]]
    assert len(await rows(runtime.store)) == 1


async def test_the_outbox_document_of_a_later_event_has_the_higher_id_whatever_the_clock_says(
    runtime: Runtime, unit: UnitOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the relay may read in portions, by id: a machine whose clock is behind makes no exception."""
    behind = new_id()
    await unit.batch([event_work(Deposited(account=account, number=1, amount=1)) for account in ("a", "b")])
    monkeypatch.setattr("chassis.unit_of_work.unit.new_id", lambda: behind)
    await unit.batch([event_work(Deposited(account="a", number=2, amount=1))])
    monkeypatch.undo()
    await unit.batch([event_work(Deposited(account=account, number=3, amount=1)) for account in ("a", "b")])
    pending = [row async for row in runtime.store["outbox_pending"].find({}, sort=[("_id", 1)])]
    kept = {row["_id"]: row["rows"] async for row in runtime.store["outbox"].find({})}
    assert [[(row["subject"], row["sequence"]) for row in kept[each["_id"]]] for each in pending] == [
        [("a", 1), ("b", 1)],
        [("a", 2)],
        [("a", 3), ("b", 2)],
    ]
    assert [each["rows"] for each in pending] == [2, 1, 2]
