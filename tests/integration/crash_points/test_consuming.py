"""Death at each boundary of unit of work and acknowledgement: every deposit is made once, in order, and told of."""

from collections.abc import Sequence

import pytest

from chassis.dead_letters import Repair, Wanted
from contracts.topics import dead_letter_topic
from tests.integration.crash_points.doomed import Doomed
from tests.support.eventually import eventually
from tests.support.inbox import inbox_rows
from tests.support.toy.events import Deposited
from tests.support.toy.harness import feed, raw, read_all
from tests.support.toy.service import Account

pytestmark = pytest.mark.abandons_transactions

ACCOUNTS = tuple(f"account-{number}" for number in range(5))
EACH = 20
MANY = tuple(f"account-{number}" for number in range(30))
"""More than are written in one command."""


async def feed_deposits(
    doomed: Doomed, *poisons: Deposited, accounts: Sequence[str] = ACCOUNTS, each: int = EACH
) -> None:
    records = [
        raw(Deposited(account=account, number=number, amount=1))
        for number in range(1, each + 1)
        for account in accounts
    ]
    records[EACH:EACH] = map(raw, poisons)
    await feed(doomed.backing, doomed.isolation, records)


async def everything_once_and_in_order(doomed: Doomed, accounts: Sequence[str], each: int) -> bool:
    expected = list(range(1, each + 1))
    found = await doomed.store.find(Account, {})
    assert {account.id: list(account.numbers) for account in found} == dict.fromkeys(accounts, expected)
    assert await doomed.sequences() == dict.fromkeys(accounts, expected)
    assert await doomed.unpublished() == set()
    return True


async def recovers(doomed: Doomed, accounts: Sequence[str] = ACCOUNTS, each: int = EACH) -> None:
    doomed.toy.start()
    await eventually(lambda: everything_once_and_in_order(doomed, accounts, each), within=40)


@pytest.mark.parametrize(
    ("point", "takes_effect"),
    [("before the read", False), ("after the read", False), ("before the commit", False), ("after the commit", True)],
)
@pytest.mark.parametrize(
    ("of", "accounts", "each"),
    [("batch", ACCOUNTS, EACH), ("batch", MANY, 3), ("lone event", ACCOUNTS[:1], 1)],
    ids=["batch", "batch of many", "lone event"],
)
async def test_unit_of_work(
    doomed: Doomed, of: str, accounts: Sequence[str], each: int, point: str, takes_effect: bool
) -> None:
    """All of it has happened or nothing; nothing of it is acknowledged; both come to the same end."""
    await feed_deposits(doomed, accounts=accounts, each=each)
    ids = await doomed.dies_at(f"{of}: {point}")
    assert await doomed.handled(ids) == (set(ids) if takes_effect else set())
    await recovers(doomed, accounts, each)


@pytest.mark.parametrize(
    ("point", "is_acknowledged"),
    [
        ("before the first of a batch", False),
        ("in the middle of a batch", False),
        ("before the offsets are committed", False),
        ("after the offsets are committed", True),
    ],
)
async def test_acknowledgement(doomed: Doomed, point: str, is_acknowledged: bool) -> None:
    """What has happened is not acknowledged yet and comes again, or it is and does not; both come to the same end."""
    await feed_deposits(doomed)
    places = await doomed.dies_at(f"ack: {point}")
    for partition, offset in (place.split(":") for place in places):
        assert len(await inbox_rows(doomed.store, partition=int(partition), offset=int(offset))) == 1
    assert await doomed.acknowledged(places) == (set(places) if is_acknowledged else set())
    await recovers(doomed)


@pytest.mark.parametrize(("point", "written"), [("before", 0), ("after", 1)])
async def test_dead_letter(doomed: Doomed, point: str, written: int) -> None:
    """A poison is set aside before it is acknowledged; written again after a death, it still counts as one."""
    poison = Deposited(account="account-1", number=99, amount=1, trouble="defect")
    await feed_deposits(doomed, poison)
    (place,) = await doomed.dies_at(f"dead letter: {point} it is written")
    letters = dead_letter_topic("toy")
    assert len(await read_all(doomed.backing, doomed.isolation, letters)) == written
    assert await doomed.acknowledged([place]) == set()
    await recovers(doomed)
    assert len(await read_all(doomed.backing, doomed.isolation, letters)) == written + 1
    repair = Repair(doomed.backing.broker, "toy", f"{doomed.isolation}-")
    (letter,) = await repair.waiting(Wanted())
    assert letter.origin.endswith(f":{place}")
