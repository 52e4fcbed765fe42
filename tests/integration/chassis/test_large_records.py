"""Records of any size that a topic takes can be set aside, although letters say more than their originals."""

import pytest
from aiokafka.record.default_records import DefaultRecordBatchBuilder

from chassis.broker.topics import describe, settle
from chassis.dead_letters import Letter, Repair, ValueLeftOut, Wanted
from chassis.mongo import Store
from contracts.topics import dead_letter_topic
from tests.support.backing import Backing
from tests.support.eventually import eventually
from tests.support.toy.events import DEPOSITS, Deposited
from tests.support.toy.harness import Raw, Toy, envelope_of, feed, raw
from tests.support.toy.service import Account

PLAIN_PRODUCER_BYTES = 1_048_576
"""What Kafka's clients send at most, unless they are told otherwise; a topic takes little more."""


def largest(account: str) -> Raw:
    """What nobody can read, as large as a plain producer sends it to a topic with Kafka's own limits."""
    key = account.encode()
    headers = envelope_of(Deposited(account=account, number=1, amount=1)).to_headers()
    value = b"x" * (PLAIN_PRODUCER_BYTES - 1)
    above = DefaultRecordBatchBuilder.estimate_size_in_bytes(key, value, headers) - PLAIN_PRODUCER_BYTES
    return key, value[above:], headers


async def set_aside(backing: Backing, isolation: str, count: int = 1) -> list[Letter]:
    """So many letters, once they wait."""

    async def waiting() -> list[Letter]:
        letters = await Repair(backing.broker, "toy", f"{isolation}-").waiting(Wanted())
        return letters if len(letters) == count else []

    return await eventually(waiting, within=20)


async def deposited(store: Store, account: str) -> bool:
    found = await store.get(Account, account)
    return found is not None and found.balance == 1


async def test_the_largest_stops_nothing_and_comes_back_whole(
    backing: Backing, isolation: str, toy: Toy, store: Store
) -> None:
    junk = largest("anna")
    good = Deposited(account="anna", number=1, amount=1)
    await feed(backing, isolation, [junk, raw(good)])
    await eventually(lambda: deposited(store, "anna"), within=20)
    (letter,) = await set_aside(backing, isolation)
    assert (letter.key, letter.value, list(letter.headers)) == junk
    repair = Repair(backing.broker, "toy", f"{isolation}-")
    await repair.replay([letter])

    async def again() -> bool:
        (letter,) = await set_aside(backing, isolation)
        return f"{isolation}-toy.retry.v1" in letter.origin

    await eventually(again, within=20)
    (letter,) = await set_aside(backing, isolation)
    assert (letter.key, letter.value, list(letter.headers)) == junk


async def test_a_topic_that_takes_no_such_letter_gets_it_without_its_value(
    backing: Backing, isolation: str, toy: Toy, store: Store
) -> None:
    """As one has it that somebody else created: with what is usual for Kafka, or less."""
    name = f"{isolation}-{dead_letter_topic('toy').name}"
    present = (await describe(backing.broker, [name]))[name]
    await settle(backing.broker, present, {"max.message.bytes": "100000"})

    async def settled() -> bool:
        return (await describe(backing.broker, [name]))[name].max_message_bytes == 100_000

    await eventually(settled, within=10)
    key, value, headers = junk = largest("anna")
    await feed(backing, isolation, [junk, raw(Deposited(account="anna", number=1, amount=1))])
    await eventually(lambda: deposited(store, "anna"), within=20)
    (letter,) = await set_aside(backing, isolation)
    assert (letter.key, letter.value, list(letter.headers)) == (key, b"", headers)
    assert letter.left_out == len(value or b"")
    assert letter.origin.startswith(f"{isolation}-{DEPOSITS.name}:")
    repair = Repair(backing.broker, "toy", f"{isolation}-")
    with pytest.raises(ValueLeftOut):
        await repair.replay([letter])
    await repair.drop([letter])
    assert await repair.waiting(Wanted()) == []
