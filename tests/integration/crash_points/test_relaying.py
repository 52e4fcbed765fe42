"""Death at each boundary of send and mark: every event is published in order, and again only where it has to be."""

import pytest

from chassis.unit_of_work import UnitOfWork
from tests.integration.crash_points.doomed import Doomed
from tests.support.eventually import eventually
from tests.support.toy.events import Deposited
from tests.support.toy.runtime import event_work, toy_runtime

ACCOUNTS = tuple(f"account-{number}" for number in range(3))
EACH = 4


async def commit_deposits(unit: UnitOfWork, first: int) -> None:
    """In two transactions, so that the relay has rows of several to bring into order."""
    for numbers in (range(first, first + EACH // 2), range(first + EACH // 2, first + EACH)):
        works = [
            event_work(Deposited(account=account, number=number, amount=1))
            for number in numbers
            for account in ACCOUNTS
        ]
        await unit.batch(works)


async def published_in_order(doomed: Doomed, each: int) -> bool:
    assert await doomed.unpublished() == set()
    assert await doomed.sequences() == {account: list(range(1, each + 1)) for account in ACCOUNTS}
    return True


@pytest.mark.parametrize(
    ("point", "is_sent", "is_marked"),
    [
        ("before the send", False, False),
        ("in the middle of the send", True, False),
        ("after the send, before the mark", True, False),
        ("after the mark", True, True),
    ],
)
@pytest.mark.parametrize("successor", ["the same slot", "another slot"])
async def test_relay(doomed: Doomed, point: str, is_sent: bool, is_marked: bool, successor: str) -> None:
    runtime = toy_runtime(doomed.backing, doomed.isolation)
    await runtime.prepare()
    await commit_deposits(runtime.unit_of_work, first=1)
    batch = await doomed.dies_at(f"relay: {point}")
    assert await doomed.published() == (dict.fromkeys(batch, 1) if is_sent else {})
    assert await doomed.unpublished() & set(batch) == (set() if is_marked else set(batch))
    await commit_deposits(runtime.unit_of_work, first=1 + EACH)
    runtime.close()
    doomed.toy.start(SLOT="toy-1" if successor == "the same slot" else "toy-2")
    await eventually(lambda: published_in_order(doomed, 2 * EACH), within=40)
    repeated = {id for id, times in (await doomed.published()).items() if times > 1}
    assert repeated == (set(batch) if is_sent and not is_marked else set())
