"""A process of a service against everything that goes wrong around it (failure table, design section 5)."""

import os
import signal
from dataclasses import replace

import httpx
import pytest
from pymongo.errors import PyMongoError

from chassis.dead_letters import Repair, Wanted
from chassis.mongo import Store
from chassis.records import texts
from contracts.topics import dead_letter_topic
from tests.support.backing import Backing
from tests.support.eventually import eventually
from tests.support.inbox import inbox_row
from tests.support.toy.events import BALANCES, DEPOSITS, Deposited
from tests.support.toy.harness import Toy, envelope_of, feed, raw, read_all
from tests.support.toy.service import Account

ACCOUNTS = [f"account-{number}" for number in range(7)]


def deposits(each: int, first: int = 1) -> list[Deposited]:
    """`each` deposits of 1 on each account, numbered."""
    return [
        Deposited(account=account, number=number, amount=1)
        for number in range(first, first + each)
        for account in ACCOUNTS
    ]


async def settled(store: Store, each: int) -> bool:
    """Every account has had its deposits, each once and in order."""
    try:
        accounts = await store.find(Account, {})
    except PyMongoError:
        return False
    assert [(a.balance, a.numbers) for a in accounts] == [(each, tuple(range(1, each + 1)))] * len(ACCOUNTS)
    return True


async def published(backing: Backing, isolation: str, each: int) -> bool:
    """Every change of balance is on the topic: no gap of sequence, and in order where it occurs first."""
    seen: dict[str, list[int]] = {}
    for key, _, headers in await read_all(backing, isolation, BALANCES):
        assert key is not None
        sequence = int(texts(headers)["ce_sequence"])
        known = seen.setdefault(key.decode(), [])
        if sequence not in known:
            known.append(sequence)
    assert seen == {account: list(range(1, each + 1)) for account in ACCOUNTS}
    return True


async def test_a_backlog_is_settled_and_published(backing: Backing, isolation: str, toy: Toy, store: Store) -> None:
    await feed(backing, isolation, [raw(event) for event in deposits(30)])
    await eventually(lambda: settled(store, 30), within=20)
    await eventually(lambda: published(backing, isolation, 30), within=10)


async def test_a_redelivered_event_is_absorbed_by_the_inbox(
    backing: Backing, isolation: str, toy: Toy, store: Store
) -> None:
    records = [raw(event) for event in deposits(5)]
    await feed(backing, isolation, [*records, *records])
    await eventually(lambda: settled(store, 5), within=20)
    await feed(backing, isolation, records)
    await feed(backing, isolation, [raw(event) for event in deposits(1, first=6)])
    await eventually(lambda: settled(store, 6), within=20)


@pytest.mark.abandons_transactions
async def test_kill_9_in_the_middle_loses_and_doubles_nothing(
    backing: Backing, isolation: str, toy: Toy, store: Store
) -> None:
    for round in range(3):
        await feed(backing, isolation, [raw(event) for event in deposits(40, first=1 + 40 * round)])
        await eventually(lambda: toy.metric("traces_batch_events_count"), within=20)
        toy.kill()
        toy.start()
        await eventually(toy.ready, within=30)
    await eventually(lambda: settled(store, 120), within=40)
    await eventually(lambda: published(backing, isolation, 120), within=20)


async def test_sigterm_finishes_and_exits_0(backing: Backing, isolation: str, toy: Toy, store: Store) -> None:
    await feed(backing, isolation, [raw(event) for event in deposits(40)])
    toy.signal(signal.SIGTERM)
    assert toy.wait() == 0
    toy.start()
    await eventually(lambda: settled(store, 40), within=30)
    await eventually(lambda: published(backing, isolation, 40), within=10)


async def test_poison_costs_only_itself(backing: Backing, isolation: str, toy: Toy, store: Store) -> None:
    poison = Deposited(account="account-3", number=99, amount=1, trouble="defect")
    envelope = envelope_of(poison)
    records = [raw(event) for event in deposits(20)]
    records.insert(50, raw(poison, envelope))
    await feed(backing, isolation, records)
    await eventually(lambda: settled(store, 20), within=20)
    ((key, value, headers),) = await read_all(backing, isolation, dead_letter_topic("toy"))
    about = texts(headers)
    assert (key, value) == raw(poison, envelope)[:2]
    assert headers[: len(envelope.to_headers())] == envelope.to_headers()
    assert about["dlq-reason"] == "poison"
    assert "ZeroDivisionError" in about["dlq-exception"]
    assert about["dlq-attempts"] == "3"
    assert about["dlq-original-topic"] == f"{isolation}-{DEPOSITS.name}"
    assert about["dlq-consumer"] == "toy"


async def test_what_cannot_be_decoded_is_set_aside_at_once(
    backing: Backing, isolation: str, toy: Toy, store: Store
) -> None:
    good = Deposited(account="account-1", number=1, amount=1)
    headers = envelope_of(good).to_headers()
    broken = [
        (b"k", b"{not json", headers),
        (b"k", None, headers),
        (b"k", b'{"account": "account-1"}', envelope_of(good).to_headers()),
        (None, b"{}", []),
    ]
    unknown = [
        *((n, v) for n, v in envelope_of(good).to_headers() if n != "ce_type"),
        ("ce_type", b"from.the.future.v9"),
    ]
    await feed(backing, isolation, [*broken, (b"k", b"{}", unknown)])
    await feed(backing, isolation, [raw(event) for event in deposits(1)])
    await eventually(lambda: settled(store, 1), within=20)

    async def set_aside() -> bool:
        letters = await read_all(backing, isolation, dead_letter_topic("toy"))
        return sorted(str(value) for _, value, _ in letters) == sorted(str(value) for _, value, _ in broken)

    await eventually(set_aside, within=10)


async def test_junk_stops_nothing(backing: Backing, isolation: str, toy: Toy, store: Store) -> None:
    """However much of it comes, and nothing good between. All of it is listed and counted."""
    some = Deposited(account="account-1", number=1, amount=1)
    foreign = replace(envelope_of(some), type="com.example.Foreign.v1").to_headers()
    nonsense = [("ce_type", None), ("dlq-settles", b"0:0"), ("dlq-attempts", b"abc"), ("x", b"\xff")]
    await feed(backing, isolation, [(b"k", b"{}", nonsense), (b"k", b"{}", foreign)] * 50)
    await feed(backing, isolation, [raw(event) for event in deposits(1)])
    await eventually(lambda: settled(store, 1), within=20)

    async def listed() -> bool:
        letters = await Repair(backing.broker, "toy", f"{isolation}-").waiting(Wanted())
        return [list(letter.headers) for letter in letters] == [nonsense] * 50

    await eventually(listed, within=30)
    assert not await toy.metric("traces_consumer_halted")

    async def counted() -> bool:
        told = [await toy.metric(f"traces_{name}") for name in ("dead_letters_waiting", "events_ignored_total")]
        return told == [50, 50]

    await eventually(counted, within=30)


async def test_a_refusal_is_remembered_and_acknowledged(
    backing: Backing, isolation: str, toy: Toy, store: Store
) -> None:
    refused = Deposited(account="account-2", number=77, amount=1, trouble="refused")
    envelope = envelope_of(refused)
    await feed(backing, isolation, [raw(refused, envelope), *(raw(event) for event in deposits(1))])
    await eventually(lambda: settled(store, 1), within=20)
    row = await inbox_row(store, envelope.id)
    assert row is not None
    assert (row["outcome"], row["reason"]) == ("refused", "account-closed")
    assert await read_all(backing, isolation, dead_letter_topic("toy")) == []


async def test_a_release_that_fails_on_everything_stops_consuming(
    backing: Backing, isolation: str, toy: Toy, store: Store
) -> None:
    poisons = [Deposited(account="account-1", number=n, amount=1, trouble="defect") for n in range(1, 31)]
    await feed(backing, isolation, [raw(event) for event in poisons])
    await eventually(lambda: toy.metric("traces_consumer_halted"), within=40)
    assert len(await read_all(backing, isolation, dead_letter_topic("toy"))) == 20
    assert not await toy.ready()


async def test_the_store_goes_away_and_comes_back(backing: Backing, isolation: str, toy: Toy, store: Store) -> None:
    await feed(backing, isolation, [raw(event) for event in deposits(10)])
    await eventually(lambda: settled(store, 10), within=20)
    os.kill(backing.pid("mongo"), signal.SIGKILL)
    await feed(backing, isolation, [raw(event) for event in deposits(10, first=11)])
    await eventually(lambda: settled(store, 20), within=40)
    await eventually(lambda: published(backing, isolation, 20), within=20)


async def test_a_timer_fires_once(backing: Backing, isolation: str, toy: Toy, store: Store) -> None:
    async with httpx.AsyncClient(base_url=toy.url, trust_env=False, timeout=30) as client:
        body = {"nickname": "", "interest_in": 0.5}
        assert (await client.post("/api/v1/accounts/saver/nickname", json=body)).status_code == 204

    async def paid() -> bool:
        saver = await store.get(Account, "saver")
        return saver is not None and saver.interest_paid == 1 and await store["timers"].find_one({}) is None

    await eventually(paid, within=10)
