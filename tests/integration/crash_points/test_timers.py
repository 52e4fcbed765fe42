"""Death at each boundary of claim and firing: every interest is paid once, and told of once."""

from collections import Counter

import pytest

from chassis.clock import utc_now
from chassis.timers import TIMERS
from tests.integration.crash_points.doomed import Doomed
from tests.support.eventually import eventually
from tests.support.toy.runtime import command_work, toy_runtime
from tests.support.toy.service import Account, PromiseInterest

pytestmark = pytest.mark.abandons_transactions

SAVERS = tuple(f"saver-{number}" for number in range(5))


async def promise_interest(doomed: Doomed) -> None:
    runtime = toy_runtime(doomed.backing, doomed.isolation)
    await runtime.prepare()
    for saver in SAVERS:
        await runtime.unit_of_work.command(command_work(PromiseInterest(saver, utc_now())))
    runtime.close()


async def paid(doomed: Doomed) -> dict[str, int]:
    return {account.id: account.interest_paid for account in await doomed.store.find(Account, {})}


async def held_by(doomed: Doomed) -> Counter[str | None]:
    return Counter([row["claimed_by"] async for row in doomed.store[TIMERS].find({})])


async def paid_and_told_once(doomed: Doomed) -> bool:
    assert await paid(doomed) == dict.fromkeys(SAVERS, 1)
    assert await held_by(doomed) == {}
    assert await doomed.sequences() == {saver: [1] for saver in SAVERS}
    return True


@pytest.mark.parametrize(
    ("point", "left", "interest"),
    [
        ("timer: before the claim", {None: 5}, 0),
        ("timer: in the middle of the claim", {"toy-1": 5}, 0),
        ("timer: after the claim", {"toy-1": 5}, 0),
        ("timer fires: before the read", {"toy-1": 5}, 0),
        ("timer fires: after the read", {"toy-1": 5}, 0),
        ("timer fires: before the commit", {"toy-1": 5}, 0),
        ("timer fires: after the commit", {}, 1),
    ],
)
async def test_timer(doomed: Doomed, point: str, left: dict[str | None, int], interest: int) -> None:
    await promise_interest(doomed)
    assert len(await doomed.dies_at(point)) == len(SAVERS)
    assert await held_by(doomed) == left
    assert await paid(doomed) == dict.fromkeys(SAVERS, interest)
    doomed.toy.start()
    await eventually(lambda: paid_and_told_once(doomed), within=30)


async def test_a_claim_of_the_dead_runs_out_for_another_slot(doomed: Doomed) -> None:
    await promise_interest(doomed)
    await doomed.dies_at("timer: after the claim")
    doomed.toy.start(SLOT="toy-2")
    await eventually(lambda: paid_and_told_once(doomed), within=30)
